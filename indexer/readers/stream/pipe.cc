// SPDX-License-Identifier: GPL-2.0-or-later
// Opened without waiting, read when there is something.
#include "indexer/readers/stream/pipe.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace dateline {
namespace {

constexpr std::size_t kPipeBytes = std::size_t{64} << 10U;

}  // namespace

PipeStream::PipeStream(const std::filesystem::path& path, Await await)
    : file_(path == "-" ? disk::Fd() : disk::try_open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY)),
      fd_(path == "-" ? STDIN_FILENO : file_.get()),
      await_(std::move(await)),
      block_(kPipeBytes) {
  if (fd_ < 0) throw std::system_error(errno, std::generic_category());
}

std::string_view PipeStream::read() {
  ssize_t n = 0;
  do {
    if (!await_(fd_)) return {};
    n = disk::read(fd_, block_.data(), block_.size());
  } while (n < 0 && errno == EAGAIN);
  if (n < 0) throw std::system_error(errno, std::generic_category());
  bytes_read_ += static_cast<std::uint64_t>(n);
  return {block_.data(), static_cast<std::size_t>(n)};
}

}  // namespace dateline
