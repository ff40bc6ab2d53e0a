// SPDX-License-Identifier: GPL-2.0-or-later
// What could not be indexed is written down: ARCHIVE/rejects.jsonl, and a line each on stderr.
#pragma once

#include "common/date.h"
#include "indexer/readers/reader.h"

#include <filesystem>
#include <fstream>
#include <functional>

namespace dateline {

/// Appends to rejects.jsonl:
///   {"time": run, "file": …, "line": n, "offset": n, "reason": …}
/// line and offset are left out where the file as a whole is meant.
class RejectLog {
 public:
  /// `echo` receives the same as one line of text; the file is made with the first reject.
  RejectLog(std::filesystem::path archive, const Date& run,
            std::function<void(const std::string&)> echo);

  void write(const Reject& reject);
  /// Throws Error (MachineFailed) when what was written did not reach the file.
  void close();

 private:
  std::filesystem::path path_;
  Date run_;
  std::function<void(const std::string&)> echo_;
  std::ofstream file_;
};

}  // namespace dateline
