// SPDX-License-Identifier: GPL-2.0-or-later
// The lines typed in earlier sessions, kept in a file that only the user can read.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::interactive {

/// Number of lines kept.
inline constexpr std::size_t kHistoryLines = 1000;

/// $DATELINE_HISTORY, else dateline/history in $XDG_STATE_HOME or ~/.local/state. Empty when
/// DATELINE_HISTORY is set and empty, or there is no home.
std::filesystem::path history_file();

class History {
 public:
  /// Reads `file`, and shortens it if it has grown to twice kHistoryLines. Without a file (an empty
  /// path, or one that cannot be read) nothing is kept: that is no reason to fail.
  explicit History(std::filesystem::path file);

  /// Oldest first.
  [[nodiscard]] const std::vector<std::string>& lines() const noexcept { return lines_; }
  /// Adds a line, unless it repeats the last one; it is in the file immediately.
  void add(std::string_view line);

 private:
  void shorten();

  std::filesystem::path file_;
  std::vector<std::string> lines_;
};

}  // namespace dateline::interactive
