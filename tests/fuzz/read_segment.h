// SPDX-License-Identifier: GPL-2.0-or-later
// Everything that a segment can be asked.
#pragma once

#include "common/segment/reader.h"

namespace dateline::fuzz {

/// Reads all of it, in every way in which it is read. Damage to one part hides none of another.
void read_segment(const segment::Reader& reader);

}  // namespace dateline::fuzz
