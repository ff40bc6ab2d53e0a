// SPDX-License-Identifier: GPL-2.0-or-later
// Which day it is in a part of the world.
#pragma once

#include "common/date/date.h"

#include <cstdint>
#include <string_view>

namespace dateline {

/// The day in `zone` at that many seconds after 1970-01-01T00:00:00Z. A zone is a name of the IANA
/// database (Europe/Berlin, in any case), UTC, or an offset (+05:30, UTC-3); empty for the
/// machine's own. Throws Error (Usage) with near names for another.
Date day_in_zone(std::string_view zone, std::int64_t epoch_seconds);

/// The help of `--tz`, which takes a zone.
inline constexpr const char* kZoneHelp =
    "Time zone that decides what day today is: Europe/Berlin, +05:30, UTC (default\n"
    "the machine's own zone)";

}  // namespace dateline
