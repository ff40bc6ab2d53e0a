// SPDX-License-Identifier: GPL-2.0-or-later
// Bytes, once, from start to end: common to a file, a decompressor and a member of a container.
#pragma once

#include "common/disk/fd.h"

#include <array>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// Bytes that cannot be read although the machine works: damaged, cut off, or a bomb. `what()` says
/// so to a librarian, in one clause.
class DamagedError : public std::runtime_error {
 public:
  /// Of the bytes before it, the last `suspect` may be wrong: they belong to a checksum that is.
  explicit DamagedError(const std::string& reason, std::uint64_t suspect = 0)
      : std::runtime_error(reason), suspect_(suspect) {}

  [[nodiscard]] std::uint64_t suspect() const noexcept { return suspect_; }

 private:
  std::uint64_t suspect_;
};

class Stream {
 public:
  Stream() = default;
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  virtual ~Stream() = default;

  /// The next bytes, as many as are available; empty at the end. Valid until the next call. Throws
  /// DamagedError, or std::system_error when the machine fails; then there is nothing more.
  virtual std::string_view read() = 0;

  /// After a DamagedError: is there more behind the damage? Then `read` goes on with it. It does
  /// not continue what came before.
  virtual bool resume() { return false; }
};

/// XXH3, 128 bits, of all bytes of a file.
using FileDigest = std::array<char, 16>;

/// A file, or standard input.
class FileStream : public Stream {
 public:
  /// "-" is standard input. Throws std::system_error when `path` cannot be opened.
  explicit FileStream(const std::filesystem::path& path);
  ~FileStream() override;

  std::string_view read() override;

  [[nodiscard]] std::uint64_t bytes_read() const noexcept { return bytes_read_; }
  /// Of the whole file; empty before its end was read.
  [[nodiscard]] std::optional<FileDigest> digest() const;

 private:
  struct Hash;

  disk::Fd file_;
  int fd_;  ///< its, or standard input's
  bool at_end_ = false;
  std::vector<char> block_;
  std::uint64_t bytes_read_ = 0;
  std::unique_ptr<Hash> hash_;
};

/// Another stream, whose beginning can be looked at before it is read.
class HeadStream : public Stream {
 public:
  /// `source` must outlive it.
  explicit HeadStream(Stream& source) : source_(source) {}

  /// The first `bytes`, or all if there are fewer or the rest cannot be read: `read` will report
  /// that in its place. To be called before the first `read`.
  std::string_view head(std::size_t bytes);
  std::string_view read() override;
  bool resume() override;

 private:
  Stream& source_;
  std::string head_;
  bool head_is_read_ = false;
  std::exception_ptr failure_;
};

}  // namespace dateline
