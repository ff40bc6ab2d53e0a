// SPDX-License-Identifier: GPL-2.0-or-later
// Does an archive match its manifest, to the last byte?
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace dateline::commands {

/// One line for each segment and for the manifest, and what is wrong with them.
struct CheckReport {
  std::string text;
  bool sound = true;
  bool readable = true;         ///< no call failed; what could not be read may be sound or not
  bool servers_right = true;    ///< those that answer have what they should have
  bool servers_reached = true;  ///< all of them answer

  void add_sound(const std::string& what, std::uint64_t articles);
  /// `wrong` is empty if all is well.
  void add_if_wrong(const std::string& what, const std::string& wrong);
  void add_unread(const std::string& what, const std::string& why);
};

/// Verifies the manifest, the structure of every segment, its number of articles, and that every
/// record can be read and found by its id; and that every server that can be reached has the
/// database it should have. A server that is down is not damage.
CheckReport check(const std::filesystem::path& archive);

}  // namespace dateline::commands
