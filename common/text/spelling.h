// SPDX-License-Identifier: GPL-2.0-or-later
// How a word is written, ignoring what no reader regards as spelling.
#pragma once

#include <string>
#include <string_view>

namespace dateline::text {

/// `word` with its accents, composed (NFC), and with or without its capitals. A final possessive,
/// the dots of an acronym and invisible joiners are removed; apostrophes are all the same.
std::string spelling(std::string_view word, bool keep_case);

/// What follows the first apostrophe: "accord" of "l'accord"; empty without one.
std::string_view after_elision(std::string_view spelling);

}  // namespace dateline::text
