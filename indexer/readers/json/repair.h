// SPDX-License-Identifier: GPL-2.0-or-later
// JSON with characters that it forbids, as programs write it: half an emoji that was cut in two, a
// control character, an escape of another language, NaN.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

struct RepairedJson {
  std::string text;
  bool is_repaired = false;  ///< a character of a string became another
};

/// `json` with what is wrong in single characters made right: half of a surrogate pair and an
/// escape without its digits become U+FFFD, control characters in strings blanks or escapes,
/// unknown escapes their character. Outside strings, what programs write for no value becomes null,
/// and a comma that nothing follows is left out. Strings and brackets stay where they are.
RepairedJson repaired_json(std::string_view json);

}  // namespace dateline
