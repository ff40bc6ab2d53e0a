// SPDX-License-Identifier: GPL-2.0-or-later
// Each query is of one article, so that the words go together and something is found.
#include "tests/bench/versus/questions.h"

#include "tests/bench/rng.h"
#include "tests/bench/versus/articles.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace dateline::bench {
namespace {

constexpr std::size_t kShortest = 4;
constexpr std::size_t kLongest = 23;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool ends_word(std::string_view text, std::size_t at) {
  return at == text.size() || std::string_view(" ,.\n").find(text[at]) != std::string_view::npos;
}

/// Words that all engines read alike: letters between spaces, commas and full stops; lower case.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_letter(text[end])) ++end;
    const bool begins = at == 0 || text[at - 1] == ' ' || text[at - 1] == '\n';
    if (end > at && begins && ends_word(text, end) && end - at <= kLongest) {
      std::string& word = words.emplace_back(text.substr(at, end - at));
      for (char& c : word) c = static_cast<char>(c | 0x20);
    }
    at = std::max(end, at + 1);
  }
  return words;
}

/// That many different words of four letters or more; fewer if the article has no more.
std::string some_words(const std::vector<std::string>& words, std::size_t count, Rng& rng) {
  std::vector<std::string> chosen;
  for (int tries = 0; tries < 200 && chosen.size() < count; ++tries) {
    const std::string& word = words[rng.below(static_cast<std::uint32_t>(words.size()))];
    if (word.size() < kShortest) continue;
    if (std::find(chosen.begin(), chosen.end(), word) == chosen.end()) chosen.push_back(word);
  }
  return fmt::format("{}", fmt::join(chosen, " "));
}

/// Words of the text separated by single spaces.
std::string some_phrase(std::string_view text, std::size_t count, Rng& rng) {
  for (int tries = 0; tries < 200; ++tries) {
    std::size_t at = text.find(' ', rng.below(static_cast<std::uint32_t>(text.size())));
    std::string phrase;
    std::size_t found = 0;
    while (at < text.size() && text[at] == ' ' && found < count) {
      std::size_t end = at + 1;
      while (end < text.size() && is_letter(text[end])) ++end;
      if (end == at + 1 || end - at > kLongest) break;
      for (std::size_t i = found == 0 ? at + 1 : at; i < end; ++i) {
        phrase += text[i] == ' ' ? ' ' : static_cast<char>(text[i] | 0x20);
      }
      ++found;
      at = end;
    }
    if (found == count && ends_word(text, at)) {
      return phrase;
    }
  }
  return "";
}

std::string last_day(std::string_view month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const int year = std::stoi(std::string(month.substr(0, 4)));
  const int number = std::stoi(std::string(month.substr(5, 2)));
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return fmt::format("{}-{}", month, kDays[number - 1] + (number == 2 && leap ? 1 : 0));
}

}  // namespace

std::vector<Row> draw_questions(const std::filesystem::path& corpus, std::uint64_t articles,
                                std::size_t count, std::uint64_t seed) {
  std::vector<Row> rows = {{"one word", "or", "check-or", {}},
                           {"OR of 2-4 words", "or", "check-or", {}},
                           {"AND of 2-4 words", "and", "check-and", {}},
                           {"phrase of 2-3 words", "phrase", "check-phrase", {}},
                           {"OR within one month", "month", "check-month", {}},
                           {"newest first", "newest", "", {}},
                           {"exact count", "count", "", {}},
                           {"count, source, year", "facets", "", {}},
                           {"count, months", "timeline", "", {}},
                           {"page with snippets", "page", "", {}}};
  Rng rng(seed);
  std::set<std::uint64_t> chosen;
  while (chosen.size() < std::min<std::uint64_t>(2 * count, articles)) {
    chosen.insert(rng.next() % articles);
  }
  std::uint64_t number = 0;
  each_article(corpus, [&](const PlainArticle& article) {
    if (!chosen.contains(number++) || rows.front().requests.size() == count) return;
    const std::vector<std::string> words = words_of(article.text);
    if (words.size() < 20) return;
    const std::string phrase = some_phrase(article.text, rng.between(2, 3), rng);
    if (phrase.empty()) return;
    const std::string several = some_words(words, rng.between(2, 4), rng);
    const std::string free = "\t\t";
    const std::string_view month = article.date.substr(0, 7);
    for (Row& row : rows) {
      const std::string text = row.operation == "phrase" ? phrase
                               : row.name == "one word"  ? some_words(words, 1, rng)
                                                         : several;
      row.requests.push_back(
          (row.operation == "month" ? fmt::format("{}-01\t{}\t", month, last_day(month)) : free) +
          text);
    }
  });
  return rows;
}

}  // namespace dateline::bench
