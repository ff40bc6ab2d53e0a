// SPDX-License-Identifier: GPL-2.0-or-later
// A random archive twice, in segments and on servers, and its raw articles.
#pragma once

#include "searcher/find/search.h"
#include "tests/unit/oracle.h"
#include "tests/unit/random_query.h"
#include "tests/unit/served_archive.h"
#include "tests/unit/temporary.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace test {

class RawArchive {
 public:
  RawArchive(Random& random, int articles);

  /// The raw articles that a request finds.
  std::vector<const dateline::Article*> found_by(const dateline::SearchRequest& request);
  /// All of it on servers.
  [[nodiscard]] const std::filesystem::path& remote() const { return remote_->path(); }
  /// From now on `remote` has no server to ask.
  void stop_servers() { remote_->stop_servers(); }
  [[nodiscard]] const std::vector<dateline::Article>& articles() const {
    return oracle_->articles();
  }

 private:
  Temporary directory_;

 public:
  const std::filesystem::path here;  ///< the archive, in segments

 private:
  std::unique_ptr<oracle::Oracle> oracle_;
  std::unique_ptr<ServedArchive> remote_;
};

}  // namespace test
