// SPDX-License-Identifier: GPL-2.0-or-later
// What the tests rely on: started programs end, or a test fails; none waits forever.
#include "tests/servers.h"

#include "tests/e2e/process.h"

#include <chrono>
#include <csignal>
#include <stdexcept>

#include <catch2/catch.hpp>

namespace servers_test {

using namespace e2e;
using test::Server;

namespace {

/// A shard's copy, to be served.
struct Copy {
  Copy() {
    const std::string archive = directory.path("archive");
    REQUIRE(index({"add", archive, DATELINE_SAMPLES}).exit_code == 0);
    REQUIRE(index({"shard", "move", archive, "2018", path}).exit_code == 0);
  }

  Directory directory;
  std::string path = directory.path("copy");
};

/// True when a stock client gets an answer from `server`.
bool answers(const Server& server) {
  const Directory directory;
  const std::string stub = directory.write("stub", server.address() + "\n");
  return run("xapian-delve", {stub}).exit_code == 0;
}

}  // namespace

TEST_CASE("a server ends when it is killed, whatever became of it before", "[servers]") {
  const Copy copy;
  Server server(copy.path);
  CHECK(answers(server));
  SECTION("it serves") {
    server.kill();
    CHECK_FALSE(answers(server));
  }
  SECTION("it hangs") {
    server.hang();
  }
  SECTION("it was killed by somebody else") {
    kill(server.group(), SIGKILL);
  }
  SECTION("it has ended") {
    kill(server.group(), SIGTERM);
    REQUIRE(test::wait_until([&] { return test::has_ended(server.group()); }));
  }
  server.kill();
  server.kill();
}

TEST_CASE("servers follow each other at one port", "[servers]") {
  const Copy copy;
  const unsigned port = test::free_port();
  for (int i = 0; i < 20; ++i) {
    Server server(copy.path, port);
    CHECK(answers(server));
  }
}

TEST_CASE("a server that never comes up is reported", "[servers]") {
  const Copy copy;
  CHECK_THROWS_AS(Server(copy.path + "/nothing"), std::runtime_error);
  const Server first(copy.path);
  CHECK_THROWS_AS(Server(copy.path, first.port()), std::runtime_error);
  CHECK(answers(first));
}

TEST_CASE("a program that does not end, or leaves one behind, is not waited for forever",
          "[servers]") {
  Surroundings impatient;
  impatient.patience = std::chrono::milliseconds(200);
  CHECK_THROWS_AS(run("sleep", {"600"}, impatient), std::runtime_error);
  CHECK_THROWS_AS(run("sh", {"-c", "sleep 3 & exit 0"}, impatient), std::runtime_error);
  CHECK_THROWS_AS(run("sh", {"-c", "exec >&- 2>&-; sleep 600"}, impatient), std::runtime_error);
  const pid_t pid = start("sleep", {"600"});
  CHECK_FALSE(test::wait_for_end(pid, impatient.patience));
  kill(pid, SIGKILL);
  CHECK(wait_for(pid) == 128 + SIGKILL);
  CHECK_THROWS_AS(wait_for(pid), std::runtime_error);
}

TEST_CASE("the time of the processor that a program takes is counted, and not that it waits",
          "[servers]") {
  CHECK(run("sleep", {"0.3"}).processor_seconds < 0.25);
  const Outcome busy = run("sh", {"-c", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done"});
  CHECK(busy.processor_seconds > 0.02);
}

}  // namespace servers_test
