// SPDX-License-Identifier: GPL-2.0-or-later
// A diff reproduces both texts, and is the shortest possible.
#include "searcher/texts/word_diff.h"

#include "common/text/tokenizer.h"
#include "tests/unit/random_archive.h"

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>

namespace word_diff_test {

using namespace dateline;
using namespace test;

namespace {

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  for (const text::Token& token : text::tokens(text)) words.emplace_back(token.in(text));
  return words;
}

/// The words of all parts except those of one kind.
std::vector<std::string> words_without(const WordDiff& diff, Edit edit) {
  std::vector<std::string> words;
  for (const EditedWords& part : diff.parts) {
    if (part.edit == edit) continue;
    const std::vector<std::string> more = words_of(part.text);
    REQUIRE(more.size() == part.words);
    words.insert(words.end(), more.begin(), more.end());
  }
  return words;
}

void check_sound(const WordDiff& diff, const std::string& older, const std::string& newer) {
  REQUIRE(words_without(diff, Edit::Add) == words_of(older));
  REQUIRE(words_without(diff, Edit::Remove) == words_of(newer));
  std::size_t counts[3] = {};
  for (const EditedWords& part : diff.parts) counts[static_cast<int>(part.edit)] += part.words;
  REQUIRE(counts[static_cast<int>(Edit::Keep)] == diff.kept);
  REQUIRE(counts[static_cast<int>(Edit::Add)] == diff.added);
  REQUIRE(counts[static_cast<int>(Edit::Remove)] == diff.removed);
}

/// The longest common subsequence, by trying all.
std::size_t common(const std::vector<std::string>& a, const std::vector<std::string>& b,
                   std::size_t i, std::size_t k) {
  if (i == a.size() || k == b.size()) return 0;
  if (a[i] == b[k]) return 1 + common(a, b, i + 1, k + 1);
  return std::max(common(a, b, i + 1, k), common(a, b, i, k + 1));
}

std::string some_words(Random& random, std::size_t count, std::size_t vocabulary) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text += fmt::format("w{}{}", below(random, vocabulary), chance(random, 20) ? ".\n\n" : " ");
  }
  return text;
}

}  // namespace

TEST_CASE("a word diff marks what was removed and added", "[diff]") {
  const WordDiff diff =
      diff_words("The dam broke late, on Wednesday.", "A dam broke on Wednesday!");
  std::string text;
  for (const EditedWords& part : diff.parts) {
    text += fmt::format("{}<{}>",
                        part.edit == Edit::Keep  ? ""
                        : part.edit == Edit::Add ? "+"
                                                 : "-",
                        part.text);
  }
  CHECK(text == "-<The >+<A ><dam broke >-<late, ><on Wednesday!>");
  CHECK(diff.removed == 2);
  CHECK(diff.added == 1);
  CHECK(diff.kept == 4);
}

TEST_CASE("a word diff is sound and the shortest", "[diff]") {
  CAPTURE(seed_of_run());
  Random random(seed_of_run());
  for (int i = 0; i < 2000; ++i) {
    const std::string older = some_words(random, below(random, 9), 4);
    const std::string newer = some_words(random, below(random, 9), 4);
    CAPTURE(older, newer);
    const WordDiff diff = diff_words(older, newer);
    check_sound(diff, older, newer);
    REQUIRE(diff.kept == common(words_of(older), words_of(newer), 0, 0));
  }
}

TEST_CASE("long texts are cut where they agree, and texts made to be hard end", "[diff]") {
  Random random(seed_of_run());
  const std::string text = some_words(random, 6000, 100'000);
  std::string changed = text;
  for (int i = 0; i < 50; ++i) {
    const std::size_t at = changed.find(' ', below(random, changed.size() - 100));
    changed.insert(at, fmt::format(" new{}", i));
  }
  const WordDiff few = diff_words(text, changed);
  check_sound(few, text, changed);
  CHECK(few.removed == 0);
  CHECK(few.added == 50);
  const std::string repeated = some_words(random, 20'000, 2);
  const std::string again = "x " + some_words(random, 20'000, 2);
  check_sound(diff_words(repeated, again), repeated, again);
}

}  // namespace word_diff_test
