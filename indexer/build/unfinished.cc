// SPDX-License-Identifier: GPL-2.0-or-later
// A mark is a file that is replaced as a whole.
#include "indexer/build/unfinished.h"

#include "common/disk/directory.h"
#include "common/disk/file.h"

#include <algorithm>
#include <exception>
#include <utility>
#include <vector>

namespace dateline {
namespace fs = std::filesystem;

Unfinished::Unfinished(fs::path directory, const char* mark, std::string owner)
    : directory_(std::move(directory)), mark_(mark), owner_(std::move(owner) + "\n") {}

bool Unfinished::may_begin() const {
  if (!fs::exists(fs::symlink_status(directory_))) return true;
  if (!fs::is_directory(directory_)) return false;
  const fs::path mark = directory_ / mark_;
  if (fs::is_regular_file(fs::symlink_status(mark))) return disk::read_file(mark) == owner_;
  // The mark may have been interrupted itself.
  const std::vector<disk::Entry> entries = disk::Directory(directory_).entries();
  return std::all_of(entries.begin(), entries.end(), [&](const disk::Entry& entry) {
    return entry.kind == disk::Kind::File && entry.name == mark_ + ".new";
  });
}

void Unfinished::begin() const {
  disk::make_directories(directory_);
  disk::replace_file(directory_ / mark_, owner_);
}

void Unfinished::end() const noexcept {
  try {
    fs::remove(directory_ / mark_);
    disk::sync_directory(directory_);
  } catch (const std::exception&) {
    // What is whole stays so beside a mark.
  }
}

}  // namespace dateline
