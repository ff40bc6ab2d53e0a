// SPDX-License-Identifier: GPL-2.0-or-later
// The longest common subsequence, by its table. If that would be too large, texts are split at
// words that both have once and in the same order (patience diff, by Bram Cohen).
#include "searcher/texts/word_diff.h"

#include "common/text/string_table.h"
#include "common/text/tokenizer.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <span>

namespace dateline {
namespace {

/// Entries of the largest table: 16 MiB of them.
constexpr std::size_t kMaxTable = std::size_t{1} << 22U;
/// Runs of words at which long texts are cut: the longest first, which are the most reliable.
constexpr std::size_t kAnchorRuns[] = {4, 2, 1};
/// Texts that are still too long after this many nested splits were made to be.
constexpr unsigned kMaxDepth = 40;

/// A text as words and what follows each.
struct Words {
  std::string_view text;
  std::vector<std::uint32_t> numbers;  ///< equal words have equal numbers
  std::vector<std::size_t> starts;     ///< of each word, then of the end
  [[nodiscard]] std::string_view from_to(std::size_t begin, std::size_t end) const {
    return text.substr(starts[begin], starts[end] - starts[begin]);
  }
};

Words words_of(std::string_view text, text::StringTable& known) {
  Words words{text, {}, {}};
  for (const text::Token& token : text::tokens(text)) {
    words.numbers.push_back(known.insert(token.in(text).substr(0, 0xFFFF)).first);
    words.starts.push_back(token.begin);
  }
  // What precedes the first word belongs to it.
  if (!words.starts.empty()) words.starts.front() = 0;
  words.starts.push_back(text.size());
  return words;
}

using Range = std::span<const std::uint32_t>;

/// A pair of equal words, one from each text.
struct Pair {
  std::size_t older = 0;
  std::size_t newer = 0;
};

class Aligner {
 public:
  Aligner(Range older, Range newer) : older_(older), newer_(newer) {}

  /// Pairs of equal words, rising in both texts.
  std::vector<Pair> run() {
    align({0, 0}, {older_.size(), newer_.size()}, 0);
    return std::move(pairs_);
  }

 private:
  void align(Pair begin, Pair end, unsigned depth) {
    while (begin.older < end.older && begin.newer < end.newer &&
           older_[begin.older] == newer_[begin.newer]) {
      pairs_.push_back({begin.older++, begin.newer++});
    }
    std::size_t tail = 0;
    while (begin.older < end.older && begin.newer < end.newer &&
           older_[end.older - 1] == newer_[end.newer - 1]) {
      --end.older;
      --end.newer;
      ++tail;
    }
    align_middle(begin, end, depth);
    for (std::size_t i = 0; i < tail; ++i) pairs_.push_back({end.older + i, end.newer + i});
  }

  void align_middle(Pair begin, Pair end, unsigned depth) {
    const std::size_t rows = end.older - begin.older;
    const std::size_t columns = end.newer - begin.newer;
    if (rows == 0 || columns == 0) return;
    if ((rows + 1) <= kMaxTable / (columns + 1)) {
      by_table(begin, end);
      return;
    }
    if (depth == kMaxDepth) return;
    for (const std::size_t run : kAnchorRuns) {
      const std::vector<Pair> anchors = anchors_between(begin, end, run);
      if (anchors.empty()) continue;
      for (const Pair& anchor : anchors) {
        align(begin, anchor, depth + 1);
        pairs_.push_back(anchor);
        begin = {anchor.older + 1, anchor.newer + 1};
      }
      align(begin, end, depth + 1);
      return;
    }
    // Nothing in common to align on: everything is removed, everything is added.
  }

  void by_table(Pair begin, Pair end) {
    const Range older = older_.subspan(begin.older, end.older - begin.older);
    const Range newer = newer_.subspan(begin.newer, end.newer - begin.newer);
    const std::size_t width = newer.size() + 1;
    // Lengths of the longest common subsequences of the rest from each place on.
    std::vector<std::uint32_t> lengths((older.size() + 1) * width);
    for (std::size_t i = older.size(); i-- > 0;) {
      for (std::size_t k = newer.size(); k-- > 0;) {
        lengths[i * width + k] = older[i] == newer[k] ? lengths[(i + 1) * width + k + 1] + 1
                                                      : std::max(lengths[(i + 1) * width + k],
                                                                 lengths[i * width + k + 1]);
      }
    }
    for (std::size_t i = 0, k = 0; i < older.size() && k < newer.size();) {
      if (older[i] == newer[k]) {
        pairs_.push_back({begin.older + i++, begin.newer + k++});
      } else if (lengths[(i + 1) * width + k] >= lengths[i * width + k + 1]) {
        ++i;
      } else {
        ++k;
      }
    }
  }

  /// First words of runs that occur once in each text, as many as rise in both.
  [[nodiscard]] std::vector<Pair> anchors_between(Pair begin, Pair end, std::size_t run) const {
    struct Seen {
      std::size_t older_times = 0, newer_times = 0;
      Pair at;
    };
    std::map<std::vector<std::uint32_t>, Seen> seen;
    const auto key = [&](Range words, std::size_t at) {
      const Range part = words.subspan(at, run);
      return std::vector<std::uint32_t>(part.begin(), part.end());
    };
    for (std::size_t i = begin.older; i + run <= end.older; ++i) {
      Seen& each = seen[key(older_, i)];
      ++each.older_times;
      each.at.older = i;
    }
    for (std::size_t i = begin.newer; i + run <= end.newer; ++i) {
      const auto found = seen.find(key(newer_, i));
      if (found == seen.end()) continue;
      ++found->second.newer_times;
      found->second.at.newer = i;
    }
    std::vector<Pair> pairs;
    for (const auto& [words, each] : seen) {
      if (each.older_times == 1 && each.newer_times == 1) pairs.push_back(each.at);
    }
    std::sort(pairs.begin(), pairs.end(),
              [](const Pair& a, const Pair& b) { return a.older < b.older; });
    return longest_rising(pairs);
  }

  /// The most pairs whose places in the newer text rise, too.
  static std::vector<Pair> longest_rising(const std::vector<Pair>& pairs) {
    constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    std::vector<std::size_t> ends;  // of the best of each length
    std::vector<std::size_t> before(pairs.size(), kNone);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const auto at = std::lower_bound(
          ends.begin(), ends.end(), i,
          [&](std::size_t a, std::size_t b) { return pairs[a].newer < pairs[b].newer; });
      if (at != ends.begin()) before[i] = *(at - 1);
      if (at == ends.end()) {
        ends.push_back(i);
      } else {
        *at = i;
      }
    }
    std::vector<Pair> rising;
    for (std::size_t i = ends.empty() ? kNone : ends.back(); i != kNone; i = before[i]) {
      rising.push_back(pairs[i]);
    }
    std::reverse(rising.begin(), rising.end());
    return rising;
  }

  Range older_;
  Range newer_;
  std::vector<Pair> pairs_;
};

void put(WordDiff& diff, Edit edit, const Words& from, std::size_t begin, std::size_t end) {
  if (begin == end) return;
  if (diff.parts.empty() || diff.parts.back().edit != edit) diff.parts.push_back({edit, "", 0});
  diff.parts.back().text += from.from_to(begin, end);
  diff.parts.back().words += end - begin;
  (edit == Edit::Keep ? diff.kept : edit == Edit::Add ? diff.added : diff.removed) += end - begin;
}

}  // namespace

WordDiff diff_words(std::string_view older, std::string_view newer) {
  text::StringTable known;
  const Words before = words_of(older, known);
  const Words after = words_of(newer, known);
  WordDiff diff;
  Pair at;
  for (const Pair& pair : Aligner(before.numbers, after.numbers).run()) {
    put(diff, Edit::Remove, before, at.older, pair.older);
    put(diff, Edit::Add, after, at.newer, pair.newer);
    put(diff, Edit::Keep, after, pair.newer, pair.newer + 1);
    at = {pair.older + 1, pair.newer + 1};
  }
  put(diff, Edit::Remove, before, at.older, before.numbers.size());
  put(diff, Edit::Add, after, at.newer, after.numbers.size());
  return diff;
}

}  // namespace dateline
