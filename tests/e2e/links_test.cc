// SPDX-License-Identifier: GPL-2.0-or-later
// What does not belong to an archive: nothing is written or removed through a link, and nothing is
// removed that Dateline did not make.
#include "tests/e2e/process.h"

#include <algorithm>
#include <map>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

namespace links_test {

using namespace e2e;
namespace fs = std::filesystem;

namespace {

std::string line(const std::string& id, const std::string& date, const std::string& headline) {
  return R"({"id":")" + id + R"(","headline":")" + headline + R"(","date":")" + date +
         R"(","body":"The river rose."})" + "\n";
}

/// An archive with two shards, one more article to add, and a foreign directory.
struct Place {
  Directory directory;
  std::string archive = directory.path("archive");
  std::string elsewhere = directory.path("elsewhere");
  std::string more = directory.write("more.jsonl", line("p3", "2019-02-10", "River falls"));

  Place() {
    const std::string first = directory.write(
        "first.jsonl", line("p1", "2018-03-01", "River rises") + line("p2", "2019-01-10", "Fog"));
    REQUIRE(index({"add", archive, first}).exit_code == 0);
    directory.write("elsewhere/photos/2019/a.jpg", "a picture");
    directory.write("elsewhere/2018/1-9/forward", "not ours");
    directory.write("elsewhere/notes.txt", "mine");
  }

  /// Moves what is in the archive away, and puts a link in its place.
  void link_away(const std::string& name) const {
    fs::rename(archive + "/" + name, elsewhere + "/moved");
    fs::create_symlink(elsewhere + "/moved", archive + "/" + name);
  }

  /// All files that are not part of the archive, with their content.
  [[nodiscard]] std::map<std::string, std::string> others() const {
    std::map<std::string, std::string> all;
    for (const auto& entry : fs::recursive_directory_iterator(elsewhere)) {
      if (entry.is_regular_file()) all[entry.path()] = read(entry.path());
    }
    return all;
  }
};

/// Every verb that writes is refused, names `what`, and changes nothing.
void check_refused(const Place& place, const std::string& what) {
  const auto others = place.others();
  const std::string manifest = read(place.archive + "/archive.json");
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {"add", place.archive, place.more},
           {"compact", place.archive},
           {"shard", "move", place.archive, "2018", place.directory.path("served")}}) {
    const Outcome outcome = index(arguments);
    CAPTURE(what, arguments, outcome.err);
    CHECK(outcome.exit_code == 3);
    CHECK(contains(outcome.err, what + " is a symbolic link"));
    CHECK(place.others() == others);
    CHECK(read(place.archive + "/archive.json") == manifest);
  }
}

}  // namespace

TEST_CASE("directories of an archive that are links are refused by all that writes") {
  for (const std::string name : {"shards", "shards/2018", "sources", "stories", "alerts"}) {
    const Place place;
    fs::create_directory(place.archive + "/stories");
    fs::create_directory(place.archive + "/alerts");
    place.link_away(name);
    check_refused(place, name);
    // Readers follow links, as always.
    CHECK(search({place.archive, "river"}).exit_code == 0);
  }
}

TEST_CASE("a segment that is a link is refused, and so is a place to deliver alerts") {
  const Place place;
  std::string segment;
  for (const auto& entry : fs::directory_iterator(place.archive + "/shards/2018")) {
    segment = "shards/2018/" + entry.path().filename().string();
  }
  place.link_away(segment);
  check_refused(place, segment);
  const Place other;
  fs::create_directory(other.archive + "/alerts");
  fs::create_directory_symlink(other.elsewhere, other.archive + "/alerts/delivered");
  check_refused(other, "alerts/delivered");
}

TEST_CASE("files of an archive that are links are refused, wherever they lead") {
  // To a file, to nothing, to a device, to itself.
  const std::vector<std::pair<std::string, std::string>> links = {
      {"lock", "../elsewhere/notes.txt"},
      {"lock", "../elsewhere/nothing"},
      {"archive.json.new", "../elsewhere/notes.txt"},
      {"archive.stub", "/dev/null"},
      {"archive.stub.new", "archive.stub.new"},
      {"archive.json.copy", "../elsewhere/notes.txt"},
      {"archive.json.copy.new", "../elsewhere/nothing"}};
  for (const auto& [name, target] : links) {
    const Place place;
    fs::remove(place.archive + "/" + name);
    fs::create_symlink(target, place.archive + "/" + name);
    check_refused(place, name);
  }
  const Place place;
  place.link_away("archive.json");
  const auto others = place.others();
  CHECK(index({"add", place.archive, place.more}).exit_code == 3);
  CHECK(place.others() == others);
}

TEST_CASE("a scratch directory that is a link goes, and what it leads to stays") {
  const Place place;
  fs::create_directory_symlink(place.elsewhere, place.archive + "/tmp");
  const auto others = place.others();
  CHECK(index({"add", place.archive, place.more}).exit_code == 0);
  CHECK(place.others() == others);
  CHECK_FALSE(fs::exists(fs::symlink_status(place.archive + "/tmp")));
}

TEST_CASE("the archive itself may be a link, or reached through one") {
  const Place place;
  const std::string link = place.directory.path("link");
  fs::create_directory_symlink(place.archive, link);
  CHECK(index({"add", link, place.more}).exit_code == 0);
  CHECK(search({link, "falls"}).exit_code == 0);
  fs::create_directory_symlink(place.directory.path(), place.directory.path("up"));
  CHECK(index({"compact", place.directory.path("up/archive")}).exit_code == 0);
  CHECK(index({"check", place.archive}).exit_code == 0);
  // Also a new one.
  fs::create_directory(place.directory.path("empty"));
  fs::create_directory_symlink("empty", place.directory.path("new"));
  CHECK(index({"add", place.directory.path("new"), place.more}).exit_code == 0);
  CHECK(index({"check", place.directory.path("empty")}).exit_code == 0);
}

TEST_CASE("what Dateline did not make stays where it is, and is named once") {
  const Place place;
  const std::vector<std::string> strange = {
      "shards/notes/n.txt",       "shards/2018/readme.txt", "shards/2018/9-9/mine.txt",
      "shards/2019/1-x/a",        "shards/photos.zip",      "sources/list.txt",
      "stories/united-two",       "tmp/thesis.odt",         "shards/2018/two\nlines",
      "shards/20180/1-0/iamglass"};
  for (const std::string& name : strange) place.directory.write("archive/" + name, "mine");
  fs::create_symlink(place.elsewhere, place.archive + "/shards/elsewhere");
  const auto others = place.others();
  for (const auto& arguments :
       std::vector<std::vector<std::string>>{{"add", place.archive, place.more},
                                             {"compact", place.archive},
                                             {"delete", place.archive, "--id", "p3", "--yes"}}) {
    const Outcome outcome = index(arguments);
    CAPTURE(arguments, outcome.err);
    CHECK(outcome.exit_code == 0);
    CHECK(std::count(outcome.err.begin(), outcome.err.end(), '\n') == 1);
    CHECK(contains(outcome.err, "shards/2018/readme.txt"));
    for (const std::string& name : strange) CHECK(read(place.archive + "/" + name) == "mine");
    CHECK(place.others() == others);
    CHECK(fs::is_symlink(place.archive + "/shards/elsewhere"));
  }
  CHECK(index({"check", place.archive}).exit_code == 0);
}

TEST_CASE("what a writer left half made goes") {
  const Place place;
  const std::vector<std::string> left = {"shards/2018/7-0/iamglass",
                                         "shards/2018/7-0/postlist.glass",
                                         "shards/2018/7-0/forward",
                                         "shards/1999/7-1/wording",
                                         "sources/7",
                                         "sources/8.new",
                                         "stories/united-7",
                                         "stories/united-8.new",
                                         "tmp/spool",
                                         "archive.json.new",
                                         "archive.json.copy.new",
                                         "archive.stub.new"};
  for (const std::string& name : left) place.directory.write("archive/" + name, "half");
  fs::create_directories(place.archive + "/shards/2020/9-0");
  const Outcome outcome = index({"add", place.archive, place.more});
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.err.empty());
  for (const std::string& name : left) CHECK_FALSE(fs::exists(place.archive + "/" + name));
  for (const char* shard : {"/shards/1999", "/shards/2020", "/tmp"}) {
    CHECK_FALSE(fs::exists(place.archive + shard));
  }
  CHECK(index({"check", place.archive}).exit_code == 0);
}

TEST_CASE("a lock that is not a file of ours is not written to") {
  const Place place;
  const std::string lock = place.archive + "/lock";
  // Another name of a foreign file: it serves as a lock, and keeps its content.
  for (const std::string text : {"mine\n", "1234\n", ""}) {
    fs::remove(lock);
    place.directory.write("elsewhere/mine.txt", text);
    fs::create_hard_link(place.elsewhere + "/mine.txt", lock);
    CHECK(index({"compact", place.archive}).exit_code == 0);
    CHECK(read(place.elsewhere + "/mine.txt") == text);
  }
  fs::remove(lock);
  place.directory.write("archive/lock", "what somebody wrote here\n");
  CHECK(index({"compact", place.archive}).exit_code == 0);
  CHECK(read(lock) == "what somebody wrote here\n");
  fs::remove(lock);
  REQUIRE(mkfifo(lock.c_str(), 0600) == 0);
  const Outcome pipe = index({"compact", place.archive});
  CHECK(pipe.exit_code == 5);
  CHECK(contains(pipe.err, "lock is not a file"));
  fs::remove(lock);
  fs::create_directory(lock);
  CHECK(index({"compact", place.archive}).exit_code == 5);
  CHECK(index({"check", place.archive}).exit_code == 0);
}

TEST_CASE("an archive that cannot be written to is refused, and can be read") {
  const Place place;
  // A separate, read-only file system.
  const Outcome outcome = run(
      "unshare",
      {"--mount", "sh", "-c",
       "mount --bind " + place.archive + " " + place.archive + " && mount -o remount,bind,ro " +
           place.archive + " && (" + index_program() + " add " + place.archive + " " + place.more +
           "; echo $?; " + search_program() + " " + place.archive + " river --format jsonl)"});
  if (!contains(outcome.err, "Read-only file system")) {
    WARN("no mount of one's own here: " + outcome.err);
    return;
  }
  CAPTURE(outcome.out, outcome.err);
  CHECK(outcome.out.starts_with("5\n"));
  CHECK(contains(outcome.out, "\"p1\""));
}

}  // namespace links_test
