// SPDX-License-Identifier: GPL-2.0-or-later
// Indexing the samples, and handing shards over.
#include "tests/e2e/samples.h"

#include "tests/servers.h"

#include <cstdlib>
#include <memory>
#include <vector>

namespace e2e {
namespace {

/// Hands shards of `archive` over to servers, which last as long as the test program.
void hand_over(const Directory& directory, const std::string& archive,
               const std::vector<std::string>& shards) {
  static std::vector<std::unique_ptr<test::Server>> servers;
  for (const std::string& shard : shards) {
    must(index({"shard", "move", archive, shard, directory.path(shard)}));
    servers.push_back(std::make_unique<test::Server>(directory.path(shard)));
    must(index({"shard", "attach", archive, shard, servers.back()->address()}));
  }
}

}  // namespace

const std::string& samples() {
  static const Directory directory;
  static const std::string archive = [] {
    const std::string path = directory.path("archive");
    must(index({"add", path, DATELINE_SAMPLES}));
    if (std::getenv("DATELINE_TEST_SERVED") != nullptr) {
      hand_over(directory, path, {"2018", "2019", "undated"});
    }
    return path;
  }();
  return archive;
}

}  // namespace e2e
