// SPDX-License-Identifier: GPL-2.0-or-later
// A damaged segment: every command says which file of which shard, and continues without it if it
// may.
#include "tests/e2e/process.h"

#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace damage_test {

using namespace e2e;
namespace fs = std::filesystem;

namespace {

constexpr const char* kInput =
    R"({"id":"p1","headline":"River rises","date":"2018-03-01","source":"The Valley Echo","body":"The river rose on Thursday and the quay was closed."}
{"id":"p2","headline":"Pool reopens","date":"2018-06-02","source":"The Valley Echo","body":"The pool opened again after repairs to the river wall."}
{"id":"p3","headline":"Ferry late","date":"2019-01-10","source":"Harbour Post","body":"The ferry was late on the river because of fog."}
)";

/// The segment of 2018 of an archive of two shards.
struct Rivers {
  Directory directory;
  std::string archive = directory.path("archive");
  fs::path segment = archive + "/shards/2018/1-0";
  Rivers() {
    REQUIRE(index({"add", archive, directory.write("in.jsonl", kInput)}).exit_code == 0);
    REQUIRE(fs::exists(segment));
  }
  void damage(const std::string& file) const {
    const fs::path path = segment / file;
    directory.write("archive/shards/2018/1-0/" + file, std::string(fs::file_size(path), '\xFF'));
  }
};

const std::vector<std::vector<std::string>>& searches() {
  static const std::vector<std::vector<std::string>> all = {{"search", "river"},
                                                            {"explain", "river"},
                                                            {"export", "river"},
                                                            {"cite", "river"},
                                                            {"facets", "--by", "source", "river"},
                                                            {"timeline", "river"},
                                                            {"kwic", "river"},
                                                            {"keyness", "river", "--min", "1"},
                                                            {"compare", "river", "ferry"},
                                                            {"similar", "p3"},
                                                            {"story", "p3"},
                                                            {"show", "p3"}};
  return all;
}

Outcome ask(const std::string& archive, const std::vector<std::string>& words,
            const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments = {words.front(), archive};
  arguments.insert(arguments.end(), words.begin() + 1, words.end());
  arguments.insert(arguments.end(), more.begin(), more.end());
  return search(arguments);
}

}  // namespace

TEST_CASE("a damaged file of a segment is named, and no command ends by a signal", "[damage]") {
  for (const std::string file : {"postlist.glass", "forward", "records", "stories", "wording"}) {
    const Rivers a;
    a.damage(file);
    for (const auto& words : searches()) {
      INFO(file << ": " << words.front());
      const Outcome outcome = ask(a.archive, words);
      INFO(outcome.err);
      // Not every command reads every file.
      if (outcome.exit_code == 0) {
        CHECK(file != "postlist.glass");
        continue;
      }
      CHECK(outcome.exit_code == 3);
      CHECK(contains(outcome.err, "shard 2018 cannot be "));
      CHECK(contains(outcome.err, a.segment.string()));
      CHECK(contains(outcome.err, file));
    }
  }
}

TEST_CASE("with --partial a damaged shard is left out, and named", "[damage]") {
  for (const std::string file : {"postlist.glass", "forward", "records", "iamglass"}) {
    const Rivers a;
    a.damage(file);
    for (const auto& words : searches()) {
      INFO(file << ": " << words.front());
      const bool fails = ask(a.archive, words).exit_code == 3;
      const Outcome outcome = ask(a.archive, words, {"--partial"});
      INFO(outcome.out << outcome.err);
      CHECK((outcome.exit_code == 0 || outcome.exit_code == 1));
      if (!fails) continue;
      CHECK(contains(outcome.out + outcome.err, "2018"));
      CHECK(contains(outcome.out + outcome.err, a.segment.string()));
      CHECK_FALSE(contains(outcome.out, "River rises"));
    }
  }
}

TEST_CASE("an export that left out a shard continues without it, and repeats nothing", "[damage]") {
  const Rivers a;
  must(index(
      {"add", a.archive,
       a.directory.write("b.jsonl", R"({"id":"p4","headline":"River falls","date":"2020-01-10",)"
                                    R"("body":"The river fell."})")}));
  a.damage("records");
  const std::vector<std::string> words = {"export", "river", "--sort", "oldest", "--limit", "1"};
  const Outcome first = ask(a.archive, words, {"--partial"});
  CHECK(contains(first.out, "Ferry late"));
  const std::size_t at = first.err.find("--page ");
  REQUIRE(at != std::string::npos);
  const std::string page = first.err.substr(at + 7, first.err.find('\n', at) - at - 7);
  // The same offset of a list with that shard would be the same article.
  const Outcome second = must(ask(a.archive, words, {"--partial", "--page", page}));
  CHECK(contains(second.out, "River falls"));
  CHECK_FALSE(contains(second.out, "Ferry late"));
}

TEST_CASE("what writes to a damaged archive says what is damaged, and changes nothing",
          "[damage]") {
  const Rivers a;
  a.damage("postlist.glass");
  const std::string before = read(a.archive + "/archive.json");
  const Outcome outcome = index({"delete", a.archive, "--query", "river", "--dry-run"});
  CHECK(outcome.exit_code == 3);
  CHECK(contains(outcome.err, "postlist.glass"));
  CHECK(read(a.archive + "/archive.json") == before);
}

TEST_CASE("check does not give to libxapian what is damaged", "[damage]") {
  const Rivers rivers;
  const std::string sound = read(rivers.segment / "iamglass");
  for (std::size_t at = 0; at + 16 <= sound.size(); at += 2) {
    std::string wrong = sound;
    wrong.replace(at, 16, 16, '\x7F');
    rivers.directory.write("archive/shards/2018/1-0/iamglass", wrong);
    const Outcome checked = index({"check", rivers.archive});
    CAPTURE(at, checked.err);
    CHECK(checked.exit_code == 3);
    CHECK(contains(checked.out,
                   "DAMAGED  shards/2018/1-0: iamglass has changed since it was written"));
  }
}

}  // namespace damage_test
