// SPDX-License-Identifier: GPL-2.0-or-later
// Two sets of stories, their words counted, the words ranked.
#include "searcher/verbs/keyness/keyness.h"

#include "common/archive/story_lookup.h"
#include "common/engine/match/near.h"
#include "common/errors/errors.h"
#include "searcher/texts/word_counts.h"
#include "searcher/texts/written_form.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace dateline {
namespace {

/// An article that matches, and its story.
struct Member {
  std::uint64_t story = 0;
  StoryArticle article;
};

/// The first published article of each story.
struct Stories {
  std::uint64_t articles = 0;
  std::vector<Member> firsts;  ///< in order of their stories
};

bool has(const Stories& stories, std::uint64_t number) {
  const auto at = std::lower_bound(
      stories.firsts.begin(), stories.firsts.end(), number,
      [](const Member& member, std::uint64_t story) { return member.story < story; });
  return at != stories.firsts.end() && at->story == number;
}

/// The stories of all matches, except those in `without`.
Stories stories_of(const Searcher& searcher, const SlotHoldings& holdings, const Stories& without) {
  const ArchiveStories stories(searcher.archive());
  match::Tries looks(searcher.deadline());
  Stories found;
  for (const Holding& match : holdings.matches) {
    looks.count();
    const std::uint64_t story = stories.number(match.segment, match.docid);
    if (has(without, story)) continue;
    const std::uint64_t date = stories.published(match.segment, match.docid);
    found.firsts.push_back({story, {match.segment, match.docid, date}});
  }
  found.articles = found.firsts.size();
  std::sort(found.firsts.begin(), found.firsts.end(), [&](const Member& a, const Member& b) {
    return a.story != b.story ? a.story < b.story : stories.comes_before(a.article, b.article);
  });
  const auto end = std::unique(found.firsts.begin(), found.firsts.end(),
                               [](const Member& a, const Member& b) { return a.story == b.story; });
  found.firsts.erase(end, found.firsts.end());
  return found;
}

SetOfArticles by_segment(const Archive& archive, const Stories& stories) {
  SetOfArticles set(archive.segments().size());
  for (const Member& member : stories.firsts)
    set[member.article.segment].push_back(member.article.docid);
  for (std::vector<std::uint32_t>& docids : set) std::sort(docids.begin(), docids.end());
  return set;
}

/// Servers return only whole records, which would be the whole archive.
void refuse_servers(Searcher& searcher, bool partial) {
  while (!searcher.archive().served().empty()) {
    const std::string shard = searcher.archive().served().front()->name();
    if (!partial) {
      throw Error(Code::Usage,
                  fmt::format("shard {} is on a server, which does not count words", shard),
                  {"fetch it back (dateline-index shard detach), or search the other shards",
                   Setting::Partial});
    }
    searcher.leave_out(ShardDown(shard, "a server does not count words"));
  }
}

class Keyness {
 public:
  Keyness(const KeynessRequest& request, Searcher& searcher)
      : request_(request), searcher_(searcher) {}

  KeynessReport run() {
    KeynessReport report;
    find_sets(report);
    report.set = {set_.articles, set_.firsts.size(), counts_.words[0]};
    report.other = {other_.articles, other_.firsts.size(), counts_.words[1]};
    report.words = words_of(request_.negative);
    return report;
  }

  std::array<std::vector<KeyWord>, 2> run_both() {
    KeynessReport report;
    find_sets(report);
    std::array<std::vector<KeyWord>, 2> words = {words_of(false), words_of(true)};
    for (KeyWord& word : words[1]) {
      std::swap(word.times, word.other_times);
      std::swap(word.stories, word.other_stories);
      word.log_ratio = log_ratio(word.times, counts_.words[1], word.other_times, counts_.words[0]);
    }
    return words;
  }

 private:
  Stories find(const SearchRequest& request, const Stories& without = {}) {
    return stories_of(searcher_, searcher_.holdings(request, {schema::kSource}).front(), without);
  }

  void find_sets(KeynessReport& report) {
    SearchRequest search = request_.search;
    search.limit = 0;
    const SearchResult counted = searcher_.search(search);
    report.archive_uuid = counted.archive_uuid;
    report.revision = counted.revision;
    report.left_out = counted.left_out;
    report.missing = counted.missing;
    set_ = find(search);
    if (request_.against) {
      search.query = *request_.against;
      other_ = find(search);
    } else {
      search.query.clear();
      search.from.clear();
      search.to.clear();
      other_ = find(search, set_);
    }
    articles_ = {by_segment(searcher_.archive(), set_), by_segment(searcher_.archive(), other_)};
    counts_ = count_words(searcher_.archive(), articles_[0], articles_[1], searcher_.deadline());
  }

  /// Words that the first set has more of, or if `negative` less of.
  [[nodiscard]] std::vector<KeyWord> words_of(bool negative) const {
    std::vector<KeyWord> words;
    const std::vector<std::uint64_t> best = rank(negative, words);
    name(best, articles_[negative ? 1 : 0], words);
    std::stable_sort(words.begin(), words.end(), [](const KeyWord& a, const KeyWord& b) {
      return a.g2 != b.g2 ? a.g2 > b.g2 : a.word < b.word;
    });
    return words;
  }

  /// Fills `words` except for their names, and returns their hashes.
  std::vector<std::uint64_t> rank(bool negative, std::vector<KeyWord>& words) const {
    struct Ranked {
      KeyWord word;
      std::uint64_t hash = 0;
    };
    std::vector<Ranked> ranked;
    const auto [set_words, other_words] = counts_.words;
    for (const auto& [hash, count] : counts_.terms) {
      const auto [times, other_times] = count.times;
      if ((negative ? other_times : times) < request_.min) continue;
      // By cross multiplication, which is exact for equal frequencies.
      const double more = static_cast<double>(times) * static_cast<double>(other_words) -
                          static_cast<double>(other_times) * static_cast<double>(set_words);
      if (negative ? more >= 0 : more <= 0) continue;
      ranked.push_back({{"", times, count.articles[0], other_times, count.articles[1],
                         log_likelihood(times, set_words, other_times, other_words),
                         log_ratio(times, set_words, other_times, other_words)},
                        hash});
    }
    const auto end =
        ranked.begin() + static_cast<std::ptrdiff_t>(std::min(request_.top, ranked.size()));
    std::partial_sort(ranked.begin(), end, ranked.end(), [](const Ranked& a, const Ranked& b) {
      return a.word.g2 != b.word.g2 ? a.word.g2 > b.word.g2 : a.hash < b.hash;
    });
    std::vector<std::uint64_t> hashes;
    for (auto each = ranked.begin(); each != end; ++each) {
      words.push_back(std::move(each->word));
      hashes.push_back(each->hash);
    }
    return hashes;
  }

  /// Words as articles write them.
  void name(const std::vector<std::uint64_t>& hashes, const SetOfArticles& set,
            std::vector<KeyWord>& words) const {
    const auto articles =
        articles_with(searcher_.archive(), set, hashes, kArticlesPerForm, searcher_.deadline());
    std::vector<TermInArticles> terms;
    for (std::size_t i = 0; i < hashes.size(); ++i) terms.push_back({hashes[i], articles[i]});
    const std::vector<std::string> forms =
        written_forms(searcher_.archive(), terms, searcher_.deadline());
    for (std::size_t i = 0; i < words.size(); ++i) words[i].word = forms[i];
  }

  const KeynessRequest& request_;
  Searcher& searcher_;
  Stories set_;
  Stories other_;
  std::array<SetOfArticles, 2> articles_;  ///< that count, of both
  WordCounts counts_;
};

}  // namespace

double log_likelihood(std::uint64_t times, std::uint64_t words, std::uint64_t other_times,
                      std::uint64_t other_words) {
  const double all = static_cast<double>(words) + static_cast<double>(other_words);
  const double both = static_cast<double>(times) + static_cast<double>(other_times);
  const auto part = [&](std::uint64_t observed, std::uint64_t of) {
    if (observed == 0) return 0.0;
    const auto number = static_cast<double>(observed);
    return number * std::log(number * all / (static_cast<double>(of) * both));
  };
  return std::max(0.0, 2 * (part(times, words) + part(other_times, other_words)));
}

double log_ratio(std::uint64_t times, std::uint64_t words, std::uint64_t other_times,
                 std::uint64_t other_words) {
  const double own_size = static_cast<double>(std::max<std::uint64_t>(words, 1));
  const double other_size = static_cast<double>(std::max<std::uint64_t>(other_words, 1));
  const double own = static_cast<double>(times) / own_size;
  const double other = static_cast<double>(other_times) / other_size;
  // In a small set half a word may be more than the other set has.
  const auto least = [](double size, double elsewhere) {
    return std::min(0.5 / size, elsewhere / 2);
  };
  return std::log2((times == 0 ? least(own_size, other) : own) /
                   (other_times == 0 ? least(other_size, own) : other));
}

KeynessReport find_keyness(const KeynessRequest& request) {
  Searcher searcher(request.search.archive, request.search.open);
  return find_keyness(request, searcher);
}

KeynessReport find_keyness(const KeynessRequest& request, Searcher& searcher) {
  refuse_servers(searcher, request.search.open.partial);
  return searcher.consistently([&] { return Keyness(request, searcher).run(); });
}

std::array<std::vector<KeyWord>, 2> find_words_of_both(const KeynessRequest& request,
                                                       Searcher& searcher) {
  refuse_servers(searcher, request.search.open.partial);
  return searcher.consistently([&] { return Keyness(request, searcher).run_both(); });
}

}  // namespace dateline
