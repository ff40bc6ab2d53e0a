// SPDX-License-Identifier: GPL-2.0-or-later
// Opening the segments of one manifest.
#include "common/archive/archive.h"

#include "common/errors.h"
#include "common/schema.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace dateline {
namespace fs = std::filesystem;
namespace {

/// A writer removes replaced segments only after the new manifest stands, so one more reading is
/// enough; more are needed only if it publishes again within the milliseconds of opening.
constexpr int kOpenAttempts = 5;

}  // namespace

bool may_hold(const Segment& segment, const DateRange& dates) {
  const auto first = from_sortable(segment.first);
  const auto last = from_sortable(segment.last);
  if (!first || !last) return false;
  // An article lies wholly within `dates` only if its first day does, so first days suffice.
  return day_number(*first) <= dates.last_day && day_number(*last) >= dates.first_day;
}

Archive Archive::open(const fs::path& directory) {
  for (int attempt = 1;; ++attempt) {
    Archive archive(directory, read_manifest(directory));
    std::string failed;
    for (const Shard& shard : archive.manifest_.shards) {
      for (const Segment& segment : shard.segments) {
        try {
          archive.segments_.push_back(
              {shard.name, segment, std::make_shared<segment::Reader>(directory / segment.path)});
        } catch (const std::exception& e) {
          failed = fmt::format("shard {} ({}) cannot be opened: {}", shard.name,
                               (directory / segment.path).string(), e.what());
        }
      }
    }
    if (failed.empty()) return archive;
    const bool replaced = read_manifest(directory).revision != archive.manifest_.revision;
    if (!replaced || attempt == kOpenAttempts) {
      throw Error(Exit::BadArchive, failed,
                  "run: dateline-index check " + directory.string() +
                      "; restore the shard from a backup, or index its articles again");
    }
  }
}

std::uint64_t Archive::documents() const {
  std::uint64_t sum = 0;
  for (const OpenSegment& open : segments_) sum += open.reader->documents();
  return sum;
}

double Archive::average_length() const {
  std::uint64_t sum = 0;
  for (const OpenSegment& open : segments_) sum += open.reader->total_length();
  return sum == 0 ? 1 : static_cast<double>(sum) / static_cast<double>(documents());
}

std::uint64_t Archive::frequency(const std::string& term) const {
  std::uint64_t sum = 0;
  for (const OpenSegment& open : segments_) sum += open.reader->frequency(term);
  return sum;
}

std::vector<std::string> Archive::terms_from(const std::string& prefix, std::size_t limit) const {
  std::set<std::string> terms;
  for (const OpenSegment& open : segments_) {
    for (std::string& term : open.reader->terms_from(prefix, limit)) terms.insert(std::move(term));
  }
  std::vector<std::string> first(terms.begin(), terms.end());
  first.resize(std::min(first.size(), limit));
  return first;
}

std::vector<std::string> Archive::languages() const {
  std::set<std::string> languages;
  for (const OpenSegment& open : segments_) {
    const auto& column = open.reader->forward().column(schema::kLanguage);
    for (std::uint32_t i = 1; i < column.values(); ++i) languages.emplace(column.value(i));
  }
  return {languages.begin(), languages.end()};
}

}  // namespace dateline
