// SPDX-License-Identifier: GPL-2.0-or-later
// Compares every pair.
#include "tests/unit/story_oracle.h"

#include "tests/unit/random_archive.h"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <stdexcept>
#include <tuple>

namespace oracle {

using dateline::Article;
using dateline::Date;
using dateline::Precision;

namespace {

constexpr std::size_t kLeastWords = 24;
constexpr std::size_t kRun = 5;
constexpr std::int64_t kDays = 30;

using Runs = std::set<std::string>;

Runs runs_of(const std::vector<std::string>& words) {
  Runs runs;
  if (words.size() < kLeastWords) return runs;
  for (std::size_t at = 0; at + kRun <= words.size(); ++at) {
    std::string run;
    for (std::size_t i = at; i < at + kRun; ++i) run += words[i] + " ";
    runs.insert(run);
  }
  return runs;
}

enum class Likeness { None, Doubtful, Sure };

Likeness compare(const Runs& a, const Runs& b) {
  const auto common = static_cast<std::size_t>(
      std::count_if(a.begin(), a.end(), [&](const std::string& run) { return b.contains(run); }));
  const std::size_t all = a.size() + b.size() - common;
  const std::size_t shorter = std::min(a.size(), b.size());
  if (common == 0 || 5 * common < all || 2 * common < shorter) return Likeness::None;
  return 100 * common < 65 * shorter ? Likeness::Doubtful : Likeness::Sure;
}

bool is_known_to_the_day(const Date& date) {
  return date.known() && date.precision >= Precision::Day;
}

bool may_be_of_one_time(const Date& a, const Date& b) {
  if (!is_known_to_the_day(a) || !is_known_to_the_day(b)) return true;
  return std::abs(day_number(a) - day_number(b)) <= kDays;
}

auto rank(const Article& article, std::size_t words) {
  return std::tuple(test::when(article.published.date), -static_cast<std::int64_t>(words),
                    article.id);
}

}  // namespace

Stories::Stories(const std::vector<Article>& articles,
                 const std::vector<std::vector<std::string>>& bodies) {
  std::vector<Runs> runs;
  for (std::size_t i = 0; i < articles.size(); ++i) {
    runs.push_back(runs_of(bodies[i]));
    std::vector<Likeness> likeness;
    for (std::size_t j = 0; j < i; ++j) {
      const bool is_near =
          may_be_of_one_time(articles[i].published.date, articles[j].published.date);
      likeness.push_back(is_near ? compare(runs[i], runs[j]) : Likeness::None);
    }
    const auto copy = std::find(likeness.begin(), likeness.end(), Likeness::Sure);
    if (copy == likeness.end()) {
      story_.push_back(members_.size());
      members_.push_back(1);
      first_.push_back(i);
    } else {
      story_.push_back(story_[static_cast<std::size_t>(copy - likeness.begin())]);
      ++members_[story_[i]];
      std::size_t& first = first_[story_[i]];
      if (rank(articles[i], bodies[i].size()) < rank(articles[first], bodies[first].size())) {
        first = i;
      }
    }
    for (std::size_t j = 0; j < i; ++j) {
      if (likeness[j] == (story_[j] == story_[i] ? Likeness::Sure : Likeness::None)) continue;
      throw std::logic_error(articles[i].id + " and " + articles[j].id + " may be of one story");
    }
  }
}

}  // namespace oracle
