// SPDX-License-Identifier: GPL-2.0-or-later
// Opening the segments of one manifest.
#include "common/archive/archive.h"

#include "common/errors.h"
#include "common/schema.h"

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

Archive Archive::open(const fs::path& directory, const std::optional<DateRange>& dates) {
  for (int attempt = 1;; ++attempt) {
    Archive archive(directory, read_manifest(directory));
    std::string failed;
    for (const Shard& shard : archive.manifest_.shards) {
      for (const Segment& segment : shard.segments) {
        if (dates && !may_hold(segment, *dates)) continue;
        try {
          archive.segments_.push_back(
              {shard.name, segment, Xapian::Database((directory / segment.path).string())});
        } catch (const Xapian::Error& e) {
          failed = fmt::format("shard {} ({}) cannot be opened: {}", shard.name,
                               (directory / segment.path).string(), e.get_msg());
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

Xapian::Database Archive::database() const {
  Xapian::Database all;
  for (const OpenSegment& open : segments_) all.add_database(open.database);
  return all;
}

std::vector<std::string> Archive::languages() const {
  std::set<std::string> found;
  const std::string prefix(schema::kLanguagePrefix);
  for (const OpenSegment& open : segments_) {
    const auto end = open.database.allterms_end(prefix);
    for (auto it = open.database.allterms_begin(prefix); it != end; ++it) {
      found.insert((*it).substr(prefix.size()));
    }
  }
  return {found.begin(), found.end()};
}

}  // namespace dateline
