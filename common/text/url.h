// SPDX-License-Identifier: GPL-2.0-or-later
// What is asked of a URL.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// The host of a URL in small letters, without "www."; empty when `url` is none.
std::string host_of(std::string_view url);

/// What a reader may make a link of: an address of the web (http or https, with a host) as a URI of
/// RFC 3986, in which all other characters are percent-encoded; empty when `url` is none. Every
/// format that readers make links of takes it from here, for a URL is what an article says it is:
/// `javascript:` and its like run where they are clicked on.
std::string web_link(std::string_view url);

}  // namespace dateline
