// SPDX-License-Identifier: GPL-2.0-or-later
// What the last run of `add` did, for `status`: ARCHIVE/last-run.json, with a checksum of itself.
#pragma once

#include "common/date/date.h"

#include <cstdint>
#include <filesystem>
#include <optional>

namespace dateline {

struct LastRun {
  Date began;  ///< UTC
  std::uint64_t read = 0;
  std::uint64_t added = 0;
  std::uint64_t replaced = 0;
  std::uint64_t withdrawn = 0;
  std::uint64_t passed_over = 0;
  std::uint64_t rejected = 0;
  bool was_stopped = false;  ///< before everything was read
};

/// Replaces it, durably. Throws Error (Machine).
void write_last_run(const std::filesystem::path& archive, const LastRun& run);

/// Nothing where no run was recorded. Throws Error (Damaged) when the file has changed since.
std::optional<LastRun> read_last_run(const std::filesystem::path& archive);

}  // namespace dateline
