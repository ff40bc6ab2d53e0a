// SPDX-License-Identifier: GPL-2.0-or-later
// The differences between two texts, word by word.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

enum class Edit { Keep, Remove, Add };

/// Consecutive words, with what is between and after them.
struct EditedWords {
  Edit edit = Edit::Keep;
  std::string text;
  std::size_t words = 0;
};

struct WordDiff {
  std::vector<EditedWords> parts;  ///< kept ones as the newer text has them; none is empty
  std::size_t removed = 0;         ///< words
  std::size_t added = 0;
  std::size_t kept = 0;
};

/// What turns `older` into `newer`: the removed and the kept words are those of `older`, the added
/// and the kept ones those of `newer`. Words are equal if they are written the same; what is
/// between them is not compared. For texts up to about 2,000 words the fewest possible edits;
/// longer ones are first split at words and runs of words that each has once.
WordDiff diff_words(std::string_view older, std::string_view newer);

}  // namespace dateline
