// SPDX-License-Identifier: GPL-2.0-or-later
// `dateline-search story`: who ran a story, when, and what each changed.
#pragma once

#include "common/archive/archive.h"
#include "common/article.h"
#include "searcher/report/word_diff.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace dateline {

struct StoryRequest {
  std::filesystem::path archive;
  OpenOptions open;
  std::string id;  ///< of any of its articles
};

struct StoryCopy {
  Article article;
  bool is_asked_for = false;  ///< has the id that was asked for
  WordDiff diff;              ///< what makes its body of the first one's; empty for the first
};

struct StoryReport {
  std::string archive_uuid;
  std::uint64_t revision = 0;
  std::string id;                 ///< empty: no article has the id that was asked for
  std::vector<StoryCopy> copies;  ///< the first published first; those without a date last
  std::vector<MissingShard> missing;
};

/// Withheld and canceled articles are among the copies, which say so. Throws Error.
StoryReport report_story(const StoryRequest& request);

}  // namespace dateline
