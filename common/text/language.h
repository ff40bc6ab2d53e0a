// SPDX-License-Identifier: GPL-2.0-or-later
// Codes of languages.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// ISO 639-1 code (639-2 where there is none) of a language as people and files name it ("en",
/// "en-GB", "eng", "English"); empty if unknown.
std::string language_code(std::string_view stated);

/// The code without its region, and what is used today in place of codes that ISO 639 has
/// withdrawn, and of "nb" for Norwegian Bokmål.
std::string current_language_code(std::string_view code);

/// The language among whose articles those of `language` are counted: English for "und", the
/// undetermined, whose words are stemmed as English.
inline std::string_view counted_as(std::string_view language) {
  return language == "und" ? "en" : language;
}

}  // namespace dateline
