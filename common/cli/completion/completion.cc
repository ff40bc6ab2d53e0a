// SPDX-License-Identifier: GPL-2.0-or-later
// What the three scripts share.
#include "common/cli/completion/completion.h"

#include "common/archive/manifest.h"
#include "common/archive/saved_searches.h"

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
