// SPDX-License-Identifier: GPL-2.0-or-later
// The version of the JSON that both programs write.
#pragma once

namespace dateline {

/// Incremented when a JSON output changes in a way that a program reading it would notice; see
/// docs/output.md.
inline constexpr int kJsonFormatVersion = 1;

}  // namespace dateline
