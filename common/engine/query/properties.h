// SPDX-License-Identifier: GPL-2.0-or-later
// Values of the fields that are read as one piece: dates, length, story, first.
#pragma once

#include "common/date/date.h"
#include "common/engine/query/tree.h"

namespace dateline::query {

/// The node for `node.field` with the value `node.text`. Throws Error (Usage) saying what the value
/// should be.
Node read_property(Node node, const Date& today);

}  // namespace dateline::query
