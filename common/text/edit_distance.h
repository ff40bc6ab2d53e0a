// SPDX-License-Identifier: GPL-2.0-or-later
// How much two words differ.
#pragma once

#include <cstddef>
#include <string_view>

namespace dateline::text {

/// How many letters must be inserted, deleted, replaced or swapped with their neighbour to turn one
/// UTF-8 text into the other (optimal string alignment: no part is edited twice). Letters are code
/// points. Anything over `most` is `most` + 1, which is found sooner.
std::size_t edit_distance(std::string_view a, std::string_view b,
                          std::size_t most = static_cast<std::size_t>(-2));

}  // namespace dateline::text
