// SPDX-License-Identifier: GPL-2.0-or-later
// Comparing the names of sites and publishers with each other and with hosts.
#pragma once

#include <string>
#include <string_view>

namespace dateline::html {

/// Letters and digits without case and accents: "The Harbour-Post" and "theharbourpost" are alike,
/// and so are two headlines that differ in quotation marks.
std::string letters(std::string_view name);

/// True if the host is called that: "The Harbour Post" of harbour-post.example.
bool is_of_host(std::string_view name, std::string_view host);

/// "harbour-post.example" and "https://harbour-post.example/" are addresses rather than names.
bool is_address(std::string_view name);

/// "Harbour Press GmbH & Co. KG" owns a paper, but is not one.
bool is_company(std::string_view name);

}  // namespace dateline::html
