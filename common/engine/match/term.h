// SPDX-License-Identifier: GPL-2.0-or-later
// One term, running in one segment.
#pragma once

#include "common/engine/match/finder.h"

#include <memory>

namespace dateline::match {

/// For a Term step. Throws disk::Damaged.
std::unique_ptr<Finder> make_term(const query::Step& step, const Making& making, bool scored);

}  // namespace dateline::match
