// SPDX-License-Identifier: GPL-2.0-or-later
// Comparing the names of sites and publishers with each other and with hosts.
#pragma once

#include <string>
#include <string_view>

namespace dateline::html {

/// Letters and digits, ASCII in lower case, other scripts as they are: "The Harbour-Post" and
/// "theharbourpost" are alike.
std::string letters(std::string_view name);

/// "https://www.harbour-post.example/a" → "harbour-post.example"; empty when there is no host.
std::string_view host_of(std::string_view url);

}  // namespace dateline::html
