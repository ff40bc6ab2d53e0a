// SPDX-License-Identifier: GPL-2.0-or-later
// The only place that opens, reads and writes by system calls.
#include "common/disk/fd.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace dateline::disk {
namespace {

template <typename Call>
auto uninterrupted(Call call) noexcept {
  for (;;) {
    const auto result = call();
    if (result >= 0 || errno != EINTR) return result;
  }
}

}  // namespace

bool Fd::close() noexcept {
  const int fd = std::exchange(fd_, -1);
  // After EINTR the descriptor is closed as well, and its number may be another file's.
  return fd < 0 || ::close(fd) == 0 || errno == EINTR;
}

Fd try_open(const std::filesystem::path& path, int flags, mode_t mode) noexcept {
  return Fd(uninterrupted([&] { return ::open(path.c_str(), flags | O_CLOEXEC, mode); }));
}

Fd open(const std::filesystem::path& path, int flags, mode_t mode) {
  Fd fd = try_open(path, flags, mode);
  if (!fd) fail("cannot open", path);
  return fd;
}

ssize_t read(int fd, void* to, std::size_t bytes) noexcept {
  return uninterrupted([&] { return ::read(fd, to, bytes); });
}

ssize_t pread(int fd, void* to, std::size_t bytes, off_t at) noexcept {
  return uninterrupted([&] { return ::pread(fd, to, bytes, at); });
}

ssize_t write(int fd, const void* from, std::size_t bytes) noexcept {
  return uninterrupted([&] { return ::write(fd, from, bytes); });
}

bool try_write_all(int fd, std::string_view content) noexcept {
  while (!content.empty()) {
    const ssize_t n = write(fd, content.data(), content.size());
    if (n < 0) return false;
    content.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

void write_all(int fd, std::string_view content, const std::filesystem::path& path) {
  if (!try_write_all(fd, content)) fail("cannot write", path);
}

void sync(int fd, const std::filesystem::path& path) {
  if (uninterrupted([&] { return fsync(fd); }) != 0) fail("cannot make durable", path);
}

Failed::Failed(std::string_view what, const std::filesystem::path& path, int error)
    : Error(code_of(error), fmt::format("{} {}: {}", what, path.string(), strerror(error)),
            error == ENOSPC ? "free some space and run the command again" : ""),
      error_(error) {}

bool Failed::is_of_file() const noexcept {
  return error_ == ENOENT || error_ == ENOTDIR || error_ == EISDIR || error_ == ELOOP;
}

bool Failed::is_exhausted() const noexcept {
  return error_ == EMFILE || error_ == ENFILE || error_ == ENOMEM;
}

void fail(std::string_view what, const std::filesystem::path& path) {
  throw Failed(what, path, errno);
}

}  // namespace dateline::disk
