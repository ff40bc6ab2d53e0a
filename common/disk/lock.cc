// SPDX-License-Identifier: GPL-2.0-or-later
// flock(2) on ARCHIVE/lock; the file holds the holder's pid for the message.
#include "common/disk/lock.h"

#include "common/errors.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
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

std::string holder(int fd) {
  std::array<char, 32> text{};
  const ssize_t n = pread(fd, text.data(), text.size() - 1, 0);
  if (n <= 0) return "another process";
  std::string pid(text.data(), static_cast<std::size_t>(n));
  pid.resize(std::min(pid.find('\n'), pid.size()));
  return "process " + pid;
}

}  // namespace

WriteLock::WriteLock(const std::filesystem::path& archive, std::chrono::milliseconds timeout) {
  const auto path = archive / "lock";
  fd_ = try_open(path, O_RDWR | O_CREAT);
  if (!fd_) {
    throw Error(Exit::MachineFailed,
                fmt::format("cannot open {}: {}", path.string(), strerror(errno)),
                "writing to an archive needs write permission in its directory");
  }
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  while (flock(fd_.get(), LOCK_EX | LOCK_NB) != 0) {
    if (std::chrono::steady_clock::now() >= deadline) {
      const std::string who = holder(fd_.get());
      throw Error(Exit::Locked,
                  fmt::format("{} is writing to the archive {}", who, archive.string()),
                  "wait for it, or give --lock-timeout SECONDS");
    }
    std::this_thread::sleep_for(kRetryEvery);
  }
  const std::string pid = std::to_string(getpid()) + "\n";
  // The pid serves the message only: a lock without it is still a lock.
  if (ftruncate(fd_.get(), 0) == 0) (void)!pwrite(fd_.get(), pid.data(), pid.size(), 0);
}

std::optional<int> writer_of(const std::filesystem::path& archive) {
  struct stat about {};
  if (stat((archive / "lock").c_str(), &about) != 0) return std::nullopt;
  const std::string file =
      fmt::format("{:02x}:{:02x}:{}", major(about.st_dev), minor(about.st_dev), about.st_ino);
  std::ifstream locks("/proc/locks");
  for (std::string line; std::getline(locks, line);) {
    // "3: FLOCK  ADVISORY  WRITE 4711 fe:00:1234 0 EOF"; with "->" behind the number for who waits.
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

}  // namespace dateline::disk
