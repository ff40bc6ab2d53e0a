// SPDX-License-Identifier: GPL-2.0-or-later
// The protocol over two pipes between a test and a program that forks.
#pragma once

#include <cstdint>

namespace faults {

/// Where the program finds them.
inline constexpr int kRequests = 3;
inline constexpr int kReplies = 4;

/// The environment variable that names what is to be preloaded into programs that it starts.
inline constexpr const char* kPreloadVariable = "DATELINE_FAULTS_PRELOAD";

/// It is followed by that many bytes of strings that end with '\0': the files for output and
/// errors, then the arguments.
struct Request {
  std::uint32_t bytes;
  std::uint32_t strings;
  std::uint32_t seconds;
};

struct Reply {
  std::int32_t status;  ///< as from waitpid
  std::int64_t memory_kib;
};

}  // namespace faults
