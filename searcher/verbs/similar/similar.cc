// SPDX-License-Identifier: GPL-2.0-or-later
// The words become a query that a user could type.
#include "searcher/verbs/similar/similar.h"

#include "common/archive/lookup.h"
#include "common/fields/record.h"
#include "common/fields/schema.h"
#include "common/text/ascii.h"
#include "common/text/fold.h"
#include "common/text/term.h"
#include "common/text/tokenizer.h"
#include "searcher/texts/written_form.h"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace dateline {
namespace {

/// Texts are read up to this length: what matters in news is at the beginning.
constexpr std::size_t kMaxWords = 20'000;
/// Words shorter than this usually say nothing, in alphabetic scripts.
constexpr std::size_t kLeastBytes = 3;
/// A word in more than one of this many articles says nothing.
constexpr std::uint64_t kLeastRarity = 8;
/// Room for words in a query (see docs/query-language.md), beside the user's own.
constexpr std::size_t kMaxQueryBytes = 2048;

constexpr std::array<std::string_view, 4> kOperators = {"and", "or", "not", "near"};

bool has_letter(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) {
    return ascii::is_lower(c) || static_cast<unsigned char>(c) >= 0x80;
  });
}

bool is_plain(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) {
    return ascii::is_letter_or_digit(c) || static_cast<unsigned char>(c) >= 0x80;
  });
}

/// The words of a text as the query language understands them.
class TextWords {
 public:
  explicit TextWords(std::string language) : language_(std::move(language)) {}

  void add(std::string_view text, unsigned times) {
    for (const text::Token& token : text::tokens(text)) {
      if (++words_ > kMaxWords) return;
      const std::string_view written = token.in(text);
      std::string normal = text::normalise(written, language_);
      if (normal.size() < kLeastBytes || !has_letter(normal) || !is_plain(normal)) continue;
      if (std::find(kOperators.begin(), kOperators.end(), normal) != kOperators.end()) continue;
      Word& word = by_normal_[normal];
      word.times += times;
      // A written form with elided article or possessive would be another word.
      ++word.forms[is_plain(written) ? std::string(written) : normal];
    }
  }

  struct Word {
    unsigned times = 0;
    std::map<std::string, std::size_t> forms;
  };
  [[nodiscard]] const std::map<std::string, Word>& by_normal() const { return by_normal_; }

 private:
  std::string language_;
  std::size_t words_ = 0;
  std::map<std::string, Word> by_normal_;
};

/// Chooses words by the archive's statistics.
class Chooser {
 public:
  Chooser(const Archive& archive, std::vector<std::string> languages) : archive_(archive) {
    for (std::string& language : languages) makers_.emplace_back(std::move(language));
  }

  /// Words that only `copies` articles have do not count: they find nothing else.
  std::vector<TellingWord> choose(const TextWords& text, std::uint64_t copies, std::size_t most) {
    gather(text);
    std::set<std::string> terms;
    for (const auto& [key, candidate] : candidates_) {
      terms.insert(candidate.terms.begin(), candidate.terms.end());
    }
    archive_.learn(terms);
    std::vector<TellingWord> words;
    for (const auto& [key, candidate] : candidates_) {
      TellingWord word = telling(candidate);
      if (word.articles <= copies) continue;
      const bool is_common = word.articles * kLeastRarity > archive_.documents();
      found_common_ |= is_common;
      if (!is_common) words.push_back(std::move(word));
    }
    std::sort(words.begin(), words.end(), [](const TellingWord& a, const TellingWord& b) {
      return a.weight != b.weight ? a.weight > b.weight : a.word < b.word;
    });
    words.resize(std::min(words.size(), most));
    return words;
  }

  /// Why nothing was chosen.
  [[nodiscard]] std::string no_words() const {
    if (candidates_.empty()) return "the text has no word of three letters or more";
    return found_common_
               ? "the words that other articles share with the text are too common to look for: "
                 "each is in more than an eighth of the archive"
               : "the text has no word that another article in the archive has";
  }

 private:
  /// Words with the same stem, in all possible languages.
  struct Candidate {
    std::set<std::string> terms;
    unsigned times = 0;
    std::map<std::string, std::size_t> forms;
  };

  void gather(const TextWords& text) {
    for (const auto& [normal, word] : text.by_normal()) {
      std::string key;
      std::set<std::string> terms;
      for (text::TermMaker& maker : makers_) {
        const std::string term = maker.term(normal);
        key += term + '\0';
        terms.insert(term);
      }
      Candidate& candidate = candidates_[key];
      candidate.terms = std::move(terms);
      candidate.times += word.times;
      for (const auto& [form, times] : word.forms) candidate.forms[form] += times;
    }
  }

  [[nodiscard]] TellingWord telling(const Candidate& candidate) const {
    TellingWord word;
    word.word = commonest(candidate.forms);
    word.times = candidate.times;
    for (const std::string& term : candidate.terms) {
      word.articles = std::max(word.articles, archive_.frequency(term));
    }
    const double times = candidate.times;
    word.weight =
        query::term_worth(word.articles, archive_.documents()) * times / (times + query::kBm25K1);
    return word;
  }

  const Archive& archive_;
  std::deque<text::TermMaker> makers_;
  std::map<std::string, Candidate> candidates_;
  bool found_common_ = false;
};

std::string query_of(const std::vector<TellingWord>& words) {
  std::string text;
  for (const TellingWord& word : words) {
    if (text.size() + word.word.size() > kMaxQueryBytes) break;
    text += (text.empty() ? "" : " OR ") + word.word;
  }
  return "(" + text + ")";
}

std::string sources_query(const std::vector<std::string>& sources) {
  std::string text;
  for (std::string source : sources) {
    std::erase(source, '"');
    text += fmt::format("{}source:\"{}\"", text.empty() ? "" : " OR ", source);
  }
  return "(" + text + ")";
}

/// What the user adds to the article's words, in the form asked for.
std::string addition(const SearchRequest& search, const Searcher& searcher) {
  const SearchRequest settled = searcher.settled(search);
  const bool exact = settled.form.value_or(settled.archive_form) == query::Form::Exact;
  return fmt::format("{}({})", exact ? "exact" : "", search.query);
}

SimilarReport find(Searcher& searcher, const SimilarRequest& request) {
  const Archive& archive = searcher.archive();
  SimilarReport report;
  SearchRequest& asked = report.asked = request.search;
  std::optional<TextWords> text;
  std::vector<std::string> languages = archive.languages();
  if (request.id.empty()) {
    text.emplace("");
    text->add(request.text, 1);
  } else {
    const auto located = locate(archive, request.id);
    report.is_known = located.has_value();
    if (!located) return report;
    const Article article = article_of(archive, *located);
    languages = {article.language};
    text.emplace(article.language);
    text->add(article.headline, schema::kHeadlineWdf);
    text->add(article.body, 1);
    asked.without = {*located};
    if (!request.all_copies) {
      asked.without.clear();
      for (const StoryArticle& copy : articles_of_story(archive, *located)) {
        asked.without.push_back({copy.segment, copy.docid});
      }
    }
  }
  Chooser chooser(archive, languages);
  report.words = chooser.choose(*text, asked.without.size(), request.words);
  if (report.words.empty()) {
    report.no_words = chooser.no_words();
    report.result.archive_uuid = archive.manifest().uuid;
    report.result.revision = archive.manifest().revision;
    report.result.missing = archive.missing();
    report.result.total = 0;
    return report;
  }
  asked.query = query_of(report.words);
  if (!request.sources.empty()) asked.query += " AND " + sources_query(request.sources);
  if (!request.search.query.empty()) asked.query += " AND " + addition(request.search, searcher);
  asked.form = query::Form::Stem;  // of the article's words
  report.result = searcher.search(asked);
  return report;
}

}  // namespace

SimilarReport find_similar(const SimilarRequest& request) {
  (void)read_query(request.search);  // before there is trouble with the archive
  Searcher searcher(request.search.archive, request.search.open);
  return find_similar(request, searcher);
}

SimilarReport find_similar(const SimilarRequest& request, Searcher& searcher) {
  // The user's addition is read on its own, so that errors point into it.
  (void)read_query(request.search);
  return searcher.consistently([&] { return find(searcher, request); });
}

}  // namespace dateline
