// SPDX-License-Identifier: GPL-2.0-or-later
// Cities that datelines name without a country.
#pragma once

#include <string_view>

namespace dateline {

/// True for the folded name of a city that newspapers expect every reader to know. Names that are
/// also words (Nice, Male, Reading) are excluded.
bool is_well_known_city(std::string_view folded);

}  // namespace dateline
