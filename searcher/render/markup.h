// SPDX-License-Identifier: GPL-2.0-or-later
// Text inside XML and SGML.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// `text` as content of an element or an attribute: no markup, no character that XML 1.0 forbids.
std::string markup_text(std::string_view text);

/// Appends a line with an element that contains `text`; nothing if that is empty.
void add_element(std::string_view name, std::string_view text, std::string& out);

}  // namespace dateline
