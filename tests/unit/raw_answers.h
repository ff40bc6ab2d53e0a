// SPDX-License-Identifier: GPL-2.0-or-later
// A random archive twice, in segments and on servers, and its raw articles.
#pragma once

#include "searcher/match/search.h"
#include "tests/servers.h"
#include "tests/unit/oracle.h"
#include "tests/unit/random_query.h"
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
  /// From now on `remote` has nobody to ask.
  void stop_servers() { servers_.clear(); }
  [[nodiscard]] const std::vector<dateline::Article>& articles() const {
    return oracle_->articles();
  }

 private:
  Temporary directory_;

 public:
  const std::filesystem::path here;    ///< the archive, in segments
  const std::filesystem::path remote;  ///< all of it on servers

 private:
  std::unique_ptr<oracle::Oracle> oracle_;
  std::vector<std::unique_ptr<Server>> servers_;
};

}  // namespace test
