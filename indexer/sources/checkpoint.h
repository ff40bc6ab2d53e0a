// SPDX-License-Identifier: GPL-2.0-or-later
// Which sources were read to their end, so that they need not be read again.
//
// Kept in files below `sources/` that the manifest names, oldest first, so they take effect in the
// same step as the articles. A file, written once:
//   8 bytes  "DLSRC001"
//   records of 64 bytes in the order of `path`, each path once; a later file's record stands for an
//     earlier one's: path 16, options 8, size 8, modified 8, digest 16, rejects 4, zero 4
//     (numbers little-endian)
//   8 bytes  XXH3 (64 bits) of all that precedes
// Each is more than twice as long as the next, so there are few, and a record is seldom rewritten.
#pragma once

#include "common/archive/manifest.h"
#include "common/disk/mapped.h"
#include "indexer/readers/stream/stream.h"
#include "indexer/sources/sources.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <vector>

namespace dateline {

struct SourceRecord {
  std::array<char, 16> path{};  ///< XXH3, 128 bits, of the absolute path
  std::uint64_t options = 0;    ///< a hash of everything that affects what is read from it
  /// As before it was read. `modified_ns` is 0 if it had changed so recently that it could change
  /// again within the same tick of the file system's clock.
  Stamp stamp;
  FileDigest digest{};        ///< zero if it was not read to its end
  std::uint32_t rejects = 0;  ///< how much in it could not be read
  std::array<char, 4> zero{};
};

/// The record of a file that is about to be read, without its digest.
SourceRecord source_record(const std::filesystem::path& path, const Stamp& stamp,
                           std::uint64_t options);

/// The path of a record of that file.
std::array<char, 16> path_in_record(const std::filesystem::path& path);

/// A record in place of that of a file that is to be read again.
SourceRecord unread_record(const std::array<char, 16>& path);

class Checkpoint {
 public:
  /// For an archive at one revision. Throws Error (Damaged) when a file is damaged.
  Checkpoint(const std::filesystem::path& directory, const Manifest& manifest);

  /// True when the file at `path` was read before, with the same options, and has not changed
  /// since. The file is read to decide if only its time has changed.
  [[nodiscard]] bool is_done(const std::filesystem::path& path, const SourceRecord& now) const;

  /// How much in the file at `path` could not be read; 0 if it is not listed, has changed since, or
  /// is gone.
  [[nodiscard]] std::uint32_t unread_in(const std::filesystem::path& path) const;
  /// True where `unread_in` may be other than 0.
  [[nodiscard]] bool has_rejects() const;

  /// Of all files listed, as in SourceRecord.
  [[nodiscard]] std::set<std::array<char, 16>> paths() const;

  /// True when the list already says the same about that file, except for its time.
  [[nodiscard]] bool has(const SourceRecord& record) const;

 private:
  [[nodiscard]] const SourceRecord* find(const SourceRecord& of) const;

  std::vector<std::unique_ptr<disk::MappedFile>> files_;
};

/// Adds `records` to what `next` names, in a new file of that name, durably.
void add_sources(const std::filesystem::path& directory, const std::string& name,
                 std::vector<SourceRecord> records, Manifest& next);

}  // namespace dateline
