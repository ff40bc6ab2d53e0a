// SPDX-License-Identifier: GPL-2.0-or-later
// An archive some of whose shards are on servers.
#pragma once

#include "tests/servers.h"

#include <cstddef>
#include <filesystem>
#include <limits>
#include <memory>
#include <vector>

namespace test {

/// A copy of an archive, below `directory`. The servers last as long as it.
class ServedArchive {
 public:
  static constexpr std::size_t kAllShards = std::numeric_limits<std::size_t>::max();

  ServedArchive(const std::filesystem::path& archive, const std::filesystem::path& directory,
                std::size_t shards);

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// From now on it has no server to ask.
  void stop_servers() { servers_.clear(); }

 private:
  std::filesystem::path path_;
  std::vector<std::unique_ptr<Server>> servers_;
};

}  // namespace test
