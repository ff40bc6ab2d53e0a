// SPDX-License-Identifier: GPL-2.0-or-later
// Text inside XML and SGML.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// `text` as content of an element or an attribute: no markup, no character that XML 1.0 forbids.
std::string markup_text(std::string_view text);

}  // namespace dateline
