// SPDX-License-Identifier: GPL-2.0-or-later
// Text on stderr.
#pragma once

#include <string_view>

namespace dateline {

/// Writes to stderr, as is, as much as can be written: a failure (full disk, closed pipe) changes
/// neither what is done nor the exit code.
void tell(std::string_view text) noexcept;

}  // namespace dateline
