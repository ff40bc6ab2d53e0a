// SPDX-License-Identifier: GPL-2.0-or-later
// The language of an article.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// ISO 639-1 code (639-2 where there is none) of a language as files name it ("en", "en-GB", "eng",
/// "English"); empty if unknown.
std::string language_code(std::string_view stated);

/// The language that CLD2 finds reliable in `text`, else "und".
std::string detect_language(std::string_view text);

}  // namespace dateline
