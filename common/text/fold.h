// SPDX-License-Identifier: GPL-2.0-or-later
// Folding: the form in which two spellings of one word are equal.
#pragma once

#include <string>
#include <string_view>

namespace dateline::text {

/// Lower case, compatibility forms resolved (NFKD), and accents removed from Latin and Greek
/// letters: "Müller" → "muller", "Straße" → "strasse", "ﬁn" → "fin". Letters that other scripts
/// distinguish by a mark are kept ("й"), except that Russian "ё" becomes "е", as the press prints
/// it. Soft hyphens and zero-width joiners vanish; typographic apostrophes become "'".
std::string fold(std::string_view text);

}  // namespace dateline::text
