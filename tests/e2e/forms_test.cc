// SPDX-License-Identifier: GPL-2.0-or-later
// Languages and forms of words: what a stem weighs, in which language it is looked for, and in
// which form.
#include "tests/e2e/newsroom.h"
#include "tests/e2e/process.h"

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace forms_test {

using namespace e2e;
using Json = nlohmann::json;

namespace {

std::string written(const std::string& id, const std::string& language, const std::string& body) {
  return line({{"id", id}, {"date", "2019-05-01"}, {"language", language}, {"body", body}});
}

Json answer(const Newsroom& news, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), news.archive);
  arguments.insert(arguments.end(), {"--format", "json"});
  return Json::parse(search(arguments).out);
}

std::map<std::string, double> scores(const Newsroom& news, const std::string& query) {
  std::map<std::string, double> all;
  const Json found = answer(news, {query, "--any"});
  for (const Json& hit : found.at("hits")) all[hit["id"]] = hit["score"];
  return all;
}

std::size_t count(const Newsroom& news, std::vector<std::string> arguments) {
  return answer(news, std::move(arguments)).at("total").at("count");
}

std::string english() {
  std::string lines;
  for (int i = 0; i < 400; ++i) {
    lines += written("smith-" + std::to_string(i), "en", "Gen. Smith spoke");
  }
  return lines + written("gene", "en", "the gene was found") +
         written("therapy", "en", "the therapy was found");
}

/// `organ` is the stem of other words, and of words of two languages.
std::string organs() {
  std::string lines;
  for (int i = 0; i < 6; ++i) {
    lines += written("o" + std::to_string(i), "en", "Each organization met the organizations.");
  }
  return lines + written("organ", "en", "An organ was played.") +
         written("dam", "en", "The dam broke.") +
         written("dame", "fr", "La dame dans la cathédrale.");
}

}  // namespace

TEST_CASE("one article in another language changes no score") {
  const Newsroom without;
  const Newsroom with;
  REQUIRE(without.add_text("en.jsonl", english()).exit_code == 0);
  REQUIRE(with.add_text("en.jsonl", english()).exit_code == 0);
  REQUIRE(with.add_text("es.jsonl", written("es", "es", "el presidente habla")).exit_code == 0);
  for (const std::string query : {"gene therapy", "\"gene\" therapy", "lead(gene) lead(therapy)",
                                  "(gene w/3 found) therapy"}) {
    CAPTURE(query);
    const auto before = scores(without, query);
    const auto after = scores(with, query);
    REQUIRE(before.size() == 2);
    REQUIRE(after.size() == 2);
    for (const auto& [id, score] : before) {
      CAPTURE(id);
      CHECK(after.at(id) == Approx(score).epsilon(1e-3));
    }
    CHECK(after.at("gene") > 0.5 * after.at("therapy"));
  }
}

TEST_CASE("a hit by the stem of another language says so") {
  const Newsroom news;
  REQUIRE(news.add_text("a.jsonl", organs()).exit_code == 0);
  const Json found = answer(news, {"dam"});
  CHECK(found.at("total").at("count") == 2);
  for (const Json& hit : found.at("hits")) {
    if (hit.at("id") == "dam") {
      CHECK_FALSE(hit.contains("foreign_forms"));
    } else {
      CHECK(hit.at("foreign_forms") ==
            Json::parse(R"([{"word":"dam","form":"dame","language":"fr"}])"));
    }
  }
  const std::string text = search({news.archive, "dam"}).out;
  CHECK(contains(text, "found by \"dame\", which in fr is a form of \"dam\""));
  CHECK_FALSE(contains(search({news.archive, "dame"}).out, "found by"));
}

TEST_CASE("a language confines a query in every command") {
  const Newsroom news;
  REQUIRE(news.add_text("a.jsonl", organs()).exit_code == 0);
  for (const std::string language : {"en", "English", "eng", "en-GB"}) {
    CAPTURE(language);
    CHECK(count(news, {"dam", "--language", language}) == 1);
  }
  CHECK(count(news, {"dam", "--language", "French"}) == 1);
  CHECK(count(news, {"dam", "--language", "fr", "--language", "en"}) == 2);
  CHECK(count(news, {"dam", "--language", "de"}) == 0);
  const Outcome unknown = search({news.archive, "dam", "--language", "elvish"});
  CHECK(unknown.exit_code == 2);
  CHECK(contains(unknown.err, "'elvish' is not the code or the name of a language"));
  for (const std::string verb : {"export", "cite", "kwic", "facets", "timeline", "explain"}) {
    CAPTURE(verb);
    std::vector<std::string> arguments = {verb, news.archive, "dam", "--language", "fr"};
    if (verb == "facets") arguments.insert(arguments.end(), {"--by", "language"});
    const Outcome outcome = search(arguments);
    CAPTURE(outcome.out, outcome.err);
    CHECK(outcome.exit_code == 0);
    CHECK_FALSE(contains(outcome.out, "The dam broke"));
  }
  const Outcome doomed =
      index({"delete", news.archive, "--query", "dam", "--language", "fr", "--dry-run"});
  CHECK(contains(doomed.out, "would delete: 1"));
  CHECK(index({"delete", news.archive, "--id", "dam", "--language", "fr", "--yes"}).exit_code == 2);
  must(search({"save", news.archive, "french", "dam", "--language", "fr"}));
  CHECK(count(news, {"query:french"}) == 1);
}

TEST_CASE("a query, or an archive, asks for exact forms") {
  const Newsroom news;
  REQUIRE(news.add_text("a.jsonl", organs()).exit_code == 0);
  CHECK(count(news, {"organ"}) == 7);
  CHECK(count(news, {"organ", "--forms", "exact"}) == 1);
  CHECK(count(news, {"exact(organ)"}) == 1);
  CHECK(count(news, {"exact(organ* lang:en)"}) == 7);
  CHECK(count(news, {"\"each organizations\"", "--forms", "exact"}) == 0);
  CHECK(count(news, {"\"each organi*\"", "--forms", "exact"}) == 6);
  must(search({"save", news.archive, "all", "organ"}));
  must(search({"save", news.archive, "exact", "organ", "--forms", "exact"}));
  CHECK(count(news, {"query:exact"}) == 1);
  CHECK(count(news, {"query:all", "--forms", "exact"}) == 7);

  CHECK(contains(index({"settings", news.archive}).out, "forms  all"));
  must(index({"settings", news.archive, "--forms", "exact"}));
  CHECK(contains(index({"settings", news.archive}).out, "forms  exact"));
  CHECK(contains(index({"status", news.archive}).out, "forms      exact"));
  CHECK(count(news, {"organ"}) == 1);
  CHECK(count(news, {"organ", "--forms", "all"}) == 7);
  CHECK(count(news, {"forms(organ)"}) == 7);
  CHECK(contains(index({"delete", news.archive, "--query", "organ", "--dry-run"}).out,
                 "would delete: 1"));
  CHECK(search({"export", news.archive, "organ"}).out.find("organization") == std::string::npos);
  // More articles, and a merge, keep the setting.
  REQUIRE(news.add_text("b.jsonl", written("more", "en", "More organizations.")).exit_code == 0);
  must(index({"compact", news.archive}));
  CHECK(count(news, {"organ"}) == 1);
  CHECK(index({"check", news.archive}).exit_code == 0);
  must(index({"settings", news.archive, "--forms", "all"}));
  CHECK(count(news, {"organ"}) == 8);
}

TEST_CASE("a word that is mostly found in another form says so") {
  const Newsroom news;
  REQUIRE(news.add_text("a.jsonl", organs()).exit_code == 0);
  const Outcome organ = search({news.archive, "organ"});
  CHECK(contains(organ.err, "organ: 1 of 7 articles has this form, and 6 have organization"));
  CHECK(contains(organ.err, "=organ finds this form only"));
  CHECK_FALSE(contains(search({news.archive, "organization"}).err, " this form, and "));
  CHECK_FALSE(contains(search({news.archive, "=organ"}).err, " this form, and "));
  CHECK_FALSE(contains(search({news.archive, "played"}).err, " this form, and "));
  CHECK(answer(news, {"organ"}).at("other_forms").at(0).at("as_typed") == 1);
  for (const char* verb : {"facets", "timeline", "export", "cite", "kwic", "keyness", "sources"}) {
    CAPTURE(verb);
    CHECK(contains(search({verb, news.archive, "organ"}).err, "organ: 1 of 7 articles has this"));
    CHECK(contains(search({verb, news.archive, "dam"}).err,
                   "dam: 1 of 2 articles has only a form of it in another language, such as dame; "
                   "lang:en leaves it out"));
    CHECK_FALSE(contains(search({verb, news.archive, "dam", "--language", "en"}).err, " a form"));
    CHECK_FALSE(contains(search({verb, news.archive, "=dam"}).err, " a form"));
    CHECK_FALSE(contains(search({verb, news.archive, "played"}).err, " a form"));
  }
  CHECK(contains(search({"explain", news.archive, "organ"}).out,
                 "the word \"organ\"  [7 articles, 1 in this form, 6 with \"organization"));
}

}  // namespace forms_test
