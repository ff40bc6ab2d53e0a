// SPDX-License-Identifier: GPL-2.0-or-later
// The arrays of the file.
#include "common/segment/story_table.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace dateline::segment {
namespace {

constexpr disk::Magic kStoriesMagic = {'D', 'L', 's', 't', 'o', 'r', 'y', '2'};
/// Before there were zones.
constexpr disk::Magic kZonelessStoriesMagic = {'D', 'L', 's', 't', 'o', 'r', 'y', '1'};

/// Offsets from the beginning of the file, and counts.
struct StoriesFooter {
  std::uint64_t documents = 0;
  std::uint64_t numbers = 0;
  std::uint64_t published = 0;
  std::uint64_t by_number = 0;
  std::uint64_t feature_count = 0;
  std::uint64_t features = 0;
  std::uint64_t checksum = 0;
  disk::Magic magic = kZonelessStoriesMagic;
};

}  // namespace

void write_stories(const std::filesystem::path& file, const StoryTable& table) {
  std::vector<std::uint32_t> by_number = table.order;
  if (by_number.empty()) {
    by_number.resize(table.numbers.size());
    std::iota(by_number.begin(), by_number.end(), 1U);
    std::stable_sort(by_number.begin(), by_number.end(), [&](std::uint32_t a, std::uint32_t b) {
      return table.numbers[a - 1] < table.numbers[b - 1];
    });
  }
  disk::ArrayWriter writer(file);
  ZonedFooter<StoriesFooter> footer;
  footer.magic = kStoriesMagic;
  footer.documents = table.numbers.size();
  footer.numbers = writer.append_array(table.numbers);
  footer.published = writer.append_array(table.published);
  static_cast<ZonesPlace&>(footer) = append_zones(writer, table.zones);
  footer.by_number = writer.append_array(by_number);
  footer.feature_count = table.features.size();
  footer.features = writer.append_array(table.features);
  writer.finish(footer);
}

Stories::Stories(const std::filesystem::path& file, std::optional<disk::BlockSums> sums)
    : file_(file, kStoriesName, std::move(sums)) {
  const auto footer = zones_.read_footer<StoriesFooter>(file_, kStoriesMagic);
  numbers_ = file_.array<std::uint64_t>(footer.numbers, footer.documents);
  published_ = file_.array<std::uint64_t>(footer.published, footer.documents);
  by_number_ = file_.array<std::uint32_t>(footer.by_number, footer.documents);
  features_ = file_.array<Feature>(footer.features, footer.feature_count);
}

std::span<const std::uint32_t> Stories::articles(std::uint64_t number) const {
  const auto numbers = numbers_.all();
  const auto by_number = by_number_.all();
  const auto number_of = [&](std::uint32_t docid) {
    if (docid == 0 || docid > numbers.size()) file_.damaged();
    return numbers[docid - 1];
  };
  const auto begin =
      std::lower_bound(by_number.begin(), by_number.end(), number,
                       [&](std::uint32_t docid, std::uint64_t n) { return number_of(docid) < n; });
  const auto end =
      std::upper_bound(begin, by_number.end(), number,
                       [&](std::uint64_t n, std::uint32_t docid) { return n < number_of(docid); });
  // Binary search looked at only some of them.
  for (auto it = begin; it != end; ++it) {
    if (number_of(*it) != number) file_.damaged();
  }
  return {begin, end};
}

void Stories::verify() const {
  Zones::verify<StoriesFooter>(file_, kStoriesMagic);
}

}  // namespace dateline::segment
