// SPDX-License-Identifier: GPL-2.0-or-later
// What we need from a URL.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// The host of a URL in lower case, without "www."; empty if `url` is not one.
std::string host_of(std::string_view url);

/// What a reader may turn into a link: an address of the web (http or https, with a host) as a URI
/// of RFC 3986, in which all other characters are percent-encoded; empty if `url` is not one. Every
/// format with links takes it from here, because the URL is whatever an article says: `javascript:`
/// and similar run when clicked.
std::string web_link(std::string_view url);

}  // namespace dateline
