// SPDX-License-Identifier: GPL-2.0-or-later
// Scratch storage: nothing here needs to survive a crash, so nothing is fsynced.
#include "indexer/build/spool.h"

#include "common/errors.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace dateline {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{1} << 20U;

[[noreturn]] void fail(std::string_view what, const std::filesystem::path& path) {
  const int error = errno;
  throw Error(
      Exit::MachineFailed, fmt::format("cannot {} {}: {}", what, path.string(), strerror(error)),
      error == ENOSPC ? "free some space and run the command again; the archive is unchanged" : "");
}

}  // namespace

Spool::Spool(std::filesystem::path path) : path_(std::move(path)) {
  fd_ = open(path_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd_ < 0) fail("create", path_);
}

Spool::~Spool() {
  close(fd_);
  std::error_code ignored;  // the next writer sweeps what is left
  std::filesystem::remove(path_, ignored);
}

std::uint64_t Spool::append(std::string_view record) {
  const std::uint64_t offset = bytes_;
  buffer_ += record;
  bytes_ += record.size();
  if (buffer_.size() >= kBufferBytes) flush();
  return offset;
}

void Spool::flush() {
  for (std::string_view rest = buffer_; !rest.empty();) {
    const ssize_t n = write(fd_, rest.data(), rest.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail("write", path_);
    rest.remove_prefix(static_cast<std::size_t>(n));
  }
  buffer_.clear();
}

std::string Spool::read(const SpoolEntry& entry) const {
  std::string record(entry.length, '\0');
  std::size_t done = 0;
  while (done < record.size()) {
    const ssize_t n = pread(fd_, record.data() + done, record.size() - done,
                            static_cast<off_t>(entry.offset + done));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) fail("read back", path_);
    done += static_cast<std::size_t>(n);
  }
  return record;
}

}  // namespace dateline
