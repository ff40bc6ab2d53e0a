// SPDX-License-Identifier: GPL-2.0-or-later
// An archive through its life: added to, deleted from, merged, damaged, locked, killed, full.
#include "tests/e2e/process.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <ctime>
#include <fstream>
#include <set>
#include <thread>

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/types.h>
#include <unistd.h>

namespace archive_test {

using namespace e2e;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

/// Articles number `first` to `last` of several years, each with its own word.
std::string articles(int first, int last, const std::string& word = "common") {
  std::string text;
  for (int i = first; i <= last; ++i) {
    const std::string n = std::to_string(i);
    text += article(std::to_string(2015 + i % 5) + "-03-01", "Headline " + n,
                    word + " unique" + n + " text of the article with some more words");
  }
  return text;
}

std::size_t count(const std::string& archive, const std::string& query) {
  const Outcome outcome = search({archive, query, "--format", "json"});
  INFO(outcome.err);
  REQUIRE((outcome.exit_code == 0 || outcome.exit_code == 1));
  return Json::parse(outcome.out).at("total").at("count");
}

Json manifest(const std::string& archive) {
  return Json::parse(read(archive + "/archive.json"));
}

std::vector<std::string> segments(const std::string& archive) {
  std::vector<std::string> paths;
  const Json whole = manifest(archive);
  for (const Json& shard : whole.at("shards")) {
    for (const Json& segment : shard.at("segments")) {
      paths.push_back(archive + "/" + segment.at("path").get<std::string>());
    }
  }
  return paths;
}

/// An archive of fifty articles.
struct Fifty {
  Directory directory;
  std::string archive = directory.path("archive");
  std::string input = directory.write("fifty.txt", articles(1, 50));
  Fifty() { REQUIRE(index({"add", archive, input}).exit_code == 0); }
};

}  // namespace

TEST_CASE("adding the same articles again changes nothing and says so") {
  const Fifty a;
  const Json before = manifest(a.archive);
  const Outcome again = index({"add", a.archive, a.input, "--again"});
  CHECK(again.exit_code == 0);
  CHECK(summary(again, "unchanged") == "50");
  CHECK(summary(again, "added") == "0");
  CHECK(manifest(a.archive) == before);
}

TEST_CASE("a changed article replaces its old version, even in another year's shard") {
  const Fifty a;
  const std::string changed =
      a.directory.write("changed.jsonl", R"({"id":"k","title":"old words","date":"2016-01-01"})"
                                         "\n");
  CHECK(index({"add", a.archive, changed}).exit_code == 0);
  a.directory.write("changed.jsonl", R"({"id":"k","title":"fresh words","date":"2018-01-01"})"
                                     "\n");
  const Outcome outcome = index({"add", a.archive, changed});
  CHECK(summary(outcome, "replaced") == "1");
  CHECK(count(a.archive, "title:old") == 0);
  CHECK(count(a.archive, "title:fresh date:2018") == 1);
  CHECK(count(a.archive, "") == 51);
  CHECK(index({"check", a.archive}).exit_code == 0);
}

TEST_CASE("a deletion reads saved searches and days as a search does") {
  const Fifty a;
  REQUIRE(search({"save", a.archive, "old", "date:2016"}).exit_code == 0);
  CHECK(contains(index({"delete", a.archive, "--query", "query:old", "--dry-run"}).out,
                 "would delete: 10\n"));
  const Outcome unknown = index({"delete", a.archive, "--query", "query:odl", "--dry-run"});
  CHECK(unknown.exit_code == 2);
  CHECK_THAT(unknown.err, Catch::Contains("old"));
  // It is never the same day at both ends of the world.
  const std::time_t east = std::time(nullptr) + 14 * 3600;
  char today[11];
  std::strftime(today, sizeof today, "%Y-%m-%d", std::gmtime(&east));
  const std::string fresh = a.directory.write(
      "fresh.jsonl", R"({"id":"now","title":"news","date":")" + std::string(today) + "\"}\n");
  const Outcome added = index({"add", a.archive, fresh});
  INFO(added.out << added.err);
  REQUIRE(added.exit_code == 0);
  const auto deletion = [&](const std::string& zone) {
    return index({"delete", a.archive, "--query", "date:today", "--tz", zone, "--dry-run"});
  };
  CHECK(contains(deletion("+14:00").out, "would delete: 1\n"));
  CHECK(deletion("-12:00").exit_code == 1);
  CHECK(deletion("Atlantis").exit_code == 2);
}

TEST_CASE("articles are deleted by id and by query, or only counted") {
  const Fifty a;
  CHECK(contains(index({"delete", a.archive, "--query", "date:2016", "--dry-run"}).out,
                 "would delete: 10\n"));
  CHECK(count(a.archive, "common") == 50);
  CHECK(
      contains(index({"delete", a.archive, "--query", "date:2016", "--yes"}).out, "deleted: 10\n"));
  CHECK(count(a.archive, "common") == 40);
  CHECK(count(a.archive, "date:2016") == 0);
  const Json hit = Json::parse(search({a.archive, "unique7", "--format", "jsonl"}).out);
  CHECK(index({"delete", a.archive, "--id", hit.at("id"), "--yes"}).exit_code == 0);
  CHECK(count(a.archive, "unique7") == 0);
  CHECK(index({"delete", a.archive, "--id", "nobody"}).exit_code == 1);
  CHECK(index({"delete", a.archive, "--query", "date:1850"}).exit_code == 1);
  CHECK(index({"delete", a.archive, "--query", " "}).exit_code == 2);
  CHECK(index({"delete", a.archive}).exit_code == 2);
  CHECK(index({"check", a.archive}).exit_code == 0);
  CHECK(contains(index({"delete", a.archive, "--query", "common", "--yes"}).out, "deleted: 39\n"));
  CHECK(search({a.archive, "common"}).exit_code == 1);
}

TEST_CASE("many small additions keep segments few, and compact makes them one") {
  const Fifty a;
  for (int i = 0; i < 25; ++i) {
    const std::string more = a.directory.write("more.txt", articles(1000 + 5 * i, 1000 + 5 * i));
    REQUIRE(index({"add", a.archive, more}).exit_code == 0);
  }
  CHECK(segments(a.archive).size() < 5 + 8);
  CHECK(index({"compact", a.archive}).exit_code == 0);
  CHECK(segments(a.archive).size() == 5);
  CHECK(count(a.archive, "common") == 75);
  CHECK(index({"check", a.archive}).exit_code == 0);
}

TEST_CASE("compact makes each segment small once, and again when it has changed") {
  const Fifty a;
  const std::vector<std::string> added = segments(a.archive);
  REQUIRE(added.size() == 5);
  REQUIRE(index({"compact", a.archive}).exit_code == 0);
  const std::vector<std::string> compact = segments(a.archive);
  REQUIRE(compact.size() == 5);
  for (const std::string& segment : added)
    CHECK(std::count(compact.begin(), compact.end(), segment) == 0);
  REQUIRE(index({"compact", a.archive}).exit_code == 0);
  CHECK(segments(a.archive) == compact);
  REQUIRE(index({"delete", a.archive, "--query", "unique7", "--yes"}).exit_code == 0);
  REQUIRE(index({"compact", a.archive}).exit_code == 0);
  std::size_t kept = 0;
  for (const std::string& segment : segments(a.archive)) {
    kept += static_cast<std::size_t>(std::count(compact.begin(), compact.end(), segment));
  }
  CHECK(kept == 4);
  CHECK(count(a.archive, "common") == 49);
  CHECK(index({"check", a.archive}).exit_code == 0);
}

TEST_CASE("a merge keeps the words of a term that one of its segments has lost") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  const auto add = [&](const std::string& lines) {
    REQUIRE(index({"add", archive, directory.write("in.jsonl", lines)}).exit_code == 0);
  };
  const auto german = [](const std::string& id, const std::string& date, const std::string& body) {
    return Json{{"id", id}, {"title", id}, {"date", date}, {"language", "de"}, {"text", body}}
               .dump() +
           "\n";
  };
  add(german("d1", "2019-01-01", "Der Bürgermeister heißt Müller."));
  add(german("d2", "2019-02-01", "Auch Müller war da.") +
      german("d3", "2019-02-02", "Sonst war niemand da."));
  REQUIRE(index({"delete", archive, "--id", "d2", "--yes"}).exit_code == 0);
  REQUIRE(index({"compact", archive}).exit_code == 0);
  CHECK(count(archive, "müll*") == 1);
  CHECK(count(archive, "=Müller") == 1);
}

TEST_CASE("shards may be months, or one for all") {
  for (const std::string shard_by : {"month", "none"}) {
    const Directory directory;
    const std::string archive = directory.path("archive");
    REQUIRE(index({"create", archive, "--shard-by", shard_by}).exit_code == 0);
    const std::string input = directory.write("in.txt", articles(1, 30));
    CHECK(index({"add", archive, input}).exit_code == 0);
    CHECK(manifest(archive).at("shards").size() == (shard_by == "month" ? 5 : 1));
    CHECK(count(archive, "common date:2016-03") == 6);
    CHECK(index({"create", archive}).exit_code == 2);
  }
}

TEST_CASE("status tells what is there") {
  const Fifty a;
  const Json status = Json::parse(index({"status", a.archive, "--format", "json"}).out);
  CHECK(status.at("articles") == 50);
  CHECK(status.at("shards").size() == 5);
  CHECK(status.at("first") == "2015-03-01");
  CHECK(status.at("last") == "2019-03-01");
  CHECK(contains(index({"status", a.archive}).out, "articles   50"));
}

TEST_CASE("a missing archive is reported, with the way to create one") {
  const Directory directory;
  const Outcome outcome = search({directory.path("none"), "x"});
  CHECK(outcome.exit_code == 3);
  CHECK(outcome.out.empty());
  CHECK(contains(outcome.err, "there is no archive at"));
  CHECK(contains(outcome.err, "dateline-index add"));
  for (const std::string verb : {"status", "check", "compact"}) {
    CHECK(index({verb, directory.path("none")}).exit_code == 3);
  }
  directory.write("full/of-other-things", "x");
  CHECK(index({"add", directory.path("full"), "-"}).exit_code == 3);
}

TEST_CASE("a damaged or newer manifest is refused, not guessed at") {
  const Fifty a;
  const std::string path = a.archive + "/archive.json";
  const std::string sound = read(path);
  Json newer = Json::parse(sound);
  newer["version"] = 99;
  Json outside = Json::parse(sound);
  outside["shards"][0]["segments"][0]["path"] = "../../etc";
  Json incomplete = Json::parse(sound);
  incomplete.erase("shards");
  for (const std::string& bad : {std::string("garbage"), sound.substr(0, sound.size() / 2),
                                 std::string(), newer.dump(), outside.dump(), incomplete.dump()}) {
    std::ofstream(path) << bad;
    CAPTURE(bad);
    CHECK(search({a.archive, "common"}).exit_code == 3);
    CHECK(index({"check", a.archive}).exit_code == 3);
    CHECK(index({"add", a.archive, a.input}).exit_code == 3);
  }
  std::ofstream(path) << newer.dump();
  CHECK(contains(search({a.archive, "common"}).err, "newer version"));
}

TEST_CASE("a half-deleted shard is named by search and by check") {
  const Fifty a;
  fs::remove(segments(a.archive).at(2) + "/postlist.glass");
  const Outcome outcome = search({a.archive, "common"});
  CHECK(outcome.exit_code == 3);
  CHECK(outcome.out.empty());
  CHECK(contains(outcome.err, "shard 2017"));
  const Outcome checked = index({"check", a.archive});
  CHECK(checked.exit_code == 3);
  CHECK(contains(checked.out, "DAMAGED"));
}

TEST_CASE("check finds a flipped byte in any file") {
  for (const std::string file : {"postlist.glass", "docdata.glass", "records", "forward"}) {
    const Fifty a;
    const std::string path = segments(a.archive).at(1) + "/" + file;
    std::string bytes = read(path);
    REQUIRE(bytes.size() > 100);
    // In a table the level of the first block, which every walk reads.
    bytes[4] = static_cast<char>(bytes[4] ^ 0x55);
    std::ofstream(path, std::ios::binary) << bytes;
    CAPTURE(file);
    CHECK(index({"check", a.archive}).exit_code == 3);
  }
}

TEST_CASE("stock Xapian tools open every segment and the archive as a whole") {
  const Fifty a;
  for (const std::string& segment : segments(a.archive)) {
    CAPTURE(segment);
    CHECK(run("xapian-check", {segment}).exit_code == 0);
  }
  const Outcome quest = run("quest", {"-s", "none", "-d", a.archive + "/archive.stub", "unique17"});
  CHECK(quest.exit_code == 0);
  CHECK(contains(quest.out, "Headline 17"));
  const Outcome delve = run("xapian-delve", {a.archive + "/archive.stub"});
  CHECK(delve.exit_code == 0);
  CHECK(contains(delve.out, "number of documents = 50"));
  const Outcome data = run("xapian-delve", {"-r", "1", "-d", segments(a.archive).at(0)});
  // It continues to the list of the record's terms, which such a database lacks, and exits with 1.
  CHECK(contains(data.out, R"("headline":"Headline )"));
  CHECK(contains(data.out, R"("published":")"));
}

TEST_CASE("the second of two writers is told who holds the archive, or waits") {
  const Fifty a;
  // A writer that waits for its input holds the lock.
  const std::string fifo = a.directory.path("fifo");
  REQUIRE(run("mkfifo", {fifo}).exit_code == 0);
  const pid_t holder = start(index_program(), {"add", a.archive, fifo});
  // Open once the holder has opened the other end; no other process may keep it open.
  int feed = -1;
  REQUIRE(test::wait_until([&] {
    feed = open(fifo.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
    return feed >= 0;
  }));
  const Outcome second = index({"add", a.archive, a.input});
  CHECK(second.exit_code == 4);
  CHECK(contains(second.err, "process " + std::to_string(holder)));
  const pid_t patient = start(index_program(), {"add", a.archive, a.input, "--lock-timeout", "60"});
  CHECK(count(a.archive, "common") == 50);  // readers need no lock
  const std::string late = articles(60, 61);
  CHECK(write(feed, late.data(), late.size()) == static_cast<ssize_t>(late.size()));
  close(feed);
  CHECK(wait_for(holder) == 0);
  CHECK(wait_for(patient) == 0);
  CHECK(count(a.archive, "common") == 52);
}

TEST_CASE("readers see one revision or the next, never a mix, while a writer publishes") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  // Each revision replaces all twenty articles: all hold one word, and no article is ever absent.
  const auto revision = [&](int i) {
    return directory.write("in.txt", articles(1, 20, "rev" + std::to_string(i)));
  };
  REQUIRE(index({"add", archive, revision(0)}).exit_code == 0);
  std::jthread writer([&](const std::stop_token& stop) {
    for (int i = 1; !stop.stop_requested(); ++i) {
      if (index({"add", archive, revision(i)}).exit_code != 0) std::abort();
    }
  });
  std::set<int> seen;
  for (int i = 0; i < 200 || seen.size() < 10; ++i) {
    const Outcome outcome = search({archive, "rev*", "--limit", "100", "--format", "json"});
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    const Json answer = Json::parse(outcome.out);
    REQUIRE(answer.at("total").at("count") == 20);
    seen.insert(answer.at("revision").get<int>());
    std::set<std::string> words;
    for (const Json& hit : answer.at("hits")) {
      const std::string text = hit.at("snippet").at("text");
      words.insert(text.substr(0, text.find(' ')));
    }
    REQUIRE(words.size() == 1);
  }
}

TEST_CASE("an archive whose making was interrupted is made again") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  directory.write("archive/archive.json.new", "{\"format\": \"datel");
  REQUIRE(index({"add", archive, DATELINE_SAMPLES}).exit_code == 0);
  CHECK(index({"check", archive}).exit_code == 0);
  const std::string other = directory.path("other");
  directory.write("other/archive.json.new", "");
  directory.write("other/mine.txt", "not an archive");
  CHECK(index({"create", other}).exit_code == 3);
}

TEST_CASE("killed at any moment, the indexer loses nothing and leaves nothing half done") {
  const Fifty a;
  const std::string more = a.directory.write("more.txt", articles(100, 1500));
  int killed = 0;
  for (int round = 0; round < 25; ++round) {
    const pid_t pid = start(index_program(), {"add", a.archive, more, "--again"});
    std::this_thread::sleep_for(std::chrono::milliseconds(6 * round));
    kill(pid, SIGKILL);
    killed += wait_for(pid) == 128 + SIGKILL ? 1 : 0;
    const std::size_t now = count(a.archive, "common");
    REQUIRE((now == 50 || now == 1451));
    REQUIRE(index({"check", a.archive}).exit_code == 0);
    if (now == 1451)
      REQUIRE(index({"delete", a.archive, "--query", "title:headline AND -(date:none)", "--yes"})
                  .exit_code == 0);
    if (now == 1451) REQUIRE(index({"undelete", a.archive, "--all"}).exit_code == 0);
    if (now == 1451) REQUIRE(index({"add", a.archive, a.input, "--again"}).exit_code == 0);
  }
  CHECK(killed >= 5);
  REQUIRE(index({"add", a.archive, more, "--again"}).exit_code == 0);
  CHECK(count(a.archive, "common") == 1451);
  std::set<std::string> on_disk;
  for (const auto& shard : fs::directory_iterator(a.archive + "/shards")) {
    for (const auto& segment : fs::directory_iterator(shard)) on_disk.insert(segment.path());
  }
  const std::vector<std::string> listed = segments(a.archive);
  CHECK(on_disk == std::set<std::string>(listed.begin(), listed.end()));
  CHECK_FALSE(fs::exists(a.archive + "/tmp"));
}

TEST_CASE("a full disk stops the run with exit code 5, and the last revision still answers") {
  const Directory directory;
  const std::string small = directory.write("small.txt", articles(1, 5));
  const std::string large = directory.write("large.txt", articles(10, 4000));
  const std::string disk = directory.path("disk");
  fs::create_directory(disk);
  const std::string add = index_program() + " add " + disk + "/archive ";
  // A private mount: root needs no user namespace for it, which a chroot would refuse.
  const Outcome outcome = run(
      "unshare", {geteuid() == 0 ? "-m" : "-rm", "bash", "-c",
                  "mount -t tmpfs -o size=2m tmpfs " + disk + " && " + add + small +
                      " >/dev/null && { " + add + large + "; echo exit=$?; " + search_program() +
                      " " + disk + "/archive common --format json; " + index_program() + " check " +
                      disk + "/archive; echo check=$?; ls " + disk + "/archive; }"});
  INFO("this test mounts a tmpfs, as root or in a user namespace: " << outcome.err);
  REQUIRE(outcome.exit_code == 0);
  CHECK(contains(outcome.out, "exit=5"));
  CHECK(contains(outcome.err, "No space left on device"));
  CHECK(contains(outcome.err, "the archive is unchanged"));
  CHECK(contains(outcome.out, "\"count\": 5"));
  CHECK(contains(outcome.out, "check=0"));
  CHECK_FALSE(contains(outcome.out, "\ntmp\n"));
}

TEST_CASE("an archive of many shards needs few descriptors, whatever is done with it") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  // 64 of them: the system allows a process 1,024, and archives have ten thousand segments.
  const auto with_few = [&](const std::string& program, const std::vector<std::string>& arguments) {
    std::vector<std::string> words = {"-c", R"(ulimit -n 64 && exec "$@")", "sh", program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    const Outcome outcome = run("sh", words);
    CAPTURE(arguments, outcome.err);
    CHECK(outcome.exit_code == 0);
    return outcome;
  };
  constexpr int kRuns = 3;
  constexpr int kYears = 8;
  for (int i = 0; i < kRuns; ++i) {
    std::string text;
    for (int month = 0; month < 12 * kYears; ++month) {
      const std::string n = std::to_string(month);
      const std::string date = std::to_string(1990 + month / 12) + (month % 12 < 9 ? "-0" : "-") +
                               std::to_string(month % 12 + 1) + "-0" + std::to_string(i + 1);
      text += article(date, "Headline " + n, "common text" + n + " of run" + std::to_string(i));
    }
    const std::string input = directory.write("in.txt", text);
    with_few(index_program(), {"add", archive, input, "--shard-by", "month"});
  }
  CHECK(segments(archive).size() == kRuns * 12 * kYears);
  const Outcome found = with_few(search_program(), {archive, "common", "--format", "json"});
  CHECK(Json::parse(found.out).at("total").at("count") == kRuns * 12 * kYears);
  with_few(search_program(), {"facets", archive, "--by", "source", "common OR run*"});
  with_few(index_program(), {"delete", archive, "--query", "run1", "--yes"});
  with_few(index_program(), {"compact", archive});
  CHECK(segments(archive).size() == 12 * kYears);
  CHECK(count(archive, "common") == (kRuns - 1) * 12 * kYears);
  with_few(index_program(), {"check", archive});
}

}  // namespace archive_test
