// SPDX-License-Identifier: GPL-2.0-or-later
// Checksums: each byte of an archive is covered, and checked when first read.
#include "common/segment/sums.h"

#include "common/archive/archive.h"
#include "common/archive/lookup.h"
#include "common/cli/exit.h"
#include "common/disk/damaged.h"
#include "common/disk/file.h"
#include "common/disk/mapped.h"
#include "indexer/commands/check/check.h"
#include "indexer/commands/create/create.h"
#include "indexer/writer/writer.h"
#include "tests/rounds.h"
#include "tests/unit/temporary.h"

#include <csignal>
#include <map>
#include <optional>
#include <string>

#include <catch2/catch.hpp>
#include <fmt/format.h>

namespace sums_test {

namespace fs = std::filesystem;
using namespace dateline;
using namespace dateline::commands;
using test::Temporary;

namespace {

/// Six articles of two years, in two runs.
void make_archive(const fs::path& directory) {
  create(directory, ShardBy::Year);
  for (int run = 0; run < 2; ++run) {
    Writer writer(directory, {});
    for (int i = 0; i < 3; ++i) {
      Article article;
      article.id = fmt::format("{}-{}", run, i);
      article.headline = fmt::format("Ferry {} late", i);
      article.body = "The ferry was late on the river because of fog.";
      article.source = i == 0 ? "Harbour Post" : "The Valley Echo";
      article.language = "en";
      article.published.date = *make_date(2018 + static_cast<unsigned>(i) % 2, 3, 1);
      writer.submit(Prepared(std::move(article)));
    }
    writer.publish([](std::size_t, std::uint64_t) {});
  }
}

/// All that is stored, read as in searches.
std::string everything(const fs::path& directory) {
  const Archive archive = Archive::open(directory);
  std::string all;
  for (std::size_t s = 0; s < archive.segments().size(); ++s) {
    for (std::uint32_t docid = 1; docid <= archive.segments()[s].segment.articles; ++docid) {
      all += record_of(archive, {s, docid}) + id_of(archive, {s, docid});
      all += fmt::format(" {}\n", archive.frequency("late"));
    }
  }
  return all;
}

/// The same; none if the archive is refused as damaged.
std::optional<std::string> everything_sound(const fs::path& directory) {
  try {
    return everything(directory);
  } catch (const Error& error) {
    CHECK(exit_of(error.code()) == Exit::BadArchive);
    return std::nullopt;
  }
}

/// Does `check` say that it is damaged?
bool is_found(const fs::path& directory) {
  try {
    return !check(directory).sound;
  } catch (const Error& error) {
    return exit_of(error.code()) == Exit::BadArchive;
  }
}

std::vector<fs::path> files_below(const fs::path& directory) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  return files;
}

}  // namespace

TEST_CASE("a block is compared with its checksum when it is first used, and no other is") {
  const Temporary directory;
  const fs::path file = directory.path() / "file";
  std::string content;
  for (int i = 0; content.size() < 100 * disk::kSumBlockBytes + 17; ++i)
    content += fmt::format("{} ", i);
  disk::replace_file(file, content);
  disk::BlockSums sums;
  const disk::FileSum whole = disk::sum_file(file, "file", &sums);
  CHECK(whole.size == content.size());
  CHECK(whole.sum == disk::sum_of(content));
  REQUIRE(sums.size() == 101);
  std::string damaged = content;
  const std::size_t at = 70 * disk::kSumBlockBytes + 5;
  damaged[at] = static_cast<char>(damaged[at] ^ 4);
  disk::replace_file(file, damaged);
  const disk::MappedFile mapped(file, sums);
  const std::string_view bytes = mapped.bytes();
  const std::size_t begin = 70 * disk::kSumBlockBytes;
  CHECK(mapped.checked(bytes.substr(0, begin)) == std::string_view(content).substr(0, begin));
  CHECK_NOTHROW(mapped.checked(bytes.substr(begin + disk::kSumBlockBytes)));
  CHECK_NOTHROW(mapped.checked(bytes.substr(begin, 0)));
  CHECK_THROWS_WITH(mapped.checked(bytes.substr(begin - 1, 2)),
                    "file: block 70 (from byte 573440) has changed since it was written");
  CHECK_THROWS_AS(mapped.checked(bytes), disk::Damaged);
  CHECK_THROWS_AS(disk::verify_file(file, whole), disk::Damaged);
  disk::replace_file(file, damaged.substr(0, 9));
  CHECK_THROWS_AS(disk::MappedFile(file, sums), disk::Damaged);
  CHECK_THROWS_AS(disk::verify_file(file, whole), disk::Damaged);
}

TEST_CASE("no flipped bit of an archive changes what is read, and check finds each") {
  const Temporary directory;
  const fs::path archive = directory.path() / "archive";
  make_archive(archive);
  const std::string sound = everything(archive);
  CHECK(check(archive).sound);
  // Each flip reads and checks the whole archive, which sanitizers slow down tenfold.
#ifdef DATELINE_SANITIZED
  constexpr std::size_t of_file = 3;
#else
  const auto of_file = static_cast<std::size_t>(test::scaled(8, 20));
#endif
  std::size_t flips = 0;
  std::map<std::string, std::size_t> refused;
  for (const fs::path& file : files_below(archive)) {
    const std::string name = file.filename().string();
    // The lock does not matter; the stub and the copy follow from the manifest.
    if (name == "lock" || name == "archive.stub" || name == "archive.json.copy") continue;
    const std::string whole = disk::read_file(file);
    for (std::size_t at = 0; at < whole.size(); at += 1 + whole.size() / of_file) {
      std::string changed = whole;
      changed[at] = static_cast<char>(changed[at] ^ (1 << flips % 8));
      disk::replace_file(file, changed);
      CAPTURE(file, at);
      ++flips;
      const auto read = everything_sound(archive);
      if (read) {
        CHECK(*read == sound);
      } else {
        ++refused[name];
      }
      CHECK(is_found(archive));
    }
    disk::replace_file(file, whole);
  }
  CHECK(everything(archive) == sound);
  CHECK(flips > 15 * of_file);
  CHECK(refused.at("archive.json") > of_file * 3 / 4);
  CHECK(refused.at("forward") > of_file);
}

TEST_CASE("check comes to an end with an archive that was made up with right checksums") {
  const Temporary directory;
  const fs::path archive = directory.path() / "archive";
  make_archive(archive);
  Manifest manifest = read_manifest(archive);
  Segment& made_up = manifest.shards[0].segments[0];
  const fs::path path = archive / made_up.path;
  const std::string sound = disk::read_file(path / "iamglass");
  // Where libxapian crashes, in a process of its own, Catch must not report that as ours.
  for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE}) std::signal(signal, SIG_DFL);
  std::size_t found = 0;
  for (std::size_t at = 0; at + 16 <= sound.size(); at += 2) {
    std::string wrong = sound;
    wrong.replace(at, 16, 16, '\x7F');
    disk::replace_file(path / "iamglass", wrong);
    fs::remove(path / "sums");
    made_up.files = segment::seal(path);
    REQUIRE_FALSE(write_manifest(archive, manifest));
    CAPTURE(at);
    bool is_told = false;
    CHECK_NOTHROW(is_told = is_found(archive));
    found += is_told ? 1 : 0;
  }
  CHECK(found > 10);
}

TEST_CASE("a segment that is missing, another's, or named twice is seen") {
  const Temporary directory;
  const fs::path archive = directory.path() / "archive";
  make_archive(archive);
  const Manifest manifest = read_manifest(archive);
  REQUIRE(manifest.shards.size() == 2);
  REQUIRE(manifest.shards[0].segments.size() == 2);
  const fs::path one = archive / manifest.shards[0].segments[0].path;
  const fs::path two = archive / manifest.shards[0].segments[1].path;
  const fs::path aside = directory.path() / "aside";

  SECTION("swapped") {
    fs::rename(one, aside);
    fs::rename(two, one);
    fs::rename(aside, two);
  }
  SECTION("one twice") {
    fs::remove_all(two);
    fs::copy(one, two);
  }
  SECTION("missing") {
    fs::rename(one, aside);
  }
  SECTION("without one of its files") {
    fs::remove(one / "stories");
  }
  SECTION("without its checksums") {
    fs::remove(one / "sums");
  }
  SECTION("a file of another segment") {
    fs::copy_file(one / "forward", two / "forward", fs::copy_options::overwrite_existing);
    fs::copy_file(one / "sums", two / "sums", fs::copy_options::overwrite_existing);
  }
  SECTION("named twice") {
    Manifest doubled = manifest;
    doubled.shards[0].segments.push_back(doubled.shards[0].segments[0]);
    REQUIRE_FALSE(write_manifest(archive, doubled));
  }
  CHECK_THROWS_AS(everything(archive), Error);
  CHECK(is_found(archive));
}

}  // namespace sums_test
