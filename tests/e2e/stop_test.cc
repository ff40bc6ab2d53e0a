// SPDX-License-Identifier: GPL-2.0-or-later
// A run of `add` publishes as it goes, and ends early on request, with what it has read.
#include "tests/e2e/process.h"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>
#include <utility>

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace stop_test {

using namespace e2e;
namespace fs = std::filesystem;

namespace {

/// False if it is not so for a long time.
bool wait_until(const std::function<bool()>& is_so) {
  for (int i = 0; i < 3000; ++i) {
    if (is_so()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return false;
}

std::string line(const std::string& id, const std::string& body) {
  return R"({"id":")" + id + R"(","date":"2019-01-01","body":")" + body + "\"}\n";
}

/// A run of `add` that reads from a pipe, which stays open.
struct Feed {
  Directory directory;
  std::string archive = directory.path("A");
  std::string pipe = directory.path("pipe");
  std::string out = directory.path("out");
  std::string err = directory.path("err");
  int fd = -1;
  pid_t pid = -1;

  /// `arguments` are written in shell, with $P for the pipe.
  explicit Feed(const std::string& arguments) {
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    fd = open(pipe.c_str(), O_RDWR | O_CLOEXEC);
    REQUIRE(fd >= 0);
    pid = start("sh", {"-c", "P='" + pipe + "'; cd '" + directory.path() + "'; exec '" +
                                 index_program() + "' add A " + arguments + " >out 2>err"});
  }
  Feed(const Feed&) = delete;
  Feed& operator=(const Feed&) = delete;
  ~Feed() {
    end();
    if (pid <= 0) return;
    kill(pid, SIGKILL);
    wait_for(pid);
  }

  /// Returns when the program has read it.
  void give(const std::string& text) const {
    REQUIRE(::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    REQUIRE(wait_until([&] {
      int waiting = 0;
      return ioctl(fd, FIONREAD, &waiting) == 0 && waiting == 0;
    }));
  }

  void end() {
    if (fd >= 0) close(std::exchange(fd, -1));
  }

  int exit_code() { return wait_for(std::exchange(pid, -1)); }

  [[nodiscard]] bool has(const std::string& word) const {
    return search({archive, word}).exit_code == 0;
  }
};

}  // namespace

TEST_CASE("a run that is told to stop publishes what it has read from a pipe that stalls") {
  for (const int signal : {SIGINT, SIGTERM}) {
    for (const char* arguments : {"- <$P", "$P", "--jobs 1 - <$P", "--strict /dev/stdin <$P"}) {
      INFO(arguments << " " << signal);
      Feed feed(arguments);
      feed.give(line("a", "alpha") + line("b", "02/03/2019"));
      kill(feed.pid, signal);
      CHECK(feed.exit_code() == 128 + signal);
      const std::string name = signal == SIGINT ? "SIGINT" : "SIGTERM";
      CHECK(contains(read(feed.err),
                     "stopped by " + name + ": what was read is published, as revision 1"));
      CHECK(contains(read(feed.err), "was not read to its end"));
      CHECK(contains(read(feed.out), name + "   not everything was read"));
      CHECK(contains(read(feed.out), "added:               2"));
      CHECK(feed.has("alpha"));
      CHECK(index({"check", feed.archive}).exit_code == 0);
      CHECK_FALSE(fs::exists(feed.archive + "/tmp"));
    }
  }
}

TEST_CASE("what waits for the order of its date is kept when a pipe is stopped") {
  Feed feed("- <$P");
  feed.give(R"({"id":"a","date":"02/03/2019","body":"alpha"})"
            "\n");
  kill(feed.pid, SIGTERM);
  CHECK(feed.exit_code() == 128 + SIGTERM);
  CHECK(feed.has("alpha"));
}

TEST_CASE("after a stop the next run continues with the file that was not read to its end") {
  Feed feed("first.jsonl $P last.jsonl");
  feed.directory.write("first.jsonl", line("f", "first"));
  feed.directory.write("last.jsonl", line("l", "last"));
  feed.give(line("a", "alpha"));
  kill(feed.pid, SIGTERM);
  CHECK(feed.exit_code() == 128 + SIGTERM);
  CHECK(contains(read(feed.err), "the next run continues"));
  CHECK(feed.has("first"));
  CHECK(feed.has("alpha"));
  CHECK_FALSE(feed.has("last"));
  const Outcome next = index(
      {"add", feed.archive, feed.directory.path("first.jsonl"), feed.directory.path("last.jsonl")});
  CHECK(next.exit_code == 0);
  CHECK(summary(next, "skipped") == "1");
  CHECK(summary(next, "added") == "1");
}

TEST_CASE("a dry run that is told to stop reports what it has read and writes nothing") {
  Feed feed("--dry-run - <$P");
  feed.give(line("a", "alpha"));
  kill(feed.pid, SIGTERM);
  CHECK(feed.exit_code() == 128 + SIGTERM);
  CHECK(contains(read(feed.out), "read:                1"));
  CHECK(contains(read(feed.err), "stopped by SIGTERM: the dry run ends here"));
  CHECK_FALSE(fs::exists(feed.archive));
}

TEST_CASE("a run is ended while it waits for a writer to a pipe") {
  Feed feed("$P");
  REQUIRE(wait_until([&] { return fs::exists(feed.archive + "/archive.json"); }));
  kill(feed.pid, SIGTERM);
  CHECK(feed.exit_code() == 128 + SIGTERM);
  CHECK(index({"check", feed.archive}).exit_code == 0);
}

TEST_CASE("what was read is published while the run continues") {
  // A named format is checked by its first 512 bytes; recognising one takes 16 KiB, or the end.
  Feed feed("--format jsonl - <$P");
  feed.give(line("a", "alpha") + line("b", "beta") + line("long", std::string(600, 'z')));
  REQUIRE(wait_until([&] { return feed.has("alpha OR beta"); }));
  // Nothing is found, but a writer is at work.
  const Outcome nothing = search({feed.archive, "gamma"});
  CHECK(nothing.exit_code == 1);
  CHECK(
      contains(nothing.err, "process " + std::to_string(feed.pid) + " is writing to the archive"));
  // A later version in the same run is reported as one, whether or not the earlier was published.
  feed.give(line("a", "gamma") + line("c", "alpha") + line("c", "delta"));
  feed.end();
  CHECK(feed.exit_code() == 0);
  CHECK(contains(read(feed.out), "superseded:          2"));
  CHECK(contains(read(feed.out), "replaced:            0"));
  CHECK(contains(read(feed.archive + "/rejects.jsonl"), "has the id 'a', too"));
  CHECK(feed.has("gamma"));
  CHECK_FALSE(feed.has("alpha"));
  CHECK_FALSE(contains(search({feed.archive, "epsilon"}).err, "is writing"));
}

}  // namespace stop_test
