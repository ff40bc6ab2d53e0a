// SPDX-License-Identifier: GPL-2.0-or-later
// Calls that take a directory's descriptor.
#include "common/disk/directory.h"

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string_view>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dateline::disk {
namespace {

Kind kind_of_mode(mode_t mode) {
  if (S_ISREG(mode)) return Kind::File;
  if (S_ISDIR(mode)) return Kind::Directory;
  return S_ISLNK(mode) ? Kind::Link : Kind::Other;
}

/// As from readdir(3); none if the file system does not say.
std::optional<Kind> kind_of_type(unsigned char type) {
  return type == DT_UNKNOWN ? std::nullopt
                            : std::optional(kind_of_mode(static_cast<mode_t>(DTTOIF(type))));
}

}  // namespace

Directory::Directory(const std::filesystem::path& path)
    : path_(path), fd_(open(path, O_RDONLY | O_DIRECTORY)) {}

std::optional<Directory> Directory::below(const std::string& name) const {
  Fd fd(openat(fd_.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!fd) return std::nullopt;
  return Directory(path_ / name, std::move(fd));
}

std::vector<Entry> Directory::entries() const {
  // Another description of the same directory: closedir(3) closes it, and it has its own place.
  const int own = openat(fd_.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const auto close_directory = [](DIR* all) { closedir(all); };
  const std::unique_ptr<DIR, decltype(close_directory)> all(own < 0 ? nullptr : fdopendir(own),
                                                            close_directory);
  if (!all) fail("cannot list", path_);
  std::vector<Entry> entries;
  for (errno = 0; const dirent* const one = readdir(all.get()); errno = 0) {
    const std::string name = one->d_name;
    if (name == "." || name == "..") continue;
    entries.push_back({name, kind_of_type(one->d_type).value_or(kind(name))});
  }
  if (errno != 0) fail("cannot list", path_);
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return a.name < b.name; });
  return entries;
}

Kind Directory::kind(const std::string& name) const noexcept {
  struct stat status {};
  if (fstatat(fd_.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0) {
    return kind_of_mode(status.st_mode);
  }
  return errno == ENOENT ? Kind::Nothing : Kind::Other;
}

bool Directory::remove_file(const std::string& name) const noexcept {
  return unlinkat(fd_.get(), name.c_str(), 0) == 0;
}

bool Directory::remove_directory(const std::string& name) const noexcept {
  return unlinkat(fd_.get(), name.c_str(), AT_REMOVEDIR) == 0;
}

}  // namespace dateline::disk
