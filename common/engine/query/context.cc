// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/engine/query/context.h"

#include "common/date/time_zone.h"

namespace dateline::query {

Date Context::today() const {
  return day_in_zone(time_zone, clock());
}

}  // namespace dateline::query
