// SPDX-License-Identifier: GPL-2.0-or-later
// Manifest, lock and the policy of merging.
#include "common/archive/archive.h"

#include "common/archive/manifest.h"
#include "common/archive/sealed.h"
#include "common/cli/exit.h"
#include "common/disk/directory.h"
#include "common/disk/file.h"
#include "common/disk/lock.h"
#include "common/disk/mapped.h"
#include "common/errors/errors.h"
#include "common/fields/record.h"
#include "indexer/writer/segments.h"
#include "tests/unit/temporary.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace archive_test {

using namespace dateline;

namespace {

Segment a_segment(const std::string& path, std::uint64_t articles, const std::string& first,
                  const std::string& last) {
  Segment made;
  made.path = path;
  made.articles = articles;
  made.first = first;
  made.last = last;
  made.bytes = articles;
  return made;
}

/// Whether a read fails for the archive.
bool refused(const std::filesystem::path& directory) {
  try {
    read_manifest(directory);
    return false;
  } catch (const Error& error) {
    CHECK(exit_of(error.code()) == Exit::BadArchive);
    CHECK_FALSE(error.hint().empty());
    return true;
  }
}

}  // namespace

TEST_CASE("a manifest is read as it was written") {
  const test::Temporary directory;
  Manifest manifest = new_manifest(ShardBy::Month);
  manifest.revision = 42;
  manifest.shards = {{"2019-12", {a_segment("shards/2019-12/1-0", 7, "20191201", "20191231")}},
                     {"undated", {a_segment("shards/undated/1-1", 3, "", "")}}};
  manifest.shards[1].segments[0].is_compact = true;
  REQUIRE_FALSE(write_manifest(directory.path(), manifest));
  const Manifest read = read_manifest(directory.path());
  CHECK(read.uuid == manifest.uuid);
  CHECK(read.revision == 42);
  CHECK(read.shard_by == ShardBy::Month);
  CHECK(read.articles() == 10);
  REQUIRE(read.shards.size() == 2);
  CHECK(read.shards[0].name == "2019-12");
  CHECK(read.shards[0].segments[0].last == "20191231");
  CHECK_FALSE(read.shards[0].segments[0].is_compact);
  CHECK(read.shards[1].segments[0].is_compact);
  CHECK(is_archive(directory.path()));
}

TEST_CASE("a file is also replaced in the current directory") {
  const test::Temporary directory;
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(directory.path());
  CHECK_NOTHROW(disk::replace_file("dam.json", "{}"));
  std::filesystem::current_path(before);
  CHECK(std::filesystem::file_size(directory.path() / "dam.json") == 2);
}

TEST_CASE("archives made apart have different names") {
  CHECK(new_manifest(ShardBy::Year).uuid != new_manifest(ShardBy::Year).uuid);
}

TEST_CASE("a manifest cut or changed anywhere is refused or means the same, never a crash") {
  const test::Temporary directory;
  Manifest manifest = new_manifest(ShardBy::Year);
  manifest.shards = {{"2019", {a_segment("shards/2019/1-0", 7, "20190101", "20191231")}}};
  REQUIRE_FALSE(write_manifest(directory.path(), manifest));
  const std::string whole = disk::read_file(directory.path() / "archive.json");
  std::size_t cuts_refused = 0;
  for (std::size_t cut = 0; cut + 2 < whole.size(); ++cut) {
    disk::replace_file(directory.path() / "archive.json", whole.substr(0, cut));
    if (refused(directory.path())) ++cuts_refused;
  }
  CHECK(cuts_refused == whole.size() - 2);
  std::mt19937_64 random(7);
  for (int i = 0; i < 300; ++i) {
    std::string changed = whole;
    changed[random() % changed.size()] = static_cast<char>(random() % 256);
    disk::replace_file(directory.path() / "archive.json", changed);
    refused(directory.path());
  }
}

TEST_CASE("a manifest that points out of its archive is refused") {
  const test::Temporary directory;
  const auto check_refused = [&](auto change) {
    Manifest manifest = new_manifest(ShardBy::Year);
    manifest.shards = {{"2019", {a_segment("shards/2019/1-0", 7, "20190101", "20191231")}}};
    change(manifest);
    REQUIRE_FALSE(write_manifest(directory.path(), manifest));
    CHECK(refused(directory.path()));
  };
  // The system reads a path up to a zero byte.
  for (const std::string& path : std::vector<std::string>{"../elsewhere", "/etc", "shards/../../x",
                                                          std::string("..\0x", 4)}) {
    CAPTURE(path);
    check_refused([&](Manifest& manifest) { manifest.shards[0].segments[0].path = path; });
    check_refused([&](Manifest& manifest) { manifest.shards[0].name = path; });
    check_refused([&](Manifest& manifest) { manifest.shards[0].segments[0].files = {{path}}; });
    check_refused([&](Manifest& manifest) { manifest.files = {{path}}; });
    check_refused([&](Manifest& manifest) { manifest.sources = {path}; });
    check_refused([&](Manifest& manifest) { manifest.united_stories = path; });
  }
  check_refused([](Manifest& manifest) { manifest.shards[0].name = "2019/../../x"; });
  check_refused([](Manifest& manifest) { manifest.shards[0].segments[0].files = {{"a/sums"}}; });
}

TEST_CASE("a number in a manifest that is not whole is refused") {
  const test::Temporary directory;
  Manifest manifest = new_manifest(ShardBy::Year);
  manifest.shards = {{"2019", {a_segment("shards/2019/1-0", 7, "20190101", "20191231")}}};
  REQUIRE_FALSE(write_manifest(directory.path(), manifest));
  const std::string whole = disk::read_file(directory.path() / "archive.json");
  const std::string was = "\"articles\": 7";
  for (const char* number : {"-7", "7.5", "1e30", "\"7\"", "null"}) {
    CAPTURE(number);
    std::string changed = whole.substr(0, whole.rfind(",\n")) + "\n}";
    changed.replace(changed.find(was), was.size(), std::string("\"articles\": ") + number);
    disk::replace_file(directory.path() / "archive.json", sealed(changed));
    CHECK(refused(directory.path()));
  }
}

TEST_CASE("articles go to the shard of their period") {
  const Date day = *make_date(2019, 12, 13);
  CHECK(shard_name(ShardBy::Year, day) == "2019");
  CHECK(shard_name(ShardBy::Month, day) == "2019-12");
  CHECK(shard_name(ShardBy::None, day) == "all");
  for (const ShardBy shard_by : {ShardBy::Year, ShardBy::Month, ShardBy::None}) {
    CHECK(shard_name(shard_by, {}) == "undated");
  }
}

TEST_CASE("a segment may hold a day from its first to its last, and a month known no better") {
  const auto december = [](const DateRange& dates) {
    return may_hold("20191202", "20191230", dates);
  };
  const auto day = [](int d) {
    const std::int64_t number = day_number(*make_date(2019, 12, d));
    return DateRange{number, number};
  };
  CHECK_FALSE(december(day(1)));
  CHECK(december(day(2)));
  CHECK(december(day(30)));
  CHECK_FALSE(december(day(31)));
  CHECK(december(whole_period(*make_date(2019, 0, 0))));
  CHECK_FALSE(may_hold("", "", whole_period(*make_date(2019, 0, 0))));
}

TEST_CASE("merges keep segments few, and rewrite an article seldom") {
  std::vector<Segment> segments;
  std::uint64_t rewritten = 0;
  constexpr std::uint64_t kAdded = 2000;
  std::size_t most = 0;
  for (std::uint64_t i = 0; i < kAdded; ++i) {
    segments.push_back(a_segment("x", 1, "2019", "2019"));
    const std::vector<std::size_t> chosen = worth_merging(segments);
    std::vector<Segment> kept;
    Segment merged = a_segment("m", 0, "2019", "2019");
    for (std::size_t at = 0; at < segments.size(); ++at) {
      if (std::find(chosen.begin(), chosen.end(), at) == chosen.end()) {
        kept.push_back(segments[at]);
      } else {
        merged.articles += segments[at].articles;
      }
    }
    merged.bytes = merged.articles;
    rewritten += merged.articles;
    if (!chosen.empty()) kept.push_back(merged);
    segments = kept;
    most = std::max(most, segments.size());
  }
  CHECK(most < 20);
  CHECK(rewritten < 12 * kAdded);
}

TEST_CASE("a merged segment spans its parts") {
  std::vector<Segment> parts = {a_segment("b", 2, "20190201", "20190301"),
                                a_segment("a", 1, "20190101", "20190415")};
  const Segment merged = merged_entry(parts);
  CHECK(merged.articles == 3);
  CHECK(merged.first == "20190101");
  CHECK(merged.last == "20190415");
  CHECK(parts[0].path == "a");
}

TEST_CASE("a record is read as it was written, and anything else is a damaged archive") {
  Article article;
  article.id = "a1";
  article.headline = "“Quotes” and \\ and \n";
  article.body = "Zürich";
  article.published = {*from_sortable("20191213101500"), Evidence::Meta};
  article.dateline_date = *make_date(2019, 12, 12);
  article.agencies = {"AP", "AFP"};
  article.flags = {Flag::DateConflict, Flag::Truncated};
  const Article read = article_from_record(dump(to_json(article)));
  CHECK(read.headline == article.headline);
  CHECK(read.published == article.published);
  CHECK(read.dateline_date == article.dateline_date);
  CHECK(read.agencies == article.agencies);
  CHECK(read.flags == article.flags);
  for (const char* bad : {"", "{", "[]", "17", "{\"id\":7}", "{\"id\":\"a\",\"tags\":3}"}) {
    CAPTURE(bad);
    CHECK_THROWS_AS(article_from_record(bad), Error);
  }
}

TEST_CASE("a lock is held once, and free again when its holder goes") {
  const test::Temporary directory;
  {
    const disk::WriteLock first(directory.path(), std::chrono::milliseconds(0));
    CHECK_THROWS_AS(disk::WriteLock(directory.path(), std::chrono::milliseconds(20)), Error);
  }
  CHECK_NOTHROW(disk::WriteLock(directory.path(), std::chrono::milliseconds(0)));
}

TEST_CASE("a lock whose file is removed or replaced is no longer held") {
  const test::Temporary directory;
  const std::filesystem::path file = directory.path() / disk::kLockName;
  const disk::WriteLock lock(directory.path(), std::chrono::milliseconds(0));
  CHECK(lock.is_held());
  std::filesystem::remove(file);
  CHECK_FALSE(lock.is_held());
  const disk::WriteLock another(directory.path(), std::chrono::milliseconds(0));
  CHECK(another.is_held());
  CHECK_FALSE(lock.is_held());
}

TEST_CASE("a directory is listed and emptied without following links") {
  const test::Temporary place;
  const std::filesystem::path path = place.path() / "one";
  std::filesystem::create_directories(path / "inner");
  disk::write_file(place.path() / "kept", "mine");
  disk::write_file(path / "file", "");
  std::filesystem::create_symlink("../kept", path / "link");
  std::filesystem::create_directory_symlink("inner", path / "way");
  const disk::Directory directory(path);
  std::string listed;
  for (const disk::Entry& entry : directory.entries()) {
    listed += entry.name + std::to_string(static_cast<int>(entry.kind)) + " ";
    CHECK(directory.kind(entry.name) == entry.kind);
  }
  CHECK(listed == "file1 inner2 link3 way3 ");
  CHECK(directory.kind("none") == disk::Kind::Nothing);
  CHECK(directory.below("inner"));
  CHECK_FALSE(directory.below("way"));
  CHECK_FALSE(directory.below("file"));
  CHECK(directory.remove_file("link"));
  CHECK_FALSE(directory.remove_file("inner"));
  CHECK(directory.remove_directory("inner"));
  CHECK(disk::read_file(place.path() / "kept") == "mine");
  // What is rewritten is a new file, whatever had its name.
  std::filesystem::create_symlink("../kept", path / "link");
  disk::write_file(path / "link", "other");
  std::filesystem::create_hard_link(place.path() / "kept", path / "name");
  disk::FileWriter writer(path / "name");
  writer.append("other");
  writer.close();
  CHECK(disk::read_file(place.path() / "kept") == "mine");
  CHECK(disk::read_file(path / "name") == "other");
}

TEST_CASE("more files can be open at a time than the system lets a process map") {
  std::size_t limit = 0;
  std::ifstream("/proc/sys/vm/max_map_count") >> limit;
  constexpr std::size_t kUsual = 65530;
  if (limit > 2 * kUsual) {
    WARN("this system allows so many maps that they are not used up here");
    return;
  }
  const test::Temporary directory;
  const std::filesystem::path path = directory.path() / "file";
  disk::write_file(path, std::string(5000, 'x') + "end");
  std::vector<std::unique_ptr<disk::MappedFile>> files;
  for (std::size_t i = 0; i < limit + 100; ++i) {
    files.push_back(std::make_unique<disk::MappedFile>(path));
  }
  CHECK(std::all_of(files.begin(), files.end(), [](const auto& file) {
    return file->bytes().size() == 5003 && file->bytes().ends_with("end");
  }));
}

TEST_CASE("mapped files do not fill the memory of who goes through them") {
  constexpr std::size_t kBytes = std::size_t{256} << 20U;
  constexpr std::size_t kPageBytes = 4096;
  const test::Temporary directory;
  const std::filesystem::path path = directory.path() / "large";
  disk::replace_file(path, "begin");
  std::filesystem::resize_file(path, kBytes);
  const disk::MappedFile file(path);
  std::size_t not_zero = 0;
  for (std::size_t at = 0; at < kBytes; at += kPageBytes) not_zero += file.bytes()[at] != 0;
  const auto megabytes = [] {
    std::ifstream memory("/proc/self/statm");
    std::size_t pages = 0;
    for (int number = 0; number < 3; ++number) memory >> pages;
    return pages * kPageBytes >> 20U;
  };
  REQUIRE(megabytes() >= 256);
  disk::let_go_of_pages();
  CHECK(megabytes() < 200);
  CHECK(not_zero == 1);
  CHECK(file.bytes().starts_with("begin"));
}

}  // namespace archive_test
