// SPDX-License-Identifier: GPL-2.0-or-later
// Cities whose country goes without saying.
#pragma once

#include <string>

namespace dateline {

/// "Helsinki, Finland" → "Helsinki", so that a capital is one place with and without its country.
/// Other places, "Paris, Texas" among them, as they are.
std::string without_own_country(std::string place);

}  // namespace dateline
