// SPDX-License-Identifier: GPL-2.0-or-later
// Who is credited for a story.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// A longer text is no credit.
inline constexpr std::size_t kMaxCreditBytes = 80;

/// The parties of a credit, in order and each once: "APP - UrduPoint / Pakistan Point News" names
/// three. They are separated by slashes, commas, semicolons and dashes between spaces.
std::vector<std::string> parties_of(std::string_view credit);

/// True for news agencies and press release services known by that name. Short names are recognised
/// only as the agency writes them: "APP", not "app".
bool is_known_agency(std::string_view name);

}  // namespace dateline
