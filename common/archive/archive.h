// SPDX-License-Identifier: GPL-2.0-or-later
// Opening an archive for reading.
#pragma once

#include "common/archive/manifest.h"
#include "common/date.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

namespace dateline {

/// A segment held open.
struct OpenSegment {
  std::string shard;
  Segment segment;
  Xapian::Database database;
};

/// One revision of an archive. Stays readable while writers publish newer revisions.
class Archive {
 public:
  /// Opens the segments that may hold articles published in `dates`; all when empty. Reads the
  /// manifest again when a writer
  /// replaced it meanwhile. Throws Error (BadArchive) naming the shard that cannot be opened.
  static Archive open(const std::filesystem::path& directory,
                      const std::optional<DateRange>& dates = std::nullopt);

  [[nodiscard]] const Manifest& manifest() const noexcept { return manifest_; }
  [[nodiscard]] const std::filesystem::path& directory() const noexcept { return directory_; }
  [[nodiscard]] const std::vector<OpenSegment>& segments() const noexcept { return segments_; }

  /// All opened segments as one database; docid = (local - 1) * segments + index + 1.
  [[nodiscard]] Xapian::Database database() const;

  /// ISO codes of the languages that opened segments hold, "und" included, sorted.
  [[nodiscard]] std::vector<std::string> languages() const;

 private:
  Archive(std::filesystem::path directory, Manifest manifest)
      : directory_(std::move(directory)), manifest_(std::move(manifest)) {}

  std::filesystem::path directory_;
  Manifest manifest_;
  std::vector<OpenSegment> segments_;
};

/// May `segment` hold an article published wholly within `dates`?
bool may_hold(const Segment& segment, const DateRange& dates);

}  // namespace dateline
