// SPDX-License-Identifier: GPL-2.0-or-later
// Copied, and handed over shard by shard.
#include "tests/unit/served_archive.h"

#include "common/archive/trust.h"
#include "indexer/commands/shard/shard.h"

#include <algorithm>

namespace test {
namespace fs = std::filesystem;

ServedArchive::ServedArchive(const fs::path& archive, const fs::path& directory, std::size_t shards)
    : path_(directory / "served") {
  fs::copy(archive, path_, fs::copy_options::recursive);
  const dateline::Manifest manifest = dateline::read_manifest(path_);
  dateline::trust(path_, manifest.uuid);
  constexpr std::chrono::milliseconds kNoWait{0};
  // From the last on, so that the undated are among them.
  for (std::size_t i = 0; i < std::min(shards, manifest.shards.size()); ++i) {
    const std::string name = manifest.shards[manifest.shards.size() - 1 - i].name;
    const fs::path copy = directory / "copies" / name;
    dateline::commands::move_shard(path_, name, copy, kNoWait);
    servers_.push_back(std::make_unique<Server>(copy.string()));
    dateline::commands::attach_shard(path_, name, {servers_.back()->address()}, {}, kNoWait);
  }
}

}  // namespace test
