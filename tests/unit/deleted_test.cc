// SPDX-License-Identifier: GPL-2.0-or-later
// Which texts are one, which articles are versions of one, and the list of deleted articles.
#include "common/archive/layout.h"
#include "common/disk/damaged.h"
#include "common/disk/file.h"
#include "indexer/writer/deleted_articles.h"
#include "indexer/writer/text_print.h"
#include "tests/unit/random_archive.h"
#include "tests/unit/temporary.h"

#include <algorithm>
#include <set>

#include <catch2/catch.hpp>
#include <fmt/format.h>

namespace deleted_test {

using namespace dateline;
using namespace test;
namespace fs = std::filesystem;

namespace {

Article with_body(const std::string& body) {
  Article article;
  article.id = "x-1-y";
  article.headline = "Ferry aground";
  article.body = body;
  article.published = {*make_date(2018, 5, 5), Evidence::Meta};
  return article;
}

/// `words` of random letters, so that no two texts share any.
std::string text_of(Random& random, std::size_t words) {
  std::string text;
  for (std::size_t i = 0; i < words; ++i) {
    if (i != 0) text += ' ';
    for (int n = 0; n < 6; ++n) text += static_cast<char>('a' + below(random, 26));
  }
  return text;
}

bool is_same(const std::string& a, const std::string& b) {
  return is_same_text(print_of(with_body(a)), print_of(with_body(b)));
}

/// With every `step`-th word replaced by another.
std::string corrected(std::string text, std::size_t step) {
  std::size_t word = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (at != 0 && text[at - 1] != ' ') continue;
    if (++word % step == 0) text[at] = text[at] == 'q' ? 'p' : 'q';
  }
  return text;
}

}  // namespace

TEST_CASE("a text is the same with other commas, capitals, accents and hyphens", "[deleted]") {
  const std::string text =
      "The last ferry of the evening, a well-known one, ran aground on the Café's sandbank: its "
      "forty passengers waited until morning; two lifeboats brought them ashore.";
  for (const std::string other :
       {"The last ferry of the evening a well-known one ran aground on the Café's sandbank its "
        "forty passengers waited until morning two lifeboats brought them ashore",
        "THE LAST FERRY OF THE EVENING, A WELL-KNOWN ONE, RAN AGROUND ON THE CAFE'S SANDBANK: ITS "
        "FORTY PASSENGERS WAITED UNTIL MORNING; TWO LIFEBOATS BROUGHT THEM ASHORE.",
        "The last ferry of the evening\n\na well known one\n\nran aground on the Cafe’s sandbank, "
        "its forty passengers waited until morning. Two lifeboats brought them ashore!"}) {
    CHECK(is_same(text, other));
  }
  CHECK_FALSE(is_same(text, text + " Nobody was hurt, the owners said on the following day."));
}

TEST_CASE("a few words of a long text may be put right, its numbers may not", "[deleted]") {
  Random random(7);
  for (const std::size_t words : {60U, 200U, 1000U}) {
    const std::string text = text_of(random, words);
    CAPTURE(words);
    CHECK(is_same(text, text));
    CHECK(is_same(text, corrected(text, words - 10)));
    CHECK_FALSE(is_same(text, corrected(text, 12)));
    CHECK_FALSE(is_same(text, text_of(random, words)));
    CHECK_FALSE(is_same(text, text.substr(0, text.size() / 2)));
    CHECK_FALSE(is_same(text + " by 17 votes", text + " by 18 votes"));
    CHECK(is_same(text + " by 17 votes", "On Friday: " + text + ", by 17 votes"));
  }
}

TEST_CASE("short texts have the same words, with their headlines", "[deleted]") {
  CHECK(is_same("Sunny, and dry.", "sunny and dry"));
  CHECK_FALSE(is_same("Sunny, and dry.", "Sunny, and dry again."));
  Article other = with_body("Sunny, and dry.");
  other.headline = "Weather";
  CHECK_FALSE(is_same_text(print_of(with_body("Sunny, and dry.")), print_of(other)));
  CHECK_FALSE(is_same_text(print_of(Article()), print_of(Article())));
}

TEST_CASE("the list of deleted articles has all that was written, and finds it", "[deleted]") {
  Random random(3);
  const Temporary directory;
  std::vector<Article> articles;
  std::vector<std::string> entries;
  for (int i = 0; i < 300; ++i) {
    Article article = with_body(text_of(random, 10 + below(random, 100)));
    article.id = fmt::format("id-of-{}-x", i);
    article.headline = text_of(random, 4);
    if (i % 3 == 0) article.url = fmt::format("https://hp.example/{}", i);
    if (i % 2 == 0) article.source = "Harbour Post";
    articles.push_back(article);
    entries.push_back(entry_of(deleted_article(article, *make_date(2026, 12, 1), "why\n\"not\"")));
  }
  CHECK(write_deleted_list(directory.path(), 7, {}).empty());
  const std::string path = write_deleted_list(directory.path(), 7, entries);
  REQUIRE(path == "deleted/7");
  const DeletedArticles list(directory.path() / path);
  list.verify();
  REQUIRE(list.size() == articles.size());
  for (std::size_t i = 0; i < articles.size(); ++i) {
    CHECK(list[i].id == articles[i].id);
    CHECK(list[i].headline == articles[i].headline);
    CHECK(list[i].reason == "why\n\"not\"");
    CHECK(list[i].print == print_of(articles[i]));
    CHECK(list.with_id(articles[i].id) == std::vector<std::size_t>{i});
    const auto found_as = [&](const Article& article) {
      const auto match = list.match(article, print_of(article), {});
      return match ? match->id : "";
    };
    CHECK(found_as(articles[i]) == articles[i].id);
    Article other = articles[i];
    other.id = "another-id-x";
    CHECK(found_as(other) == articles[i].id);
    other.body = text_of(random, 50);
    CHECK(found_as(other) == (i % 3 == 0 ? articles[i].id : ""));
    other.url.clear();
    CHECK(found_as(other).empty());
    const std::vector<std::string> ids = {articles[i].id};
    CHECK(list.match(other, print_of(other), ids));
  }
  CHECK(list.with_id("nobody").empty());
  CHECK(sound_entries(directory.path() / path) == entries);
}

TEST_CASE("damage to the list is found, and costs no more than the entry", "[deleted]") {
  Random random(5);
  const Temporary directory;
  std::vector<std::string> entries;
  for (int i = 0; i < 9; ++i) {
    Article article = with_body(text_of(random, 40));
    article.id = fmt::format("id-of-{}-x", i);
    entries.push_back(entry_of(deleted_article(article, *make_date(2026, 12, 1), "")));
  }
  const fs::path path = directory.path() / write_deleted_list(directory.path(), 1, entries);
  const std::string sound = disk::read_file(path);
  for (std::size_t at = 0; at < sound.size(); at += 13) {
    CAPTURE(at);
    std::string bytes = sound;
    bytes[at] = static_cast<char>(bytes[at] ^ 4);
    disk::replace_file(path, bytes);
    CHECK_THROWS_AS(DeletedArticles(path).verify(), disk::Damaged);
    std::vector<std::string> left;
    try {
      left = sound_entries(path);
    } catch (const disk::Damaged&) {
      continue;  // in the tables
    }
    // The first array says where entries end: what is wrong there may cost several.
    if (at >= entries.size() * sizeof(std::uint64_t)) CHECK(left.size() + 1 >= entries.size());
    for (const std::string& entry : left) {
      CHECK(std::count(entries.begin(), entries.end(), entry) == 1);
    }
  }
}

}  // namespace deleted_test
