// SPDX-License-Identifier: GPL-2.0-or-later
// Served copies, against a database that libxapian built of the same articles.
#include "indexer/writer/served.h"

#include "common/archive/archive.h"
#include "common/archive/served_facts.h"
#include "common/disk/file.h"
#include "common/errors/errors.h"
#include "common/fields/record.h"
#include "indexer/commands/check/check.h"
#include "indexer/commands/create/create.h"
#include "indexer/writer/position_table.h"
#include "tests/unit/random_archive.h"
#include "tests/unit/reference.h"
#include "tests/unit/temporary.h"

#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <xapian.h>

namespace served_test {

using namespace dateline;
using namespace dateline::commands;
using namespace test;
namespace fs = std::filesystem;

namespace {

constexpr int kArticles = 300;

std::vector<fs::path> segments_of(const Archive& archive) {
  std::vector<fs::path> paths;
  for (const OpenSegment& open : archive.segments()) {
    paths.push_back(archive.directory() / open.segment.path);
  }
  return paths;
}

/// Makes an archive of several segments at `directory`.
std::vector<MergeInput> some_segments(const fs::path& directory, Random& random) {
  create(directory, ShardBy::Year);
  fill(directory, random, kArticles);
  std::vector<MergeInput> segments;
  for (const fs::path& path : segments_of(Archive::open(directory))) segments.push_back({path});
  return segments;
}

/// Builds a database of the articles of `served`, with the same docids.
Xapian::WritableDatabase built_by_xapian(const Xapian::Database& served) {
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  for (Xapian::docid docid = 1; docid <= served.get_doccount(); ++docid) {
    Xapian::Document document;
    reference::add_words(document, article_from_record(served.get_document(docid).get_data()));
    database.add_document(document);
  }
  return database;
}

using Positions = std::vector<Xapian::termpos>;

Positions positions_of(const Xapian::Database& database, Xapian::docid docid,
                       const std::string& term) {
  return {database.positionlist_begin(docid, term), database.positionlist_end(docid, term)};
}

bool is_sound(const fs::path& database) {
  std::ostringstream out;
  const bool sound = Xapian::Database::check(database.string(), 0, &out) == 0;
  UNSCOPED_INFO(out.str());
  return sound;
}

std::set<Xapian::docid> found(const Xapian::Database& database, const Xapian::Query& query) {
  Xapian::Enquire enquire(database);
  enquire.set_query(query);
  const Xapian::MSet all = enquire.get_mset(0, database.get_doccount());
  return {all.begin(), all.end()};
}

}  // namespace

TEST_CASE("a served copy has the postings and positions that libxapian gives the same articles") {
  Random random(seed_of_run());
  const Temporary directory;
  const auto segments = some_segments(directory.path() / "archive", random);
  REQUIRE(segments.size() > 3);
  const fs::path copy = directory.path() / "served";
  const std::uint64_t articles = write_served(segments, copy);
  CHECK(is_sound(copy));
  // The files of a Xapian database and no others.
  std::set<std::string> files;
  for (const auto& entry : fs::directory_iterator(copy)) files.insert(entry.path().filename());
  CHECK(files == std::set<std::string>{"iamglass", "docdata.glass", "position.glass",
                                       "postlist.glass", "termlist.glass", "facts", "stories",
                                       "words"});

  const Xapian::Database served(copy.string());
  REQUIRE(served.get_doccount() == articles);
  CHECK(served.has_positions());
  const Xapian::WritableDatabase expected = built_by_xapian(served);
  std::uint64_t compared = 0;
  for (auto term = expected.allterms_begin(); term != expected.allterms_end(); ++term) {
    CAPTURE(*term);
    auto posting = served.postlist_begin(*term);
    for (auto p = expected.postlist_begin(*term); p != expected.postlist_end(*term); ++p) {
      REQUIRE(posting != served.postlist_end(*term));
      REQUIRE(*posting == *p);
      REQUIRE(posting.get_wdf() == p.get_wdf());
      REQUIRE(posting.get_doclength() == p.get_doclength());
      REQUIRE(positions_of(served, *p, *term) == positions_of(expected, *p, *term));
      ++posting;
      ++compared;
    }
    REQUIRE(posting == served.postlist_end(*term));
  }
  CHECK(compared > 3000);
}

TEST_CASE("what is kept of a served copy knows its ids, digests, frequencies, sources and words") {
  Random random(seed_of_run());
  const Temporary directory;
  const fs::path copy = directory.path() / "served";
  write_served(some_segments(directory.path() / "archive", random), copy);
  const ServedFacts facts({copy / kFactsName, {}}, {copy / kWordsName, {}});
  facts.verify();
  const Xapian::Database served(copy.string());
  REQUIRE(facts.documents() == served.get_doccount());
  std::map<std::string, std::uint64_t> sources;
  for (Xapian::docid docid = 1; docid <= served.get_doccount(); ++docid) {
    const Xapian::Document document = served.get_document(docid);
    const std::string id = article_from_record(document.get_data()).id;
    REQUIRE(facts.find(id) == docid);
    REQUIRE(facts.id(docid) == id);
    REQUIRE(facts.digest(docid) == document.get_value(schema::kDigest));
    REQUIRE(facts.source(docid) == document.get_value(schema::kSource));
    ++sources[document.get_value(schema::kSource)];
  }
  CHECK_FALSE(facts.find(""));
  CHECK_FALSE(facts.find("no such article"));
  for (const auto& [source, articles] :
       facts.sources([](std::uint32_t /*docid*/) { return false; })) {
    if (articles != 0) CHECK(sources[std::string(source)] == articles);
  }
  CHECK(facts.sources([](std::uint32_t /*docid*/) { return false; }).size() >= sources.size());
  for (auto term = served.allterms_begin(); term != served.allterms_end(); ++term) {
    CAPTURE(*term);
    REQUIRE(facts.frequency(*term) == term.get_termfreq());
  }
  CHECK(facts.frequency("no such term") == 0);
  CHECK_FALSE(facts.number_of("no such term"));
  const segment::Wording& words = facts.words();
  REQUIRE(words.terms() > 20);
  for (std::uint32_t term = 1; term <= words.terms(); ++term) {
    REQUIRE(facts.number_of(words.term(term)) == term);
    REQUIRE(words.forms(term) > 0);
    REQUIRE(facts.frequency(words.term(term)) > 0);
  }
}

TEST_CASE(
    "a segment keeps no values that its forward index has, and a served copy keeps them all") {
  Random random(seed_of_run());
  const Temporary directory;
  const auto segments = some_segments(directory.path() / "archive", random);
  const auto used = [](const fs::path& path) {
    const Xapian::Database database(path.string());
    std::set<schema::Slot> slots;
    for (const schema::Slot slot : schema::all_slots()) {
      if (database.get_value_freq(slot) != 0) slots.insert(slot);
    }
    return slots;
  };
  const auto& kept = schema::segment_slots();
  const std::set<schema::Slot> in_segments(kept.begin(), kept.end());
  for (const MergeInput& input : segments) {
    for (const schema::Slot slot : used(input.path)) CHECK(in_segments.contains(slot));
  }
  const fs::path merged = directory.path() / "merged";
  merge_segments(segments, merged);
  CHECK(used(merged) == in_segments);
  write_served(segments, directory.path() / "served");
  const auto& all = schema::all_slots();
  CHECK(used(directory.path() / "served") == std::set<schema::Slot>(all.begin(), all.end()));
}

TEST_CASE("a served copy runs in order of publication and keeps records and values") {
  Random random(seed_of_run());
  const Temporary directory;
  const auto segments = some_segments(directory.path() / "archive", random);
  write_served(segments, directory.path() / "served");
  const Xapian::Database served((directory.path() / "served").string());
  std::map<std::string, std::string> records;
  for (const MergeInput& input : segments) {
    const segment::Reader reader(input.path);
    for (std::uint32_t docid = 1; docid <= reader.documents(); ++docid) {
      records[std::string(reader.forward().id(docid))] = reader.record(docid);
    }
  }
  REQUIRE(records.size() == served.get_doccount());
  std::string before;
  for (Xapian::docid docid = 1; docid <= served.get_doccount(); ++docid) {
    const Xapian::Document document = served.get_document(docid);
    const Article article = article_from_record(document.get_data());
    REQUIRE(records.at(article.id) == document.get_data());
    REQUIRE(document.get_value(schema::kPublished) == sortable(article.published.date));
    REQUIRE(document.get_value(schema::kOldestFirst) ==
            (article.published.date.known() ? sortable(article.published.date) : "~"));
    REQUIRE(document.get_value(schema::kDatelineDate) == sortable(article.dateline_date));
    REQUIRE(document.get_value(schema::kIngested) == sortable(article.ingested));
    REQUIRE(document.get_value(schema::kSource) == article.source);
    REQUIRE(document.get_value(fields::row("place").slot) == article.place);
    REQUIRE(document.get_value(schema::kLanguage) == article.language);
    REQUIRE(document.get_value(fields::row("tags").slot) ==
            fmt::format("{}", fmt::join(article.tags, std::string(1, schema::kValueSeparator))));
    REQUIRE(before <= document.get_value(schema::kPublished));
    before = document.get_value(schema::kPublished);
    REQUIRE(*served.postlist_begin(schema::id_term(article.id)) == docid);
  }
}

TEST_CASE("phrases and NEAR find in a served copy what they find in a database of libxapian's") {
  Random random(seed_of_run());
  const Temporary directory;
  write_served(some_segments(directory.path() / "archive", random), directory.path() / "served");
  const Xapian::Database served((directory.path() / "served").string());
  const Xapian::WritableDatabase expected = built_by_xapian(served);
  const std::vector<std::string> terms(expected.allterms_begin(), expected.allterms_end());
  int matched = 0;
  for (int i = 0; i < 1000; ++i) {
    std::vector<std::string> words;
    for (std::size_t n = 2 + below(random, 2); n > 0; --n) words.push_back(pick(random, terms));
    const auto op = chance(random, 50) ? Xapian::Query::OP_PHRASE : Xapian::Query::OP_NEAR;
    const Xapian::Query query(op, words.begin(), words.end(),
                              static_cast<Xapian::termcount>(words.size() + below(random, 3)));
    CAPTURE(query.get_description());
    const auto theirs = found(expected, query);
    REQUIRE(found(served, query) == theirs);
    matched += theirs.empty() ? 0 : 1;
  }
  // Few, as some terms are of rare ways to write a word, and those of compounds have no positions.
  CHECK(matched > 90);
}

TEST_CASE("a position table is the same however many runs it is merged from") {
  Random random(seed_of_run());
  const Temporary directory;
  const auto segments = some_segments(directory.path() / "archive", random);
  const segment::Reader reader(segments.front().path);
  std::set<std::string> tables;
  for (const std::size_t run_tokens : {std::size_t{1}, std::size_t{500}, kRunTokens}) {
    const Temporary place;
    write_position_table(reader, place.path(), run_tokens);
    tables.insert(disk::read_file(place.path() / "position.glass"));
    // Runs leave nothing behind.
    CHECK(std::distance(fs::directory_iterator(place.path()), fs::directory_iterator()) == 1);
  }
  CHECK(tables.size() == 1);
}

TEST_CASE("a segment that cannot be copied is named") {
  Random random(seed_of_run());
  const Temporary directory;
  const auto segments = some_segments(directory.path() / "archive", random);
  disk::replace_file(segments[1].path / "forward", "not a forward index");
  try {
    write_served(segments, directory.path() / "served");
    FAIL("nothing was thrown");
  } catch (const Error& error) {
    CHECK(error.code() == Code::Damaged);
    CHECK(std::string(error.what()).find(segments[1].path.string()) != std::string::npos);
  }
}

}  // namespace served_test
