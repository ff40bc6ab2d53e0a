// SPDX-License-Identifier: GPL-2.0-or-later
// Articles of one batch, on disk, until they are built into segments.
#pragma once

#include "common/disk/fd.h"
#include "common/fields/identity.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// What is kept in memory for a spooled article.
struct SpoolEntry {
  std::string_view shard;  ///< owned by the batch
  std::string published;   ///< sortable date, short enough to stay inside the string object
  Digest digest{};
  std::uint64_t offset = 0;
  std::uint32_t length = 0;
  std::uint32_t version = 1;  ///< see Article
};

/// An append-only file of records. Appending is for one thread; reading is for many, after `flush`.
class Spool {
 public:
  /// Creates `path`; throws Error (Machine). The file is removed with the object.
  explicit Spool(std::filesystem::path path);
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;
  ~Spool();

  /// Appends a record and returns its offset.
  std::uint64_t append(std::string_view record);
  void flush();
  [[nodiscard]] std::string read(const SpoolEntry& entry) const;
  [[nodiscard]] std::uint64_t bytes() const noexcept { return bytes_; }

 private:
  std::filesystem::path path_;
  disk::Fd fd_;
  std::string buffer_;
  std::uint64_t bytes_ = 0;
};

}  // namespace dateline
