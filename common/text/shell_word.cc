// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/text/shell_word.h"

#include "common/text/ascii.h"

#include <algorithm>

namespace dateline::text {

std::string shell_word(std::string_view text) {
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

std::string plain_shell_word(std::string_view text) {
  const bool is_plain = std::all_of(text.begin(), text.end(), [](char c) {
    return ascii::is_letter_or_digit(c) || static_cast<unsigned char>(c) >= 0x80 ||
           std::string_view("/._-+,:@%").find(c) != std::string_view::npos;
  });
  return is_plain && !text.empty() ? std::string(text) : shell_word(text);
}

}  // namespace dateline::text
