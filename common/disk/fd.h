// SPDX-License-Identifier: GPL-2.0-or-later
// Open descriptors, and the calls on them that a signal may interrupt.
#pragma once

#include "common/errors/errors.h"

#include <cstddef>
#include <filesystem>
#include <string_view>
#include <utility>

#include <sys/types.h>

namespace dateline::disk {

/// A descriptor, closed with the object.
class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) noexcept : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Fd() { close(); }

  [[nodiscard]] int get() const noexcept { return fd_; }
  explicit operator bool() const noexcept { return fd_ >= 0; }
  /// Closes it now. False, with errno, when what was written may not have reached the system.
  bool close() noexcept;

 private:
  int fd_ = -1;
};

/// Opens, close-on-exec; none, with errno, when that fails. `mode` is for a new file.
Fd try_open(const std::filesystem::path& path, int flags, mode_t mode = 0666) noexcept;

/// Opens, or throws Error (Machine) naming the path.
Fd open(const std::filesystem::path& path, int flags, mode_t mode = 0666);

/// As read(2), pread(2) and write(2), restarted after a signal.
ssize_t read(int fd, void* to, std::size_t bytes) noexcept;
ssize_t pread(int fd, void* to, std::size_t bytes, off_t at) noexcept;
ssize_t write(int fd, const void* from, std::size_t bytes) noexcept;

/// Writes all of `content`; false, with errno, when the system takes no more.
bool try_write_all(int fd, std::string_view content) noexcept;

/// Writes all of `content`. Throws Error (Machine) naming `path`.
void write_all(int fd, std::string_view content, const std::filesystem::path& path);

/// Makes what was written to the descriptor survive a power cut. Throws Error (Machine), which
/// is final: the system may have dropped what it could not write, and a second call would lie.
void sync(int fd, const std::filesystem::path& path);

/// A call that failed: "cannot open PATH: No such file or directory".
class Failed : public Error {
 public:
  Failed(std::string_view what, const std::filesystem::path& path, int error);

  /// True if the file may be fine, and this process or machine had too many files open, or no
  /// memory.
  [[nodiscard]] bool is_exhausted() const noexcept;
  /// True if it says something about the file: that it does not exist, or is something else. A file
  /// that could not be read for another reason may be fine.
  [[nodiscard]] bool is_of_file() const noexcept;

 private:
  int error_;
};

/// Throws Failed, an Error (Machine), by errno.
[[noreturn]] void fail(std::string_view what, const std::filesystem::path& path);

}  // namespace dateline::disk
