// SPDX-License-Identifier: GPL-2.0-or-later
// repair: makes a sound archive from the sound parts of a damaged one.
#pragma once

#include "common/date/date.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace dateline::commands {

/// An article whose record cannot be read. Unknown fields are empty.
struct LostArticle {
  std::string segment;
  std::string id;
  std::string source;
  std::string published;  ///< sortable date
};

struct RepairedSegment {
  std::string path;   ///< of the damaged segment
  std::string wrong;  ///< what was found
  std::uint64_t kept = 0;
  std::uint64_t lost = 0;
};

struct RepairSummary {
  std::vector<RepairedSegment> segments;
  std::vector<std::string> notes;  ///< what else was repaired or given up, one line each
  std::vector<LostArticle> lost;
  std::uint64_t revision = 0;
  bool reads_sources_again = false;  ///< the lists of files read were dropped
};

/// Reads everything, rebuilds what is damaged from the sound records, drops what cannot be rebuilt,
/// and publishes the result in one step; a sound archive stays as it is. If articles are lost, the
/// lists of files read are dropped too, so that `add` of the same files brings them back. An
/// archive.json that is damaged or missing is restored from its copy; throws Error (Damaged) if
/// that cannot be used either.
RepairSummary repair(const std::filesystem::path& archive, std::chrono::milliseconds lock_timeout);

}  // namespace dateline::commands
