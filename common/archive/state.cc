// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/archive/state.h"

#include "common/disk/file.h"

#include <cstdlib>

namespace dateline {
namespace fs = std::filesystem;

fs::path directory_in_environment(const char* name) {
  const char* const value = std::getenv(name);
  const fs::path path = value == nullptr ? "" : value;
  return path.is_absolute() ? path : fs::path();
}

fs::path state_directory() {
  const fs::path state = directory_in_environment("XDG_STATE_HOME");
  if (!state.empty()) return state / "dateline";
  const fs::path home = directory_in_environment("HOME");
  return home.empty() ? home : home / ".local/state/dateline";
}

void make_private_directory(const fs::path& directory) {
  if (fs::exists(directory)) return;
  disk::make_directories(directory);
  fs::permissions(directory, fs::perms::owner_all);
}

}  // namespace dateline
