// SPDX-License-Identifier: GPL-2.0-or-later
// What programs learn about a failure, besides the exit code and the line for people.
#include "tests/e2e/process.h"
#include "tests/e2e/samples.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace failures_test {

using namespace e2e;
using Json = nlohmann::json;

namespace {

/// The error in a JSON answer; the line for people stays the same.
Json error_of(const Outcome& outcome) {
  INFO(outcome.out << outcome.err);
  const Json answer = Json::parse(outcome.out);
  REQUIRE(answer.at("format_version") == 1);
  const Json& error = answer.at("error");
  CHECK(error.at("exit") == outcome.exit_code);
  CHECK(contains(outcome.err, error.at("message")));
  if (error.contains("hint")) CHECK(contains(outcome.err, error.at("hint")));
  return error;
}

Json error_of_search(std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--format", "json"});
  return error_of(search(arguments));
}

}  // namespace

TEST_CASE("a query that cannot be read is reported to programs with its place", "[failures]") {
  const Json field = error_of_search({"search", samples(), "dam 日本 sorce:ap"});
  CHECK(field.at("code") == "query");
  CHECK(field.at("exit") == 2);
  CHECK(field.at("query") == "dam 日本 sorce:ap");
  CHECK(field.at("column") == 8);
  CHECK(field.at("length") == 6);
  CHECK(field.at("fix") == "dam 日本 source:ap");
  CHECK_FALSE(field.contains("option"));

  const Json deep = error_of_search({"kwic", samples(), "--max-depth", "1", "((dam))"});
  CHECK(deep.at("option") == "--max-depth");
  CHECK(contains(deep.at("hint"), "allow deeper brackets by --max-depth"));
  CHECK_FALSE(deep.contains("fix"));
}

TEST_CASE("other failures have their own codes", "[failures]") {
  const Directory directory;
  const std::string nowhere = directory.path("nowhere");
  CHECK(error_of_search({"timeline", nowhere}).at("code") == "missing");
  CHECK(error_of(index({"status", nowhere, "--format=json"})).at("code") == "missing");
  CHECK(error_of_search({"search", samples(), "dam", "--nope"}).at("code") == "usage");
  CHECK(error_of(index({"preview", nowhere, "--json", "--nope"})).at("code") == "usage");

  const std::string archive = directory.path("archive");
  const std::string first = directory.write("1.txt", article("2020-01-01", "One", "A dam."));
  const std::string second = directory.write("2.txt", article("2020-01-02", "Two", "A dam."));
  must(index({"add", archive, first, second}));
  const Json page = Json::parse(search({archive, "--limit", "1", "--format", "json"}).out);
  const std::string third = directory.write("3.txt", article("2020-01-03", "Three", "A dam."));
  must(index({"add", archive, third}));
  const Json gone = error_of_search(
      {"search", archive, "--limit", "1", "--page", page.at("next_page").get<std::string>()});
  CHECK(gone.at("code") == "gone");
  CHECK(gone.at("exit") == 2);

  directory.write("archive/archive.json", "{\"format\": \"dateline\"}");
  CHECK(error_of_search({"search", archive}).at("code") == "damaged");
}

TEST_CASE("errors are on stdout only where one JSON object was asked for", "[failures]") {
  const Directory directory;
  for (const std::vector<std::string>& format : {std::vector<std::string>{},
                                                 {"--format", "text"},
                                                 {"--format", "jsonl"},
                                                 {"--format=csv"}}) {
    std::vector<std::string> arguments = {"search", samples(), "(dam"};
    arguments.insert(arguments.end(), format.begin(), format.end());
    const Outcome outcome = search(arguments);
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.out.empty());
    CHECK(contains(outcome.err, "this bracket is never closed"));
  }
  // Of what is read.
  const Outcome added = index({"add", directory.path("nowhere"), "--format", "json", "--nope"});
  CHECK(added.exit_code == 2);
  CHECK(added.out.empty());
  // Words of the query name no format.
  const Outcome words = search({"search", samples(), "--", "(dam", "--format", "json"});
  CHECK(words.exit_code == 2);
  CHECK(words.out.empty());
}

TEST_CASE("what was found and what was not is reported as before", "[failures]") {
  const Outcome nothing = search({"search", samples(), "zzzzzz", "--format", "json"});
  CHECK(nothing.exit_code == 1);
  CHECK_FALSE(Json::parse(nothing.out).contains("error"));
}

TEST_CASE("explain tells programs of each part of a query", "[failures]") {
  const std::string query = "headline:dam AND (burst* OR \"no such words\") AND NOT football";
  const Outcome outcome = must(search({"explain", samples(), query, "--format", "json"}));
  const Json answer = Json::parse(outcome.out);
  CHECK(answer.at("query") == query);
  CHECK(answer.at("sort") == "relevance");
  const Json& read_as = answer.at("read_as");
  const auto typed = [&](const Json& part) {
    return query.substr(part.at("column").get<std::size_t>() - 1,
                        part.at("length").get<std::size_t>());
  };
  CHECK(read_as.at("kind") == "and");
  CHECK(read_as.at("articles") == answer.at("total").at("count"));
  const Json& parts = read_as.at("parts");
  REQUIRE(parts.size() == 3);
  CHECK(parts[0].at("kind") == "word");
  CHECK(parts[0].at("field") == "title");
  CHECK_FALSE(parts[0].at("terms").empty());
  CHECK(parts[1].at("kind") == "or");
  CHECK(typed(parts[1]) == "(burst* OR \"no such words\")");
  CHECK(parts[2].at("kind") == "not");
  const Json& wildcard = parts[1].at("parts")[0];
  CHECK(wildcard.at("kind") == "wildcard");
  CHECK(typed(wildcard) == "burst*");
  CHECK_FALSE(wildcard.at("expanded").empty());
  const Json& phrase = parts[1].at("parts")[1];
  CHECK(phrase.at("kind") == "phrase");
  CHECK(phrase.at("articles") == 0);
  CHECK_FALSE(phrase.contains("expanded"));

  const Json dates = Json::parse(
      must(search({"explain", samples(), "dam", "--from", "2018", "--format", "json"})).out);
  const Json& date = dates.at("read_as").at("parts").at(1);
  CHECK(date.at("kind") == "date");
  CHECK_FALSE(date.contains("column"));
}

}  // namespace failures_test
