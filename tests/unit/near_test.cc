// SPDX-License-Identifier: GPL-2.0-or-later
// Which places are near each other, against trying all of them; and which words are marked, against
// the oracle.
#include "common/engine/match/near.h"

#include "common/engine/query/parser.h"
#include "common/fields/schema.h"
#include "searcher/find/highlighter.h"
#include "tests/unit/oracle.h"
#include "tests/unit/random_archive.h"

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>

namespace near_test {

using namespace dateline;
using namespace test;
using match::Place;
using query::Reach;

namespace {

using Children = std::vector<std::vector<Place>>;

constexpr std::uint32_t kWords = 140;
constexpr int kLeastRounds = 100;
constexpr int kRounds = 1000;

/// Sentences of up to eight words and paragraphs of up to three sentences; a headline of some
/// words.
match::Divisions some_divisions(Random& random) {
  match::Divisions divisions;
  divisions.headline_words = static_cast<std::uint32_t>(below(random, 20));
  std::vector<segment::Sentence> sentences;
  for (std::uint32_t words = 0; words < kWords;) {
    const std::uint32_t end = words < divisions.headline_words ? divisions.headline_words : kWords;
    const auto length = std::min(end - words, static_cast<std::uint32_t>(1 + below(random, 8)));
    words += length;
    sentences.push_back({length, words == end || chance(random, 40)});
  }
  divisions.divide(sentences);
  return divisions;
}

std::vector<Place> some_places(Random& random) {
  std::set<Place> places;
  for (std::size_t i = below(random, 7); i > 0; --i) {
    const auto begin = static_cast<std::uint32_t>(below(random, kWords - 2));
    places.insert({begin, begin + static_cast<std::uint32_t>(below(random, 3))});
  }
  return {places.begin(), places.end()};
}

std::size_t part_of(const std::vector<std::uint32_t>& ends, std::uint32_t word) {
  return static_cast<std::size_t>(std::lower_bound(ends.begin(), ends.end(), word) - ends.begin());
}

bool is_set(const std::vector<Place>& set, const match::Nearness& asked,
            const match::Divisions& divisions) {
  for (std::size_t a = 0; a < set.size(); ++a) {
    for (std::size_t b = a + 1; b < set.size(); ++b) {
      if (set[a].begin <= set[b].end && set[b].begin <= set[a].end) return false;
      if (asked.ordered && set[b].begin < set[a].begin) return false;
    }
  }
  std::vector<Place> rising = set;
  std::sort(rising.begin(), rising.end());
  const auto position = [&](std::uint32_t word) {
    return word + (word >= divisions.headline_words ? schema::kFieldGap : 0);
  };
  const auto& ends =
      asked.reach == Reach::Sentence ? divisions.sentence_ends : divisions.paragraph_ends;
  if (asked.reach == Reach::Words) {
    // Those between the first and the last need room.
    std::uint32_t needed = 1;
    for (std::size_t i = 1; i + 1 < rising.size(); ++i) {
      needed += rising[i].end + 1 - rising[i].begin;
    }
    return position(rising.back().begin) - position(rising.front().end) <=
           std::max(asked.distance, needed);
  }
  std::uint32_t last = 0;
  for (const Place& place : set) last = std::max(last, place.end);
  return part_of(ends, rising.front().begin) == part_of(ends, last);
}

/// Calls `take` with each choice of one place of each child.
template <typename Take>
void each_choice(const Children& children, std::vector<Place>& chosen, Take take) {
  if (chosen.size() == children.size()) return take(chosen);
  for (const Place& place : children[chosen.size()]) {
    chosen.push_back(place);
    each_choice(children, chosen, take);
    chosen.pop_back();
  }
}

std::string some_operator(Random& random) {
  return pick<std::string>(random, {"w/1", "w/3", "NEAR/6", "w/150", "pre/2", "pre/140", "w/s",
                                    "w/p", "pre/s", "pre/p"});
}

std::string some_operand(Random& random) {
  const auto word = [&] { return pick(random, vocabulary()); };
  switch (below(random, 5)) {
    case 0:
      return fmt::format("\"{} {}\"", word(), word());
    case 1:
      return fmt::format("({} OR {})", word(), word());
    case 2:
      return fmt::format("({} {} {})", word(), some_operator(random), word());
    default:
      return word();
  }
}

std::string some_query(Random& random) {
  const std::string joint = fmt::format(" {} ", some_operator(random));
  std::string query = some_operand(random) + joint + some_operand(random);
  if (chance(random, 30)) query += joint + some_operand(random);
  return query;
}

}  // namespace

TEST_CASE("members of sets are the places of all sets that there are", "[near]") {
  CAPTURE(seed_of_run());
  Random random(seed_of_run());
  const query::Deadline never;
  int sets = 0;
  Rounds rounds(kLeastRounds, kRounds);
  while (rounds.next()) {
    const match::Divisions divisions = some_divisions(random);
    const match::Nearness asked{
        static_cast<Reach>(below(random, 3)), chance(random, 40),
        static_cast<unsigned>(1 + below(random, chance(random, 50) ? 6 : 150))};
    Children children;
    for (std::size_t c = 2 + below(random, 3); c > 0; --c) children.push_back(some_places(random));
    std::vector<std::set<Place>> members(children.size());
    std::set<Place> hulls;
    std::vector<Place> chosen;
    each_choice(children, chosen, [&](const std::vector<Place>& set) {
      if (!is_set(set, asked, divisions)) return;
      ++sets;
      Place hull = *std::min_element(set.begin(), set.end());
      for (std::size_t c = 0; c < set.size(); ++c) {
        members[c].insert(set[c]);
        hull.end = std::max(hull.end, set[c].end);
      }
      hulls.insert(hull);
    });
    match::Tries tries(never);
    CHECK(match::NearSets(asked, divisions, children, tries).members() == members);
    const std::vector<Place> found =
        match::NearSets(asked, divisions, children, tries).hulls(/*one=*/false);
    CHECK(std::set<Place>(found.begin(), found.end()) == hulls);
    CHECK(match::NearSets(asked, divisions, children, tries).hulls(/*one=*/true).size() ==
          (hulls.empty() ? 0 : 1));
  }
  CHECK(sets > rounds.done());
}

TEST_CASE("what an operator of proximity finds has words marked, and nothing else has", "[near]") {
  CAPTURE(seed_of_run());
  Random random(seed_of_run());
  std::vector<Article> articles;
  for (int i = 0; i < 40; ++i) articles.push_back(some_article(random, i));
  oracle::Oracle oracle(articles);
  int matches = 0;
  Rounds rounds(kLeastRounds / 5, kRounds / 5);
  while (rounds.next()) {
    const std::string query = some_query(random);
    CAPTURE(query);
    const query::Node tree = query::parse(query, {*make_date(2020, 6, 15)});
    Highlighter highlighter(tree);
    for (std::size_t i = 0; i < articles.size(); ++i) {
      CAPTURE(articles[i].headline, articles[i].body, articles[i].language);
      const MarkedArticle marked =
          highlighter.mark(articles[i].headline, articles[i].body, articles[i].language);
      const auto is_marked = [](const MarkedToken& t) { return t.unit != MarkedToken::kNone; };
      const bool any = std::any_of(marked.headline.begin(), marked.headline.end(), is_marked) ||
                       std::any_of(marked.body.begin(), marked.body.end(), is_marked);
      CHECK(any == oracle.matches(i, tree));
      matches += any ? 1 : 0;
    }
  }
  CHECK(matches > rounds.done());
}

}  // namespace near_test
