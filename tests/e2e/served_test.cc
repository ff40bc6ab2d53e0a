// SPDX-License-Identifier: GPL-2.0-or-later
// What an archive with a shard on a server answers: the same as without, exactly or not at all; and
// what it does while that server is down.
#include "tests/e2e/process.h"
#include "tests/servers.h"

#include <chrono>
#include <filesystem>
#include <memory>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace served_test {

using namespace e2e;
using test::Server;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

std::string line(const std::string& id, const std::string& date, const std::string& body) {
  return Json{{"id", id},
              {"headline", "Report " + id},
              {"date", date},
              {"source", date < "2019" ? "The Valley Echo" : "Harbour Post"},
              {"body", body}}
             .dump() +
         "\n";
}

std::string articles() {
  return line("p1", "2018-03-01", "The police raided a house. Universe expands after the flood.") +
         line("p2", "2019-01-02", "A university debated the new policy and its policies.") +
         line("p3", "2019-02-03", "Universities and universal policy.") +
         line("p4", "2019-03-04", "Two generals met. Arms were sold.") +
         line("p5", "2019-04-05", "He broke his arm in the flood.") +
         line("p6", "2018-05-06",
              "Rents rise and tenants renting pay rent. A dove over the quay.") +
         line("p7", "2018-06-07", "Waves at the quay. The wall of the quay is wet.");
}

/// Those, with the shard of 2018 on a server.
struct Served {
  Directory directory;
  std::string archive = directory.path("archive");
  std::string here = directory.path("here");  ///< the same without servers
  std::string input = directory.write("in.jsonl", articles());
  std::unique_ptr<Server> server;
  Outcome attached;

  Served() {
    must(index({"add", here, input}));
    fs::copy(here, archive, fs::copy_options::recursive);
    must(index({"trust", archive}));
    attach();
  }

  void attach() {
    must(index({"shard", "move", archive, "2018", directory.path("copy")}));
    server = std::make_unique<Server>(directory.path("copy"));
    attached = index({"shard", "attach", archive, "2018", server->address()});
    must(attached);
  }

  std::string add(const std::string& name, const std::string& lines) const {
    return directory.write(name, lines);
  }
};

/// The hits of an answer, and how many there are.
Json hits(const std::string& archive, const std::string& query) {
  const Outcome outcome = search({archive, query, "--format", "json"});
  INFO(query << "\n" << outcome.err);
  REQUIRE(outcome.exit_code <= 1);
  const Json answer = Json::parse(outcome.out);
  CHECK(answer.at("total").at("exact") == true);
  return {{"total", answer.at("total")}, {"hits", answer.at("hits")}};
}

}  // namespace

TEST_CASE("a wildcard means the same wherever a shard is, or is refused") {
  const Served served;
  for (const char* query : {"universe*",
                            "universe* date:2019",
                            "university*",
                            "arms*",
                            "arm*",
                            "police*",
                            "polic*",
                            "headline(report)",
                            "rent*",
                            "dove* w/5 quay",
                            "\"quay* is\"",
                            "renting* date:2019",
                            "qu?y",
                            "*ave",
                            "fuzzy(quai)",
                            "=dove",
                            "caps(Universe)",
                            "flood OR univers*",
                            "flood w/s arm date:2019",
                            "length:>5 date:2019",
                            "first:yes date:2019",
                            "lead(flood) date:2019",
                            "flood notnear/3 arm date:2019",
                            "atleast2(universal OR universities) date:2019",
                            "title:rep*",
                            "zebra w/s wave"}) {
    CAPTURE(query);
    CHECK(hits(served.archive, query) == hits(served.here, query));
  }
  for (const auto& [query, part] : {std::pair{"renting*", "'renting' and "},
                                    {"rents*", "'Rents' and "},
                                    {"dove* w/5 renting*", "are one word"},
                                    {"fuzzy(rentin)", "are one word"},
                                    {"wave w/s quay", ""},
                                    {"wave pre/5 quay", ""},
                                    {"wave notnear/5 quay", ""},
                                    {"length:>5", ""},
                                    {"first:yes", ""},
                                    {"story:0123456789abcdef", ""},
                                    {"dateline-date:2018", ""},
                                    {"ingested:today", ""},
                                    {"lead(flood)", ""},
                                    {"first50(flood)", ""},
                                    {"atleast2(quay)", ""}}) {
    CAPTURE(query);
    const Outcome refused = search({served.archive, query});
    CHECK(refused.exit_code == 2);
    CHECK(contains(refused.err, "cannot be answered by shard 2018, which is on a server"));
    CHECK(contains(refused.err, "dateline-index shard detach"));
    CHECK(contains(refused.err, part));
    CHECK(search({served.archive, query, "date:2019"}).exit_code <= 1);
  }
  const Outcome partial = search({served.archive, "renting*", "--partial"});
  CHECK(partial.exit_code == 1);
  CHECK(contains(partial.err, "shard 2018 was not searched: 'renting*' cannot be answered"));
  // A clause that servers cannot answer alone is explained, where dates spare them the query.
  const Outcome explained = search({"explain", served.archive, "renting* date:2019"});
  must(explained);
  CHECK(contains(explained.out, "not counted on its own"));
}

TEST_CASE("a server that is down stops nothing that does not need it") {
  const bool hangs = GENERATE(false, true);
  CAPTURE(hangs);
  const Served served;
  const std::string& archive = served.archive;
  const Json before = hits(archive, "flood date:2019");
  hangs ? served.server->hang() : served.server->kill();

  // Searches that no article of 2018 answers.
  CHECK(hits(archive, "flood date:2019") == before);
  CHECK(hits(archive, "arms") == hits(served.here, "arms"));
  CHECK(hits(archive, "univers* date:2019") == hits(served.here, "univers* date:2019"));
  must(search({"explain", archive, "flood date:2019"}));
  must(search({"facets", archive, "--by", "source", "flood date:2019"}));
  must(search({"show", archive, "p5"}));
  CHECK(search({"show", archive, "nobody"}).exit_code == 1);

  // Words are counted where all articles concerned are here.
  const std::vector<std::vector<std::string>> counts = {
      {"keyness", "flood date:2019", "--against", "policy date:2019", "--min", "1"},
      {"keyness", "flood", "--from", "2019", "--against", "policy", "--against-from", "2019",
       "--min", "1"},
      {"keyness", "arms", "--against", "debated", "--min", "1"},
      {"compare", "flood date:2019", "policy date:2019"},
      {"compare", "flood", "policy", "--from", "2019"},
      {"timeline", "flood date:2019"},
      {"timeline", "flood date:2019", "--with", "arms", "--by", "year"},
      {"timeline", "flood date:2019", "--share-of", "date:2019"},
      {"timeline", "--by", "month"}};
  for (const std::vector<std::string>& count : counts) {
    CAPTURE(count);
    const auto of = [&](const std::string& which) {
      std::vector<std::string> all = count;
      all.insert(all.begin() + 1, which);
      all.insert(all.end(), {"--format", "csv", "--timeout", "600"});
      const Outcome outcome = search(all);
      INFO(outcome.err);
      CHECK(outcome.exit_code == 0);
      return outcome.out;
    };
    CHECK(of(archive) == of(served.here));
  }
  const Outcome rest = search({"collocates", archive, "flood date:2019", "--min", "1"});
  CHECK(rest.exit_code == 2);
  CHECK(contains(rest.err, "shard 2018 is on a server, which does not count words"));
  const Outcome without =
      search({"keyness", archive, "flood date:2019", "--min", "1", "--partial"});
  must(without);
  CHECK(contains(without.err, "shard 2018 was not searched: a server does not count words"));

  // Of files, too, with what the server has of them.
  const Outcome look = index({"delete", archive, "--source", served.input, "--dry-run"});
  must(look);
  CHECK(contains(look.out, "2018-03-01  p1  (its server does not answer)\n"));
  CHECK(contains(look.out, "2019-01-02  p2  Report p2\n"));
  CHECK(contains(look.out, "would delete: 7\n"));
  const Outcome whole = index({"delete", archive, "--source", served.input, "--yes"});
  CHECK(whole.exit_code == 3);
  CHECK(contains(whole.err, "leave out what that shard has"));
  CHECK(contains(index({"status", archive}).out, "articles   7\n"));

  // New articles come in; those that the server has are known.
  const Outcome again = index({"add", archive, served.input, "--again"});
  must(again);
  CHECK(summary(again, "unchanged") == "7");
  must(index({"add", archive,
              served.add("new.jsonl", line("n1", "2019-07-01", "A new flood.") +
                                          line("n2", "2018-07-01", "Late."))}));
  const Outcome corrected = index(
      {"add", archive, served.add("corrected.jsonl", line("p1", "2018-03-01", "Another text."))});
  CHECK(corrected.exit_code == 1);
  CHECK(contains(corrected.err, "p1"));

  const Outcome deleted = index({"delete", archive, "--query", "generals", "--yes"});
  must(deleted);
  CHECK(contains(deleted.out, "deleted: 1"));
  must(index({"delete", archive, "--query", "flood date:2019-04", "--yes"}));
  must(index({"delete", archive, "--id", "p3", "--yes"}));
  CHECK(index({"delete", archive, "--id", "nobody"}).exit_code == 1);
  CHECK(index({"delete", archive, "--id", "p1"}).exit_code == 3);  // its text is needed
  const Outcome needs_it = index({"delete", archive, "--query", "flood"});
  CHECK(needs_it.exit_code == 3);
  CHECK(contains(needs_it.err, "shard 2018 cannot be asked"));
  CHECK(contains(needs_it.err, "bound the query by dates"));
  CHECK_FALSE(contains(needs_it.err, "--partial"));

  const Outcome status = index({"status", archive});
  must(status);
  CHECK(contains(status.out, "2018: does not answer: " + served.server->address()));
  CHECK(contains(status.out, "           4  The Valley Echo"));
  const Json json = Json::parse(index({"status", archive, "--format", "json"}).out);
  CHECK(contains(json.at("shards").at(0).at("problem"), served.server->address()));
  CHECK(json.at("shards").at(1).at("problem") == "");

  const Outcome check = index({"check", archive});
  CHECK(check.exit_code == 1);
  CHECK(contains(check.out, "shard 2018 at " + served.server->address() + ": not reachable"));
  CHECK_FALSE(contains(check.out, "DAMAGED"));
  CHECK_FALSE(contains(check.out + check.err, "backup"));
  CHECK(search({archive, "flood", "--timeout", "0.5"}).exit_code == 3);
}

TEST_CASE("nobody waits for a server that hangs and is not needed") {
  const Served served;
  const auto answers = [&](const std::string& archive) {
    // Longer than the test waits: asking the server at all would fail it.
    const auto asked = [&](std::vector<std::string> arguments) {
      arguments.insert(arguments.end(), {"--timeout", "600"});
      const Outcome outcome = search(arguments);
      INFO(outcome.err);
      CHECK(outcome.exit_code <= 1);
      return outcome.out + outcome.err;
    };
    std::vector<std::string> all;
    for (const char* query :
         {"flood date:2019", "NOT flood date:2019", "date:2019 flood OR police",
          "(flood date:2019) OR (dove date:2019-04)", "any(flood zebra) date:2019",
          "flood date:2017", "univercity", "univercity date:2019", "polise date:2019",
          "headline(report) w/5 p5 date:2019", "=flood date:2019"}) {
      CAPTURE(query);
      all.push_back(asked({archive, query, "--format", "csv"}));
      all.push_back(asked({archive, query, "--sort", "oldest", "--format", "csv"}));
    }
    all.push_back(asked({archive, "flood", "--from", "2019", "--format", "csv"}));
    all.push_back(asked({archive, "flood", "--to", "2017", "--format", "csv"}));
    all.push_back(asked({"facets", archive, "--by", "source", "--from", "2019"}));
    all.push_back(asked({"facets", archive, "--by", "year"}));
    all.push_back(asked({"timeline", archive, "flood", "--from", "2019", "--to", "2019"}));
    all.push_back(asked({"kwic", archive, "flood", "--from", "2019"}));
    all.push_back(search({"export", archive, "flood date:2019", "--timeout", "600"}).out);
    all.push_back(asked({"show", archive, "p5"}));
    const std::string explained =
        asked({"explain", archive, "flood date:2019", "--format", "json"});
    all.push_back(Json::parse(explained).at("query").dump());
    return all;
  };
  const std::vector<std::string> here = answers(served.here);
  served.server->hang();
  const std::vector<std::string> there = answers(served.archive);
  for (std::size_t i = 0; i < here.size(); ++i) {
    std::string expected = here[i];
    for (std::size_t at = 0; (at = expected.find(served.here, at)) != std::string::npos;) {
      expected.replace(at, served.here.size(), served.archive);
    }
    CHECK(there[i] == expected);
  }
  must(search({"save", served.archive, "late", "flood date:2019"}));
  must(search(
      {"alert", served.archive, "late", "--to", "jsonl:" + served.directory.path("out.jsonl")}));
  must(search({"deliver", served.archive}));
  must(index({"compact", served.archive}));
  // It is told that the server does not answer, sooner than a search would wait for it.
  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  const Outcome status = must(index({"status", served.archive}));
  const auto took = Clock::now() - start;
  CHECK(search({served.archive, "flood"}).exit_code == 3);
  CHECK(took < Clock::now() - start - took);
  CHECK(contains(status.out, "articles   7\n"));
  CHECK(contains(status.out, "           3  The Valley Echo"));
  CHECK(contains(status.out, "2018: does not answer: " + served.server->address()));
}

TEST_CASE("a page continues only with the shards that it was made of") {
  Served served;
  const unsigned port = served.server->port();
  const auto page = [&](const std::vector<std::string>& more) {
    std::vector<std::string> all = {
        served.archive, "flood OR quay", "--sort", "oldest", "--limit", "1", "--format", "json"};
    all.insert(all.end(), more.begin(), more.end());
    return search(all);
  };
  const auto cursor = [&](const std::vector<std::string>& more) {
    return Json::parse(must(page(more)).out).at("next_page").get<std::string>();
  };
  const auto exported = [&](const std::vector<std::string>& more) {
    std::vector<std::string> all = {"export", served.archive, "flood OR quay", "--limit", "1"};
    all.insert(all.end(), more.begin(), more.end());
    return search(all);
  };
  const std::string of_all = cursor({});
  CHECK(page({"--page", of_all, "--partial"}).exit_code == 0);  // nothing is missing
  served.server->kill();
  must(index({"add", served.archive,
              served.add("more.jsonl", line("n1", "2019-08-01", "A flood.") +
                                           line("n2", "2019-08-02", "A flood."))}));
  const std::string of_some = cursor({"--partial"});
  CHECK(page({"--page", of_some, "--partial"}).exit_code == 0);
  const std::string told = exported({"--partial"}).err;
  const std::string rest =
      Json::parse(told.substr(told.rfind("{\"format_version\""))).at("next_page");
  CHECK(exported({"--page", rest, "--partial"}).exit_code == 0);
  CHECK(page({"--page", of_all, "--partial"}).exit_code == 2);  // the archive has changed
  served.server = std::make_unique<Server>(served.directory.path("copy"), port);
  const Outcome back = page({"--page", of_some});
  CHECK(back.exit_code == 2);
  CHECK(contains(back.err, "that page was made without shard 2018, which can be searched now"));
  const Outcome export_back = exported({"--page", rest});
  CHECK(export_back.exit_code == 2);
  CHECK(contains(export_back.err, "that page was made without shard 2018"));
  const std::string whole_again = cursor({});
  CHECK(page({"--page", whole_again}).exit_code == 0);
  served.server->kill();
  const Outcome without = page({"--page", whole_again, "--partial"});
  CHECK(without.exit_code == 2);
  CHECK(contains(without.err, "that page was made with shard 2018, which cannot be searched now"));
}

TEST_CASE("what was deleted of a served shard is hidden at once, until the shard is made anew") {
  const Served served;
  const std::string& archive = served.archive;
  const auto same_as_here = [&](const std::vector<std::string>& queries) {
    for (const std::string& query : queries) {
      CAPTURE(query);
      CHECK(hits(archive, query).at("total") == hits(served.here, query).at("total"));
    }
  };
  const auto same_output = [&](std::vector<std::string> arguments) {
    const auto of = [&](const std::string& which) {
      std::vector<std::string> all = arguments;
      all.insert(all.begin() + 1, which);
      Json answer = Json::parse(search(all).out);
      for (const char* key : {"archive", "revision", "missing"}) answer.erase(key);
      return answer;
    };
    CHECK(of(archive) == of(served.here));
  };
  for (const std::string& one : {archive, served.here}) {
    const Outcome deleted =
        index({"delete", one, "--query", "flood date:2018", "--reason", "withdrawn", "--yes"});
    INFO(deleted.err);
    CHECK(deleted.exit_code == 0);
    CHECK(contains(deleted.out, "2018-03-01  p1  Report p1\ndeleted: 1\n"));
  }
  CHECK(hits(archive, "flood").at("total").at("count") == 1);
  same_as_here({"flood", "police", "quay", "date:2018", "", "rent OR police", "p1 OR universe",
                "source:\"The Valley Echo\"", "NOT dove", "police OR flood OR quay"});
  same_output({"facets", "--by", "source", "--format", "json"});
  same_output({"facets", "--by", "year", "--format", "json"});
  same_output({"timeline", "--by", "month", "--format", "json"});
  same_output({"timeline", "quay", "--by", "year", "--format", "json"});
  CHECK(search({"show", archive, "p1"}).exit_code == 1);
  CHECK(search({"export", archive, "flood", "--format", "jsonl"}).out.find("p1") ==
        std::string::npos);
  CHECK(contains(index({"status", archive}).out, "articles   6\n"));
  CHECK(contains(index({"status", archive}).out, "           2  The Valley Echo"));
  CHECK(contains(index({"deleted", archive}).out, "p1  2018-03-01  Report p1  (withdrawn)"));
  CHECK(index({"delete", archive, "--id", "p1", "--yes"}).exit_code == 1);
  must(index({"check", archive}));
  // It does not come back, whatever is added, merged or attached.
  const Outcome again = must(index({"add", archive, served.input, "--again"}));
  CHECK(summary(again, "withdrawn") == "1");
  CHECK(summary(again, "unchanged") == "6");
  must(index({"add", archive,
              served.add("new.jsonl", line("n1", "2018-07-01", "A late article of the year."))}));
  must(index({"compact", archive}));
  must(index({"shard", "attach", archive, "2018", served.server->address()}));
  CHECK(hits(archive, "police").at("total").at("count") == 0);
  const std::string backup = served.directory.path("backup");
  must(index({"backup", archive, backup}));
  must(index({"trust", backup}));
  CHECK(hits(backup, "police").at("total").at("count") == 0);
  SECTION("undelete shows it again") {
    must(index({"undelete", archive, "--id", "p1"}));
    CHECK(hits(archive, "police").at("total").at("count") == 1);
    must(search({"show", archive, "p1"}));
    CHECK(contains(index({"status", archive}).out, "articles   8\n"));
  }
  SECTION("a shard that is taken back is without it") {
    must(index({"shard", "detach", archive, "2018"}));
    CHECK(hits(archive, "police").at("total").at("count") == 0);
    CHECK(hits(archive, "quay").at("total").at("count") == 2);
    must(index({"check", archive}));
    const std::string copy = served.directory.path("copy again");
    must(index({"shard", "move", archive, "2018", copy}));
    const Server server(copy);
    must(index({"shard", "attach", archive, "2018", server.address()}));
    CHECK(hits(archive, "police").at("total").at("count") == 0);
    must(index({"undelete", archive, "--id", "p1"}));
    CHECK(summary(index({"add", archive, served.input}), "added") == "1");
    CHECK(hits(archive, "police").at("total").at("count") == 1);
  }
  SECTION("without its facts, too") {
    for (const auto& entry : fs::directory_iterator(archive + "/stories")) {
      if (entry.path().extension() != ".facts") continue;
      std::string bytes = read(entry.path());
      bytes[40] = static_cast<char>(bytes[40] ^ 1);
      served.directory.write(fs::relative(entry.path(), served.directory.path()).string(), bytes);
    }
    CHECK(index({"repair", archive}).exit_code == 0);
    CHECK(search({"show", archive, "p1"}).exit_code == 1);
    CHECK(contains(index({"status", archive}).out, "           3  The Valley Echo"));
  }
}

TEST_CASE("a server that is slow is asked last by the next command") {
  const Served served;
  const Server other(served.directory.path("copy"));
  must(index(
      {"shard", "attach", served.archive, "2018", served.server->address(), other.address()}));
  const Surroundings surroundings{{}, {"XDG_RUNTIME_DIR=" + served.directory.path("run")}, false};
  const Json before = hits(served.archive, "flood");
  served.server->hang();
  must(search({served.archive, "flood", "--timeout", "2"}, surroundings));
  CHECK(contains(read(served.directory.path("run/dateline/slow-servers")),
                 " " + served.server->address() + "\n"));
  // Asked first, it would take half of these, for which the test does not wait.
  must(search({served.archive, "flood", "--timeout", "600"}, surroundings));
}

TEST_CASE("what is kept of a served shard is checked, backed up and done without") {
  const Served served;
  const std::string backup = served.directory.path("backup");
  must(index({"backup", served.archive, backup}));
  must(index({"check", served.archive, "--against", backup}));
  std::string facts;
  for (const auto& entry : fs::directory_iterator(served.archive + "/stories")) {
    if (entry.path().extension() == ".facts") facts = entry.path();
  }
  REQUIRE_FALSE(facts.empty());
  std::string bytes = read(facts);
  bytes[40] = static_cast<char>(bytes[40] ^ 1);
  served.directory.write(fs::relative(facts, served.directory.path()).string(), bytes);
  const Outcome damaged = index({"check", served.archive});
  CHECK(damaged.exit_code == 3);
  CHECK(contains(damaged.out, "DAMAGED  stories/"));
  CHECK(contains(damaged.out, ".facts"));
  CHECK(index({"repair", served.archive}).exit_code == 0);
  const Outcome check = index({"check", served.archive});
  must(check);
  CHECK(contains(check.out, "note     shard 2018: its words and ids are not known here"));
  CHECK(contains(index({"status", served.archive}).out, "2018: its words and ids are not known"));
  // It continues as well as it can.
  CHECK(hits(served.archive, "flood") == hits(served.here, "flood"));
  CHECK(hits(served.archive, "univers* date:2019") == hits(served.here, "univers* date:2019"));
  const Outcome refused = search({served.archive, "univers*"});
  CHECK(refused.exit_code == 2);
  CHECK(contains(refused.err, "it was copied before a list of its words was kept here"));
  must(index({"add", served.archive, served.input, "--again"}));
  // Handed over again, it is whole again.
  must(index({"shard", "detach", served.archive, "2018"}));
  const std::string copy = served.directory.path("copy again");
  must(index({"shard", "move", served.archive, "2018", copy}));
  const Server server(copy);
  must(index({"shard", "attach", served.archive, "2018", server.address()}));
  CHECK(hits(served.archive, "univers*").at("total") == hits(served.here, "univers*").at("total"));
  must(index({"check", served.archive}));
}

TEST_CASE(
    "saved searches that a shard on servers cannot answer are reported before it is handed over") {
  Served served;
  must(index({"shard", "detach", served.archive, "2018"}));
  const auto saved = [&](const std::string& name, const std::string& query) {
    must(search({"save", served.archive, name, query}));
  };
  saved("bysent", "flood w/s quay");
  saved("plain", "flood quay");
  saved("late", "flood w/s quay date:2019");
  saved("both", "query:bysent OR dove");
  must(search(
      {"alert", served.archive, "bysent", "--to", "jsonl:" + served.directory.path("out.jsonl")}));
  fs::remove_all(served.directory.path("copy"));
  served.attach();
  const std::string& told = served.attached.err;
  CHECK(contains(told, "the saved search 'bysent' will no longer be answered: "));
  CHECK(contains(told, "the saved search 'both' will no longer be answered: "));
  CHECK(contains(told, "shard 2018"));
  CHECK(contains(told, "its alert continues"));
  CHECK_FALSE(contains(told, "'plain'"));
  CHECK_FALSE(contains(told, "'late'"));
  served.server->kill();
  must(search({"deliver", served.archive}));
}

}  // namespace served_test
