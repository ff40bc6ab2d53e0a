// SPDX-License-Identifier: GPL-2.0-or-later
// The highlighter says which words are hits; the token stream, which has the same words in the same
// order, says what term each word is.
#include "searcher/verbs/collocates/collocates.h"

#include "common/archive/lookup.h"
#include "common/disk/damaged.h"
#include "common/disk/mapped.h"
#include "common/segment/token_code.h"
#include "searcher/find/highlighter.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

namespace dateline {
namespace {

/// Of a word: index into TermCount, or a hit.
enum class Standing : unsigned char { Near = 0, Elsewhere = 1, Hit = 2 };

/// The words of an article, headline first.
class Sides {
 public:
  explicit Sides(std::size_t window) : window_(window) {}

  void read(const Article& article, Highlighter& highlighter) {
    sides_.clear();
    occurrences_ = 0;
    const MarkedArticle marked = highlighter.mark(article.headline, article.body, article.language);
    add(article.headline, marked.headline);
    add(article.body, marked.body);
  }
  [[nodiscard]] const std::vector<Standing>& all() const { return sides_; }
  [[nodiscard]] std::uint64_t occurrences() const { return occurrences_; }

 private:
  void add(std::string_view text, const std::vector<MarkedToken>& words) {
    occurrences_ += marked_runs(text, words).size();
    const std::size_t begin = sides_.size();
    sides_.resize(begin + words.size(), Standing::Elsewhere);
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words[i].unit == MarkedToken::kNone) continue;
      const std::size_t first = i - std::min<std::size_t>(i, window_);
      const std::size_t end = std::min(words.size(), i + 1 + window_);
      for (std::size_t at = first; at < end; ++at) {
        sides_[begin + at] = words[at].unit == MarkedToken::kNone ? Standing::Near : Standing::Hit;
      }
    }
  }

  std::size_t window_;
  std::vector<Standing> sides_;
  std::uint64_t occurrences_ = 0;
};

/// Counts of one segment, by number of token.
class SegmentCounts {
 public:
  explicit SegmentCounts(const segment::Forward& forward) : forward_(forward) {
    for (const segment::TokenTerm& term : forward.token_terms()) {
      if (term.number >= counts_.size()) counts_.resize(term.number + 1);
    }
    last_.resize(counts_.size());
  }

  void add(std::uint32_t docid, const std::vector<Standing>& sides) {
    std::size_t word = 0;
    segment::each_word(forward_.tokens(docid), [&](std::uint32_t number) {
      if (number >= counts_.size()) differ();
      if (word == sides.size()) differ();
      const Standing side = sides[word++];
      if (side == Standing::Hit) return;
      const auto at = static_cast<std::size_t>(side);
      TermCount& count = counts_[number];
      ++count.times[at];
      if (last_[number][at] == docid) return;
      last_[number][at] = docid;
      ++count.articles[at];
    });
    if (word != sides.size()) differ();
  }

  void add_to(WordCounts& all) const {
    for (const segment::TokenTerm& term : forward_.token_terms()) {
      const TermCount& count = counts_[term.number];
      if (count.times == std::array<std::uint64_t, 2>{}) continue;
      TermCount& of_term = all.terms[term.hash];
      for (std::size_t side = 0; side < 2; ++side) {
        of_term.times[side] += count.times[side];
        of_term.articles[side] += count.articles[side];
        all.words[side] += count.times[side];
      }
    }
  }

 private:
  [[noreturn]] static void differ() {
    throw disk::Damaged(segment::kForwardName, "the words of an article are not those of its text");
  }

  const segment::Forward& forward_;
  std::vector<TermCount> counts_;
  std::vector<std::array<std::uint32_t, 2>> last_;  ///< docid in which it last occurred
};

class Collocates {
 public:
  Collocates(const CollocatesRequest& request, Searcher& searcher)
      : request_(request), searcher_(searcher) {}

  CollocatesReport run() {
    SearchRequest search = request_.search;
    search.limit = 0;
    const SearchResult counted = searcher_.search(search);
    CollocatesReport report;
    report.archive_uuid = counted.archive_uuid;
    report.revision = counted.revision;
    report.left_out = counted.left_out;
    report.missing = counted.missing;
    const StorySet set = find_stories(search, searcher_, request_.copies);
    report.articles = set.articles;
    report.stories = set.stories;
    const SetOfArticles articles = by_segment(searcher_.archive(), set);
    const SetOfArticles rest = rest_of_archive(search, set);
    WordCounts counts =
        count_words(searcher_.archive(), SetOfArticles(rest.size()), rest, searcher_.deadline());
    report.occurrences = count_near(articles, counts);
    report.near = counts.words[0];
    report.elsewhere = counts.words[1];
    report.words = rank_words(searcher_.archive(), counts, {articles, rest}, request_.words,
                              /*negative=*/false, table_log_likelihood, searcher_.deadline());
    return report;
  }

 private:
  /// Articles of stories that the query does not find.
  SetOfArticles rest_of_archive(SearchRequest search, const StorySet& set) {
    search.query.clear();
    search.from.clear();
    search.to.clear();
    return by_segment(searcher_.archive(), find_stories(search, searcher_, request_.copies, set));
  }

  std::uint64_t count_near(const SetOfArticles& articles, WordCounts& counts) {
    const Archive& archive = searcher_.archive();
    Highlighter highlighter(read_query(request_.search), searcher_.deadline());
    Sides sides(request_.window);
    std::uint64_t occurrences = 0;
    for (std::size_t s = 0; s < articles.size(); ++s) {
      if (articles[s].empty()) continue;
      archive.segments()[s].use([&](const segment::Reader& reader) {
        SegmentCounts of_segment(reader.forward());
        for (const std::uint32_t docid : articles[s]) {
          searcher_.deadline().check();
          sides.read(article_of(archive, {s, docid}), highlighter);
          occurrences += sides.occurrences();
          of_segment.add(docid, sides.all());
          disk::let_go_of_pages();
        }
        of_segment.add_to(counts);
      });
    }
    return occurrences;
  }

  const CollocatesRequest& request_;
  Searcher& searcher_;
};

}  // namespace

CollocatesReport find_collocates(const CollocatesRequest& request) {
  Searcher searcher(request.search.archive, request.search.open);
  return find_collocates(request, searcher);
}

CollocatesReport find_collocates(const CollocatesRequest& request, Searcher& searcher) {
  return searcher.consistently([&] { return Collocates(request, searcher).run(); });
}

}  // namespace dateline
