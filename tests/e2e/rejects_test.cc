// SPDX-License-Identifier: GPL-2.0-or-later
// Rejects are durably recorded before their source counts as read, or the run fails.
#include "tests/e2e/process.h"

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include <catch2/catch.hpp>
#include <sys/stat.h>

namespace rejects_test {

using namespace e2e;
namespace fs = std::filesystem;

namespace {

constexpr const char* kGood = R"({"id":"x","headline":"Hello","date":"2019-01-01","body":"w"})";

/// An archive with one article, and a file with another and an invalid line.
struct Mixed {
  Directory directory;
  std::string archive = directory.path("A");
  std::string log = archive + "/rejects.jsonl";
  std::string mixed = directory.write("mix.jsonl", std::string(kGood) + "\n{\"broken\": \n");

  Mixed() {
    const std::string first = directory.write("first.jsonl", R"({"id":"f","headline":"First"})");
    REQUIRE(index({"add", archive, first}).exit_code == 0);
  }

  [[nodiscard]] Outcome add(const std::string& limits = "") const {
    return run("bash",
               {"-c", limits + " \"$0\" add \"$1\" \"$2\"", index_program(), archive, mixed},
               {"", {}, true});
  }

  /// The run fails and lists nothing as read; once the obstacle is gone it succeeds.
  void check_failure(const std::string& reason, const std::function<void()>& put_right,
                     const std::string& limits = "") const {
    const std::string manifest = read(archive + "/archive.json");
    const Outcome failed = add(limits);
    CHECK(failed.exit_code == 5);
    CHECK(contains(failed.err, "cannot write rejects to " + log + ": " + reason));
    CHECK(read(archive + "/archive.json") == manifest);
    // Without rejects no file for them is needed.
    CHECK(index({"add", archive, directory.path("first.jsonl")}, {"", {}, true}).exit_code == 0);
    put_right();
    const Outcome added = add();
    CHECK(added.exit_code == 1);
    CHECK(summary(added, "added") == "1");
    CHECK(contains(read(log), "mix.jsonl"));
    CHECK(summary(add(), "skipped") == "1");
  }
};

}  // namespace

TEST_CASE("rejects that cannot be written fail the run, which lists no source") {
  const Mixed m;
  SECTION("a file of somebody else") {
    std::ofstream(m.log) << "";
    fs::permissions(m.log, fs::perms::owner_read);
    m.check_failure("Permission denied", [&] { fs::remove(m.log); });
  }
  SECTION("a link to a file, which is not written") {
    const std::string other = m.directory.write("other", "mine\n");
    fs::create_symlink(other, m.log);
    m.check_failure("it is a symbolic link", [&] { fs::remove(m.log); });
    CHECK(read(other) == "mine\n");
  }
  SECTION("a link to nothing, where nothing is made") {
    fs::create_symlink("../made", m.log);
    m.check_failure("it is a symbolic link", [&] { fs::remove(m.log); });
    CHECK_FALSE(fs::exists(m.directory.path("made")));
  }
  SECTION("a pipe, which is not waited for") {
    REQUIRE(mkfifo(m.log.c_str(), 0600) == 0);
    m.check_failure("it is not a regular file", [&] { fs::remove(m.log); });
  }
  SECTION("a directory") {
    fs::create_directory(m.log);
    m.check_failure("", [&] { fs::remove(m.log); });
  }
  SECTION("a file that may not grow, as on a full disk") {
    std::string lines;
    while (lines.size() < 1'000'000) lines += "{}\n";
    lines.resize(1'024'000, '\n');
    std::ofstream(m.log) << lines;
    m.check_failure(
        "File too large", [&] { fs::resize_file(m.log, 3); }, "ulimit -f 1000;");
  }
}

TEST_CASE("a line that a crash left without an end is dropped before the next") {
  const Mixed m;
  std::ofstream(m.log) << "{\"whole\":1}\n{\"file\":\"to";
  CHECK(m.add().exit_code == 1);
  const std::string log = read(m.log);
  CHECK(log.starts_with("{\"whole\":1}\n{\"time\":"));
  CHECK(log.ends_with("}\n"));
}

TEST_CASE("the rejects file can be moved away at any time") {
  const Mixed m;
  CHECK(m.add().exit_code == 1);
  fs::rename(m.log, m.log + ".1");
  CHECK(index({"add", m.archive, m.directory.path("first.jsonl")}).exit_code == 0);
  CHECK_FALSE(fs::exists(m.log));
  CHECK(index({"add", "--again", m.archive, m.mixed}).exit_code == 1);
  CHECK(contains(read(m.log), "mix.jsonl"));
}

}  // namespace rejects_test
