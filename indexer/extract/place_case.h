// SPDX-License-Identifier: GPL-2.0-or-later
// From "NEW YORK/LONDON" to "New York/London".
#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// True when every cased letter is a capital and there is at least one; the lower-case c of
/// "McALLEN" and "ac" of "MacDILL" count as capitals. Text that is not UTF-8 is not in capitals.
bool is_all_caps(std::string_view word);

/// True for words that stay lower case inside names: "de", "am", "upon".
bool is_small_place_word(std::string_view word);

/// A place in title case. Words that are not all capitals ("Fla.") stay as they are, as do region
/// codes ("NEW YORK, NY") and a few initialisms ("WASHINGTON DC"); small words within a name are
/// lowered ("Rio de Janeiro", "Port-au-Prince").
std::string title_case_place(std::string_view place);

}  // namespace dateline
