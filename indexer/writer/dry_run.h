// SPDX-License-Identifier: GPL-2.0-or-later
// What a writer would do, without doing it.
#pragma once

#include "indexer/writer/writer.h"

#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>

namespace dateline {

/// Says what would happen to articles. Takes no lock and writes nothing. Remembers about 500 bytes
/// for each article.
class DryRun {
 public:
  /// `directory` need not hold an archive.
  explicit DryRun(const std::filesystem::path& directory);

  /// What Writer::submit would return.
  Outcome submit(const Prepared& prepared);
  /// As of Writer.
  std::optional<Digest> digest_under(const std::string& id) const;
  std::optional<Gist> gist_under(const std::string& id) const;

 private:
  struct Seen {
    Digest digest;
    Gist gist;
  };
  std::optional<Archive> archive_;
  std::unordered_map<std::string, Seen> seen_;  ///< by id
};

}  // namespace dateline
