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
/// dies, however it dies. Readers need no lock.
class WriteLock {
 public:
  /// Waits up to `timeout` for another writer. Throws Error (Locked) naming the holder's pid, or
  /// Error (Machine) where `lock` is no file of this directory's own.
  WriteLock(const std::filesystem::path& archive, std::chrono::milliseconds timeout);

  /// False once somebody has removed or replaced the file: then another writer may hold the new
  /// one. Throws Error (Machine) where that cannot be known.
  [[nodiscard]] bool is_held() const;

 private:
  std::filesystem::path path_;
  Fd fd_;
};

/// The process that holds the lock; nothing when none does, or none that can be seen. The lock is
/// not touched, so no writer is ever kept from it.
std::optional<int> writer_of(const std::filesystem::path& archive);

}  // namespace dateline::disk
