// SPDX-License-Identifier: GPL-2.0-or-later
// Text on stderr.
#pragma once

#include <string_view>

namespace dateline {

/// Writes to stderr, as it is, as much as can be written: that nobody can be told (a full disk, a
/// closed pipe) changes nothing that is done, nor the exit code.
void tell(std::string_view text) noexcept;

}  // namespace dateline
