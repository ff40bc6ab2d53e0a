// SPDX-License-Identifier: GPL-2.0-or-later
// Which story each article of a segment belongs to, and its fingerprint.
//
// A story is a set of near-duplicates: one wire copy as run by many outlets. Its number is beside
// each of its articles; an article like no other is a story of its own. The fingerprint is a few
// features of the text, by which a later article finds those it may be a copy of
// (indexer/writer/fingerprint.h says what features are).
//
// The file `stories` is beside the tables of the segment's Xapian database; its arrays (arrays.h)
// are numbers, dates, zones and features as in StoryTable, and the docids in order of their
// stories' numbers.
#pragma once

#include "common/disk/arrays.h"
#include "common/segment/instants.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <vector>

namespace dateline::segment {

/// The name of the file.
inline constexpr const char* kStoriesName = "stories";

/// A feature of the text of an article.
struct Feature {
  std::uint32_t value = 0;
  std::uint32_t docid = 0;
  friend auto operator<=>(const Feature&, const Feature&) = default;
};

/// What the file holds.
struct StoryTable {
  std::vector<std::uint64_t> numbers;    ///< of stories, by docid - 1
  std::vector<std::uint64_t> published;  ///< see date_number in forward.h; by docid - 1
  std::vector<std::int16_t> zones;       ///< of these dates, see zone_of; by docid - 1
  std::vector<Feature> features;         ///< sorted
  /// Docids by the numbers of their stories, those of one story in the order in which they are
  /// listed; empty: in order of docid.
  std::vector<std::uint32_t> order;
};

/// Writes the file. Throws Error (Machine).
void write_stories(const std::filesystem::path& file, const StoryTable& table);

/// Reads it in place. Safe to share between threads.
class Stories {
 public:
  /// Throws disk::Damaged, or Error (Machine).
  explicit Stories(const std::filesystem::path& file,
                   std::optional<disk::BlockSums> sums = std::nullopt);

  [[nodiscard]] std::uint64_t documents() const { return numbers_.size(); }
  [[nodiscard]] std::span<const std::uint64_t> numbers() const { return numbers_.all(); }
  [[nodiscard]] std::span<const std::uint64_t> published() const { return published_.all(); }
  [[nodiscard]] Instants instants() const { return zones_.instants(published()); }
  /// False in a table from before format 7.
  [[nodiscard]] bool has_zones() const { return zones_.are_known(); }
  [[nodiscard]] std::span<const Feature> features() const { return features_.all(); }
  /// The articles of the story, in the order in which they were written. Throws disk::Damaged.
  [[nodiscard]] std::span<const std::uint32_t> articles(std::uint64_t number) const;

  /// Reads the whole file. Throws disk::Damaged when it has changed since it was written.
  void verify() const;

 private:
  disk::ArrayFile file_;
  disk::Array<std::uint64_t> numbers_;
  disk::Array<std::uint64_t> published_;
  Zones zones_;
  disk::Array<std::uint32_t> by_number_;
  disk::Array<Feature> features_;
};

}  // namespace dateline::segment
