// SPDX-License-Identifier: GPL-2.0-or-later
// Filled, and served.
#include "tests/unit/raw_answers.h"

#include "indexer/commands/create/create.h"

using namespace dateline;
using namespace dateline::commands;

namespace test {

RawArchive::RawArchive(Random& random, int articles) : here(directory_.path() / "here") {
  create(here, ShardBy::Year);
  oracle_ = std::make_unique<oracle::Oracle>(fill(here, random, articles));
  remote_ = std::make_unique<ServedArchive>(here, directory_.path(), ServedArchive::kAllShards);
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
