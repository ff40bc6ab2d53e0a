// SPDX-License-Identifier: GPL-2.0-or-later
// repair: what is sound of a damaged archive becomes a sound one.
#pragma once

#include "common/date/date.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace dateline {

/// An article whose record cannot be read. What is not known of it is empty.
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
  std::vector<std::string> notes;  ///< what else was mended or given up, a line each
  std::vector<LostArticle> lost;
  std::uint64_t revision = 0;
  bool reads_sources_again = false;  ///< the lists of files read were dropped
};

/// Reads everything, rebuilds what is damaged from the records that are sound, drops what cannot be
/// rebuilt, and publishes the result in one step; an archive that is sound stays as it is. Where
/// articles are lost, the lists of files read are dropped too, so that `add` of the same files
/// brings them back. An archive.json that is damaged or missing is restored from its copy; throws
/// Error (Damaged) where that cannot be used either.
RepairSummary repair(const std::filesystem::path& archive, std::chrono::milliseconds lock_timeout);

}  // namespace dateline
