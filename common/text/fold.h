// SPDX-License-Identifier: GPL-2.0-or-later
// Folding: the form in which two spellings of one word are equal.
#pragma once

#include <string>
#include <string_view>

namespace dateline::text {

/// Lower case, compatibility forms resolved (NFKD) and composed again, and without what may be left
/// out: "Müller" → "muller", "Straße" → "strasse", "cœur" → "coeur", "ﬁn" → "fin".
///
/// Marks are dropped where they are optional: accents of Latin and Greek, points of Hebrew and
/// Syriac, vowels of Arabic, stress in Cyrillic; others are letters ("й"), except that "ё" becomes
/// "е", as the press prints it. Latin letters have their ASCII spelling, digits of every script are
/// ASCII's, and Arabic letters that keyboards exchange (ی ي ى, ک ك, ه ة ۀ) are one. Soft hyphens,
/// joiners and the tatweel vanish; whatever stands for an apostrophe is "'", and a quotation mark
/// between Hebrew letters is a gershayim.
std::string fold(std::string_view text);

/// `fold`, but with the letters of Arabic that its stemmer tells apart.
std::string fold_as_written(std::string_view text);

/// What `fold` does after that.
std::string exchanged(std::string folded);

}  // namespace dateline::text
