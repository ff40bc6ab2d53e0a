// SPDX-License-Identifier: GPL-2.0-or-later
// Walking directories.
#include "indexer/sources/sources.h"

#include "common/archive/manifest.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <sys/stat.h>
#include <unistd.h>

namespace dateline {
namespace fs = std::filesystem;
namespace {

Source checked(const fs::directory_entry& entry) {
  if (entry.is_symlink()) return {entry.path(), "a symbolic link, which is not followed"};
  if (!entry.is_regular_file()) return {entry.path(), "not a regular file"};
  return {entry.path(), ""};
}

}  // namespace

std::string Source::name() const {
  return path == "-" ? "standard input" : path.string();
}

std::vector<Source> find_sources(const fs::path& path) {
  std::error_code error;
  if (path == "-") return {{path, ""}};
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::none) return {{path, error.message()}};
  if (!fs::exists(status)) return {{path, "no such file or directory"}};
  if (!fs::is_directory(status)) return {{path, ""}};
  std::vector<Source> found;
  fs::recursive_directory_iterator it(path, error);
  if (error) return {{path, error.message()}};
  for (const fs::recursive_directory_iterator end; it != end;) {
    const fs::directory_entry entry = *it;
    if (!entry.is_directory() || entry.is_symlink()) {
      found.push_back(checked(entry));
    } else if (access(entry.path().c_str(), R_OK | X_OK) != 0) {
      found.push_back({entry.path(), std::generic_category().message(errno)});
      it.disable_recursion_pending();
    } else if (is_archive(entry.path())) {
      it.disable_recursion_pending();
    }
    it.increment(error);
    if (error) {
      found.push_back({entry.path(), error.message()});
      break;
    }
  }
  std::sort(found.begin(), found.end(),
            [](const Source& a, const Source& b) { return a.path.native() < b.path.native(); });
  return found;
}

std::optional<Source> source_below(const fs::path& path) {
  std::error_code error;
  const fs::directory_entry entry(path, error);
  if (error || !fs::exists(entry.symlink_status(error))) return std::nullopt;
  return checked(entry);
}

std::optional<Stamp> stamp_of(const fs::path& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  constexpr std::int64_t kSecond = 1'000'000'000;
  return Stamp{static_cast<std::uint64_t>(status.st_size),
               status.st_mtim.tv_sec * kSecond + status.st_mtim.tv_nsec};
}

}  // namespace dateline
