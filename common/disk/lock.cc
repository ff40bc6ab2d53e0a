// SPDX-License-Identifier: GPL-2.0-or-later
// flock(2) on ARCHIVE/lock; the file holds the holder's pid for the message.
#include "common/disk/lock.h"

#include "common/errors/errors.h"
#include "common/text/ascii.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <thread>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace dateline::disk {
namespace {

constexpr std::chrono::milliseconds kRetryEvery{50};

/// The pid in the file, empty if there is none yet; none if it holds anything else, or has another
/// name as well: then it belongs to someone else, and is only locked.
std::optional<std::string> pid_in(int fd) {
  struct stat status {};
  if (fstat(fd, &status) != 0 || status.st_nlink != 1) return std::nullopt;
  std::array<char, 32> text{};
  const ssize_t n = pread(fd, text.data(), text.size(), 0);
  if (n < 0) return std::nullopt;
  std::string pid(text.data(), static_cast<std::size_t>(n));
  if (pid.ends_with('\n')) pid.pop_back();
  const bool is_pid = ascii::all_digits(pid);
  return is_pid && pid.size() < text.size() - 1 ? std::optional(pid) : std::nullopt;
}

std::string holder(int fd) {
  const auto pid = pid_in(fd);
  return pid && !pid->empty() ? "process " + *pid : "another process";
}

/// Opens the file, creating it if there is none.
Fd open_lock(const std::filesystem::path& path) {
  // What is not a file must be reported, not waited for or followed.
  Fd fd = try_open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK);
  if (!fd) {
    throw Error(code_of(errno), fmt::format("cannot open {}: {}", path.string(), strerror(errno)),
                "writing to an archive needs write permission in its directory");
  }
  struct stat status {};
  if (fstat(fd.get(), &status) != 0) fail("cannot read", path);
  if (!S_ISREG(status.st_mode)) {
    throw Error(Code::Machine, fmt::format("{} is not a file", path.string()), "remove it");
  }
  return fd;
}

}  // namespace

WriteLock::WriteLock(const std::filesystem::path& archive, std::chrono::milliseconds timeout)
    : path_(archive / kLockName) {
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  for (;;) {
    fd_ = open_lock(path_);
    const bool is_free = flock(fd_.get(), LOCK_EX | LOCK_NB) == 0;
    if (is_free && is_held()) break;
    if (!is_free && errno != EWOULDBLOCK && errno != EINTR) fail("cannot lock", path_);
    if (std::chrono::steady_clock::now() >= deadline) {
      throw Error(
          Code::Locked,
          fmt::format("{} is writing to the archive {}", holder(fd_.get()), archive.string()),
          {"wait for it", Setting::LockTimeout});
    }
    std::this_thread::sleep_for(kRetryEvery);
  }
  // The pid is only for the message: a lock without it is still a lock.
  if (!pid_in(fd_.get())) return;
  const std::string pid = std::to_string(getpid()) + "\n";
  if (ftruncate(fd_.get(), 0) == 0) (void)!pwrite(fd_.get(), pid.data(), pid.size(), 0);
}

std::optional<int> writer_of(const std::filesystem::path& archive) {
  struct stat about {};
  if (stat((archive / "lock").c_str(), &about) != 0) return std::nullopt;
  const std::string file =
      fmt::format("{:02x}:{:02x}:{}", major(about.st_dev), minor(about.st_dev), about.st_ino);
  std::ifstream locks("/proc/locks");
  for (std::string line; std::getline(locks, line);) {
    // "3: FLOCK   ADVISORY   WRITE 4711 fe:00:1234 0 EOF"; with "->" after the number for one that
    // waits.
    std::istringstream words(line);
    std::string number;
    std::string kind;
    std::string advisory;
    std::string mode;
    std::string of;
    int pid = 0;
    if (words >> number >> kind >> advisory >> mode >> pid >> of && kind == "FLOCK" && of == file) {
      return pid;
    }
  }
  return std::nullopt;
}

bool WriteLock::is_held() const {
  struct stat held {};
  struct stat named {};
  if (fstat(fd_.get(), &held) != 0) fail("cannot read", path_);
  if (lstat(path_.c_str(), &named) != 0) {
    if (errno == ENOENT) return false;
    fail("cannot read", path_);
  }
  return held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

}  // namespace dateline::disk
