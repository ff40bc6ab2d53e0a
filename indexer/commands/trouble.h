// SPDX-License-Identifier: GPL-2.0-or-later
// What is wrong with something, for callers that continue with the next.
#pragma once

#include "common/disk/fd.h"
#include "common/errors/errors.h"

#include <string>

namespace dateline::commands {

/// What to say about a shard on servers that was copied before zones were kept.
inline constexpr const char* kWithoutZones =
    "the zones of its articles are not known here, so they are ordered by their clocks; to fix "
    "that: dateline-index shard detach, move and attach";

/// What `work` finds damaged, in words; empty if it completes. A failed call is not damage, and is
/// thrown: its object may be fine.
template <typename Work>
std::string damage_of(Work work) {
  try {
    work();
    return "";
  } catch (const disk::Failed& e) {
    if (!e.is_of_file()) throw;
    return e.what();
  } catch (const Error& e) {
    return e.what();
  }
}

}  // namespace dateline::commands
