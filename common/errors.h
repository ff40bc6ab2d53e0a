// SPDX-License-Identifier: GPL-2.0-or-later
// The one exception type that crosses a module boundary, and the exit codes it maps to.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace dateline {

/// Exit codes of both programs. Only `main.cc` turns an error into one.
enum class Exit : int {
  Ok = 0,             ///< found something, or did what was asked
  NothingFound = 1,   ///< a normal answer: no article matches, or not all could be indexed
  Usage = 2,          ///< wrong options, or a query that cannot be read
  BadArchive = 3,     ///< the archive is missing, damaged, or written by a newer version
  Locked = 4,         ///< another process is writing to the archive
  MachineFailed = 5,  ///< disk full, I/O error, out of memory
};

/// An error that a user or the machine caused. `what()` is one line that says what and where;
/// `hint()` says what to do about it and may be empty.
class Error : public std::runtime_error {
 public:
  Error(Exit code, const std::string& message, std::string hint = {})
      : std::runtime_error(message), code_(code), hint_(std::move(hint)) {}

  [[nodiscard]] Exit code() const noexcept { return code_; }
  [[nodiscard]] const std::string& hint() const noexcept { return hint_; }

 private:
  Exit code_;
  std::string hint_;
};

}  // namespace dateline
