// SPDX-License-Identifier: GPL-2.0-or-later
// How a synthetic article is made.
#include "tests/bench/corpus.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

namespace dateline::bench {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::weekday;
using std::chrono::year_month_day;

constexpr double kMedianWords = 400;
constexpr double kSigmaWords = 0.6;
constexpr double kFewestWords = 30;
constexpr double kMostWords = 5000;
constexpr std::uint32_t kShortestSentence = 8;
constexpr std::uint32_t kLongestSentence = 35;
constexpr std::uint32_t kFewestSentences = 2;  // of a paragraph
constexpr std::uint32_t kMostSentences = 4;
constexpr std::uint32_t kShortestHeadline = 6;
constexpr std::uint32_t kLongestHeadline = 12;
constexpr std::size_t kMostMarks = 3;  // after a word: a full stop and an empty line
constexpr double kCommas = 0.06;
constexpr double kFiledTheDayBefore = 0.3;
constexpr double kWithDateline = 0.5;
constexpr double kHeadlineFromBody = 0.7;
constexpr double kSaturdayLoad = 0.45;
constexpr double kSundayLoad = 0.4;
constexpr double kJitterDays = 3;

// With 1.1, a fifth of the sources carries four fifths of the articles (Pareto's rule).
constexpr double kSourceExponent = 1.1;
constexpr double kPlaceExponent = 0.7;
constexpr double kSectionExponent = 0.5;

constexpr std::array<std::string_view, 25> kPlaces = {
    "Washington", "London", "Paris",   "Moscow",      "Beijing", "Berlin",      "Tokyo",
    "New York",   "Rome",   "Madrid",  "New Delhi",   "Cairo",   "Seoul",       "Ankara",
    "Geneva",     "Lagos",  "Nairobi", "Mexico City", "Sydney",  "Los Angeles", "Jakarta",
    "Brasilia",   "Athens", "Chicago", "Johannesburg"};
/// With a city before them, none is the name of a paper that Dateline knows under several names.
constexpr std::array<std::string_view, 8> kPapers = {"Beacon",  "Clarion", "Dispatch",  "Echo",
                                                     "Gazette", "Lantern", "Messenger", "Sentinel"};
constexpr std::array<std::string_view, 6> kAgencies = {"Reuters", "AP",  "AFP",
                                                       "Xinhua",  "dpa", "Sputnik"};
constexpr std::array<std::string_view, 10> kSections = {
    "World",   "Politics", "Business", "Sports",  "Technology",
    "Science", "Health",   "Culture",  "Opinion", "Travel"};
constexpr std::array<std::string_view, 24> kFirstNames = {
    "Anna",  "Boris", "Carla", "David", "Elena", "Farid", "Grace", "Hugo",
    "Irina", "James", "Karin", "Liang", "Maria", "Nadia", "Oscar", "Priya",
    "Quinn", "Rosa",  "Samir", "Tanja", "Ugo",   "Vera",  "Walid", "Yuki"};
constexpr std::array<std::string_view, 24> kLastNames = {
    "Adler",  "Bauer", "Costa",  "Diaz",  "Evans",  "Fischer", "Garcia", "Hassan",
    "Ivanov", "Jones", "Kim",    "Lopez", "Moreau", "Novak",   "Okafor", "Petrov",
    "Rossi",  "Sato",  "Tanaka", "Usman", "Vargas", "Weber",   "Yilmaz", "Zhang"};
constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::size_t kSources = kPlaces.size() * kPapers.size();

template <std::size_t N>
std::string_view one_of(const std::array<std::string_view, N>& names, Rng& rng) {
  return names[rng.below(N)];
}

/// Each of the 200 pairs of place and paper once, neighbours differing in both.
std::string source_name(std::size_t rank) {
  const std::size_t place = rank % kPlaces.size();
  const std::size_t paper = (rank / kPlaces.size() + place) % kPapers.size();
  return fmt::format("{} {}", kPlaces[place], kPapers[paper]);
}

std::string in_capitals(std::string_view name) {
  std::string capitals(name);
  for (char& c : capitals) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return capitals;
}

double load(sys_days day) {
  const weekday day_of_week(day);
  if (day_of_week == std::chrono::Saturday) return kSaturdayLoad;
  return day_of_week == std::chrono::Sunday ? kSundayLoad : 1.0;
}

std::uint32_t body_words(Rng& rng) {
  const double words = kMedianWords * std::exp(kSigmaWords * rng.normal());
  return static_cast<std::uint32_t>(std::clamp(words, kFewestWords, kMostWords));
}

/// The next sentence's length, so that the rest is empty or long enough for a sentence.
std::uint32_t sentence_words(std::uint32_t left, Rng& rng) {
  const std::uint32_t words = rng.between(kShortestSentence, kLongestSentence);
  if (left >= words + kShortestSentence) return words;
  return left <= kLongestSentence ? left : left / 2;
}

}  // namespace

Calendar::Calendar() {
  double sum = 0;
  for (sys_days day = kFirst; day <= sys_days(kLast); day += days(1)) {
    sum += load(day);
    until_.push_back(sum);
  }
  for (double& share : until_) share /= sum;
}

year_month_day Calendar::near(double part, Rng& rng) const {
  // Shifting the share, not the day, keeps weekends as empty as they should be.
  const double jitter =
      (rng.unit() - rng.unit()) * kJitterDays / static_cast<double>(until_.size());
  const double shifted = std::clamp(part + jitter, 0.0, 1.0);
  const auto day =
      std::min(std::upper_bound(until_.begin(), until_.end(), shifted), std::prev(until_.end()));
  return sys_days(kFirst) + days(std::distance(until_.begin(), day));
}

Corpus::Corpus(std::uint64_t articles, std::uint64_t seed)
    : sources_(zipf_weights(kSources, kSourceExponent, 0)),
      places_(zipf_weights(kPlaces.size(), kPlaceExponent, 0)),
      sections_(zipf_weights(kSections.size(), kSectionExponent, 0)),
      articles_(articles),
      rng_(seed) {}

bool Corpus::next(SyntheticArticle& article) {
  if (made_ == articles_) return false;
  const double part = (static_cast<double>(made_) + 0.5) / static_cast<double>(articles_);
  ++made_;
  article.id = fmt::format("syn-{:08}", made_);
  article.date = calendar_.near(part, rng_);
  article.source = source_name(sources_.sample(rng_));
  article.section = kSections[sections_.sample(rng_)];
  const std::string_view first = one_of(kFirstNames, rng_);
  article.author = fmt::format("{} {}", first, one_of(kLastNames, rng_));
  write_body(article);
  write_headline(article);
  return true;
}

char* Corpus::spell(std::uint32_t rank, bool capital, char* to) const {
  char* const end = vocabulary_.spell(rank, to);
  if (capital) *to = static_cast<char>(*to - 'a' + 'A');
  return end;
}

std::string Corpus::dateline(const SyntheticArticle& article) {
  const std::string_view place = kPlaces[places_.sample(rng_)];
  const std::string_view agency = one_of(kAgencies, rng_);
  // Some stories are filed the day before they are printed.
  year_month_day filed = article.date;
  if (rng_.chance(kFiledTheDayBefore)) filed = sys_days(filed) - days(1);
  return fmt::format("{}, {} {} ({}) - ", in_capitals(place),
                     kMonths[static_cast<unsigned>(filed.month()) - 1],
                     static_cast<unsigned>(filed.day()), agency);
}

void Corpus::write_body(SyntheticArticle& article) {
  // All words are drawn before any is spelled, which lets the processor overlap cache misses.
  const std::uint32_t words = body_words(rng_);
  article.ranks.resize(words);
  for (std::uint32_t& rank : article.ranks) rank = vocabulary_.sample(rng_);

  std::string& text = article.body;
  text = rng_.chance(kWithDateline) ? dateline(article) : "";
  const std::size_t prefix = text.size();
  text.resize(prefix + words * (Vocabulary::kLongestWord + kMostMarks));
  char* to = text.data() + prefix;
  std::uint32_t sentence = sentence_words(words, rng_);
  std::uint32_t sentences = rng_.between(kFewestSentences, kMostSentences);
  bool first = true;
  for (std::uint32_t i = 0; i < words; ++i) {
    to = spell(article.ranks[i], first, to);
    first = --sentence == 0;
    if (!first) {
      if (rng_.chance(kCommas)) *to++ = ',';
      *to++ = ' ';
      continue;
    }
    *to++ = '.';
    if (i + 1 == words) break;
    sentence = sentence_words(words - i - 1, rng_);
    if (--sentences > 0) {
      *to++ = ' ';
    } else {
      sentences = rng_.between(kFewestSentences, kMostSentences);
      to = std::fill_n(to, 2, '\n');
    }
  }
  text.resize(static_cast<std::size_t>(to - text.data()));
}

void Corpus::write_headline(SyntheticArticle& article) {
  const std::uint32_t words = rng_.between(kShortestHeadline, kLongestHeadline);
  std::string& text = article.headline;
  text.resize(words * (Vocabulary::kLongestWord + kMostMarks));
  char* to = text.data();
  for (std::uint32_t i = 0; i < words; ++i) {
    std::uint32_t rank = vocabulary_.sample(rng_);
    if (rng_.chance(kHeadlineFromBody)) {
      const std::uint32_t found =
          article.ranks[rng_.below(static_cast<std::uint32_t>(article.ranks.size()))];
      if (found >= Vocabulary::kFunctionWords) rank = found;
    }
    if (i > 0) *to++ = ' ';
    to = spell(rank, i == 0, to);
  }
  text.resize(static_cast<std::size_t>(to - text.data()));
}

}  // namespace dateline::bench
