// SPDX-License-Identifier: GPL-2.0-or-later
// What the three scripts share.
#include "common/cli/completion.h"

#include "common/archive/manifest.h"
#include "common/archive/saved.h"

#include <algorithm>

namespace dateline::cli {
namespace {

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

}  // namespace

std::string shell_word(std::string_view text) {
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

std::string plain_shell_word(std::string_view text) {
  const bool is_plain = std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 0x80 ||
           std::string_view("/._-+,:@%").find(c) != std::string_view::npos;
  });
  return is_plain && !text.empty() ? std::string(text) : shell_word(text);
}

std::string escaped(std::string_view text, std::string_view characters) {
  std::string out;
  for (const char c : text) {
    if (characters.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string filled_in(std::string_view text, const Program& program) {
  std::string out(text);
  replace_all(out, "@P@", program.identifier());
  replace_all(out, "@NAME@", program.name());
  replace_all(out, "@MANIFEST@", kManifestName);
  replace_all(out, "@SAVED@", kAlertsDirectory);
  return out;
}

}  // namespace dateline::cli
