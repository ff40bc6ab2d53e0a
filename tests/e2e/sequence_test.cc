// SPDX-License-Identifier: GPL-2.0-or-later
// What words side by side mean: articles with all of them, in every verb; a ranked page goes on
// with articles that have some.
#include "tests/e2e/process.h"
#include "tests/e2e/samples.h"

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace sequence_test {

using namespace e2e;
using Json = nlohmann::json;

namespace {

/// Five articles, two of which have both words of `Exxon Valdez`.
struct Five {
  Directory directory;
  std::string archive = directory.path("archive");

  Five() {
    const auto line = [](const char* id, const char* date, const char* title, const char* text) {
      return Json{{"id", id},         {"date", date},        {"title", title},   {"body", text},
                  {"language", "en"}, {"source", "Gazette"}, {"place", "Alaska"}}
                 .dump() +
             "\n";
    };
    directory.write(
        "five.jsonl",
        line("results", "2016-02-01", "Exxon results", "Profits fell.") +
            line("elected", "2016-07-01", "Valdez elected", "Votes were counted.") +
            line("remembered", "2019-03-24", "Exxon Valdez remembered", "A vigil.") +
            line("tanker", "2020-05-05", "The Exxon tanker Valdez spilled oil", "Oil.") +
            line("pool", "2018-01-01", "Council closes the pool", "It leaks."));
    must(index({"add", archive, directory.path("five.jsonl")}));
  }

  [[nodiscard]] Outcome ask(std::vector<std::string> arguments) const {
    for (std::string& word : arguments) {
      if (word == "A") word = archive;
    }
    return search(arguments);
  }
};

std::size_t lines_in(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

std::vector<std::string> ids_of(const std::string& json) {
  std::vector<std::string> ids;
  const Json answer = Json::parse(json);
  for (const Json& hit : answer.at("hits")) ids.push_back(hit.at("id"));
  return ids;
}

}  // namespace

TEST_CASE("where nothing is ranked, a sequence finds what has every word") {
  const Five five;
  CHECK(ids_of(five.ask({"A", "--sort", "oldest", "-n", "1", "Exxon", "Valdez", "--format", "json"})
                   .out) == std::vector<std::string>{"remembered"});
  CHECK(ids_of(five.ask({"A", "--sort", "newest", "Exxon", "Valdez", "--format", "json"}).out) ==
        std::vector<std::string>{"tanker", "remembered"});
  CHECK(lines_in(five.ask({"export", "A", "Exxon Valdez"}).out) == 2);
  CHECK(Json::parse(five.ask({"cite", "A", "Exxon Valdez", "--format", "json"}).out).at("count") ==
        2);
  CHECK(
      Json::parse(five.ask({"facets", "A", "--by", "year", "--format", "json", "Exxon Valdez"}).out)
          .at("total")
          .at("articles") == 2);
  CHECK(contains(five.ask({"timeline", "A", "Exxon Valdez"}).out, "Exxon Valdez: 2 articles"));
  CHECK(contains(five.ask({"compare", "A", "Exxon Valdez", "council"}).out, "2 articles"));
  CHECK(contains(five.ask({"kwic", "A", "Exxon Valdez", "--format", "csv"}).out, "remembered"));
  CHECK_FALSE(contains(five.ask({"kwic", "A", "Exxon Valdez", "--format", "csv"}).out, "results"));
  CHECK(lines_in(five.ask({"A", "Exxon Valdez", "--format", "csv"}).out) == 3);
  CHECK(lines_in(five.ask({"A", "Exxon Valdez", "--format", "jsonl"}).out) == 2);
  CHECK(five.ask({"A", "Exxon council", "--sort", "oldest"}).exit_code == 1);
  const Outcome deleted =
      index({"delete", five.archive, "--query", "Valdez closes the pool", "--dry-run"});
  CHECK(deleted.exit_code == 1);
  CHECK_FALSE(contains(deleted.out, "Valdez elected"));
  CHECK_FALSE(contains(deleted.out, "Council"));
}

TEST_CASE("any() and --any ask for some of the words, and --all names the default") {
  const Five five;
  const auto count = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "A");
    arguments.insert(arguments.end(), {"--format", "json"});
    return Json::parse(five.ask(arguments).out).at("total").at("count").get<int>();
  };
  CHECK(count({"Exxon Valdez"}) == 2);
  CHECK(count({"--all", "Exxon Valdez"}) == 2);
  CHECK(count({"--any", "Exxon Valdez"}) == 4);
  CHECK(count({"any(Exxon Valdez)"}) == 4);
  CHECK(count({"Exxon OR Valdez"}) == 4);
  CHECK(count({"any(Exxon Valdez) oil"}) == 1);
  CHECK(count({"--any", "Exxon Valdez date:2016"}) == 2);
  CHECK(count({"Exxon title:Valdez"}) == 2);
  CHECK(count({"Exxon \"Valdez remembered\""}) == 1);
  CHECK(five.ask({"A", "--any", "--all", "Exxon"}).exit_code == 2);
  CHECK(lines_in(five.ask({"export", "A", "--any", "Exxon Valdez"}).out) == 4);
  CHECK(
      contains(five.ask({"cite", "A", "--any", "Exxon Valdez"}).out, "canonical  exxon OR valdez"));
}

TEST_CASE("a ranked page goes on with articles that have some of the words") {
  const Five five;
  const std::string page = five.ask({"A", "Exxon", "Valdez"}).out;
  CAPTURE(page);
  CHECK(page.starts_with("2 articles have all of: Exxon, Valdez\n\n  1. "));
  CHECK(contains(
      page, "\n2 more have some of them (1 without \"Exxon\", 1 without \"Valdez\"):\n\n  3. "));
  CHECK(contains(page, "\n2 articles, 2 stories, best first; 2 more have some of them"));
  CHECK(page.find("id tanker") < page.find("2 more have"));
  CHECK(page.find("id results") > page.find("2 more have"));
  CHECK_FALSE(contains(page, "id pool"));

  const std::string set = five.ask({"A", "--all", "Exxon", "Valdez"}).out;
  CHECK_FALSE(contains(set, "more"));
  CHECK(contains(set, "2 articles, 2 stories, best first\n"));
  const std::string one = five.ask({"A", "Exxon"}).out;
  CHECK_FALSE(contains(one, "have all of"));

  // Facets count the set.
  CHECK(five.ask({"A", "Exxon Valdez", "--facet", "year"})
            .out.ends_with("\nyear\n        1  2019\n        1  2020\n"));
}

TEST_CASE("with no article that has all, this is said first, and the word that none has") {
  const Five five;
  const Outcome outcome = five.ask({"A", "Exxon", "Valdez", "council"});
  CAPTURE(outcome.out);
  CHECK(
      outcome.out.starts_with("no article has all of: Exxon, Valdez, council\n\n"
                              "5 articles have some of them (2 without \"council\"):\n\n  1. "));
  CHECK(outcome.exit_code == 1);
  const Json json =
      Json::parse(five.ask({"A", "Exxon", "Valdez", "council", "--format", "json"}).out);
  CHECK(json.at("total").at("count") == 0);
  CHECK(json.at("hits").empty());
  CHECK(json.at("partly") ==
        Json({{"count", 5},
              {"units", {"Exxon", "Valdez", "council"}},
              {"without", Json::array({{{"unit", "council"}, {"count", 2}}})}}));
}

TEST_CASE("pages go on across the line, and programs get the rest marked, if they ask") {
  const Five five;
  const std::vector<std::string> all = [&] {
    const std::string json = five.ask({"A", "Exxon Valdez", "--partly", "--format", "json"}).out;
    const Json answer = Json::parse(json);
    CHECK(answer.at("total").at("count") == 2);
    CHECK(answer.at("partly").at("count") == 2);
    std::vector<bool> partly;
    for (const Json& hit : answer.at("hits")) partly.push_back(hit.at("partly"));
    CHECK(partly == std::vector<bool>{false, false, true, true});
    return ids_of(json);
  }();
  REQUIRE(all.size() == 4);
  for (const std::string folding : {"--all-copies", "--collapse"}) {
    for (const char* limit : {"1", "2", "3"}) {
      CAPTURE(folding, limit);
      std::vector<std::string> paged;
      std::string cursor;
      do {
        std::vector<std::string> arguments = {"A",    "Exxon Valdez", "--partly", "--format",
                                              "json", "-n",           limit,      folding};
        if (!cursor.empty()) arguments.insert(arguments.end(), {"--page", cursor});
        const Json answer = Json::parse(five.ask(arguments).out);
        for (const Json& hit : answer.at("hits")) {
          CHECK(hit.at("rank") == paged.size() + 1);
          paged.push_back(hit.at("id"));
        }
        const Json& next = answer.at("next_page");
        cursor = next.is_null() ? "" : next.get<std::string>();
        REQUIRE(paged.size() <= 4);
      } while (!cursor.empty());
      CHECK(paged == all);
    }
  }
  const std::string csv = five.ask({"A", "Exxon Valdez", "--partly", "--format", "csv"}).out;
  CHECK(contains(csv, ",story_first,partly\r\n"));
  CHECK(lines_in(csv) == 5);
  CHECK(five.ask({"A", "Exxon Valdez", "--partly", "--sort", "newest"}).exit_code == 0);
}

TEST_CASE("rows that are not all rows are said to be", "[search]") {
  const Five five;
  for (const std::string format : {"csv", "jsonl"}) {
    CAPTURE(format);
    const Outcome cut = five.ask({"A", "--any", "Exxon Valdez", "-n", "3", "--format", format});
    CHECK(contains(cut.err, "these are 3 of 4 articles; the next: --page "));
    CHECK(contains(cut.err, "all: dateline-search export"));
    CHECK(five.ask({"A", "--any", "Exxon Valdez", "--format", format}).err.empty());
  }
}

TEST_CASE("a table of places is whole unless a limit is given") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  std::string body;
  for (int i = 0; i < 150; ++i) body += "The quay. ";
  directory.write("a.txt", article("2019-12-13", "Ferries", body));
  must(index({"add", archive, directory.path("a.txt")}));
  for (const std::string format : {"csv", "tsv"}) {
    CAPTURE(format);
    const Outcome whole = search({"kwic", archive, "quay", "--format", format});
    CHECK(lines_in(whole.out) == 151);
    CHECK(whole.err.empty());
    const Outcome cut = search({"kwic", archive, "quay", "--format", format, "-n", "3"});
    CHECK(lines_in(cut.out) == 4);
    CHECK(contains(cut.err, "these are 3 of 150 places; without --limit: all"));
  }
}

TEST_CASE("saving a search says how much it finds today") {
  const Five five;
  CHECK(five.ask({"save", "A", "both", "Exxon Valdez"}).out ==
        "saved both: 2 articles match today\n");
  CHECK(five.ask({"save", "A", "one", "pool"}).out == "saved one: 1 article matches today\n");
  const std::string first = "jsonl:" + five.directory.path("a.jsonl");
  const std::string second = "jsonl:" + five.directory.path("b.jsonl");
  CHECK(five.ask({"alert", "A", "both", "--to", first}).out ==
        "both: new articles go to " + first + "\n");
  CHECK(five.ask({"alert", "A", "both", "--to", second}).out ==
        "both: new articles go to " + first + " and to " + second + "\n");
  CHECK(five.ask({"alert", "A", "both", "--off"}).out == "both: new articles are not delivered\n");
  CHECK(five.ask({"forget", "A", "both"}).out == "both is no longer saved\n");
}

TEST_CASE("what was saved when one word was enough still finds what it found", "[alerts]") {
  const Five five;
  must(five.ask({"save", "A", "both", "Exxon Valdez"}));
  must(five.ask({"save", "A", "either", "--any", "Exxon Valdez"}));
  five.directory.write("archive/alerts/old.toml", "query = 'Exxon Valdez'\n");
  five.directory.write("archive/alerts/wrong.toml", "query = 'x'\nwords = 'most'\n");
  const auto count = [&](const char* query) {
    return Json::parse(five.ask({"A", query, "--format", "json"}).out).at("total").at("count");
  };
  CHECK(count("query:both") == 2);
  CHECK(count("query:either") == 4);
  CHECK(count("query:old") == 4);
  CHECK(count("query:old query:both") == 2);
  const std::string saved = five.ask({"saved", "A"}).out;
  CHECK(contains(saved, "both\n  Exxon Valdez\n"));
  CHECK(contains(saved, "either\n  any(Exxon Valdez)\n"));
  CHECK(contains(saved, "old\n  any(Exxon Valdez)\n"));
  CHECK(contains(five.ask({"A", "query:wrong"}).err, "words is 'most', not 'all'"));
}

}  // namespace sequence_test
