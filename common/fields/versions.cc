// SPDX-License-Identifier: GPL-2.0-or-later
// Words are compared as they are folded.
#include "common/fields/versions.h"

#include "common/text/ascii.h"
#include "common/text/fold.h"
#include "common/text/tokenizer.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <iterator>
#include <set>

#include <xxhash.h>

namespace dateline {
namespace {

/// How much of a text is compared: a version that begins anew with more words than these, under
/// another headline and on another day, counts as another article.
constexpr std::size_t kWords = 60;

/// Texts have something in common if they share this part of the runs of the shorter. Unrelated
/// ones share some, as "of the".
constexpr double kSharedRuns = 0.2;

/// Headlines are alike if they share this part of the letters of the shorter.
constexpr double kSharedLetters = 0.5;

constexpr std::size_t kCounterDigits = 9;
constexpr std::size_t kCounterLetters = 8;

std::vector<std::string> words_of(std::string_view of, std::size_t most) {
  std::vector<std::string> words;
  text::Token token;
  for (std::size_t at = 0; words.size() < most && text::next_token(of, at, token); at = token.end) {
    std::string word = text::fold(token.in(of));
    if (!word.empty()) words.push_back(std::move(word));
  }
  return words;
}

std::uint32_t hash_of(const std::string& run) {
  return static_cast<std::uint32_t>(XXH3_64bits(run.data(), run.size()));
}

std::set<std::string> headline_words(std::string_view headline) {
  const std::vector<std::string> words = words_of(headline, kWords);
  return {words.begin(), words.end()};
}

std::size_t letters_of(const std::set<std::string>& words) {
  std::size_t letters = 0;
  for (const std::string& word : words) letters += text::characters(word);
  return letters;
}

bool are_texts_alike(const Gist& a, const Gist& b) {
  if (a.runs.empty() || b.runs.empty()) return false;
  std::vector<std::uint32_t> both;
  std::set_intersection(a.runs.begin(), a.runs.end(), b.runs.begin(), b.runs.end(),
                        std::back_inserter(both));
  const auto shorter = static_cast<double>(std::min(a.runs.size(), b.runs.size()));
  return static_cast<double>(both.size()) >= kSharedRuns * shorter;
}

bool has_day(const Date& date) {
  return date.known() && date.precision >= Precision::Day;
}

}  // namespace

bool may_be_one_day(const Date& a, const Date& b) {
  return !has_day(a) || !has_day(b) || day_number(a) == day_number(b);
}

Gist gist_of(const Article& article) {
  Gist gist{article.headline, article.url, article.published.date, {}};
  const std::vector<std::string> words = words_of(article.body, kWords);
  if (words.size() == 1) gist.runs.push_back(hash_of(words.front()));
  for (std::size_t i = 1; i < words.size(); ++i) {
    gist.runs.push_back(hash_of(words[i - 1] + ' ' + words[i]));
  }
  std::sort(gist.runs.begin(), gist.runs.end());
  gist.runs.erase(std::unique(gist.runs.begin(), gist.runs.end()), gist.runs.end());
  return gist;
}

bool is_counter(std::string_view id) {
  const auto digits =
      static_cast<std::size_t>(std::find_if(id.begin(), id.end(), ascii::is_digit) - id.begin());
  const std::string_view number = id.substr(digits);
  return digits <= kCounterLetters && !number.empty() && number.size() <= kCounterDigits &&
         ascii::all_digits(number);
}

bool are_headlines_alike(std::string_view a, std::string_view b) {
  const std::set<std::string> one = headline_words(a);
  const std::set<std::string> other = headline_words(b);
  if (one.empty() || other.empty()) return true;
  std::set<std::string> both;
  std::set_intersection(one.begin(), one.end(), other.begin(), other.end(),
                        std::inserter(both, both.end()));
  const std::size_t shorter = std::min(letters_of(one), letters_of(other));
  return static_cast<double>(letters_of(both)) >= kSharedLetters * static_cast<double>(shorter);
}

bool are_versions(std::string_view id, const Gist& earlier, const Gist& later) {
  if (are_texts_alike(earlier, later)) return true;
  const bool one_day = may_be_one_day(earlier.published, later.published);
  const bool alike = !earlier.headline.empty() && !later.headline.empty() &&
                     are_headlines_alike(earlier.headline, later.headline);
  if (!is_counter(id)) return alike || one_day;
  const bool same_address = !earlier.url.empty() && earlier.url == later.url;
  return (alike || same_address) && one_day;
}

}  // namespace dateline
