// SPDX-License-Identifier: GPL-2.0-or-later
// Terms are ranked by their hashes; only those shown get their names, which are read from articles.
#include "searcher/verbs/keyness/key_words.h"

#include "common/terminal/terminal.h"
#include "searcher/render/counts.h"
#include "searcher/texts/written_form.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dateline {
namespace {

struct RankedTerm {
  KeyWord word;
  std::uint64_t hash = 0;
};

/// Words as articles write them.
void name(const Archive& archive, const SetOfArticles& set, std::vector<RankedTerm>& ranked,
          const query::Deadline& deadline) {
  std::vector<std::uint64_t> hashes;
  for (const RankedTerm& each : ranked) hashes.push_back(each.hash);
  const auto articles = articles_with(archive, set, hashes, kArticlesPerForm, deadline);
  std::vector<TermInArticles> terms;
  for (std::size_t i = 0; i < hashes.size(); ++i) terms.push_back({hashes[i], articles[i]});
  const std::vector<std::string> forms = written_forms(archive, terms, deadline);
  for (std::size_t i = 0; i < ranked.size(); ++i) ranked[i].word.word = forms[i];
}

}  // namespace

KeyWords rank_words(const Archive& archive, const WordCounts& counts,
                    const std::array<SetOfArticles, 2>& articles, const KeyWordRequest& request,
                    bool negative, double (*g2)(const Frequencies&),
                    const query::Deadline& deadline) {
  KeyWords found;
  std::vector<RankedTerm> ranked;
  const auto stopped = request.stop.terms(archive.languages());
  const auto [words, other_words] = counts.words;
  for (const auto& [hash, count] : counts.terms) {
    const auto [times, other_times] = count.times;
    if ((negative ? other_times : times) < request.min) continue;
    // By cross multiplication, which is exact for equal frequencies.
    const double more = static_cast<double>(times) * static_cast<double>(other_words) -
                        static_cast<double>(other_times) * static_cast<double>(words);
    if (negative ? more >= 0 : more <= 0) continue;
    if (stopped.contains(hash)) {
      ++found.stopped;
      continue;
    }
    const Frequencies of = {times, words, other_times, other_words};
    const double sure = g2(of);
    ranked.push_back({{"", times, count.articles[0], other_times, count.articles[1], sure,
                       p_value(sure), log_ratio(of)},
                      hash});
  }
  found.total = ranked.size();
  const std::size_t shown = std::min(request.top, ranked.size());
  std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(shown),
                    ranked.end(), [](const RankedTerm& a, const RankedTerm& b) {
                      return a.word.g2 != b.word.g2 ? a.word.g2 > b.word.g2 : a.hash < b.hash;
                    });
  ranked.resize(shown);
  name(archive, articles[negative ? 1 : 0], ranked, deadline);
  for (RankedTerm& each : ranked) found.words.push_back(std::move(each.word));
  std::stable_sort(found.words.begin(), found.words.end(), [](const KeyWord& a, const KeyWord& b) {
    return a.g2 != b.g2 ? a.g2 > b.g2 : a.word < b.word;
  });
  return found;
}

std::string p_text(double p) {
  return p < 0.0001 ? "<.0001" : fmt::format("{:.4f}", p);
}

std::string shown_of(const KeyWords& words) {
  if (words.words.size() == words.total && words.stopped == 0) return "";
  std::string out = fmt::format("{} of {}", with_thousands(words.words.size()),
                                count_of(words.total, "word", "words"));
  if (words.stopped != 0) {
    out += fmt::format(", without {} of the stop list", with_thousands(words.stopped));
  }
  return out;
}

Json to_json(const KeyWord& word, const std::array<std::uint64_t, 2>& words) {
  return {{"word", word.word},
          {"g2", word.g2},
          {"p", word.p},
          {"log_ratio", word.log_ratio},
          {"times", word.times},
          {"per_million", per_million(word.times, words[0])},
          {"stories", word.stories},
          {"other_times", word.other_times},
          {"other_per_million", per_million(word.other_times, words[1])},
          {"other_stories", word.other_stories}};
}

std::vector<std::string> key_word_columns() {
  return {"g2",      "p",           "log_ratio",         "times",        "per_million",
          "stories", "other_times", "other_per_million", "other_stories"};
}

std::vector<std::string> key_word_cells(const KeyWord& word,
                                        const std::array<std::uint64_t, 2>& words) {
  return {fmt::format("{:.3f}", word.g2),
          fmt::format("{:.3g}", word.p),
          fmt::format("{:.3f}", word.log_ratio),
          fmt::format("{}", word.times),
          fmt::format("{:.2f}", per_million(word.times, words[0])),
          fmt::format("{}", word.stories),
          fmt::format("{}", word.other_times),
          fmt::format("{:.2f}", per_million(word.other_times, words[1])),
          fmt::format("{}", word.other_stories)};
}

}  // namespace dateline
