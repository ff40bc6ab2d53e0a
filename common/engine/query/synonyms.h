// SPDX-License-Identifier: GPL-2.0-or-later
// Words that a user wants to search for together.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::query {

/// A file of synonyms: words and phrases with the same meaning on one line, separated by commas;
/// `#` begins a comment. `usa, united states, america`
class Synonyms {
 public:
  Synonyms() = default;
  /// Throws Error (Usage) that names file and line.
  explicit Synonyms(const std::filesystem::path& file);

  /// The others on the lines with `text`, in any case and with or without accents.
  [[nodiscard]] const std::vector<std::string>& of(std::string_view text) const;

 private:
  void add_line(std::string_view line, const std::string& place);

  std::map<std::string, std::vector<std::string>, std::less<>> others_;
};

}  // namespace dateline::query
