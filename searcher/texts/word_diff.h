// SPDX-License-Identifier: GPL-2.0-or-later
// What one text has that another has not, word by word.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

enum class Edit { Keep, Remove, Add };

/// Words that follow each other, with what stands between and behind them.
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

/// What makes `newer` of `older`: the removed and the kept words are those of `older`, the added
/// and the kept ones those of `newer`. Words are equal when they are written the same; what stands
/// between them is not compared. Of texts of some 2,000 words the fewest edits there can be; longer
/// ones are first cut at words and runs of words that each has once.
WordDiff diff_words(std::string_view older, std::string_view newer);

}  // namespace dateline
