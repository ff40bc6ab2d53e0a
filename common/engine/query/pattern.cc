// SPDX-License-Identifier: GPL-2.0-or-later
// Every word of an archive is tested against these, so mismatches are detected early.
#include "common/engine/query/pattern.h"

#include "common/text/edit_distance.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <bit>

namespace dateline::query {
namespace {

/// Number of bytes of the character that begins at `at`.
std::size_t character(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && !text::begins_character(text[end])) ++end;
  return end - at;
}

/// Which bytes occur, by their lower six bits. An edited letter changes at most two bits if letters
/// are bytes.
std::uint64_t letters_of(std::string_view word) {
  std::uint64_t letters = 0;
  for (const char c : word) letters |= std::uint64_t{1} << (static_cast<unsigned char>(c) & 63U);
  return letters;
}

}  // namespace

Wildcard::Wildcard(std::string pattern)
    : pattern_(std::move(pattern)),
      start_(std::min(pattern_.find_first_of("*?"), pattern_.size())),
      end_(pattern_.find_last_of("*?") + 1) {}

bool Wildcard::matches(std::string_view word) const {
  if (!word.starts_with(start()) || !word.ends_with(end())) return false;
  // The usual way: after a mismatch, the latest `*` takes one more character.
  std::size_t p = start_;
  std::size_t w = start_;
  std::size_t star = std::string_view::npos;
  std::size_t taken = 0;
  while (w < word.size()) {
    if (p < pattern_.size() && pattern_[p] == '*') {
      star = p++;
      taken = w;
    } else if (p < pattern_.size() && pattern_[p] == '?') {
      ++p;
      w += character(word, w);
    } else if (p < pattern_.size() && pattern_[p] == word[w]) {
      ++p;
      ++w;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      taken += character(word, taken);
      w = taken;
    } else {
      return false;
    }
  }
  while (p < pattern_.size() && pattern_[p] == '*') ++p;
  return p == pattern_.size();
}

Fuzzy::Fuzzy(std::string word, unsigned distance)
    : word_(std::move(word)), distance_(distance), letters_(letters_of(word_)) {}

bool Fuzzy::matches(std::string_view word) const {
  const std::size_t longer = std::max(word.size(), word_.size());
  if (longer - std::min(word.size(), word_.size()) > std::size_t{4} * distance_) return false;
  const int changed = std::popcount(letters_of(word) ^ letters_);
  if (changed > static_cast<int>(2 * distance_) && text::is_ascii(word) && text::is_ascii(word_))
    return false;
  return text::edit_distance(word, word_, distance_) <= distance_;
}

}  // namespace dateline::query
