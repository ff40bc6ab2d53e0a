// SPDX-License-Identifier: GPL-2.0-or-later
// A message that cannot be written changes nothing: stderr full, closed, or read by nobody. An
// answer that cannot be written is an error: stdout full.
#include "tests/e2e/process.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace telling_test {

using namespace e2e;

namespace {

/// An archive, and a shell in which $I and $S are the programs and $A is the archive.
struct Shell {
  Directory directory;

  Shell() {
    directory.write("a.jsonl", R"({"id":"a","headline":"River rises","date":"2019-01-01"})"
                               "\n");
    REQUIRE(index({"add", directory.path("A"), directory.path("a.jsonl")}).exit_code == 0);
  }

  [[nodiscard]] Outcome run(const std::string& command) const {
    return e2e::run("bash", {"-c", "cd \"$D\"; " + command},
                    {"",
                     {"D=" + directory.path(), "A=" + directory.path("A"),
                      std::string("I=") + index_program(), std::string("S=") + search_program()}});
  }
};

/// Ways in which stderr fails.
const std::vector<std::string> kDeaf = {"2>/dev/full", "2>&-", "2> >(exec <&-; sleep 0.2)",
                                        "2</dev/null"};

}  // namespace

TEST_CASE("exit codes are the same when stderr cannot be written") {
  const Shell shell;
  for (const std::string& deaf : kDeaf) {
    INFO(deaf);
    CHECK(shell.run("$S $A river >/dev/null " + deaf).exit_code == 0);
    CHECK(shell.run("$S $A nosuchword " + deaf).exit_code == 1);
    CHECK(shell.run("$S $A 'nosuchword OR river' >/dev/null " + deaf).exit_code == 0);
    CHECK(shell.run("$S $A 'date:' " + deaf).exit_code == 2);
    CHECK(shell.run("$S --nosuchflag " + deaf).exit_code == 2);
    CHECK(shell.run("$S nosuch x " + deaf).exit_code == 3);
    CHECK(shell.run("$S export $A river >/dev/null " + deaf).exit_code == 0);
    CHECK(shell.run("$S show $A nosuchid " + deaf).exit_code == 1);
    CHECK(shell.run("$I delete $A --id nosuchid " + deaf).exit_code == 1);
    CHECK(shell.run("$I check nosuch " + deaf).exit_code == 3);
  }
}

TEST_CASE("what can be indexed is indexed when stderr cannot be written") {
  for (const std::string& deaf : kDeaf) {
    INFO(deaf);
    const Shell shell;
    shell.directory.write("good.jsonl", R"({"id":"b","headline":"Pool opens"})"
                                        "\n");
    shell.directory.write("noformat.txt", "\x01\x02\x03");
    CHECK(shell.run("$I add $A noformat.txt good.jsonl --progress " + deaf).exit_code == 1);
    CHECK(shell.run("$S $A pool").exit_code == 0);
    CHECK(contains(read(shell.directory.path("A/rejects.jsonl")), "noformat.txt"));
  }
}

TEST_CASE("a reader of notes that goes away ends no search by a signal") {
  const Shell shell;
  for (int i = 0; i < 20; ++i) {
    CHECK(
        shell.run("$S $A 'nosuchword OR river' 2>&1 | head -1; exit ${PIPESTATUS[0]}").exit_code ==
        0);
  }
}

TEST_CASE("an answer that cannot be written is an error") {
  const Shell shell;
  for (const char* command : {"$S $A river",
                              "$S $A river --format json",
                              "$S facets $A river",
                              "$S timeline $A river",
                              "$S kwic $A river",
                              "$S explain $A river",
                              "$S show $A a",
                              "$S export $A river",
                              "$S cite $A a",
                              "$S help query",
                              "$S --help",
                              "$S --version",
                              "$S search --help",
                              "$S man",
                              "$S completion bash",
                              "$S --format-version",
                              "$I --help",
                              "$I --version",
                              "$I man",
                              "$I completion zsh",
                              "$I formats",
                              "$I status $A",
                              "$I check $A",
                              "$I preview a.jsonl",
                              "$I add $A a.jsonl",
                              "$I delete $A --id nosuchid"}) {
    INFO(command);
    const Outcome outcome = shell.run(std::string(command) + " >/dev/full");
    CHECK(outcome.exit_code == 5);
    CHECK(contains(outcome.err, "cannot write the output"));
    CHECK(shell.run(std::string(command) + " >/dev/full 2>/dev/full").exit_code == 5);
  }
}

TEST_CASE("closed descriptors are not taken for files that are opened later") {
  const Shell shell;
  const std::string manifest = read(shell.directory.path("A/archive.json"));
  for (const char* closed : {"<&-", ">&-", "2>&-", "<&- >&-", "<&- >&- 2>&-"}) {
    INFO(closed);
    CHECK(shell.run(std::string("$S $A river ") + closed).exit_code == 0);
    CHECK(shell.run(std::string("$S $A nosuchword ") + closed).exit_code == 1);
    CHECK(shell.run(std::string("$I add $A noformat.txt a.jsonl ") + closed).exit_code == 1);
    CHECK(shell.run(std::string("$I check $A ") + closed).exit_code == 0);
    CHECK(read(shell.directory.path("A/archive.json")) == manifest);
  }
  CHECK(shell.run("$I add $A - <&-").exit_code == 1);  // nothing came
}

TEST_CASE("a file that may not grow is an error and no signal") {
  const Shell shell;
  std::string lines;
  for (int i = 0; i < 2000; ++i) {
    lines += "{\"id\":\"" + std::to_string(i) + "\",\"body\":\"word" + std::to_string(i * 7919) +
             " of many\"}\n";
  }
  shell.directory.write("many.jsonl", lines);
  const Outcome outcome = shell.run("ulimit -f 20; $I add $A many.jsonl");
  CHECK(outcome.exit_code == 5);
  CHECK(contains(outcome.err, "File too large"));
  CHECK(shell.run("$I check $A").exit_code == 0);
}

}  // namespace telling_test
