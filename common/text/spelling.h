// SPDX-License-Identifier: GPL-2.0-or-later
// How a word is written, apart from what no reader takes for spelling.
#pragma once

#include <string>
#include <string_view>

namespace dateline::text {

/// `word` with its accents, composed (NFC), and with or without its capitals. Gone are a closing
/// possessive, the points of an acronym and invisible joiners; apostrophes are all alike.
std::string spelling(std::string_view word, bool keep_case);

/// What follows the first apostrophe: "accord" of "l'accord"; empty without one.
std::string_view after_elision(std::string_view spelling);

}  // namespace dateline::text
