// SPDX-License-Identifier: GPL-2.0-or-later
// The files of an archive that somebody made up: whatever they say of themselves, checksums
// included, may be untrue.
#pragma once

#include "tests/fuzz/targets.h"

#include <vector>

namespace dateline::fuzz {

/// A target for each kind of file, among them one for each file of a segment. Its bytes are that
/// file; all others are sound.
std::vector<Target> archive_targets();

}  // namespace dateline::fuzz
