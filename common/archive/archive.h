// SPDX-License-Identifier: GPL-2.0-or-later
// Opening an archive for reading.
#pragma once

#include "common/archive/manifest.h"
#include "common/date.h"
#include "common/segment/reader.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace dateline {

/// A segment held open.
struct OpenSegment {
  std::string shard;
  Segment segment;
  std::shared_ptr<const segment::Reader> reader;
};

/// One revision of an archive. Stays readable while writers publish newer revisions.
class Archive {
 public:
  /// Opens all segments. Reads the manifest again when a writer replaced it meanwhile. Throws Error
  /// (BadArchive) naming the shard that cannot be opened.
  static Archive open(const std::filesystem::path& directory);

  [[nodiscard]] const Manifest& manifest() const noexcept { return manifest_; }
  [[nodiscard]] const std::filesystem::path& directory() const noexcept { return directory_; }
  [[nodiscard]] const std::vector<OpenSegment>& segments() const noexcept { return segments_; }

  [[nodiscard]] std::uint64_t documents() const;
  /// Mean of the articles' lengths; 1 in an archive without words.
  [[nodiscard]] double average_length() const;
  /// Articles that hold `term`.
  [[nodiscard]] std::uint64_t frequency(const std::string& term) const;
  /// At most `limit` terms that begin with `prefix`, in order of their bytes.
  [[nodiscard]] std::vector<std::string> terms_from(const std::string& prefix,
                                                    std::size_t limit) const;
  /// ISO codes of the languages of the articles, "und" included, sorted.
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
