// SPDX-License-Identifier: GPL-2.0-or-later
// What we write in glass, libxapian reads and finds sound; damage is an error, not a crash.
#include "common/disk/pack.h"
#include "common/glass/database_writer.h"
#include "common/glass/posting_list.h"
#include "common/glass/table.h"
#include "tests/rounds.h"
#include "tests/unit/temporary.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include <catch2/catch.hpp>
#include <xapian.h>

namespace glass_test {

using namespace dateline;
using glass::Posting;

namespace {

using Lists = std::map<std::string, std::vector<Posting>>;

std::size_t below(std::mt19937& random, std::size_t n) {
  return random() % n;
}

/// Postings of `documents` random documents: words of all frequencies, some of 200 bytes.
Lists some_lists(std::mt19937& random, std::uint32_t documents) {
  Lists lists;
  for (std::uint32_t docid = 1; docid <= documents; ++docid) {
    std::map<std::string, std::uint32_t> words;
    for (int i = 0; i < 40; ++i) {
      const std::size_t word = below(random, std::size_t{1} << (1 + below(random, 14)));
      ++words["w" + std::to_string(word) + (word % 89 == 0 ? std::string(190, 'x') : "")];
    }
    words["every"] = docid % 300 + 1;
    for (const auto& [word, wdf] : words) lists[word].push_back({docid, wdf});
    lists["Q" + std::to_string(docid)].push_back({docid, 0});
  }
  return lists;
}

std::string data_of(std::uint32_t docid) {
  return std::string(docid % 50 == 0 ? 30'000 : 1 + docid % 900,
                     static_cast<char>('a' + docid % 26));
}

void write_database(const std::filesystem::path& path, const Lists& lists,
                    std::uint32_t documents) {
  std::vector<std::uint32_t> lengths(documents + 1);
  for (const auto& [term, postings] : lists) {
    for (const Posting& posting : postings) lengths[posting.docid] += posting.wdf;
  }
  glass::DatabaseWriter writer(path);
  for (std::uint32_t docid = 1; docid <= documents; ++docid) {
    REQUIRE(writer.add_document(lengths[docid], data_of(docid), false) == docid);
    writer.add_value(0, docid, std::to_string(docid));
    if (docid % 3 == 0) writer.add_value(7, docid, std::string(docid % 60 == 0 ? 9000 : 5, 'v'));
  }
  for (const auto& [term, postings] : lists) writer.add_term(term, postings);
  writer.finish();
}

std::vector<Posting> read_all(glass::PostingList& list) {
  std::vector<Posting> all;
  do {
    all.insert(all.end(), list.rest().begin(), list.rest().end());
  } while (list.next_chunk());
  return all;
}

/// Reads every entry of both tables and every list, as far as they can be read.
void read_everything(const std::filesystem::path& path) {
  const glass::Version version = glass::read_version(path);
  for (const glass::TableKind kind : {glass::kPostlist, glass::kDocdata}) {
    const glass::Table table(path, kind, version.roots[kind]);
    glass::Table::Cursor cursor(table);
    std::string buffer;
    std::size_t steps = 0;
    std::vector<std::string> terms;
    std::string term;
    for (bool more = cursor.seek(""); more && ++steps < 100'000; more = cursor.next()) {
      if (kind == glass::kPostlist && glass::term_of_key(cursor.key(), term)) terms.push_back(term);
      cursor.tag(buffer);
    }
    for (const std::string& one : terms) {
      glass::PostingList list(table, version.last_docid);
      if (list.open(one)) read_all(list);
    }
  }
}

}  // namespace

TEST_CASE("numbers come back as they were packed, and sort as they did") {
  std::string before;
  for (const std::uint32_t n : {0U, 1U, 127U, 128U, 0x7FFFU, 0x8000U, 0x3FFFFFU, 0x400000U,
                                0x1FFFFFFFU, 0x20000000U, 0xFFFFFFFEU, 0xFFFFFFFFU}) {
    CAPTURE(n);
    std::string sortable;
    disk::pack_sortable(sortable, n);
    CHECK(disk::Unpacker(sortable).sortable() == n);
    CHECK((n == 0 || before < sortable));
    before = sortable;
    std::string plain;
    disk::pack_uint(plain, n);
    CHECK(disk::Unpacker(plain).uint32() == n);
    CHECK_THROWS_AS(disk::Unpacker(plain.substr(0, plain.size() - 1)).uint32(), disk::Damaged);
  }
}

TEST_CASE("a table is searched for any key, up and down") {
  std::mt19937 random(6);
  const test::Temporary directory;
  std::map<std::string, std::string> entries;
  const auto some_key = [&] {
    std::string key;
    for (std::size_t i = 1 + below(random, 12); i > 0; --i) {
      key += static_cast<char>('a' + below(random, 4));
    }
    return key;
  };
  for (int i = 0; i < 20'000; ++i) {
    entries[some_key()] = std::string(below(random, i % 500 == 0 ? 9000 : 60), 't');
  }
  glass::TableWriter writer(directory.path(), glass::kPostlist, glass::TableWriter::Split::Fill);
  for (const auto& [key, tag] : entries) writer.add(key, tag);
  const glass::Root root = writer.finish();
  REQUIRE(root.level >= 1);
  const glass::Table table(directory.path(), glass::kPostlist, root);
  glass::Table::Cursor cursor(table);
  std::string buffer;
  for (int i = 0; i < test::scaled(10'000, 60'000); ++i) {
    const std::string key = some_key();
    CAPTURE(key);
    const auto at = entries.lower_bound(key);
    REQUIRE(cursor.seek(key) == (at != entries.end()));
    if (at != entries.end()) {
      REQUIRE(cursor.key() == at->first);
      REQUIRE(cursor.tag(buffer) == at->second);
    }
    const auto after = entries.upper_bound(key);
    REQUIRE(cursor.seek_before(key) == (after != entries.begin()));
    if (after == entries.begin()) continue;
    REQUIRE(cursor.key() == std::prev(after)->first);
    REQUIRE(cursor.tag(buffer) == std::prev(after)->second);
    REQUIRE(cursor.next() == (after != entries.end()));
    if (after != entries.end()) REQUIRE(cursor.key() == after->first);
  }
}

TEST_CASE("libxapian finds databases that we write sound, and reads what is in them") {
  std::mt19937 random(1);
  for (const std::uint32_t documents : {0U, 1U, 7U, 900U, 6000U}) {
    CAPTURE(documents);
    const test::Temporary directory;
    const std::filesystem::path path = directory.path() / "database";
    const Lists lists = some_lists(random, documents);
    write_database(path, lists, documents);

    std::ostringstream details;
    REQUIRE(Xapian::Database::check(path.string(), 0, &details) == 0);
    const Xapian::Database database(path.string());
    REQUIRE(database.get_doccount() == documents);
    const glass::Version version = glass::read_version(path);
    const glass::Table table(path, glass::kPostlist, version.roots[glass::kPostlist]);
    for (const auto& [term, postings] : lists) {
      CAPTURE(term);
      std::vector<Posting> theirs;
      for (auto it = database.postlist_begin(term); it != database.postlist_end(term); ++it) {
        theirs.push_back({*it, it.get_wdf()});
      }
      REQUIRE(theirs == postings);
      glass::PostingList list(table, documents);
      REQUIRE(list.open(term));
      REQUIRE(list.frequency() == postings.size());
      REQUIRE(read_all(list) == postings);
    }
    for (std::uint32_t docid = 1; docid <= documents; docid += 1 + docid / 20) {
      const Xapian::Document document = database.get_document(docid);
      REQUIRE(document.get_data() == data_of(docid));
      REQUIRE(document.get_value(0) == std::to_string(docid));
      REQUIRE(document.get_value(7).empty() == (docid % 3 != 0));
    }
  }
}

TEST_CASE("a posting list goes forward to any docid") {
  std::mt19937 random(2);
  const test::Temporary directory;
  const Lists lists = some_lists(random, 20'000);
  write_database(directory.path() / "database", lists, 20'000);
  const glass::Version version = glass::read_version(directory.path() / "database");
  const glass::Table table(directory.path() / "database", glass::kPostlist,
                           version.roots[glass::kPostlist]);
  for (const char* term : {"every", "w1", "w2", "w57", "Q9000"}) {
    const std::vector<Posting>& postings = lists.at(term);
    for (const std::size_t stride : {1U, 40U, 3000U, 19'000U}) {
      glass::PostingList list(table, 20'000);
      REQUIRE(list.open(term));
      for (std::uint32_t docid = 1; docid <= 20'001;
           docid += 1 + static_cast<std::uint32_t>(below(random, stride))) {
        const auto expected = std::lower_bound(
            postings.begin(), postings.end(), docid,
            [](const Posting& posting, std::uint32_t from) { return posting.docid < from; });
        REQUIRE(list.seek(docid) == (expected != postings.end()));
        if (expected == postings.end()) break;
        REQUIRE(list.rest().front() == *expected);
      }
    }
  }
}

TEST_CASE("flipped bytes of a database are an error or another content, and never a crash") {
  std::mt19937 random(3);
  const test::Temporary directory;
  const std::filesystem::path path = directory.path() / "database";
  write_database(path, some_lists(random, 300), 300);
  int errors = 0;
  for (const char* name : {"postlist.glass", "docdata.glass", "iamglass"}) {
    std::ifstream in(path / name, std::ios::binary);
    const std::string whole((std::istreambuf_iterator<char>(in)), {});
    for (int i = 0; i < test::scaled(40, 150); ++i) {
      std::string bytes = whole;
      for (std::size_t flips = 1 + below(random, 4); flips > 0; --flips) {
        bytes[below(random, bytes.size())] = static_cast<char>(random());
      }
      if (i % 10 == 0) bytes.resize(below(random, bytes.size()));
      std::ofstream(path / name, std::ios::binary) << bytes;
      try {
        read_everything(path);
      } catch (const disk::Damaged&) {
        ++errors;
      }
    }
    std::ofstream(path / name, std::ios::binary) << whole;
  }
  CHECK(errors > test::scaled(40, 150) / 3);
  CHECK_NOTHROW(read_everything(path));
}

}  // namespace glass_test
