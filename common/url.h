// SPDX-License-Identifier: GPL-2.0-or-later
// What is asked of a URL.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// The host of a URL in small letters, without "www."; empty when `url` is none.
std::string host_of(std::string_view url);

}  // namespace dateline
