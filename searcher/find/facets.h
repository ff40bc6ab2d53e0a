// SPDX-License-Identifier: GPL-2.0-or-later
// Counting matches by what a field holds.
#pragma once

#include "common/archive/archive.h"
#include "common/engine/match/window.h"
#include "common/fields/schema.h"
#include "common/text/string_table.h"

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace dateline {

struct FacetValue {
  std::string value;
  std::uint64_t articles = 0;
};

struct FacetCounts {
  std::string field;
  std::vector<FacetValue> values;  ///< exact; most frequent first, dates in order of time
};

/// Facet fields that can be counted by window.
std::vector<std::string> facet_fields();

/// What a facet field counts.
struct FacetField {
  schema::Slot slot = schema::kPublished;
  std::size_t date_digits = 0;  ///< for year, month, week and day: how much of the date counts
  bool by_week = false;         ///< of ISO 8601, with the digits of a day
};

/// Throws Error (Usage) if `name` is not one of facet_fields.
FacetField facet_field(const std::string& name);

/// The values in the slot's content: several, or none; none for a date known less precisely than
/// the count needs.
std::vector<std::string> facet_values(const FacetField& field, std::string_view content);

/// The contents of one slot in all segments of an archive, numbered.
struct SlotNames {
  text::StringTable names;
  std::vector<std::vector<std::uint32_t>> numbers;  ///< by segment and ordinal
};

/// The SlotNames of an archive, each made on first use. Safe to share between threads.
class FacetNames {
 public:
  /// Refers to the archive.
  explicit FacetNames(const Archive& archive) : archive_(archive) {}
  /// Throws ShardDown.
  [[nodiscard]] const SlotNames& of(schema::Slot slot) const;

 private:
  struct Entry {
    std::mutex mutex;
    std::optional<SlotNames> names;
  };

  const Archive& archive_;
  mutable std::mutex mutex_;
  mutable std::map<std::uint32_t, Entry> entries_;
};

/// Counts the matches of one query by one field.
class FacetCounter {
 public:
  /// Throws Error (Usage) if `field` is not one of facet_fields. `names` outlives the counter.
  FacetCounter(const std::string& field, const FacetNames& names);

  /// The following windows are of this segment.
  void enter(std::uint32_t segment, const segment::Forward& forward);
  void count(const match::Window& window);
  /// The slot whose contents are counted.
  [[nodiscard]] schema::Slot slot() const { return field_.slot; }
  /// Adds matches on servers, by content of the slot.
  void add(const std::map<std::string, std::uint64_t>& contents);
  [[nodiscard]] FacetCounts counts() const;

 private:
  void count_values(const match::Window& window);
  void count_dates(const match::Window& window);
  void enter_period(std::uint32_t docid);
  /// All but the dates of segments: the articles with each name, in any spelling.
  [[nodiscard]] std::map<std::string, std::uint64_t> by_name() const;

  std::string name_;
  FacetField field_;
  const SlotNames* names_ = nullptr;  ///< for all but dates

  const std::vector<std::uint32_t>* numbers_ = nullptr;
  segment::Forward::Column column_;
  std::span<const std::uint64_t> published_;
  std::vector<std::uint64_t> by_number_;
  std::map<std::string, std::uint64_t> by_date_;
  std::map<std::string, std::uint64_t> on_servers_;  ///< by content
  std::uint32_t period_end_ = 0;                     ///< docid where the current period ends
  std::uint64_t period_number_ = 0;                  ///< its date
  std::uint64_t* period_ = nullptr;  ///< its count; none for dates not known so precisely
};

}  // namespace dateline
