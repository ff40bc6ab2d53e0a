// SPDX-License-Identifier: GPL-2.0-or-later
// What could not be indexed is recorded in ARCHIVE/rejects.jsonl. Stderr shows the first of each
// kind.
#pragma once

#include "common/date/date.h"
#include "common/disk/fd.h"
#include "indexer/readers/base/reader.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

namespace dateline::commands {

/// Lines about rejects on stderr: some of each kind, then how many more there were.
class RejectEcho {
 public:
  using Print = std::function<void(const std::string& line)>;

  explicit RejectEcho(Print print) : print_(std::move(print)) {}

  void tell(const Reject& reject);
  /// Reports what was left out. `log` is where all of them are; empty if nowhere.
  void close(const std::string& log);

 private:
  Print print_;
  std::map<std::string, std::uint64_t, std::less<>> by_reason_;
  std::uint64_t lines_ = 0;
  std::uint64_t untold_ = 0;
};

/// Appends to rejects.jsonl:
///   {"time": run, "file": …, "member": …, "line": n, "offset": n, "reason": …}
/// member is left out if the file is not a container; line and offset if they are about a file or
/// member as a whole. The file is opened, or created, with the first reject after a `close`, so it
/// can be moved away at any time. The caller must hold the archive's lock.
class RejectLog {
 public:
  RejectLog(std::filesystem::path archive, const Date& run);

  /// Throws Error (Machine) when it cannot be written or is not a regular file: it follows no link
  /// and waits for no pipe.
  void write(const Reject& reject);
  /// Makes all that was written survive a power cut. Throws Error (Machine).
  void close();

  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  void open();
  void drop_torn_line();
  void flush();

  std::filesystem::path path_;
  Date run_;
  disk::Fd file_;
  std::string lines_;  ///< not yet written
};

}  // namespace dateline::commands
