// SPDX-License-Identifier: GPL-2.0-or-later
// Segment by segment; token numbers are per segment, hashes are global.
#include "searcher/texts/word_counts.h"

#include "common/disk/damaged.h"
#include "common/disk/mapped.h"
#include "common/segment/forward.h"
#include "common/segment/token_code.h"

#include <algorithm>

namespace dateline {
namespace {

using segment::Forward;
using segment::TokenTerm;

/// Counts of one set in one segment, by number of token.
struct Counts {
  std::vector<std::uint32_t> times;
  std::vector<std::uint32_t> articles;
  std::vector<std::uint32_t> last;  ///< docid in which it last occurred
};

std::uint64_t count(const Forward& forward, const std::vector<std::uint32_t>& docids,
                    const query::Deadline& deadline, Counts& counts) {
  std::uint64_t words = 0;
  for (const std::uint32_t docid : docids) {
    deadline.check();
    segment::each_word(forward.tokens(docid), [&](std::uint32_t number) {
      if (number >= counts.times.size())
        throw disk::Damaged(segment::kForwardName, "a word belongs to no term");
      ++words;
      ++counts.times[number];
      if (counts.last[number] == docid) return;
      counts.last[number] = docid;
      ++counts.articles[number];
    });
  }
  return words;
}

void count_segment(const Forward& forward,
                   const std::array<const std::vector<std::uint32_t>*, 2>& sets,
                   const query::Deadline& deadline, WordCounts& all) {
  const std::vector<TokenTerm> terms = forward.token_terms();
  std::uint32_t numbers = 0;
  for (const TokenTerm& term : terms) numbers = std::max(numbers, term.number + 1);
  for (std::size_t set = 0; set < 2; ++set) {
    if (sets[set]->empty()) continue;
    Counts counts{std::vector<std::uint32_t>(numbers), std::vector<std::uint32_t>(numbers),
                  std::vector<std::uint32_t>(numbers)};
    all.words[set] += count(forward, *sets[set], deadline, counts);
    for (const TokenTerm& term : terms) {
      if (counts.times[term.number] == 0) continue;
      TermCount& of_term = all.terms[term.hash];
      of_term.times[set] += counts.times[term.number];
      of_term.articles[set] += counts.articles[term.number];
    }
  }
}

}  // namespace

WordCounts count_words(const Archive& archive, const SetOfArticles& first,
                       const SetOfArticles& second, const query::Deadline& deadline) {
  WordCounts all;
  for (std::size_t s = 0; s < archive.segments().size(); ++s) {
    if (first[s].empty() && second[s].empty()) continue;
    archive.segments()[s].use([&](const segment::Reader& reader) {
      count_segment(reader.forward(), {&first[s], &second[s]}, deadline, all);
    });
    disk::let_go_of_pages();
  }
  return all;
}

std::vector<std::vector<Located>> articles_with(const Archive& archive, const SetOfArticles& set,
                                                const std::vector<std::uint64_t>& hashes,
                                                std::size_t most, const query::Deadline& deadline) {
  std::vector<std::vector<Located>> found(hashes.size());
  std::unordered_map<std::uint64_t, std::size_t> wanted;
  for (std::size_t i = 0; i < hashes.size(); ++i) wanted.emplace(hashes[i], i);
  for (std::size_t s = 0; s < archive.segments().size(); ++s) {
    if (set[s].empty()) continue;
    archive.segments()[s].use([&](const segment::Reader& reader) {
      const Forward& forward = reader.forward();
      std::unordered_map<std::uint32_t, std::size_t> by_number;
      for (const TokenTerm& term : forward.token_terms()) {
        const auto at = wanted.find(term.hash);
        if (at != wanted.end()) by_number.emplace(term.number, at->second);
      }
      for (const std::uint32_t docid : set[s]) {
        deadline.check();
        if (by_number.empty()) return;
        segment::each_word(forward.tokens(docid), [&](std::uint32_t number) {
          const auto at = by_number.find(number);
          if (at == by_number.end()) return;
          std::vector<Located>& of_term = found[at->second];
          if (of_term.size() == most) {
            by_number.erase(at);
          } else if (of_term.empty() || of_term.back().segment != s ||
                     of_term.back().docid != docid) {
            of_term.push_back({s, docid});
          }
        });
      }
    });
  }
  return found;
}

}  // namespace dateline
