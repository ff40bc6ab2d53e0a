// SPDX-License-Identifier: GPL-2.0-or-later
// The order of time among articles of several zones.
//
// A date of publication is the publisher's: filters, facets and timelines use its day. What was
// first is decided by instants: the time in UTC where the zone is known, else the clock as stated,
// and of a day, month or year its beginning.
#pragma once

#include "common/date/date.h"
#include "common/disk/arrays.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dateline::segment {

/// Minutes that a clock is ahead of UTC; 0 where that is not known, or no time of day is.
std::int16_t zone_of(const Date& date);

/// When that was, as a number: the earlier is less, and so is the less precise of what begins at
/// one time. 0 if there is no date. `date_number` is of the clock, see forward.h.
std::uint64_t instant_of(std::uint64_t date_number, std::int16_t zone);
std::uint64_t instant_of(const Date& date);

/// When the articles of a table were published; refers to its arrays.
class Instants {
 public:
  /// `published` are date numbers; no zones mean that none is known.
  Instants(std::span<const std::uint64_t> published, std::span<const std::int16_t> zones,
           std::int16_t least_zone, std::int16_t greatest_zone)
      : published_(published),
        zones_(zones),
        least_zone_(least_zone),
        greatest_zone_(greatest_zone) {}

  [[nodiscard]] std::size_t size() const { return published_.size(); }
  /// Of one of the documents.
  [[nodiscard]] std::uint64_t operator[](std::uint32_t docid) const {
    return instant_of(published_[docid - 1], zones_.empty() ? std::int16_t{0} : zones_[docid - 1]);
  }
  /// No document whose date number is `published` or less was published after this.
  [[nodiscard]] std::uint64_t latest_until(std::uint64_t published) const;
  /// No document whose date number is `published` or more was published before this.
  [[nodiscard]] std::uint64_t earliest_from(std::uint64_t published) const;

 private:
  std::span<const std::uint64_t> published_;  ///< by docid - 1
  std::span<const std::int16_t> zones_;       ///< likewise
  std::int16_t least_zone_;
  std::int16_t greatest_zone_;
};

/// Where a file has the zones of its articles.
struct ZonesPlace {
  std::uint64_t zones = 0;
  std::int64_t least_zone = 0;
  std::int64_t greatest_zone = 0;
};

/// Writes the array.
ZonesPlace append_zones(disk::ArrayWriter& file, const std::vector<std::int16_t>& zones);

/// The footer of a file that has zones; before format 7 it was `Old`.
template <typename Old>
struct ZonedFooter : ZonesPlace, Old {};

/// The zones of a file.
class Zones {
 public:
  Zones() = default;

  /// Reads the footer of a file, and which zones it has: none if it is from before format 7, and so
  /// has the magic of `Old`. Throws disk::Damaged.
  template <typename Old>
  Old read_footer(const disk::ArrayFile& file, const disk::Magic& magic) {
    if (!is_zoned(file, magic)) return file.footer<Old>(Old().magic);
    const auto footer = file.footer<ZonedFooter<Old>>(magic);
    zones_ = file.array<std::int16_t>(footer.zones, footer.documents);
    least_ = static_cast<std::int16_t>(footer.least_zone);
    greatest_ = static_cast<std::int16_t>(footer.greatest_zone);
    are_known_ = true;
    return footer;
  }
  /// Reads the whole file. Throws disk::Damaged when it has changed since it was written.
  template <typename Old>
  static void verify(const disk::ArrayFile& file, const disk::Magic& magic) {
    is_zoned(file, magic) ? file.verify<ZonedFooter<Old>>(magic) : file.verify<Old>(Old().magic);
  }

  /// False in a file from before format 7.
  [[nodiscard]] bool are_known() const { return are_known_; }
  /// Of a document; 0 if zones are not known.
  [[nodiscard]] std::int16_t of(std::uint32_t docid) const {
    return are_known_ ? zones_[docid - 1] : std::int16_t{0};
  }
  [[nodiscard]] Instants instants(std::span<const std::uint64_t> published) const {
    return {published, zones_.all(), least_, greatest_};
  }

 private:
  static bool is_zoned(const disk::ArrayFile& file, const disk::Magic& magic) {
    return file.bytes().ends_with(std::string_view(magic.data(), magic.size()));
  }

  disk::Array<std::int16_t> zones_;
  std::int16_t least_ = 0;
  std::int16_t greatest_ = 0;
  bool are_known_ = false;
};

}  // namespace dateline::segment
