// SPDX-License-Identifier: GPL-2.0-or-later
// What could not be indexed is written down: ARCHIVE/rejects.jsonl. Stderr tells the first of each
// kind.
#pragma once

#include "common/date.h"
#include "indexer/readers/reader.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
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
/// whole is meant.
class RejectLog {
 public:
  /// The file is made with the first reject.
  RejectLog(std::filesystem::path archive, const Date& run);

  void write(const Reject& reject);
  /// Throws Error (MachineFailed) when what was written did not reach the file.
  void close();

  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
  Date run_;
  std::ofstream file_;
};

}  // namespace dateline
