// SPDX-License-Identifier: GPL-2.0-or-later
// Received archives: nothing they ask for is done before their user trusts them.
#include "tests/e2e/process.h"
#include "tests/servers.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <arpa/inet.h>
#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <netinet/in.h>
#include <nlohmann/json.hpp>
#include <sys/socket.h>
#include <unistd.h>
#include <xxhash.h>

namespace trust_test {

using namespace e2e;
using Json = nlohmann::json;
using Strings = std::vector<std::string>;
namespace fs = std::filesystem;

namespace {

std::size_t lines_of(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

/// A port of this machine that notices whether anybody connects.
class Watched {
 public:
  Watched() : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(bind(fd_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(listen(fd_, 16) == 0);
    REQUIRE(getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port_ = ntohs(address.sin_port);
  }
  Watched(const Watched&) = delete;
  Watched& operator=(const Watched&) = delete;
  ~Watched() { close(fd_); }

  [[nodiscard]] std::string address() const { return "remote 127.0.0.1:" + std::to_string(port_); }

  [[nodiscard]] bool was_connected_to() const {
    const int connection = accept(fd_, nullptr, nullptr);
    if (connection >= 0) close(connection);
    return connection >= 0;
  }

 private:
  int fd_;
  unsigned port_ = 0;
};

/// An archive of the samples whose articles of 2018 are on a server, and its copy, which names
/// another: as if it were received.
struct Received {
  Received() {
    must(index({"add", made, DATELINE_SAMPLES}));
    must(search({"save", made, "dam", "dam"}));
    must(index({"shard", "move", made, "2018", directory.path("copy")}));
    server = std::make_unique<test::Server>(directory.path("copy"));
    must(index({"shard", "attach", made, "2018", server->address()}));
    fs::copy(made, archive, fs::copy_options::recursive);
  }

  /// Makes the copy name this server.
  void serve_from(const std::string& address) const {
    Json manifest = Json::parse(read(archive + "/archive.json"));
    for (Json& shard : manifest["shards"]) {
      if (shard.contains("served")) shard["served"]["servers"] = Json::array({address});
    }
    // An attacker also writes the checksum.
    manifest.erase("checksum");
    std::string text = manifest.dump(2);
    text.resize(text.rfind("\n}"));
    text +=
        fmt::format(",\n  \"checksum\": \"{:016x}\"\n}}\n", XXH3_64bits(text.data(), text.size()));
    directory.write("received/archive.json", text);
  }

  Directory directory;
  std::string made = directory.path("made");
  std::string archive = directory.path("received");
  std::unique_ptr<test::Server> server;
};

}  // namespace

TEST_CASE("a received archive has nobody's server asked, whatever is done with it", "[trust]") {
  const Received received;
  const Watched watched;
  const Directory bin;
  const std::string called = bin.path("called");
  bin.write("ssh", "#!/bin/sh\ntouch '" + called + "'\nexit 255\n");
  fs::permissions(bin.path("ssh"), fs::perms::owner_all);
  const Surroundings with_ssh{{}, {"PATH=" + bin.path() + ":" + std::getenv("PATH")}};
  const std::string& archive = received.archive;
  const std::string file = received.directory.write(
      "new.jsonl", R"({"id":"n","title":"A new dam","text":"Built.","date":"2019-12-30"})"
                   "\n");
  const std::vector<Strings> searches = {{archive, "dam"},
                                         {archive, "dam", "--format", "json"},
                                         {archive, "dam", "--partial"},
                                         {archive, "dam", "--collapse", "--facet", "year"},
                                         {"facets", archive, "--by", "source", "dam"},
                                         {"timeline", archive, "dam"},
                                         {"kwic", archive, "dam"},
                                         {"keyness", archive, "dam"},
                                         {"collocates", archive, "dam"},
                                         {"cite", archive, "dam"},
                                         {"export", archive, "dam"},
                                         {"explain", archive, "dam"},
                                         {"sources", archive},
                                         {"show", archive, "no-such-id"},
                                         {"story", archive, "no-such-id"},
                                         {"save", archive, "other", "dam"},
                                         {"deliver", archive}};
  const std::vector<Strings> others = {{"status", archive},
                                       {"check", archive},
                                       {"add", archive, file},
                                       {"delete", archive, "--query", "dam"},
                                       {"delete", archive, "--id", "no-such-id"},
                                       {"compact", archive},
                                       {"shard", "detach", archive, "2018"},
                                       {"shard", "move", archive, "2018", bin.path("x")},
                                       {"shard", "attach", archive, "2018", watched.address()}};
  for (const std::string& address : {watched.address(), std::string("ssh elsewhere /srv/2018")}) {
    received.serve_from(address);
    for (const Strings& arguments : searches) {
      const Outcome outcome = search(arguments, with_ssh);
      CAPTURE(address, arguments, outcome.err);
      CHECK(outcome.exit_code < 3);
      CHECK_FALSE(watched.was_connected_to());
      CHECK_FALSE(fs::exists(called));
    }
    for (const Strings& arguments : others) {
      const Outcome outcome = index(arguments, with_ssh);
      CAPTURE(address, arguments, outcome.err);
      CHECK(outcome.exit_code < 4);
      CHECK_FALSE(watched.was_connected_to());
      CHECK_FALSE(fs::exists(called));
    }
  }
}

TEST_CASE("a search says once what it left out of a received archive, and how to trust it",
          "[trust]") {
  const Received received;
  const Outcome whole = search({received.made, "dam", "--format", "json"});
  must(whole);
  const Outcome part = search({received.archive, "dam", "--format", "json"});
  must(part);
  CAPTURE(part.err);
  CHECK(lines_of(part.err) == 2);  // the other one is about forms of the word
  CHECK(contains(part.err, "shard 2018"));
  CHECK(contains(part.err, "dateline-index trust " + received.archive));
  const Json answer = Json::parse(part.out);
  CHECK(answer.at("missing").size() == 1);
  CHECK(answer.at("missing").at(0).at("shard") == "2018");
  CHECK(answer.at("total").at("count") == 1);
  CHECK(Json::parse(whole.out).at("missing").empty());
  for (const char* format : {"text", "jsonl", "csv"}) {
    const Outcome outcome = search({received.archive, "dam", "--format", format});
    CAPTURE(format, outcome.err);
    CHECK(outcome.exit_code == 0);
    CHECK(lines_of(outcome.err) == 2);
    CHECK(contains(outcome.out, "2018"));
  }
  for (const char* verb : {"cite", "facets", "timeline", "kwic", "export"}) {
    const Outcome outcome = search({verb, received.archive, "dam"});
    CAPTURE(verb, outcome.err);
    CHECK(outcome.exit_code == 0);
    CHECK(contains(outcome.err, "dateline-index trust"));
  }
  // All or nothing gives nothing.
  CHECK(search({received.archive, "dam", "--require-all"}).exit_code == 3);

  const Outcome trusted = index({"trust", received.archive});
  must(trusted);
  CHECK(contains(trusted.out, "servers    of shard 2018: " + received.server->address()));
  const Outcome now = search({received.archive, "dam", "--format", "json"});
  must(now);
  CHECK(now.err.empty());
  CHECK(Json::parse(now.out).at("hits") == Json::parse(whole.out).at("hits"));
  CHECK(contains(index({"trust"}).out, " " + fs::canonical(received.archive).string() + "\n"));
  must(index({"trust", "--forget", received.archive}));
  CHECK(contains(search({received.archive, "dam"}).err, "dateline-index trust"));
  CHECK(index({"trust", "--forget", received.archive}).exit_code == 1);
  CHECK(index({"trust", "--forget"}).exit_code == 2);
  CHECK(index({"trust", received.directory.path("nothing")}).exit_code == 3);
}

TEST_CASE("an archive without servers or alerts needs no trust, and says nothing of it",
          "[trust]") {
  const Directory directory;
  const std::string made = directory.path("made");
  must(index({"add", made, DATELINE_SAMPLES}));
  must(search({"save", made, "dam", "dam"}));
  fs::copy(made, directory.path("copy"), fs::copy_options::recursive);
  const std::string file = directory.write("new.txt", article("2019-12-30", "New", "A dam."));
  for (const Outcome& outcome :
       {search({directory.path("copy"), "query:dam"}), index({"add", directory.path("copy"), file}),
        search({"deliver", directory.path("copy")})}) {
    CAPTURE(outcome.err);
    CHECK(outcome.exit_code == 0);
    CHECK_FALSE(contains(outcome.err, "trust"));
  }
}

TEST_CASE("a received archive delivers no alert of any kind", "[trust]") {
  const Directory directory;
  const std::string archive = directory.path("received");
  const std::string made = directory.path("made");
  must(index({"add", made, directory.write("old.txt", article("2019-12-01", "Old", "A flood."))}));
  const std::string victim = directory.write("victim", "mine\n");
  const Strings ways = {"jsonl:" + victim, "atom:" + victim, "maildir:" + directory.path("mail"),
                        "command:cat > '" + victim + "'"};
  for (std::size_t i = 0; i < ways.size(); ++i) {
    directory.write("made/alerts/a" + std::to_string(i) + ".toml",
                    "query = 'flood'\ndeliver = \"" + ways[i] + "\"\n");
  }
  // As if it had begun where it was made.
  must(search({"deliver", made}));
  REQUIRE(read(victim) == "mine\n");
  fs::copy(made, archive, fs::copy_options::recursive);
  const std::string file = directory.write("new.txt", article("2019-12-13", "New", "A new flood."));
  const Outcome added = index({"add", archive, file});
  CAPTURE(added.out, added.err);
  CHECK(added.exit_code == 1);
  CHECK(contains(added.out, "added:               1"));
  CHECK(contains(added.err, "dateline-index trust " + archive));
  CHECK(lines_of(added.err) == 1);
  const Outcome delivered = search({"deliver", archive});
  CHECK(delivered.exit_code == 2);
  CHECK(contains(delivered.err, "dateline-index trust " + archive));
  const Outcome set = search({"alert", archive, "a0", "--to", "jsonl:" + directory.path("x")});
  CHECK(set.exit_code == 2);
  CHECK(contains(set.err, "dateline-index trust " + archive));
  CHECK_FALSE(fs::exists(directory.path("x")));
  CHECK(read(victim) == "mine\n");
  CHECK_FALSE(fs::exists(directory.path("mail/new")));
  must(search({"alert", archive, "a3", "--off"}));
  must(search({"alert", archive, "a1", "--off"}));

  const Outcome trusted = index({"trust", archive});
  must(trusted);
  CHECK(contains(trusted.out, "alert      a0 delivers to jsonl:" + victim + "\n"));
  must(search({"deliver", archive}));
  CHECK(contains(read(victim), "A new flood."));
  CHECK(fs::exists(directory.path("mail/new")));
}

}  // namespace trust_test
