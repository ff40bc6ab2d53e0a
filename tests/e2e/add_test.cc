// SPDX-License-Identifier: GPL-2.0-or-later
// What `add` can do: resume, rehearse, be strict, leave out, cut, watch.
#include "tests/e2e/process.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace add_test {

using namespace e2e;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

std::string line(const std::string& id, const std::string& words, const std::string& date = "") {
  return Json{{"id", id}, {"title", "Headline " + id}, {"text", words}, {"date", date}}.dump() +
         "\n";
}

/// Two files, which are old enough for their times to be trusted.
struct Inbox {
  Directory directory;
  std::string archive = directory.path("archive");
  std::string inbox = directory.path("in");
  Inbox() {
    write("a.jsonl", line("a", "alpha"));
    write("b.jsonl", line("b", "beta"));
  }
  void write(const std::string& name, const std::string& content) const {
    const std::string path = directory.write("in/" + name, content);
    fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours(1));
  }
  Outcome add(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments = {"add", archive, inbox};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return index(arguments);
  }
  [[nodiscard]] bool has(const std::string& word) const {
    return search({archive, word}).exit_code == 0;
  }
  [[nodiscard]] std::string manifest() const { return read(archive + "/archive.json"); }
};

/// Waits until `file` contains `text`; false after a long time.
bool appears(const std::string& file, const std::string& text) {
  return test::wait_until([&] { return contains(read(file), text); });
}

}  // namespace

TEST_CASE("files that were indexed are skipped, changed and new ones are read") {
  const Inbox in;
  CHECK(summary(in.add(), "added") == "2");
  const std::string before = in.manifest();
  const Outcome again = in.add();
  CHECK(again.exit_code == 0);
  CHECK(contains(again.out, "skipped:             2 files already indexed"));
  CHECK(summary(again, "read") == "0");
  CHECK(in.manifest() == before);

  in.write("a.jsonl", line("a", "gamma"));  // of the same size as before, and the same age
  in.write("c.jsonl", line("c", "delta"));
  const Outcome changed = in.add();
  CHECK(summary(changed, "skipped") == "1");
  CHECK(summary(changed, "replaced") == "1");
  CHECK(summary(changed, "added") == "1");
  CHECK(in.has("gamma"));
  CHECK_FALSE(in.has("alpha"));
  CHECK(summary(in.add(), "skipped") == "3");
}

TEST_CASE("a file that was only touched, or is named in another way, is skipped") {
  const Inbox in;
  in.add();
  fs::last_write_time(in.inbox + "/a.jsonl", fs::file_time_type::clock::now());
  CHECK(summary(in.add(), "skipped") == "2");
  const Outcome other = index({"add", in.archive, in.inbox + "/../in/./a.jsonl"});
  CHECK(summary(other, "skipped") == "1");
}

TEST_CASE("add --again and other options read everything, and standard input is never skipped") {
  const Inbox in;
  in.add();
  CHECK(summary(in.add({"--again"}), "unchanged") == "2");
  CHECK(summary(index({"add", in.archive, in.inbox + "/a.jsonl", "--again"}), "unchanged") == "1");
  CHECK(summary(in.add(), "skipped") == "2");
  CHECK(summary(in.add({"--source", "The Times"}), "replaced") == "2");
  CHECK(summary(in.add({"--source", "The Times"}), "skipped") == "2");
  CHECK(summary(in.add({"--source", "The Times", "--map", "section=/x"}), "read") == "2");
  for (int i = 0; i < 2; ++i) {
    const Outcome piped = index({"add", in.archive, "-"}, {.input = line("s", "stdin")});
    CHECK(summary(piped, "read") == "1");
  }
}

TEST_CASE("a deleted article stays deleted, also when its file changes or is read again") {
  const Inbox in;
  in.add();
  CHECK(index({"delete", in.archive, "--id", "a", "--yes"}).exit_code == 0);
  in.add();
  CHECK_FALSE(in.has("alpha"));
  CHECK(summary(in.add({"--again"}), "withdrawn") == "1");
  CHECK_FALSE(in.has("alpha"));
  in.write("a.jsonl", line("a", "other words"));
  CHECK(summary(in.add(), "withdrawn") == "1");
  CHECK_FALSE(in.has("other"));
}

TEST_CASE("rejected files count as read, but not those that could not be opened") {
  const Inbox in;
  in.write("c.md", "# nothing");
  CHECK(in.add().exit_code == 1);
  CHECK(in.add().exit_code == 1);
  CHECK(summary(in.add(), "skipped") == "3");
  const std::string log = read(in.archive + "/rejects.jsonl");
  CHECK(std::count(log.begin(), log.end(), '\n') == 1);

  const Inbox locked;
  fs::permissions(locked.inbox + "/a.jsonl", fs::perms::none);
  const std::vector<std::string> arguments = {"add", locked.archive, locked.inbox};
  const Surroundings obedient = {.input = "", .environment = {}, .obey_permissions = true};
  CHECK(summary(index(arguments, obedient), "added") == "1");
  fs::permissions(locked.inbox + "/a.jsonl", fs::perms::owner_all);
  CHECK(summary(index(arguments, obedient), "added") == "1");
}

TEST_CASE("the list of files stays short over many additions, and damage to it is reported") {
  const Inbox in;
  for (int i = 0; i < 20; ++i) {
    in.write("n" + std::to_string(i) + ".jsonl", line("n" + std::to_string(i), "many"));
    in.add();
  }
  CHECK(Json::parse(in.manifest()).at("sources").size() <= 6);
  CHECK(summary(in.add(), "skipped") == "22");
  CHECK(index({"compact", in.archive}).exit_code == 0);
  CHECK(summary(in.add(), "skipped") == "22");

  const std::string list =
      in.archive + "/" + Json::parse(in.manifest()).at("sources").at(0).get<std::string>();
  std::string bytes = read(list);
  bytes[20] = static_cast<char>(bytes[20] ^ 1);
  std::ofstream(list, std::ios::binary) << bytes;
  CHECK(index({"check", in.archive}).exit_code == 3);
  const Outcome refused = in.add();
  CHECK(refused.exit_code == 3);
  CHECK(contains(refused.err, "--again"));
  CHECK(in.has("alpha"));
  CHECK(summary(in.add({"--again"}), "unchanged") == "22");
  CHECK(summary(in.add(), "skipped") == "22");
  CHECK(index({"check", in.archive}).exit_code == 0);
}

TEST_CASE("killed and run again, everything is there once") {
  const Inbox in;
  for (int i = 0; i < 300; ++i) {
    const std::string n = std::to_string(i);
    in.write("k" + n + ".jsonl", line("k" + n, "killed" + n));
  }
  REQUIRE(index({"create", in.archive}).exit_code == 0);
  for (int round = 1; round < 8; ++round) {
    const pid_t pid = start(index_program(), {"add", in.archive, in.inbox});
    std::this_thread::sleep_for(std::chrono::milliseconds(10 * round));
    kill(pid, SIGKILL);
    wait_for(pid);
  }
  CHECK(in.add().exit_code == 0);
  const Outcome all = search({in.archive, "headline", "--format", "json"});
  CHECK(Json::parse(all.out).at("total").at("count") == 302);
  CHECK(summary(in.add(), "skipped") == "302");
}

TEST_CASE("add --dry-run reports what would be done, and does nothing") {
  const Inbox in;
  in.write("c.jsonl", "{broken\n" + line("b", "beta"));
  const Outcome fresh = in.add({"--dry-run"});
  CHECK(fresh.exit_code == 1);
  CHECK(summary(fresh, "added") == "2");
  CHECK(summary(fresh, "unchanged") == "1");
  CHECK(summary(fresh, "rejected") == "1");
  CHECK(contains(fresh.err, "c.jsonl:1: not JSON"));
  CHECK_FALSE(fs::exists(in.archive));

  in.add();
  in.write("a.jsonl", line("a", "omega"));
  const std::string before = in.manifest();
  const std::string log = read(in.archive + "/rejects.jsonl");
  const Outcome second = in.add({"--dry-run"});
  CHECK(summary(second, "replaced") == "1");
  CHECK(summary(second, "unchanged") == "2");
  CHECK(in.manifest() == before);
  CHECK(read(in.archive + "/rejects.jsonl") == log);
  CHECK_FALSE(in.has("omega"));
}

TEST_CASE("add --strict stops at the first reject and publishes nothing of its batch") {
  const Inbox in;
  in.write("a1.jsonl", "{broken\n{broken\n");
  const Outcome strict = in.add({"--strict"});
  CHECK(strict.exit_code == 2);
  CHECK(contains(strict.err, "a1.jsonl:1: not JSON"));
  CHECK_FALSE(contains(strict.err, "a1.jsonl:2"));
  CHECK_FALSE(in.has("alpha"));
  CHECK(contains(read(in.archive + "/rejects.jsonl"), "a1.jsonl"));
  fs::remove(in.inbox + "/a1.jsonl");
  CHECK(in.add({"--strict"}).exit_code == 0);
  CHECK(in.has("alpha"));
}

TEST_CASE("a run that rejects something says so in its last line and its exit code") {
  const Inbox in;
  CHECK(in.add().out.ends_with("rejected:            0\n"));
  in.write("c.md", "# nothing");
  const Outcome outcome = in.add();
  CHECK(outcome.exit_code == 1);
  CHECK(outcome.out.ends_with("rejected:            1   see " + in.archive + "/rejects.jsonl\n"));
}

TEST_CASE("add --since leaves out and counts what was published before, and the undated stay") {
  const Inbox in;
  in.write("c.jsonl", line("c1", "x", "2018-12-31") + line("c2", "x", "2019-01-01") +
                          line("c3", "x", "2018") + line("c4", "x", "2019"));
  const Outcome outcome = in.add({"--since", "2019"});
  CHECK(summary(outcome, "too") == "");
  CHECK(contains(outcome.out, "too old:             2   published before --since"));
  CHECK(summary(outcome, "added") == "4");
  CHECK(summary(in.add({"--since", "2018-06"}), "added") == "2");
  CHECK(index({"add", in.archive, in.inbox, "--since", "02/03/2019"}).exit_code == 2);
}

TEST_CASE("add --max-article-size cuts where it says") {
  const Inbox in;
  in.write("c.jsonl", line("c", "first " + std::string(200, 'x') + " last"));
  in.add({"--max-article-size", "100"});
  CHECK(search({in.archive, "first flag:truncated"}).exit_code == 0);
  CHECK_FALSE(in.has("last"));
  in.add();
  CHECK(in.has("last"));
}

TEST_CASE("an archive inside the directory that it is made from is no source of it") {
  const Inbox in;
  for (int i = 0; i < 2; ++i) {
    CHECK(index({"add", in.inbox + "/archive", in.inbox}).exit_code == 0);
  }
  CHECK(search({in.inbox + "/archive", "alpha OR beta"}).exit_code == 0);
}

TEST_CASE("add --watch indexes what is there, then what arrives, until it is told to stop") {
  for (const int signal : {SIGINT, SIGTERM}) {
    const Inbox in;
    const std::string out = in.directory.path("out");
    const std::string err = in.directory.path("err");
    const pid_t pid =
        start("sh", {"-c", "exec '" + index_program() + "' add '" + in.archive + "' --watch '" +
                               in.inbox + "' > '" + out + "' 2> '" + err + "'"});
    REQUIRE(appears(err, "watching"));
    CHECK(in.has("alpha"));
    in.write("c.jsonl", line("c", "closed"));
    REQUIRE(appears(err, "1 file arrived: 1 articles added"));
    CHECK(in.has("closed"));
    // Moved in; in a new directory; and one that is not an article.
    const std::string elsewhere = in.directory.write("elsewhere", line("d", "moved"));
    fs::create_directories(in.inbox + "/new/deep");
    in.write("new/deep/e.jsonl", line("e", "nested"));
    fs::rename(elsewhere, in.inbox + "/d.jsonl");
    in.write("f.md", "# nothing");
    CHECK(test::wait_until([&] { return in.has("moved") && in.has("nested"); }));
    REQUIRE(appears(err, "f.md: in no format"));
    // The lock is free in between, and what is deleted stays away.
    CHECK(index({"delete", in.archive, "--id", "e", "--yes", "--lock-timeout", "10"}).exit_code ==
          0);
    in.write("new/deep/g.jsonl", line("g", "later"));
    REQUIRE(appears(err, "1 file arrived"));
    CHECK(test::wait_until([&] { return in.has("later"); }));
    CHECK_FALSE(in.has("nested"));
    kill(pid, signal);
    CHECK(wait_for(pid) == 0);
    INFO(read(out) << read(in.archive + "/rejects.jsonl"));
    CHECK(contains(read(out), "added:               6"));
    CHECK(contains(read(out), "rejected:            1"));
    CHECK(summary(in.add(), "skipped") == "7");
  }
  CHECK(index({"add", "/tmp/nowhere", "--watch", "/dev/null"}).exit_code == 2);
}

TEST_CASE("add --watch stops in the middle of a source, keeps what it read and says so") {
  const Inbox in;
  const Directory& d = in.directory;
  const std::string lines = d.write("lines", line("x", std::string(20'000, 'x') + " endless"));
  const std::string fed = d.write("fed", "");
  const std::string err = d.path("err");
  const std::string program = "echo $$ > '" + d.path("pid") + "'; exec '" + index_program() +
                              "' add '" + in.archive + "' - --watch '" + in.inbox + "' 2> '" + err +
                              "'";
  const pid_t pid = start(
      "sh",
      {"-c", "while cat '" + lines + "'; do echo >> '" + fed + "'; sleep 0.01; done | sh -c \"$0\"",
       program});
  // Two megabytes: more than a pipe and a buffer hold, so some of it has been read.
  REQUIRE(test::wait_until([&] { return fs::file_size(fed) > 100; }));
  kill(std::stoi(read(d.path("pid"))), SIGINT);
  CHECK(wait_for(pid) == 128 + SIGINT);
  CHECK(contains(read(err), "standard input was not read to its end"));
  CHECK(in.has("endless"));
  CHECK_FALSE(in.has("alpha"));
  CHECK(in.add().exit_code == 0);
  CHECK(in.has("alpha"));
}

}  // namespace add_test
