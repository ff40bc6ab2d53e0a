// SPDX-License-Identifier: GPL-2.0-or-later
// An archive of wire copies, in segments and with some shards on servers, and its raw articles.
#pragma once

#include "common/fields/article.h"
#include "searcher/find/search.h"
#include "tests/unit/random_archive.h"
#include "tests/unit/served_archive.h"
#include "tests/unit/temporary.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace test {

/// A shard for each month, and several publications.
class WireArchive {
 public:
  WireArchive(Random& random, int events);

  /// The same archive with that many shards on servers, started on first use.
  const std::filesystem::path& remote(std::size_t shards);

  [[nodiscard]] const std::filesystem::path& here() const { return here_; }
  [[nodiscard]] const std::vector<dateline::Article>& articles() const { return articles_; }
  /// By id, looked up one by one.
  [[nodiscard]] const std::map<std::string, std::string>& stories() const { return stories_; }
  /// A word that some article has, in lower case.
  std::string word(Random& random) const;

 private:
  Temporary directory_;
  std::filesystem::path here_;
  std::vector<dateline::Article> articles_;
  std::map<std::string, std::string> stories_;
  std::unique_ptr<ServedArchive> remote_;
};

}  // namespace test
