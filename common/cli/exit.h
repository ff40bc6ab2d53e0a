// SPDX-License-Identifier: GPL-2.0-or-later
// The exit codes of both programs.
#pragma once

#include "common/errors/errors.h"

namespace dateline {

/// A program's exit code. Verbs say whether something was found; errors have a Code.
enum class Exit : int {
  Ok = 0,             ///< found something, or did what was asked
  NothingFound = 1,   ///< a normal answer: no article matches, or not all could be indexed
  Usage = 2,          ///< wrong options, or a query that cannot be read
  BadArchive = 3,     ///< the archive is missing, damaged, or written by a newer version
  Locked = 4,         ///< another process is writing to the archive
  MachineFailed = 5,  ///< disk full, I/O error, out of memory
};

constexpr Exit exit_of(Code code) noexcept {
  switch (code) {
    case Code::Usage:
    case Code::Query:
    case Code::Timeout:
    case Code::Gone:
      return Exit::Usage;
    case Code::Missing:
    case Code::Damaged:
    case Code::Version:
    case Code::Unreachable:
      return Exit::BadArchive;
    case Code::Locked:
      return Exit::Locked;
    case Code::Busy:
    case Code::Full:
    case Code::Machine:
      break;
  }
  return Exit::MachineFailed;
}

}  // namespace dateline
