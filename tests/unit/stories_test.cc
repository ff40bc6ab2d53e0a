// SPDX-License-Identifier: GPL-2.0-or-later
// Stories: how well copies are told from lookalikes, and that stories survive additions, removals,
// merges and moves to servers.
#include "common/archive/lookup.h"
#include "common/archive/story_lookup.h"
#include "indexer/commands/check/check.h"
#include "indexer/commands/create/create.h"
#include "indexer/commands/shard/shard.h"
#include "indexer/writer/segments.h"
#include "indexer/writer/writer.h"
#include "searcher/find/search.h"
#include "tests/servers.h"
#include "tests/unit/temporary.h"
#include "tests/unit/wire_copies.h"

#include <algorithm>
#include <iostream>
#include <map>

#include <catch2/catch.hpp>
#include <fmt/format.h>

namespace stories_test {

using namespace dateline;
using namespace dateline::commands;
using namespace test;
namespace fs = std::filesystem;

namespace {

constexpr int kEvents = kIsSanitized ? 80 : 400;

void publish(Writer& writer) {
  writer.publish([](std::size_t, std::uint64_t) {});
  writer.merge(kFewSegments, [] { return false; });
}

/// The story of each article, by id.
std::map<std::string, std::uint64_t> stories_in(const fs::path& archive) {
  const Archive open = Archive::open(archive);
  const ArchiveStories stories(open);
  std::map<std::string, std::uint64_t> all;
  for (std::size_t i = 0; i < open.segments().size(); ++i) {
    open.segments()[i].use([&](const segment::Reader& reader) {
      for (std::uint32_t docid = 1; docid <= reader.documents(); ++docid) {
        all[std::string(reader.forward().id(docid))] = stories.number(i, docid);
      }
    });
  }
  return all;
}

/// How many pairs of articles belong to one story, and to one report.
struct Pairs {
  double found = 0;
  double right = 0;
  double sought = 0;
};

Pairs count_pairs(const std::vector<Copy>& copies,
                  const std::map<std::string, std::uint64_t>& stories) {
  std::map<std::uint64_t, double> by_story;
  std::map<int, double> by_report;
  std::map<std::pair<std::uint64_t, int>, double> by_both;
  for (const Copy& copy : copies) {
    const std::uint64_t story = stories.at(copy.article.id);
    ++by_story[story];
    ++by_report[copy.report];
    ++by_both[{story, copy.report}];
  }
  const auto pairs = [](const auto& groups) {
    double sum = 0;
    for (const auto& [key, articles] : groups) sum += articles * (articles - 1) / 2;
    return sum;
  };
  return {pairs(by_story), pairs(by_both), pairs(by_report)};
}

/// An article with that many sentences.
Article an_article(const std::string& id, const std::string& body, int day) {
  Article article;
  article.id = id;
  article.headline = "Headline of " + id;
  article.body = body;
  article.language = "en";
  article.published = {*make_date(2020, 1, day), Evidence::Meta};
  return article;
}

fs::path new_archive(const test::Temporary& directory) {
  fs::path archive = directory.path() / "archive";
  create(archive, ShardBy::Year);
  return archive;
}

/// The articles of the story of `article`, in order.
std::string ids_of_story(const fs::path& archive, const std::string& article) {
  const Archive open = Archive::open(archive);
  std::vector<std::string> ids;
  for (const StoryArticle& each : articles_of_story(open, *locate(open, article))) {
    ids.push_back(id_of(open, {each.segment, each.docid}));
  }
  return fmt::format("{}", fmt::join(ids, " "));
}

/// The first articles of all stories, the oldest before the others.
std::string firsts_in(const fs::path& archive) {
  SearchRequest request;
  request.archive = archive;
  request.query = "first:yes";
  request.sort = Sort::Oldest;
  std::vector<std::string> ids;
  for (const Hit& hit : search(request).hits) ids.push_back(hit.id);
  return fmt::format("{}", fmt::join(ids, " "));
}

std::string some_text(Random& random, std::size_t words) {
  std::string text;
  for (std::size_t i = 0; i < words; ++i) text += fmt::format("w{} ", below(random, 5000));
  return text;
}

}  // namespace

TEST_CASE("copies of a report form a story, and nothing else does", "[stories]") {
  Random random(seed_of_run());
  const std::vector<Copy> copies = wire_copies(random, kEvents);
  const test::Temporary directory;
  const fs::path archive = new_archive(directory);
  Writer writer(archive, {2, std::chrono::milliseconds(0)});
  // In batches of very different sizes, so that later articles join stories of earlier revisions.
  std::size_t next_batch = copies.size() / 2;
  for (std::size_t i = 0; i < copies.size(); ++i) {
    writer.submit(Prepared(copies[i].article));
    if (i != next_batch) continue;
    publish(writer);
    next_batch += 1 + below(random, copies.size() / 10);
  }
  publish(writer);

  const Pairs pairs = count_pairs(copies, stories_in(archive));
  const double precision = pairs.right / pairs.found;
  const double recall = pairs.right / pairs.sought;
  std::cout << fmt::format(
      "stories of {} articles: precision {:.4f}, recall {:.4f} ({:.0f} pairs of copies)\n",
      copies.size(), precision, recall, pairs.sought);
  CHECK(precision >= 0.99);
  CHECK(recall >= 0.95);

  // Merging and reopening at the next revision change nothing.
  const auto before = stories_in(archive);
  writer.compact();
  CHECK(stories_in(archive) == before);
}

TEST_CASE("an article that holds both unites two stories, here and on a server", "[stories]") {
  Random random(1);
  const std::string first_half = some_text(random, 150);
  const std::string second_half = some_text(random, 150);
  const bool on_server = GENERATE(false, true);
  const test::Temporary directory;
  const fs::path archive = new_archive(directory);
  {
    Writer writer(archive, {1, std::chrono::milliseconds(0)});
    writer.submit(Prepared(an_article("a", first_half, 3)));
    writer.submit(Prepared(an_article("b", second_half, 5)));
    writer.submit(Prepared(an_article("lone", some_text(random, 200), 5)));
    publish(writer);
    const auto apart = stories_in(archive);
    REQUIRE(apart.at("a") != apart.at("b"));
    // Earlier than both, but last to arrive.
    writer.submit(Prepared(an_article("whole", first_half + second_half, 2)));
    publish(writer);
  }
  const auto together = stories_in(archive);
  CHECK(together.at("a") == together.at("b"));
  CHECK(together.at("a") == together.at("whole"));
  CHECK(together.at("lone") != together.at("a"));

  std::unique_ptr<test::Server> server;
  if (on_server) {
    const fs::path copy = directory.path() / "copy";
    move_shard(archive, "2020", copy, std::chrono::milliseconds(0));
    server = std::make_unique<test::Server>(copy.string());
    attach_shard(archive, "2020", {server->address()}, {}, std::chrono::milliseconds(0));
  }
  {
    // Its text is compared if it is here, otherwise its fingerprint.
    Writer writer(archive, {1, std::chrono::milliseconds(0)});
    writer.submit(Prepared(an_article("again", first_half + second_half, 4)));
    publish(writer);
    const Archive open = Archive::open(archive);
    const ArchiveStories stories(open);
    const std::vector<StoryArticle> articles = stories.articles(together.at("a"));
    REQUIRE(articles.size() == 4);
    CHECK(segment::sortable_of(articles.front().published) == "20200102");
    CHECK(segment::sortable_of(articles.back().published) == "20200105");
    for (const StoryArticle& article : articles) {
      CHECK(stories.number(article.segment, article.docid) == together.at("a"));
    }
    CHECK(check(archive).sound);
  }
  if (on_server) detach_shard(archive, "2020", {1, std::chrono::milliseconds(0)});
  Writer writer(archive, {1, std::chrono::milliseconds(0)});
  REQUIRE(writer.remove("a"));
  publish(writer);
  const auto after = stories_in(archive);
  CHECK(after.at("b") == after.at("whole"));
  CHECK(after.at("again") == after.at("whole"));
  CHECK(after.at("lone") != after.at("whole"));
}

TEST_CASE("a text printed again after a month is another story, undated it is the same",
          "[stories]") {
  Random random(2);
  const std::string text = some_text(random, 100);
  const test::Temporary directory;
  const fs::path archive = new_archive(directory);
  Writer writer(archive, {1, std::chrono::milliseconds(0)});
  writer.submit(Prepared(an_article("january", text, 1)));
  Article again = an_article("february", text, 1);
  again.published.date = *make_date(2020, 2, 1);
  writer.submit(Prepared(again));
  publish(writer);
  CHECK(stories_in(archive).at("january") != stories_in(archive).at("february"));

  Article undated = an_article("undated", text, 1);
  undated.published = {};
  writer.submit(Prepared(undated));
  publish(writer);
  const auto stories = stories_in(archive);
  CHECK((stories.at("undated") == stories.at("january") ||
         stories.at("undated") == stories.at("february")));
  CHECK(stories.at("january") != stories.at("february"));
}

TEST_CASE(
    "articles whose ids differ by a letter, and that are published one after another, are of "
    "different stories",
    "[stories]") {
  for (const char* in_front : {"a", "doc-", "0000000"}) {
    const test::Temporary directory;
    const fs::path archive = new_archive(directory);
    Writer writer(archive, {1, std::chrono::milliseconds(0)});
    std::set<std::uint64_t> numbers;
    for (int id = 10; id < 74; ++id) {
      writer.submit(Prepared(an_article(fmt::format("{}{}", in_front, id), "Short.", 10)));
      if (id % 8 == 7) publish(writer);
    }
    publish(writer);
    for (const auto& [id, number] : stories_in(archive)) numbers.insert(number);
    CHECK(numbers.size() == 64);
  }
}

TEST_CASE("of copies published at one time the same is the first, whatever is merged and moved",
          "[stories]") {
  Random random(3);
  const std::string text = some_text(random, 100);
  const test::Temporary directory;
  const fs::path archive = new_archive(directory);
  {
    Writer writer(archive, {1, std::chrono::milliseconds(0)});
    for (const char* id : {"d", "b"}) {
      writer.submit(Prepared(an_article(id, text, 10)));
      publish(writer);
    }
    // Its segment begins before those of the others, and so is merged before them.
    writer.submit(Prepared(an_article("early", some_text(random, 100), 5)));
    writer.submit(Prepared(an_article("c", text, 10)));
    writer.submit(Prepared(an_article("long", text + " and more", 10)));
    publish(writer);
    CHECK(ids_of_story(archive, "c") == "long b c d");
    CHECK(firsts_in(archive) == "early long");
    writer.compact();
  }
  CHECK(ids_of_story(archive, "c") == "long b c d");
  CHECK(firsts_in(archive) == "early long");

  const fs::path copy = directory.path() / "copy";
  move_shard(archive, "2020", copy, std::chrono::milliseconds(0));
  const test::Server server(copy.string());
  attach_shard(archive, "2020", {server.address()}, {}, std::chrono::milliseconds(0));
  CHECK(ids_of_story(archive, "c") == "long b c d");
}

TEST_CASE("copies that come together are known for those of a later article of the archive",
          "[stories]") {
  Random random(4);
  const std::string text = some_text(random, 100);
  const test::Temporary directory;
  const fs::path archive = new_archive(directory);
  Writer writer(archive, {1, std::chrono::milliseconds(0)});
  writer.submit(Prepared(an_article("old", text, 20)));
  publish(writer);
  for (const int day : {5, 6, 7}) {
    writer.submit(Prepared(an_article(fmt::format("new{}", day), text, day)));
  }
  publish(writer);
  CHECK(ids_of_story(archive, "old") == "new5 new6 new7 old");
}

TEST_CASE("an article too short to tell whose copy it is stands alone", "[stories]") {
  const test::Temporary directory;
  const fs::path archive = new_archive(directory);
  Writer writer(archive, {1, std::chrono::milliseconds(0)});
  const std::string stub = "This is a breaking news story. Please check back for updates.";
  writer.submit(Prepared(an_article("a", stub, 1)));
  writer.submit(Prepared(an_article("b", stub, 1)));
  publish(writer);
  CHECK(stories_in(archive).at("a") != stories_in(archive).at("b"));
}

}  // namespace stories_test
