// SPDX-License-Identifier: GPL-2.0-or-later
// One writer at a time.
#pragma once

#include "common/disk/fd.h"

#include <chrono>
#include <filesystem>
#include <optional>

namespace dateline::disk {

/// The file of a directory that its writer holds.
inline constexpr const char* kLockName = "lock";

/// Holds the archive's `lock` file for as long as it lives; the kernel frees it when the process
/// dies, in whatever way. Readers need no lock.
class WriteLock {
 public:
  /// Waits up to `timeout` for another writer. Throws Error (Locked) naming the holder's pid, or
  /// Error (Machine) if `lock` is not this directory's own file.
  WriteLock(const std::filesystem::path& archive, std::chrono::milliseconds timeout);

  /// False once the file was removed or replaced: then another writer may hold the new one. Throws
  /// Error (Machine) if that cannot be determined.
  [[nodiscard]] bool is_held() const;

 private:
  std::filesystem::path path_;
  Fd fd_;
};

/// The process that holds the lock; nothing if there is none, or it cannot be seen. The lock is not
/// touched, so no writer is ever blocked.
std::optional<int> writer_of(const std::filesystem::path& archive);

}  // namespace dateline::disk
