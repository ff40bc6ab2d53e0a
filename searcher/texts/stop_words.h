// SPDX-License-Identifier: GPL-2.0-or-later
// Words so frequent in a language that they say little about a text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace dateline {

/// The languages that a list comes with, as ISO 639-1 codes, sorted.
std::vector<std::string> stop_list_languages();

/// The words of some lists; none at first.
class StopWords {
 public:
  /// Adds the list of a language, or of a file: its words, separated by blanks or lines; what
  /// follows a `|` or `#` is a comment. Throws Error (Usage) if `name` is neither, or the file not
  /// UTF-8.
  void add(const std::string& name);

  /// What was added, in order.
  [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }

  /// The terms of the words in texts of these languages, by segment::hash_of.
  [[nodiscard]] std::unordered_set<std::uint64_t> terms(
      const std::vector<std::string>& languages) const;

 private:
  void add_words(std::string_view line);

  std::vector<std::string> names_;
  std::vector<std::string> words_;
};

}  // namespace dateline
