// SPDX-License-Identifier: GPL-2.0-or-later
// Every way to read a segment.
#pragma once

#include "common/segment/reader.h"

namespace dateline::fuzz {

/// Reads all of it, in every way in which it is read. Damage to one part does not hide damage to
/// another.
void read_segment(const segment::Reader& reader);

}  // namespace dateline::fuzz
