// SPDX-License-Identifier: GPL-2.0-or-later
// Latin letters and ligatures that no decomposition takes apart.
#pragma once

#include <cstdint>
#include <string_view>

namespace dateline::text {

/// How the small Latin letter `c` is written in ASCII: "oe" for œ, "o" for ø; empty if it has no
/// such spelling. The same as ICU's transliterator "Latin-ASCII", which takes 50 ms to load.
std::string_view ascii_spelling(std::int32_t c);

}  // namespace dateline::text
