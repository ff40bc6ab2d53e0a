// SPDX-License-Identifier: GPL-2.0-or-later
// Standard input, and files that are not regular: what may arrive slowly, and only once.
#pragma once

#include "common/disk/fd.h"
#include "indexer/readers/stream/stream.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

namespace dateline {

/// Reads nothing before it knows that there is something to read, so that the caller can do other
/// things meanwhile.
class PipeStream : public Stream {
 public:
  /// Returns when the descriptor can be read; false to stop with what has arrived. May throw.
  using Await = std::function<bool(int fd)>;

  /// "-" is standard input. Throws std::system_error when `path` cannot be opened; `await` waits
  /// for a writer to a pipe.
  PipeStream(const std::filesystem::path& path, Await await);

  std::string_view read() override;

  [[nodiscard]] std::uint64_t bytes_read() const noexcept { return bytes_read_; }

 private:
  disk::Fd file_;
  int fd_;  ///< its, or standard input's
  Await await_;
  std::vector<char> block_;
  std::uint64_t bytes_read_ = 0;
};

}  // namespace dateline
