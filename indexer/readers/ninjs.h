// SPDX-License-Identifier: GPL-2.0-or-later
// Telling IPTC's ninjs from other JSON.
#pragma once

#include <string_view>

namespace dateline {

/// True for JSON that states to be ninjs, or has at least two keys that only ninjs has.
bool is_ninjs(std::string_view head);

}  // namespace dateline
