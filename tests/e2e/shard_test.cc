// SPDX-License-Identifier: GPL-2.0-or-later
// Shards on other machines: handing over, taking back, and servers that fail in every way.
#include "tests/e2e/process.h"
#include "tests/servers.h"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <memory>
#include <thread>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace shard_test {

using namespace e2e;
using test::Server;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

/// The samples, with the shard of 2018 on a server.
class Handed {
 public:
  Handed() {
    must(index({"add", archive(), DATELINE_SAMPLES}));
    must(index({"shard", "move", archive(), "2018", copy()}));
    server = std::make_unique<Server>(copy());
    must(index({"shard", "attach", archive(), "2018", server->address()}));
  }

  [[nodiscard]] std::string archive() const { return directory.path("archive"); }
  [[nodiscard]] std::string copy() const { return directory.path("copy"); }

  Directory directory;
  std::unique_ptr<Server> server;
};

/// What is asked: 2018's dam collapse and a fire of 2019.
Json dam(const std::string& archive, std::vector<std::string> options = {}) {
  options.insert(options.begin(), {archive, "dam", "--format", "json"});
  const Outcome outcome = search(options);
  INFO(outcome.err);
  REQUIRE(outcome.exit_code == 0);
  return Json::parse(outcome.out);
}

}  // namespace

TEST_CASE(
    "a shard is handed over to a server and taken back, and answers are the same throughout") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  must(index({"add", archive, DATELINE_SAMPLES}));
  const Json before = dam(archive);
  const Outcome moved = index({"shard", "move", archive, "2018", directory.path("copy")});
  must(moved);
  CHECK(contains(moved.out, "shard 2018, 11 articles"));
  CHECK(contains(moved.out,
                 "xapian-tcpsrv --interface ADDRESS --port 7000 " + directory.path("copy")));
  CHECK(dam(archive).at("hits") == before.at("hits"));

  const Server server(directory.path("copy"));
  must(index({"shard", "attach", archive, "2018", server.address()}));
  CHECK_FALSE(fs::exists(archive + "/shards/2018"));
  CHECK(dam(archive).at("hits") == before.at("hits"));
  CHECK(contains(index({"status", archive}).out, "2018      at " + server.address()));
  CHECK(contains(index({"check", archive}).out, "ok       shard 2018 at " + server.address()));
  // Stock tools reach it through the stub.
  CHECK(run("quest", {"-d", archive + "/archive.stub", "dam"}).exit_code == 0);

  must(index({"shard", "detach", archive, "2018"}));
  CHECK(dam(archive).at("hits") == before.at("hits"));
  CHECK(contains(index({"status", archive}).out, "articles   69"));
  CHECK_FALSE(contains(index({"status", archive}).out, "remote"));
  must(index({"check", archive}));
}

TEST_CASE("what servers have is known to add, and cannot be changed or deleted") {
  const Handed handed;
  const Outcome again = index({"add", handed.archive(), DATELINE_SAMPLES, "--again"});
  must(again);
  CHECK(summary(again, "unchanged") == "69");
  CHECK(summary(again, "added") == "0");

  const std::string id = dam(handed.archive(), {"date:2018"}).at("hits").at(0).at("id");
  const Json changed = {
      {"id", id}, {"title", "Corrected"}, {"text", "A correction."}, {"date", "2018-05-10"}};
  const std::string file = handed.directory.write("changed.jsonl", changed.dump() + "\n");
  const Outcome refused = index({"add", handed.archive(), file});
  CHECK(refused.exit_code == 1);
  CHECK(contains(refused.err, id));
  CHECK(contains(refused.err, "dateline-index shard detach"));
  // The file is not done with.
  CHECK(summary(index({"add", handed.archive(), file}), "rejected") == "1");
  for (const std::vector<std::string>& what :
       {std::vector<std::string>{"--id", id}, std::vector<std::string>{"--query", "dam"}}) {
    std::vector<std::string> arguments = {"delete", handed.archive(), "--dry-run"};
    arguments.insert(arguments.end(), what.begin(), what.end());
    CHECK(contains(must(index(arguments)).out, "would delete: "));
  }
  CHECK(contains(index({"status", handed.archive()}).out, "articles   69"));
  // A late article of that year is kept here, beside what the servers have.
  const Json late = {{"title", "Late dam report"}, {"text", "A dam."}, {"date", "2018-12-01"}};
  must(index({"add", handed.archive(), handed.directory.write("late.jsonl", late.dump() + "\n")}));
  CHECK(dam(handed.archive(), {"--from", "2018", "--to", "2018"}).at("total").at("count") == 5);
}

TEST_CASE("without its server a search fails and names the shard, or says what it left out") {
  const Handed handed;
  const Json all = dam(handed.archive());
  const Json dam_of_2018 = dam(handed.archive(), {"date:2018"}).at("hits").at(0);
  handed.server->kill();
  const Outcome failed = search({handed.archive(), "dam"});
  CHECK(failed.exit_code == 3);
  CHECK(failed.out.empty());
  CHECK(contains(failed.err, "shard 2018 cannot be asked: " + handed.server->address()));
  CHECK(contains(failed.err, "Connection refused"));
  CHECK(contains(failed.err, "--partial"));
  CHECK(search({handed.archive(), "dam", "--require-all"}).exit_code == 3);
  CHECK(search({handed.archive(), "dam", "--require-all", "--partial"}).exit_code == 2);
  CHECK(index({"check", handed.archive()}).exit_code == 1);

  const Json rest = dam(handed.archive(), {"--partial", "--facet", "year"});
  CHECK(rest.at("total").at("count") == 1);
  CHECK(rest.at("missing").at(0).at("shard") == "2018");
  CHECK(all.at("missing").empty());
  const auto partial = [&](const std::string& format) {
    return search({handed.archive(), "dam", "--partial", "--format", format});
  };
  const Outcome text = partial("text");
  CHECK(text.exit_code == 0);
  CHECK(contains(text.out, "not searched: 2018 ("));
  CHECK(contains(text.err, "shard 2018 was not searched"));
  CHECK(Json::parse(partial("jsonl").out).at("missing").at(0).at("shard") == "2018");
  CHECK(contains(partial("csv").out, ",2018,"));
  CHECK(contains(search({"explain", handed.archive(), "--partial", "dam collapse"}).out,
                 "not searched: 2018 ("));
  // How many articles have a word is known here.
  const Outcome explained =
      must(search({"explain", handed.archive(), "dam", "--partial", "--format", "json"}));
  CHECK(Json::parse(explained.out).at("missing").empty());
  CHECK(Json::parse(explained.out).at("total").at("count") == all.at("total").at("count"));
  // An article that is here is shown; one that is there is known, and cannot be.
  const std::string here = rest.at("hits").at(0).at("id");
  const std::string there = dam_of_2018.at("id");
  CHECK(search({"show", handed.archive(), here}).exit_code == 0);
  CHECK(search({"show", handed.archive(), "elsewhere"}).exit_code == 1);
  CHECK(search({"show", handed.archive(), there}).exit_code == 3);
  const Outcome unknown = search({"show", handed.archive(), there, "--partial"});
  CHECK(unknown.exit_code == 1);
  CHECK(contains(unknown.err, "shard 2018 was not searched"));
  const Outcome nothing = search({handed.archive(), "--partial", "dam", "date:2018"});
  CHECK(nothing.exit_code == 1);
  CHECK(contains(nothing.err, "no article matches in what was searched"));
}

TEST_CASE("a damaged segment is left out as a server is") {
  const Directory directory;
  must(index({"add", directory.path("archive"), DATELINE_SAMPLES}));
  for (const auto& segment : fs::directory_iterator(directory.path("archive") + "/shards/2018")) {
    directory.write("archive/shards/2018/" + segment.path().filename().string() + "/forward", "?");
  }
  CHECK(search({directory.path("archive"), "dam"}).exit_code == 3);
  const Json rest = dam(directory.path("archive"), {"--partial"});
  CHECK(rest.at("missing").at(0).at("shard") == "2018");
  CHECK(rest.at("total").at("count") == 1);
}

TEST_CASE("a server that hangs is given up after the timeout") {
  const Handed handed;
  handed.server->hang();
  const Outcome outcome = search({handed.archive(), "dam", "--timeout", "0.5"});
  CHECK(outcome.exit_code == 3);
  CHECK(contains(outcome.err, "shard 2018 cannot be asked"));
  CHECK(dam(handed.archive(), {"--partial", "--timeout", "0.5"}).at("missing").size() == 1);
  // Longer than the default of five seconds: giving up earlier would prove nothing on a busy
  // machine.
  const auto start = std::chrono::steady_clock::now();
  CHECK(search({handed.archive(), "dam", "--timeout", "6"}).exit_code == 3);
  CHECK(std::chrono::steady_clock::now() - start >= std::chrono::seconds(6));
}

TEST_CASE("a replica takes over from a server that dies or hangs") {
  const Handed handed;
  const Json before = dam(handed.archive());
  // xapian-replicate keeps the copy.
  const std::string port = std::to_string(test::free_port());
  const pid_t master = start("xapian-replicate-server",
                             {"--interface", "127.0.0.1", "--port", port, handed.directory.path()});
  Outcome replicated;
  test::wait_until([&] {
    replicated = run("xapian-replicate", {"--host", "127.0.0.1", "--port", port, "--master", "copy",
                                          "--one-shot", handed.directory.path("replica")});
    return replicated.exit_code == 0;
  });
  kill(master, SIGKILL);  // at SIGTERM it would end its process group, and so this test
  wait_for(master);
  must(replicated);
  const Server replica(handed.directory.path("replica"));
  must(index(
      {"shard", "attach", handed.archive(), "2018", handed.server->address(), replica.address()}));
  CHECK(dam(handed.archive()).at("hits") == before.at("hits"));
  handed.server->hang();
  CHECK(dam(handed.archive(), {"--timeout", "3"}).at("hits") == before.at("hits"));
  handed.server->kill();
  CHECK(dam(handed.archive()).at("hits") == before.at("hits"));
  CHECK(dam(handed.archive()).at("missing").empty());
}

TEST_CASE("servers that are killed while they are asked change no answer") {
  const Handed handed;
  const Json before = dam(handed.archive());
  const Server steady(handed.copy());
  auto flaky = std::make_unique<Server>(handed.copy());
  const unsigned port = flaky->port();
  must(index({"shard", "attach", handed.archive(), "2018", flaky->address(), steady.address()}));
  std::jthread killer([&](const std::stop_token& stop) {
    for (int i = 0; !stop.stop_requested(); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1 + 3 * (i % 7)));
      flaky->kill();
      flaky = std::make_unique<Server>(handed.copy(), port);
    }
  });
  std::vector<Json> answers;
  for (int i = 0; i < 100; ++i) answers.push_back(dam(handed.archive()));
  killer.request_stop();
  killer.join();
  for (const Json& answer : answers) {
    REQUIRE(answer.at("hits") == before.at("hits"));
    REQUIRE(answer.at("missing").empty());
  }
}

TEST_CASE("a shard is asked through ssh") {
  const Handed handed;
  const Json before = dam(handed.archive());
  handed.server->kill();
  // Stands for ssh: skips the options and the host, and runs the command here.
  handed.directory.write("bin/ssh",
                         "#!/bin/sh\n[ \"$5\" = db2 ] || exit 255\nshift 5\nexec \"$@\"\n");
  fs::permissions(handed.directory.path("bin/ssh"), fs::perms::owner_all);
  const Surroundings with_ssh{
      {}, {"PATH=" + handed.directory.path("bin") + ":" + std::getenv("PATH")}, false};
  must(index({"shard", "attach", handed.archive(), "2018", "ssh db2 " + handed.copy()}, with_ssh));
  const Outcome found = search({handed.archive(), "dam", "--format", "json"}, with_ssh);
  must(found);
  CHECK(Json::parse(found.out).at("hits") == before.at("hits"));
  CHECK(contains(read(handed.archive() + "/archive.stub"),
                 "remote :ssh db2 xapian-progsrv " + handed.copy()));
  const Outcome unreachable =
      index({"shard", "attach", handed.archive(), "2018", "ssh db3 " + handed.copy()}, with_ssh);
  CHECK(unreachable.exit_code == 3);
  CHECK(contains(unreachable.err, "ssh db3"));
}

TEST_CASE("ssh that hangs or ends in the middle of a search is a server that does not answer") {
  const Handed handed;
  handed.server->kill();
  // Stands for ssh; after so many bytes of answers it hangs until the program ends, or ends itself.
  handed.directory.write("bin/ssh",
                         "#!/bin/sh\n"
                         "exec 2>/dev/null\n"
                         "cd " +
                             handed.directory.path() +
                             " || exit 255\n"
                             "shift 5\n"
                             "[ -e bytes ] || exec \"$@\"\n"
                             "\"$@\" | {\n"
                             "  dd bs=1 count=$(cat bytes)\n"
                             "  while [ -e hangs ] && kill -0 $PPID; do\n"
                             "    sleep 0.2\n"
                             "  done\n"
                             "}\n");
  fs::permissions(handed.directory.path("bin/ssh"), fs::perms::owner_all);
  const Surroundings with_ssh{
      {}, {"PATH=" + handed.directory.path("bin") + ":" + std::getenv("PATH")}, false};
  const std::string server = "ssh db2 " + handed.copy();
  must(index({"shard", "attach", handed.archive(), "2018", server}, with_ssh));
  const std::string bytes = GENERATE("0", "20", "150", "300", "400");
  const bool hangs = GENERATE(true, false);
  CAPTURE(bytes, hangs);
  handed.directory.write("bytes", bytes + "\n");
  if (hangs) handed.directory.write("hangs", "");
  const Outcome failed = search({handed.archive(), "dam", "--timeout", "2"}, with_ssh);
  CHECK(failed.exit_code == 3);
  CHECK(contains(failed.err, "shard 2018 cannot be asked: " + server));
  const Outcome partial =
      search({handed.archive(), "dam", "--timeout", "2", "--partial"}, with_ssh);
  CHECK(partial.exit_code == 0);
  CHECK(contains(partial.err, "shard 2018 was not searched: " + server));
}

TEST_CASE("shards behind ssh are asked at the same time") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  must(index({"add", archive, DATELINE_SAMPLES}));
  const Json before = dam(archive);
  // Stands for ssh; once there is a file `together`, nobody is logged in before both are asked.
  directory.write("bin/ssh",
                  "#!/bin/sh\n"
                  "cd " +
                      directory.path() +
                      " || exit 255\n"
                      "host=$5\n"
                      "shift 5\n"
                      "[ -e together ] && touch asked.$host\n"
                      "i=0\n"
                      "while [ -e together ] && ! { [ -e asked.db1 ] && [ -e asked.db2 ]; }; do\n"
                      "  i=$((i + 1))\n"
                      "  [ $i -le 600 ] || exit 255\n"
                      "  sleep 0.1\n"
                      "done\n"
                      "exec \"$@\"\n");
  fs::permissions(directory.path("bin/ssh"), fs::perms::owner_all);
  const Surroundings with_ssh{
      {}, {"PATH=" + directory.path("bin") + ":" + std::getenv("PATH")}, false};
  for (const auto& [shard, host] : {std::pair{"2018", "db1"}, {"2019", "db2"}}) {
    must(index({"shard", "move", archive, shard, directory.path(shard)}));
    must(index({"shard", "attach", archive, shard,
                std::string("ssh ") + host + " " + directory.path(shard)},
               with_ssh));
  }
  directory.write("together", "");
  const Outcome found =
      must(search({archive, "dam", "--format", "json", "--timeout", "40"}, with_ssh));
  CHECK(Json::parse(found.out).at("hits") == before.at("hits"));
}

TEST_CASE("only the very copy of a shard is handed over") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  must(index({"add", archive, DATELINE_SAMPLES}));
  must(index({"shard", "move", archive, "2018", directory.path("2018")}));
  must(index({"shard", "move", archive, "2019", directory.path("2019")}));
  const Server other(directory.path("2019"));
  const std::string manifest = read(archive + "/archive.json");
  const auto refused = [&](const std::vector<std::string>& arguments, int exit_code,
                           const std::string& why) {
    std::vector<std::string> all = {"shard"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    const Outcome outcome = index(all);
    CAPTURE(outcome.err, why);
    CHECK(outcome.exit_code == exit_code);
    CHECK(contains(outcome.err, why));
    CHECK(read(archive + "/archive.json") == manifest);
  };
  refused({"attach", archive, "2018", other.address()}, 3, "it has another database");
  refused({"attach", archive, "2018", "remote 127.0.0.1:1"}, 3, "remote 127.0.0.1:1");
  refused({"attach", archive, "2018", "db1:7000"}, 2, "'db1:7000' is not a server");
  refused({"attach", archive, "2018", "ssh -oProxyCommand=x /srv"}, 2, "is not a server");
  refused({"attach", archive, "2018", "ssh db2 /srv;reboot"}, 2, "is not a server");
  refused({"attach", archive, "2020", other.address()}, 2, "shard 2020 was not copied");
  refused({"attach", archive, "1918", other.address()}, 2, "no shard '1918'");
  refused({"detach", archive, "2018"}, 2, "no server has shard 2018");
  refused({"move", archive, "2020", directory.path("2019")}, 2, "exists already");
  refused({"move", directory.path("nothing"), "2020", directory.path("x")}, 3, "no archive");

  // Continues in what an interrupted run left.
  must(index({"shard", "move", archive, "2018", directory.path("again")}));
  const std::string uuid = Json::parse(manifest).at("uuid");
  directory.write("again/move.unfinished", uuid + " 2018\n");
  directory.write("again/records", "half of it");
  must(index({"shard", "move", archive, "2018", directory.path("again")}));
  CHECK_FALSE(fs::exists(directory.path("again/move.unfinished")));
  CHECK_FALSE(fs::exists(directory.path("again/records")));

  const Json late = {{"title", "Late report"}, {"text", "A dam."}, {"date", "2018-12-01"}};
  must(index({"add", archive, directory.write("late.jsonl", late.dump() + "\n")}));
  const Server stale(directory.path("2018"));
  const Outcome changed = index({"shard", "attach", archive, "2018", stale.address()});
  CHECK(changed.exit_code == 2);
  CHECK(contains(changed.err, "shard 2018 has changed since it was copied"));
}

}  // namespace shard_test
