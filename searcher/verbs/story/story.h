// SPDX-License-Identifier: GPL-2.0-or-later
// `dateline-search story`: who ran a story, when, and what each changed.
#pragma once

#include "common/fields/article.h"
#include "searcher/find/search.h"
#include "searcher/texts/word_diff.h"

#include <cstdint>
#include <string>
#include <vector>

namespace dateline {

struct StoryCopy {
  Article article;
  bool is_asked_for = false;  ///< has the id that was asked for
  WordDiff diff;              ///< what turns the first one's body into its own; empty for the first
};

struct StoryReport {
  std::string archive_uuid;
  std::uint64_t revision = 0;
  std::string id;                 ///< of the story; empty: no article has the id asked for
  std::vector<StoryCopy> copies;  ///< in order of publication; undated last
  std::vector<MissingShard> missing;
};

/// The story of the article with that id. Withheld and canceled articles are among the copies,
/// which say so. Throws Error, and what `deadline` throws.
StoryReport report_story(Searcher& searcher, const std::string& id,
                         const query::Deadline& deadline = {});

}  // namespace dateline
