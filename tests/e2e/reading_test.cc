// SPDX-License-Identifier: GPL-2.0-or-later
// Stories, concordances, likeness and key words of the samples, as users ask for them.
#include "tests/e2e/process.h"
#include "tests/e2e/samples.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <string>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace reading_test {

using namespace e2e;
using Json = nlohmann::json;

namespace {

/// The report of the dam in Oruba that came first; the samples have three copies of it.
const std::string kOruba = "h-f0447d846e18863b39220304083030b0";

/// Do tests put some of the shards on servers?
bool is_served() {
  return std::getenv("DATELINE_TEST_SERVED") != nullptr;
}

Json json_of(std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--format", "json"});
  return Json::parse(search(arguments).out);
}

}  // namespace

TEST_CASE("a page shows a story once, and pages neither lose nor repeat one", "[search]") {
  const Outcome text = search({samples(), "--limit", "1", "--sort", "oldest", "Oruba"});
  CHECK(contains(text.out, "first, +3 copies\n"));
  CHECK(contains(text.out, "\n4 articles, 1 story, oldest first\n"));
  CHECK_FALSE(contains(text.out, "next page"));
  CHECK(contains(search({samples(), "--limit", "1", "--all-copies", "Oruba"}).out, "next page"));
  const Json collapsed = json_of({samples(), "Oruba", "--collapse"});
  CHECK(collapsed.at("hits").size() == 1);
  CHECK(collapsed.at("hits").at(0).at("copies") == 3);
  CHECK(json_of({samples(), "Oruba"}).at("hits").size() == 4);

  std::set<std::string> stories;
  std::size_t shown = 0;
  std::string page;
  for (;;) {
    std::vector<std::string> arguments = {samples(), "--collapse", "--limit", "7"};
    if (!page.empty()) arguments.insert(arguments.end(), {"--page", page});
    const Json answer = json_of(arguments);
    for (const Json& hit : answer.at("hits")) {
      CHECK(stories.insert(hit.at("story").at("id")).second);
      ++shown;
    }
    if (answer.at("next_page").is_null()) {
      CHECK(answer.at("total").at("stories") == shown);
      break;
    }
    page = answer.at("next_page");
  }
  std::map<std::string, int> sources;
  const Json limited = json_of({samples(), "--per-source", "2", "--limit", "100"});
  for (const Json& hit : limited.at("hits")) {
    if (hit.contains("source")) ++sources[hit.at("source")];
  }
  CHECK(sources.at("Reuters") == 2);
  for (const auto& [source, articles] : sources) CHECK(articles <= 2);
}

TEST_CASE("the verb story tells who ran it, in order, and what each changed", "[search]") {
  const Json json = json_of({"story", samples(), "hp-2018-0511", "--diff"});
  REQUIRE(json.at("articles") == 4);
  const Json& copies = json.at("copies");
  CHECK(copies.at(0).at("id") == kOruba);
  CHECK(copies.at(0).at("first") == true);
  CHECK_FALSE(copies.at(0).contains("words"));
  CHECK(copies.at(3).at("id") == "hp-2018-0511");
  CHECK(copies.at(3).at("asked_for") == true);
  CHECK(copies.at(3).at("words") == Json({{"kept", 64}, {"removed", 52}, {"added", 0}}));
  CHECK(copies.at(3).at("diff").at(1).at("edit") == "remove");
  const Outcome text = search({"story", samples(), kOruba, "--diff"});
  CHECK(contains(text.out, "4 articles, 2 sources"));
  CHECK(contains(text.out, "  1. AP · 10 May 2018 · Nairobi · first\n"));
  CHECK(contains(text.out, "[-Thursday.-]"));
  CHECK(contains(text.out, "{+Friday, and local volunteers"));
  CHECK_FALSE(contains(text.out, "\x1B"));
  const Outcome colored = search({"story", samples(), kOruba, "--diff", "--color", "always"});
  CHECK(contains(colored.out, "\x1B[9;31mThursday.\x1B[0m"));
  CHECK(search({"story", samples(), "no-such-id"}).exit_code == 1);
  CHECK(search({"story", samples()}).exit_code == 2);
}

TEST_CASE("the verb kwic shows every place in its context", "[search]") {
  const Json json = json_of({"kwic", samples(), "dam", "--sort", "right"});
  CHECK(json.at("total") ==
        Json({{"occurrences", 9}, {"articles", 5}, {"articles_with_occurrences", 5}}));
  CHECK(json.at("lines").size() == 9);
  const Outcome text = search({"kwic", samples(), "dam", "--limit", "3", "--width", "90"});
  CHECK(contains(text.out, "9 occurrences in 5 articles; 3 shown"));
  const Outcome tsv = search({"kwic", samples(), "dam", "--format", "tsv"});
  CHECK(std::count(tsv.out.begin(), tsv.out.end(), '\n') == 10);
  CHECK(
      contains(search({"kwic", samples(), "source:ap"}).out, "0 occurrences in 0 articles of the"));
  CHECK(search({"kwic", samples(), "xyzzyplugh"}).exit_code == 1);
  CHECK(search({"kwic", samples(), "dam", "--sort", "newest"}).exit_code == 2);
}

TEST_CASE("the verb similar leaves an article and its copies out", "[search]") {
  const Json json = json_of({"similar", samples(), kOruba, "--limit", "100"});
  CHECK(json.at("words").size() <= 25);
  CHECK(json.at("total").at("count") == json.at("hits").size());
  for (const Json& hit : json.at("hits")) {
    CHECK(hit.at("story").at("articles") == 1);
    CHECK(hit.at("id") != kOruba);
  }
  const Json copies = json_of({"similar", samples(), kOruba, "--all-copies"});
  for (int i = 0; i < 3; ++i) CHECK(copies.at("hits").at(i).at("story").at("articles") == 4);
  const std::string text = "Kazakhstan brings home children of fighters from camps in Syria";
  const Outcome pasted = search({"similar", samples(), "-", "--explain", "--from", "2019"}, {text});
  CHECK(pasted.exit_code == 0);
  CHECK(contains(pasted.out, "How one country brings home the children of fighters"));
  CHECK(contains(pasted.out, "  fighters\n"));
  const Json filtered = Json::parse(
      search({"similar", samples(), "-", "--source", "worlddesk.example", "--format", "json"},
             {text})
          .out);
  REQUIRE_FALSE(filtered.at("hits").empty());
  for (const Json& hit : filtered.at("hits")) CHECK(hit.at("source") == "worlddesk.example");
  CHECK(search({"similar", samples(), "no-such-id"}).exit_code == 1);
  CHECK(search({"similar", samples(), "-"}, {"zzqq xxyyq"}).exit_code == 1);
  const Outcome nothing = search({"similar", samples(), "-", "--format", "json"}, {""});
  CHECK(nothing.exit_code == 1);
  CHECK(Json::parse(nothing.out).at("total").at("count") == 0);
  CHECK(contains(nothing.err, "the text has no word of three letters or more"));
  const Directory directory;
  directory.write("two.jsonl", R"({"id":"a","headline":"Dam","body":"Water."})"
                               "\n"
                               R"({"id":"b","headline":"Flood","body":"Water."})"
                               "\n");
  must(index({"add", directory.path("archive"), directory.path("two.jsonl")}));
  CHECK(contains(search({"similar", directory.path("archive"), "a"}).err, "too common"));
  CHECK(search({"similar", samples()}).exit_code == 2);
}

TEST_CASE("the verb keyness shows words as people write them", "[search]") {
  const Outcome text = search({"keyness", samples(), "Kazakhstan", "--top", "2"});
  if (is_served()) {
    CHECK(text.exit_code == 2);
    CHECK(contains(text.err, "is on a server, which does not count words"));
    return;
  }
  CHECK(contains(text.out, "A  Kazakhstan: 7 articles, 7 stories, "));
  CHECK(contains(text.out, "  Kazakhstan\n"));
  CHECK(contains(text.out, "  Syria\n"));
  // With nothing to compare with, there are no key words.
  const Outcome none = search({"keyness", samples(), "dam", "--against", "source:reutrs"});
  CHECK(none.exit_code == 1);
  CHECK(none.out.empty());
  CHECK(contains(none.err, "no article matches --against source:reutrs"));
  CHECK(contains(none.err, "did you mean Reuters"));
  CHECK(search({"keyness", samples(), "dam OR -dam"}).exit_code == 1);
  const Json json = json_of({"keyness", samples(), "dam", "--against", "Kazakhstan", "--min", "1"});
  CHECK(json.at("set").at("articles") == 5);
  CHECK(json.at("set").at("stories") == 2);
  CHECK(json.at("other").at("articles") == 7);
  CHECK(search({"keyness", samples(), "xyzzyplugh"}).exit_code == 1);
}

TEST_CASE("keyness of after against before, with days of its own for each side", "[search]") {
  if (is_served()) return;
  const std::vector<std::vector<std::string>> ways = {
      {"--from", "2019", "--against", "the date:..2018"},
      {"--from", "2019", "--against", "the", "--against-to", "2018"}};
  for (const std::vector<std::string>& way : ways) {
    std::vector<std::string> asked = {"keyness", samples(), "the"};
    asked.insert(asked.end(), way.begin(), way.end());
    const Outcome text = search(asked);
    CHECK(text.exit_code == 0);
    CHECK(contains(text.out, "A  the from 2019: "));
    const Json json = json_of(asked);
    CHECK(json.at("set").at("articles") != 0);
    CHECK(json.at("other").at("articles") != 0);
    CHECK(json.at("from") == "2019");
  }
  const Json json = json_of({"keyness", samples(), "Kazakhstan", "--stop-list", "en"});
  CHECK(json.at("stopped") != 0);
  for (const Json& word : json.at("words")) {
    CHECK(word.at("word") != "the");
    CHECK(word.at("p") <= 1);
  }
  const Outcome csv =
      search({"keyness", samples(), "Kazakhstan", "--top", "1", "--min", "1", "--format", "csv"});
  CHECK(csv.out.starts_with("word,g2,p,log_ratio,times,per_million,stories,"));
  CHECK(contains(csv.err, "these are 1 of "));
  CHECK(search({"keyness", samples(), "dam", "--stop-list", "xx"}).exit_code == 2);
}

TEST_CASE("the verb collocates shows what stands near the hits", "[search]") {
  const Outcome text = search({"collocates", samples(), "Kazakhstan", "--top", "3", "--min", "2"});
  if (is_served()) {
    CHECK(text.exit_code == 2);
    CHECK(contains(text.err, "is on a server, which does not count words"));
    return;
  }
  CHECK(text.exit_code == 0);
  CHECK(contains(text.out, " in 7 articles, 7 stories"));
  CHECK(contains(text.out, "within 5 words of them, "));
  CHECK(contains(text.out, "\n3 of "));
  const Json json = json_of({"collocates", samples(), "Oruba", "--min", "1"});
  CHECK(json.at("articles") == 4);
  CHECK(json.at("stories") == 1);
  const Json all = json_of({"collocates", samples(), "Oruba", "--min", "1", "--all-copies"});
  CHECK(all.at("occurrences") > json.at("occurrences"));
  CHECK(all.at("near") > json.at("near"));
  const Outcome filter = search({"collocates", samples(), "source:ap"});
  CHECK(filter.exit_code == 1);
  CHECK(filter.out.empty());
  CHECK(contains(filter.err, "give a word or a phrase"));
  CHECK(contains(search({"collocates", samples(), "dam", "--min", "1", "--format", "tsv"}).out,
                 "word\tg2\tp\tlog_ratio\t"));
  CHECK(search({"collocates", samples(), "xyzzyplugh"}).exit_code == 1);
}

TEST_CASE("compare and story have tables for spreadsheets", "[search]") {
  const Outcome compared =
      search({"compare", samples(), "dam", "Kazakhstan", "--top", "1", "--format", "csv"});
  CHECK(compared.exit_code == 0);
  CHECK(contains(compared.out,
                 "kind,value,a,b,share_a,share_b\r\nquery,,dam,Kazakhstan,,\r\n"
                 "articles,,5,7,,\r\n"));
  CHECK(contains(compared.out, "\r\nin-both,,0,0,0.000000,0.000000\r\n"));
  CHECK(contains(compared.err, "; --top shows more"));
  const Outcome story = search({"story", samples(), kOruba, "--format", "csv"});
  CHECK(story.out.starts_with("story,number,id,published,source,"));
  CHECK(std::count(story.out.begin(), story.out.end(), '\n') == 5);
  CHECK(contains(story.out, ",true,"));
}

TEST_CASE("the verb compare counts what two queries have in common", "[search]") {
  const Json json = json_of({"compare", samples(), "dam", "dam OR Kazakhstan", "--by", "year"});
  CHECK(json.at("articles") == Json({5, 12}));
  CHECK(json.at("in_both") == 5);
  CHECK(json.at("only") == Json({0, 7}));
  CHECK(json.at("in_either") == 12);
  std::uint64_t sum = json.at("unplaced").at(1).get<std::uint64_t>();
  for (const Json& row : json.at("periods")) sum += row.at("articles").at(1).get<std::uint64_t>();
  CHECK(sum == 12);
  CHECK(json.at("words").is_null() == is_served());
  const Outcome text = search({"compare", samples(), "dam", "Kazakhstan"});
  CHECK(contains(text.out, "\nin both           0    0.0 %\n"));
  CHECK(contains(text.out, "  The Harbour Post\n"));
  CHECK(search({"compare", samples(), "dam"}).exit_code == 2);
}

}  // namespace reading_test
