// SPDX-License-Identifier: GPL-2.0-or-later
// Publishing while things go wrong: calls that fail after a revision is published, and readers
// about to open what a writer replaces. strace makes calls fail or wait; without it these tests say
// that they checked nothing.
#include "tests/e2e/process.h"
#include "tests/e2e/tracing.h"
#include "tests/rounds.h"
#include "tests/waiting.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <sstream>
#include <thread>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace publish_test {

using namespace e2e;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

constexpr const char* kCalls =
    "?openat,?fsync,?rename,?renameat,?renameat2,?unlink,?unlinkat,?rmdir,?getdents64,?newfstatat,"
    "?read,?mmap";

/// A call of the main thread: its index among calls of that name.
struct Call {
  std::string name;
  int number = 0;
  std::string line;
};

/// Runs dateline-index and returns its main thread's system calls after archive.json was renamed.
std::vector<Call> calls_after_rename(const Directory& directory,
                                     const std::vector<std::string>& arguments) {
  const std::string log = directory.path("log");
  std::vector<std::string> words = {
      "-f", "-qq", "-o", log, "-e", std::string("trace=") + kCalls, index_program()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  const Outcome outcome = trace(words);
  INFO(outcome.err);
  REQUIRE(outcome.exit_code == 0);
  std::vector<Call> calls;
  std::map<std::string, int> numbers;
  bool is_after = false;
  std::string main_thread;
  std::istringstream lines(read(log));
  for (std::string line; std::getline(lines, line);) {
    const std::string pid = line.substr(0, line.find(' '));
    if (main_thread.empty()) main_thread = pid;
    if (pid != main_thread) continue;
    const std::string rest = line.substr(line.find_first_not_of(' ', pid.size()));
    const std::string name = rest.substr(0, rest.find('('));
    if (name.empty() || std::isalpha(static_cast<unsigned char>(name.front())) == 0) continue;
    const int number = ++numbers[name];
    if (is_after) calls.push_back({name, number, rest});
    if (name.starts_with("rename") && contains(rest, "archive.json\")")) is_after = true;
  }
  return calls;
}

Outcome failing(const Call& call, const std::string& error,
                const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {
      "-f",
      "-qq",
      "-o",
      "/dev/null",
      "-e",
      "trace=" + call.name,
      "-e",
      "inject=" + call.name + ":error=" + error + ":when=" + std::to_string(call.number),
      index_program()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return trace(words);
}

std::size_t count(const std::string& archive, const std::string& query) {
  const Outcome outcome = search({archive, query, "--format", "json"});
  INFO(outcome.err);
  REQUIRE((outcome.exit_code == 0 || outcome.exit_code == 1));
  return Json::parse(outcome.out).at("total").at("count");
}

/// Three articles in two shards, one of them of a later edition, so that every verb has something
/// to do.
struct News {
  Directory directory;
  std::string archive = directory.path("archive");
  std::string more = directory.write(
      "more.jsonl",
      R"({"id":"p4","headline":"River falls","date":"2019-02-10","body":"The river fell."}
{"id":"p1","headline":"River rises, corrected","date":"2018-03-01","body":"The river rose on Friday."}
)");

  News() {
    const std::string first = directory.write(
        "first.jsonl",
        R"({"id":"p1","headline":"River rises","date":"2018-03-01","body":"The river rose on Thursday."}
{"id":"p2","headline":"Pool reopens","date":"2018-06-02","body":"The wall of the river is repaired."}
)");
    const std::string second = directory.write(
        "second.jsonl",
        R"({"id":"p3","headline":"Ferry late","date":"2018-01-10","body":"Fog on the river."}
)");
    REQUIRE(index({"add", archive, first}).exit_code == 0);
    REQUIRE(index({"add", archive, second}).exit_code == 0);
  }

  [[nodiscard]] int revision() const {
    return Json::parse(read(archive + "/archive.json")).at("revision");
  }

  /// Puts the archive back as it was when this was first called.
  void restore() const {
    const std::string kept = directory.path("kept");
    if (!fs::exists(kept)) fs::copy(archive, kept, fs::copy_options::recursive);
    fs::remove_all(archive);
    fs::copy(kept, archive, fs::copy_options::recursive);
  }
};

/// What is in the archive's shards, and what of it the manifest names.
void check_swept(const std::string& archive) {
  std::set<std::string> listed;
  const Json manifest = Json::parse(read(archive + "/archive.json"));
  for (const Json& shard : manifest.at("shards")) {
    for (const Json& segment : shard.at("segments")) {
      listed.insert(archive + "/" + segment.at("path").get<std::string>());
    }
  }
  std::set<std::string> found;
  for (const auto& shard : fs::directory_iterator(archive + "/shards")) {
    for (const auto& segment : fs::directory_iterator(shard)) found.insert(segment.path());
  }
  CHECK(found == listed);
  CHECK_FALSE(fs::exists(archive + "/tmp"));
  CHECK_FALSE(fs::exists(archive + "/archive.json.new"));
  CHECK_FALSE(fs::exists(archive + "/archive.stub.new"));
  CHECK_FALSE(fs::exists(archive + "/archive.json.copy.new"));
}

}  // namespace

TEST_CASE(
    "whatever fails once a revision is published, it stays published, and no message denies it") {
  if (!can_trace()) return;
  const News news;
  struct Verb {
    std::vector<std::string> arguments;
    std::size_t articles;  ///< afterwards
  };
  const std::vector<Verb> verbs = {{{"add", news.archive, news.more, "--jobs", "1"}, 4},
                                   {{"delete", news.archive, "--id", "p1", "--yes"}, 2},
                                   {{"compact", news.archive}, 3}};
  // One call in three, or in more, each with another error.
  const std::vector<std::string> errors = {"ENOSPC", "EIO", "EMFILE"};
  const std::size_t every = 60 / static_cast<std::size_t>(test::scaled(6, 20));
  std::size_t failed = 0;
  std::size_t told = 0;
  std::size_t early = 0;
  for (const Verb& verb : verbs) {
    news.restore();
    const int before = news.revision();
    const std::vector<Call> calls = calls_after_rename(news.directory, verb.arguments);
    REQUIRE(calls.size() > 10);
    for (std::size_t i = failed % every; i < calls.size(); i += every) {
      news.restore();
      const Outcome outcome = failing(calls[i], errors[failed % errors.size()], verb.arguments);
      ++failed;
      // Without memory of its own a sanitizer aborts the program.
      if (contains(outcome.err, "AddressSanitizer failed to allocate")) continue;
      CAPTURE(verb.arguments, calls[i].line, outcome.out, outcome.err);
      // A sanitizer reads the system's data on the process, not always equally often, so the
      // failing call may be one before the rename.
      if (news.revision() == before) {
        CHECK(outcome.exit_code != 0);
        CHECK_FALSE(contains(outcome.err, "published as"));
        ++early;
        continue;
      }
      // Alerts that could not be looked for are reported, and do not affect what was published.
      const bool has_no_alerts =
          outcome.exit_code == 1 && contains(outcome.err, "alerts were not delivered");
      CHECK((outcome.exit_code == 0 || outcome.exit_code == 5 || has_no_alerts));
      CHECK_FALSE(contains(outcome.err, "unchanged"));
      if (outcome.exit_code == 5) {
        CHECK(
            contains(outcome.err, "published as revision " + std::to_string(before + 1) + ", but"));
        ++told;
      }
      REQUIRE(news.revision() == before + 1);
      REQUIRE(count(news.archive, "river") == verb.articles);
      const Outcome checked = index({"check", news.archive});
      CAPTURE(checked.out);
      REQUIRE(checked.exit_code == 0);
      // The next writer repairs what was left.
      REQUIRE(index({"compact", news.archive}).exit_code == 0);
      CHECK_FALSE(contains(index({"check", news.archive}).out, "note"));
      check_swept(news.archive);
    }
  }
  CHECK(failed > 20 + 2 * early);
  CHECK(told > 0);  // by the fsync of the directory
}

TEST_CASE("a stub that was not written is reported by check, and fixed by the next writer") {
  const News news;
  const std::string stub = news.archive + "/archive.stub";
  const std::string current = read(stub);
  const auto check_stale = [&] {
    const Outcome checked = index({"check", news.archive});
    CHECK(checked.exit_code == 0);
    CHECK(contains(checked.out, "note     archive.stub"));
  };
  const auto check_mended = [&] {
    // What is already in the archive publishes nothing.
    REQUIRE(index({"add", news.archive, news.directory.path("first.jsonl")}).exit_code == 0);
    CHECK(read(stub) == current);
    CHECK_FALSE(contains(index({"check", news.archive}).out, "note"));
    CHECK_FALSE(fs::exists(stub + ".new"));
  };
  for (const std::string& stale : {std::string("auto shards/2018/1-0\n"), std::string(),
                                   current.substr(0, current.size() / 2), "# edited\n" + current}) {
    news.directory.write("archive/archive.stub", stale);
    news.directory.write("archive/archive.stub.new", "left by a crash");
    check_stale();
    check_mended();
  }
  fs::remove(stub);
  check_stale();
  check_mended();
  // What cannot be repaired does not stop a writer.
  fs::remove(stub);
  fs::create_directory(stub);
  check_stale();
  REQUIRE(index({"add", news.archive, news.more}).exit_code == 0);
  CHECK(count(news.archive, "river") == 4);
  check_stale();
}

TEST_CASE("killed between archive.json and the stub, nothing is stale for longer than a writer") {
  if (!can_trace()) return;
  const News news;
  news.restore();
  const std::vector<Call> calls = calls_after_rename(news.directory, {"compact", news.archive});
  news.restore();
  const auto fsync = std::find_if(calls.begin(), calls.end(),
                                  [](const Call& call) { return call.name == "fsync"; });
  REQUIRE(fsync != calls.end());
  const Outcome killed =
      run("strace", {"-f", "-qq", "-o", "/dev/null", "-e",
                     "inject=fsync:signal=KILL:when=" + std::to_string(fsync->number),
                     index_program(), "compact", news.archive});
  CHECK(killed.exit_code != 0);
  const Outcome checked = index({"check", news.archive});
  CHECK(checked.exit_code == 0);
  CHECK(contains(checked.out, "note     archive.stub"));
  REQUIRE(index({"add", news.archive, news.directory.path("first.jsonl")}).exit_code == 0);
  CHECK_FALSE(contains(index({"check", news.archive}).out, "note"));
  check_swept(news.archive);
}

namespace {

/// That many words that no other text has.
std::string words(const std::string& stem, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += stem + std::to_string(i * 7919 % 1000) + " ";
  return text;
}

std::string article_line(const std::string& id, const std::string& date, const std::string& body) {
  return Json{{"id", id}, {"headline", "Headline of " + id}, {"date", date}, {"body", body}}
             .dump() +
         "\n";
}

/// Runs `program`, and `meanwhile` once it has read the manifest, before it opens what that names.
Outcome interrupted(const Directory& directory, const std::string& archive,
                    const std::string& program, const std::vector<std::string>& arguments,
                    const std::function<void()>& meanwhile) {
  const std::string log = directory.path("reader-log");
  fs::remove(log);
  std::vector<std::string> words = {"-f", "-qq", "-o", log, "-P", archive + "/archive.json", "-e",
                                    "trace=openat,close", "-e",
                                    // Longer than writing takes, and only the first time.
                                    "inject=close:delay_exit=4000000:when=1", program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  Outcome outcome;
  std::jthread reader([&] { outcome = trace(words); });
  const bool has_read =
      test::wait_until([&] { return fs::exists(log) && contains(read(log), "archive.json"); });
  meanwhile();
  reader.join();
  CHECK(has_read);
  return outcome;
}

}  // namespace

TEST_CASE("a reader that meets a publication looks for everything in the new manifest") {
  if (!can_trace()) return;
  const Directory directory;
  const std::string archive = directory.path("archive");
  const std::string first = words("alpha", 150);
  const std::string second = words("beta", 150);
  const auto add = [&](const std::string& lines) {
    const std::string file = directory.write("in.jsonl", lines);
    const Outcome outcome = index({"add", archive, file});
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
  };
  // Each article that holds both halves of a pair makes one story of two, and another table of
  // them.
  add(article_line("a", "2020-01-03", first) + article_line("b", "2020-01-05", second) +
      article_line("c", "2020-01-03", words("gamma", 150)) +
      article_line("d", "2020-01-05", words("delta", 150)));
  add(article_line("ab", "2020-01-02", first + second));
  REQUIRE(Json::parse(read(archive + "/archive.json")).contains("united_stories"));
  const auto unite_more = [&] {
    add(article_line("cd", "2020-01-02", words("gamma", 150) + words("delta", 150)));
  };
  const Outcome found = interrupted(directory, archive, search_program(),
                                    {archive, "headline", "--format", "json"}, unite_more);
  CAPTURE(found.err, found.out);
  CHECK(found.exit_code == 0);
  const Outcome searched = interrupted(directory, archive, search_program(),
                                       {archive, "headline", "--format", "json"}, [&] {
                                         REQUIRE(index({"compact", archive}).exit_code == 0);
                                       });
  CAPTURE(searched.err);
  CHECK(searched.exit_code == 0);
  CHECK(Json::parse(searched.out).at("total").at("count") == 6);
}

TEST_CASE("check beside a writer checks what it published, and calls nothing damaged") {
  if (!can_trace()) return;
  const News news;
  const Outcome checked =
      interrupted(news.directory, news.archive, index_program(), {"check", news.archive}, [&] {
        REQUIRE(index({"add", news.archive, news.more}).exit_code == 0);
        REQUIRE(index({"compact", news.archive}).exit_code == 0);
      });
  CAPTURE(checked.out, checked.err);
  CHECK(checked.exit_code == 0);
  CHECK_FALSE(contains(checked.out, "DAMAGED"));
  // What is lost and not replaced remains damage, whatever is published beside it.
  fs::remove_all(news.archive + "/sources");
  CHECK(index({"check", news.archive}).exit_code == 3);
}

TEST_CASE("an archive that two make at the same time is one archive") {
  const Directory directory;
  for (int round = 0; round < 5; ++round) {
    const std::string archive = directory.path("deep/er/archive" + std::to_string(round));
    std::vector<pid_t> pids;
    for (int i = 0; i < 4; ++i) {
      const std::string file = directory.write(
          "in" + std::to_string(i) + ".jsonl",
          article_line("article" + std::to_string(i), "2020-01-02", "The river rose."));
      pids.push_back(start(index_program(), {"add", archive, file, "--lock-timeout", "60"}));
    }
    for (const pid_t pid : pids) CHECK(wait_for(pid) == 0);
    CHECK(count(archive, "river") == 4);
  }
}

TEST_CASE("removing the lock of a writer keeps it from publishing") {
  const News news;
  const std::string fifo = news.directory.path("fifo");
  REQUIRE(run("mkfifo", {fifo}).exit_code == 0);
  const int before = news.revision();
  Outcome outcome;
  std::jthread writer([&] { outcome = index({"add", news.archive, fifo}); });
  {
    std::ofstream feed(fifo);  // opens once the writer holds the lock
    fs::remove(news.archive + "/lock");
    REQUIRE(index({"add", news.archive, news.more}).exit_code == 0);
    feed << article_line("late", "2020-01-02", "The river rose.");
  }
  writer.join();
  CAPTURE(outcome.err);
  CHECK(outcome.exit_code == 4);
  CHECK(contains(outcome.err, "nothing was published"));
  CHECK(news.revision() == before + 1);
  CHECK(index({"check", news.archive}).exit_code == 0);
  CHECK(count(news.archive, "river") == 4);
}

}  // namespace publish_test
