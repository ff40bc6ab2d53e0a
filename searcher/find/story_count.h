// SPDX-License-Identifier: GPL-2.0-or-later
// How many stories the matches of a query belong to, and how many matches each story has.
#pragma once

#include "common/archive/story_lookup.h"
#include "common/engine/match/window.h"

#include <cstdint>
#include <vector>

namespace dateline {

/// Counts exactly. Most articles are unlike any other: only those that may not be are looked at
/// twice, so a million matches take about ten milliseconds and eight bytes each.
class StoryCount {
 public:
  explicit StoryCount(const Archive& archive) : archive_(archive), stories_(archive) {}

  /// Adds the matches of a window of a segment.
  void add(std::uint32_t segment, const match::Window& window);
  /// Adds one match; `segment` is as in Match.
  void add(std::uint32_t segment, std::uint32_t docid);
  /// The number added.
  [[nodiscard]] std::uint64_t matches() const { return numbers_.size(); }
  /// After the last match.
  void finish();

  [[nodiscard]] std::uint64_t stories() const { return distinct_; }
  /// Matches of the story, at least one of which exists.
  [[nodiscard]] std::uint64_t articles(std::uint64_t story) const;

 private:
  /// A story that may have several matches.
  struct Counted {
    std::uint64_t story = 0;
    std::uint64_t articles = 0;  ///< 0 in a free place
  };
  [[nodiscard]] std::size_t place_of(std::uint64_t story) const;

  const Archive& archive_;
  ArchiveStories stories_;
  std::vector<std::uint64_t> numbers_;  ///< the stories of all matches
  std::vector<Counted> counted_;        ///< a table of hashes, at most half full
  std::uint64_t distinct_ = 0;
};

}  // namespace dateline
