// SPDX-License-Identifier: GPL-2.0-or-later
// What an alert has delivered, or matched when it was set, so that each article is delivered once,
// whatever happens to its segments.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace dateline::alerts {

struct Delivered {
  std::string query;    ///< as it was then
  std::string read_as;  ///< the same with relative dates resolved
  /// Segments in which all matches of `read_as` were seen; they never change. And databases that
  /// were on servers, which are never searched.
  std::set<std::string> parts;
  std::string as_of;                       ///< when that was, sortable
  std::vector<std::string> latest;         ///< ids of articles delivered, at most kFeedArticles
  std::unordered_set<std::uint64_t> seen;  ///< hashes of ids
  std::string place;                       ///< as in SavedSearch; empty in older records
  std::string last_delivery;               ///< when articles last arrived, UTC; empty if never
  std::string problem;                     ///< why it failed the last time; empty if it did not

  [[nodiscard]] bool has_seen(std::string_view id) const;
  /// Counts it as seen, and as delivered if it was.
  void add(const std::string& id, bool was_delivered);
};

/// Nothing if there is no such file. Throws Error (Damaged) when it is damaged; one from before
/// such files had a checksum is also read.
std::optional<Delivered> read_delivered(const std::filesystem::path& file);

/// Replaces the file, durably.
void write_delivered(const std::filesystem::path& file, const Delivered& delivered);

}  // namespace dateline::alerts
