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

/// Some 10 MB.
constexpr std::size_t kRememberedTerms = 100'000;

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
    if (failed.empty()) {
      archive.count();
      return archive;
    }
    const bool replaced = read_manifest(directory).revision != archive.manifest_.revision;
    if (!replaced || attempt == kOpenAttempts) {
      throw Error(Exit::BadArchive, failed,
                  "run: dateline-index check " + directory.string() +
                      "; restore the shard from a backup, or index its articles again");
    }
  }
}

void Archive::count() {
  std::uint64_t length = 0;
  std::set<std::string, std::less<>> languages;
  for (const OpenSegment& open : segments_) {
    documents_ += open.reader->documents();
    length += open.reader->total_length();
    const auto& column = open.reader->forward().column(schema::kLanguage);
    for (std::uint32_t i = 1; i < column.values(); ++i) languages.emplace(column.value(i));
  }
  if (length != 0) average_length_ = static_cast<double>(length) / static_cast<double>(documents_);
  languages_.assign(languages.begin(), languages.end());
}

std::uint64_t Archive::frequency(const std::string& term) const {
  const auto known = frequencies_.find(term);
  if (known != frequencies_.end()) return known->second;
  std::uint64_t sum = 0;
  for (const OpenSegment& open : segments_) sum += open.reader->frequency(term);
  if (frequencies_.size() >= kRememberedTerms) frequencies_.clear();
  frequencies_.emplace(term, sum);
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

}  // namespace dateline
