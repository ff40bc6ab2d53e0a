// SPDX-License-Identifier: GPL-2.0-or-later
// The lists of files read have the numbers, those of their articles have the paths.
#include "indexer/sources/unread.h"

#include "indexer/sources/checkpoint.h"
#include "indexer/sources/contents.h"
#include "indexer/sources/patterns.h"

namespace dateline {

std::vector<UnreadFile> unread_files(const std::filesystem::path& archive,
                                     const Manifest& manifest) {
  std::vector<UnreadFile> files;
  const Checkpoint checkpoint(archive, manifest);
  if (!checkpoint.has_rejects()) return files;
  Patterns ignored;
  ignored.add(ignored_patterns(archive), "ignored");
  Contents(archive, manifest).each([&](std::string_view path, std::span<const IdHash>) {
    const std::uint32_t rejects = checkpoint.unread_in(path);
    if (rejects == 0 || !ignored.kind_of(path).empty()) return;
    files.push_back({std::string(path), rejects});
  });
  return files;
}

}  // namespace dateline
