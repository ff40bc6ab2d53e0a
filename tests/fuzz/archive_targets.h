// SPDX-License-Identifier: GPL-2.0-or-later
// The files of a forged archive: whatever they say about themselves, including checksums, may be
// untrue.
#pragma once

#include "tests/fuzz/targets.h"

#include <vector>

namespace dateline::fuzz {

/// A target for each kind of file, among them one for each file of a segment. Its bytes are that
/// file; all others are sound.
std::vector<Target> archive_targets();

}  // namespace dateline::fuzz
