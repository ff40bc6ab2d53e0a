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
#include <unordered_map>
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

  [[nodiscard]] std::uint64_t documents() const noexcept { return documents_; }
  /// Mean of the articles' lengths; 1 in an archive without words.
  [[nodiscard]] double average_length() const noexcept { return average_length_; }
  /// Articles that hold `term`. Remembers what it was asked, so it is for one thread.
  [[nodiscard]] std::uint64_t frequency(const std::string& term) const;
  /// At most `limit` terms that begin with `prefix`, in order of their bytes.
  [[nodiscard]] std::vector<std::string> terms_from(const std::string& prefix,
                                                    std::size_t limit) const;
  /// ISO codes of the languages of the articles, "und" included, sorted.
  [[nodiscard]] const std::vector<std::string>& languages() const noexcept { return languages_; }

 private:
  Archive(std::filesystem::path directory, Manifest manifest)
      : directory_(std::move(directory)), manifest_(std::move(manifest)) {}

  std::filesystem::path directory_;
  Manifest manifest_;
  void count();

  std::vector<OpenSegment> segments_;
  std::uint64_t documents_ = 0;
  double average_length_ = 1;
  std::vector<std::string> languages_;
  mutable std::unordered_map<std::string, std::uint64_t> frequencies_;
};

/// May `segment` hold an article published wholly within `dates`?
bool may_hold(const Segment& segment, const DateRange& dates);

}  // namespace dateline
