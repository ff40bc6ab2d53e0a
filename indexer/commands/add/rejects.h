// SPDX-License-Identifier: GPL-2.0-or-later
// What could not be indexed is written down: ARCHIVE/rejects.jsonl. Stderr tells the first of each
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

namespace dateline {

/// Lines about rejects for stderr: some of each kind, then how many more there were.
class RejectEcho {
 public:
  using Print = std::function<void(const std::string& line)>;

  explicit RejectEcho(Print print) : print_(std::move(print)) {}

  void tell(const Reject& reject);
  /// Tells what was left out. `log` is where all of them are; empty when nowhere.
  void close(const std::string& log);

 private:
  Print print_;
  std::map<std::string, std::uint64_t, std::less<>> by_reason_;
  std::uint64_t lines_ = 0;
  std::uint64_t untold_ = 0;
};

/// Appends to rejects.jsonl:
///   {"time": run, "file": …, "member": …, "line": n, "offset": n, "reason": …}
/// member is left out where the file is no container; line and offset where a file or member as a
/// whole is meant. The file is opened, or made, with the first reject after a `close`, so it can be
/// moved away at any time. To be used by who has the archive's lock.
class RejectLog {
 public:
  RejectLog(std::filesystem::path archive, const Date& run);

  /// Throws Error (Machine) when it cannot be written, or is no regular file: no link is
  /// followed, and no pipe waited for.
  void write(const Reject& reject);
  /// Has all that was written survive a power cut. Throws Error (Machine).
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

}  // namespace dateline
