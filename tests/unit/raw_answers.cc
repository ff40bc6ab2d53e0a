// SPDX-License-Identifier: GPL-2.0-or-later
// Filled, copied, and handed over shard by shard.
#include "tests/unit/raw_answers.h"

#include "indexer/commands/maintain.h"
#include "indexer/commands/shard.h"

using namespace dateline;
namespace fs = std::filesystem;

namespace test {

RawArchive::RawArchive(Random& random, int articles)
    : here(directory_.path() / "here"), remote(directory_.path() / "remote") {
  create(here, ShardBy::Year);
  oracle_ = std::make_unique<oracle::Oracle>(fill(here, random, articles));
  fs::copy(here, remote, fs::copy_options::recursive);
  constexpr std::chrono::milliseconds kNoWait{0};
  for (const Shard& shard : read_manifest(remote).shards) {
    const fs::path copy = directory_.path() / "copies" / shard.name;
    move_shard(remote, shard.name, copy, kNoWait);
    servers_.push_back(std::make_unique<Server>(copy.string()));
    attach_shard(remote, shard.name, {servers_.back()->address()}, {}, kNoWait);
  }
}

std::vector<const Article*> RawArchive::found_by(const SearchRequest& request) {
  const query::Node tree = read_query(request);
  std::vector<const Article*> found;
  for (std::size_t i = 0; i < oracle_->articles().size(); ++i) {
    if (oracle_->matches(i, tree)) found.push_back(&oracle_->articles()[i]);
  }
  return found;
}

}  // namespace test
