// SPDX-License-Identifier: GPL-2.0-or-later
// A mark is a file that is replaced atomically.
#include "indexer/writer/unfinished.h"

#include "common/disk/directory.h"
#include "common/disk/file.h"

#include <algorithm>
#include <optional>
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
  // Writing the mark may itself have been interrupted.
  const std::vector<disk::Entry> entries = disk::Directory(directory_).entries();
  return std::all_of(entries.begin(), entries.end(), [&](const disk::Entry& entry) {
    return entry.kind == disk::Kind::File && entry.name == mark_ + ".new";
  });
}

void Unfinished::begin() const {
  disk::make_directories(directory_);
  disk::replace_file(directory_ / mark_, owner_);
}

void Unfinished::end(std::uint64_t revision, const std::optional<PublishedBut>& late) const {
  std::optional<PublishedBut> trouble = late;
  try {
    disk::remove_file(directory_ / mark_);
  } catch (const Error& e) {
    if (!trouble) {
      trouble.emplace(revision, e.what(), "remove it; what it marks as unfinished is complete");
    }
  }
  if (trouble) throw *trouble;
}

}  // namespace dateline
