// SPDX-License-Identifier: GPL-2.0-or-later
// References to characters and entities in SGML.
#pragma once

#include <string>
#include <string_view>

namespace dateline::sgml {

/// Appends `text` to `out` with its references resolved, once: "&amp;lt;" becomes "&lt;". Known are
/// numbers, HTML's names, and those that the collections add ("&hyph;", "&blank;", "&QL;"). Unknown
/// references stay as written; a number beyond Unicode becomes U+FFFD.
void append_resolved(std::string_view text, std::string& out);

}  // namespace dateline::sgml
