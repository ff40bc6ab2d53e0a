// SPDX-License-Identifier: GPL-2.0-or-later
// Two sets of stories, their words counted, the words ranked.
#include "searcher/verbs/keyness/keyness.h"

#include "searcher/verbs/keyness/story_set.h"

#include <utility>

namespace dateline {
namespace {

class Keyness {
 public:
  Keyness(const KeynessRequest& request, Searcher& searcher)
      : request_(request), searcher_(searcher) {}

  KeynessReport run() {
    KeynessReport report;
    find_sets(report);
    report.set = {set_.articles, set_.stories, counts_.words[0]};
    report.other = {other_.articles, other_.stories, counts_.words[1]};
    report.words = words_of(request_.negative);
    return report;
  }

  std::array<std::vector<KeyWord>, 2> run_both() {
    KeynessReport report;
    find_sets(report);
    std::array<std::vector<KeyWord>, 2> words = {words_of(false).words, words_of(true).words};
    for (KeyWord& word : words[1]) {
      std::swap(word.times, word.other_times);
      std::swap(word.stories, word.other_stories);
      word.log_ratio =
          log_ratio({word.times, counts_.words[1], word.other_times, counts_.words[0]});
    }
    return words;
  }

 private:
  SearchResult count(SearchRequest search) {
    search.limit = 0;
    return searcher_.search(search);
  }

  void find_sets(KeynessReport& report) {
    const SearchResult counted = count(request_.search);
    report.archive_uuid = counted.archive_uuid;
    report.revision = counted.revision;
    report.left_out = counted.left_out;
    report.missing = counted.missing;
    set_ = find_stories(request_.search, searcher_, Copies::First);
    const SearchRequest against = request_against(request_);
    report.other_left_out = count(against).left_out;
    other_ = find_stories(against, searcher_, Copies::First, request_.against ? StorySet() : set_);
    articles_ = {by_segment(searcher_.archive(), set_), by_segment(searcher_.archive(), other_)};
    counts_ = count_words(searcher_.archive(), articles_[0], articles_[1], searcher_.deadline());
  }

  /// Words that the first set has more of, or if `negative` less of.
  [[nodiscard]] KeyWords words_of(bool negative) const {
    return rank_words(searcher_.archive(), counts_, articles_, request_.words, negative,
                      log_likelihood, searcher_.deadline());
  }

  const KeynessRequest& request_;
  Searcher& searcher_;
  StorySet set_;
  StorySet other_;
  std::array<SetOfArticles, 2> articles_;  ///< that count, of both
  WordCounts counts_;
};

}  // namespace

SearchRequest request_against(const KeynessRequest& request) {
  SearchRequest against = request.search;
  against.query = request.against.value_or("");
  against.from = request.against_from;
  against.to = request.against_to;
  return against;
}

KeynessReport find_keyness(const KeynessRequest& request) {
  Searcher searcher(request.search.archive, request.search.open);
  return find_keyness(request, searcher);
}

KeynessReport find_keyness(const KeynessRequest& request, Searcher& searcher) {
  return searcher.consistently([&] { return Keyness(request, searcher).run(); });
}

std::array<std::vector<KeyWord>, 2> find_words_of_both(const KeynessRequest& request,
                                                       Searcher& searcher) {
  return searcher.consistently([&] { return Keyness(request, searcher).run_both(); });
}

}  // namespace dateline
