// SPDX-License-Identifier: GPL-2.0-or-later
// Related articles: copies of one story, versions of one article, and those withdrawn by their
// publishers.
#include "tests/e2e/process.h"

#include <map>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace copies_test {

using namespace e2e;
using Json = nlohmann::json;

namespace {

const std::string kWire =
    "NAIROBI (Reuters) - Floods have driven forty thousand people from their homes along the Tana "
    "river, the Kenyan Red Cross said on Friday, after a dam upstream let out water for the third "
    "time this month.\n\nBoats took families from the roofs of two schools near Garissa, where the "
    "water stood two metres deep. \"We have never seen the river this high in November,\" said the "
    "county commissioner, who asked the army for helicopters.\n\nForecasters expect the rains to "
    "go on until the middle of December, and the government has closed the road to the coast.";

std::string line(const Json& article) {
  return article.dump() + "\n";
}

Json wire(const std::string& id, const std::string& source, const std::string& date,
          const std::string& title, const std::string& text) {
  return {{"id", id}, {"source", source}, {"date", date}, {"title", title}, {"text", text}};
}

/// The hits of a search, by id.
std::map<std::string, Json> hits(std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--format", "json"});
  std::map<std::string, Json> all;
  const Json answer = Json::parse(search(arguments).out);
  for (const Json& hit : answer.at("hits")) {
    all[hit.at("id").get<std::string>()] = hit;
  }
  return all;
}

}  // namespace

TEST_CASE("copies of one wire story know each other, across shards and later additions",
          "[copies]") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  // The Daily has another headline and lead, and not the last paragraph.
  const std::string trimmed = "Whole villages are on the move in the east of Kenya.\n\n" +
                              kWire.substr(0, kWire.rfind('\n'));
  directory.write("one.jsonl",
                  line(wire("daily", "The Daily", "2020-01-02", "Villages flee", trimmed)) +
                      line(wire("other", "The Daily", "2020-01-02", "Floods in Garissa",
                                "The Red Cross asks for boats and tents after the Tana river broke "
                                "its banks near Garissa, and for helicopters to reach two schools "
                                "where families wait on the roofs for the third day in a row.")));
  directory.write("two.jsonl",
                  line(wire("reuters", "Reuters", "2019-12-30", "Floods displace 40,000", kWire)));
  REQUIRE(index({"add", archive, directory.path("one.jsonl")}).exit_code == 0);
  REQUIRE(hits({archive, "Garissa"}).at("daily").at("story").at("articles") == 1);
  REQUIRE(index({"add", archive, directory.path("two.jsonl")}).exit_code == 0);

  const auto found = hits({archive, "Garissa"});
  REQUIRE(found.size() == 3);
  const Json first = found.at("reuters").at("story");
  const Json copy = found.at("daily").at("story");
  CHECK(first.at("id") == copy.at("id"));
  CHECK(first.at("articles") == 2);
  CHECK(first.at("first") == true);
  CHECK(copy.at("first") == false);
  CHECK(found.at("other").at("story").at("articles") == 1);

  const Outcome text = search({archive, "Garissa", "--all-copies"});
  CHECK(contains(text.out, "Reuters · 30 Dec 2019 · Nairobi · first of 2 copies"));
  CHECK(contains(text.out, "· one of 2 copies"));
  const Outcome folded = search({archive, "Garissa", "--sort", "oldest"});
  CHECK(contains(folded.out, "Reuters · 30 Dec 2019 · Nairobi · first, +1 copy\n"));
  CHECK_FALSE(contains(folded.out, "The Daily · 2 Jan 2020 · one of"));
  CHECK(contains(folded.out, "\n3 articles, 2 stories, oldest first\n"));
  CHECK(Json::parse(search({archive, "Garissa", "--format", "json", "--collapse"}).out)
            .at("total")
            .at("stories") == 2);
  CHECK(search({archive, "Garissa", "--collapse", "--all-copies"}).exit_code == 2);
  CHECK(contains(search({"show", archive, "daily"}).out,
                 "story:     " + copy.at("id").get<std::string>() + " (one of 2 copies)"));
  CHECK(Json::parse(search({"show", archive, "daily", "--format", "json"}).out).at("story") ==
        copy);

  SECTION("a copy that is deleted no longer counts") {
    REQUIRE(index({"delete", archive, "--id", "reuters", "--yes"}).exit_code == 0);
    CHECK(hits({archive, "Garissa"}).at("daily").at("story").at("articles") == 1);
  }
  SECTION("nothing changes when segments are merged") {
    REQUIRE(index({"compact", archive}).exit_code == 0);
    CHECK(hits({archive, "Garissa"}).at("daily").at("story") == copy);
    CHECK(index({"check", archive}).exit_code == 0);
  }
}

TEST_CASE("a changed article counts its versions, in one run and in several", "[copies]") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  const auto add = [&](const std::string& name, const std::vector<Json>& articles) {
    std::string lines;
    for (const Json& article : articles) lines += line(article);
    directory.write(name, lines);
    REQUIRE(index({"add", archive, directory.path(name)}).exit_code == 0);
  };
  const auto version = [&] {
    return Json::parse(search({"show", archive, "a", "--format", "json"}).out).value("version", 1);
  };
  const Json first = wire("a", "AP", "2019-12-13", "Toll at 3", "Three are dead.");
  add("1.jsonl", {first, wire("b", "AP", "2019-12-13", "Else", "Else.")});
  CHECK(version() == 1);
  add("2.jsonl", {first});
  CHECK(version() == 1);
  add("3.jsonl", {wire("a", "AP", "2019-12-13", "Toll at 5", "Five are dead."),
                  wire("a", "AP", "2019-12-13", "Toll at 7", "Seven are dead.")});
  CHECK(version() == 3);
  add("4.jsonl", {wire("a", "AP", "2019-12-13", "Toll at 8", "Eight are dead.")});
  CHECK(version() == 4);
  CHECK(contains(search({"show", archive, "a"}).out, "version:   4"));
  CHECK(hits({archive, "dead"}).at("a").at("version") == 4);
  CHECK_FALSE(hits({archive, "else"}).at("b").contains("version"));
  // An article is versions of itself by its URL, too.
  const Json by_url = {{"url", "https://ap.example/c"}, {"title", "One"}, {"text", "Once."}};
  add("5.jsonl", {by_url});
  Json changed = by_url;
  changed["text"] = "Twice.";
  add("6.jsonl", {changed});
  CHECK(hits({archive, "twice"}).at("https://ap.example/c").at("version") == 2);
}

TEST_CASE("what its publisher withheld or canceled is left out unless it is asked for",
          "[copies]") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  const auto item = [](const std::string& id, const std::string& status) {
    return line({{"uri", id},
                 {"type", "text"},
                 {"versioncreated", "2019-12-13T10:00:00Z"},
                 {"pubstatus", status},
                 {"headline", "Dam report " + id},
                 {"body_text", "The dam holds."}});
  };
  directory.write("items.jsonl",
                  item("good", "usable") + item("held", "withheld") + item("gone", "canceled"));
  REQUIRE(index({"add", archive, directory.path("items.jsonl")}).exit_code == 0);

  const Outcome text = search({archive, "dam"});
  CHECK(contains(text.out,
                 "1 article, 1 story, best first\n"
                 "left out: 2 articles withheld or canceled; --withheld finds them\n"));
  const Json answer =
      Json::parse(search({archive, "dam", "--format", "json", "--facet", "year"}).out);
  CHECK(answer.at("total").at("count") == 1);
  CHECK(answer.at("left_out") == 2);
  CHECK(answer.at("facets").at("year").at(0).at("count") == 1);
  CHECK(hits({archive}).size() == 1);
  CHECK(contains(search({"explain", archive, "dam"}).out, "flag holds \"withheld\""));

  CHECK(hits({archive, "dam", "--withheld"}).size() == 3);
  CHECK_FALSE(contains(search({archive, "dam", "--withheld"}).out, "left out"));
  CHECK(hits({archive, "flag:canceled"}).count("gone") == 1);
  CHECK(hits({archive, "dam -flag:withheld"}).size() == 2);
  CHECK(search({"show", archive, "held"}).exit_code == 0);

  CHECK(contains(search({"facets", archive, "dam", "--by", "year"}).out,
                 "1 article, 1 story\nleft out: 2 articles withheld or canceled"));
  const auto line_of_2019 = [&](const std::string& query) {
    return search({"timeline", archive, query, "--by", "year", "--ascii"}).out;
  };
  CHECK(contains(line_of_2019("dam"), "2019        1         1  100.0 %"));
  CHECK(contains(line_of_2019("dam"), "left out: 2 articles withheld or canceled"));
  // Beside matches that are withheld, the archive's withheld articles count, too.
  CHECK(contains(line_of_2019("flag:canceled"), "2019        1         3   33.3 %"));

  // An update may take an article back, and another may bring it out.
  directory.write("later.jsonl", item("good", "canceled"));
  REQUIRE(index({"add", archive, directory.path("later.jsonl")}).exit_code == 0);
  const Outcome nothing = search({archive, "dam"});
  CHECK(nothing.exit_code == 1);
  CHECK(contains(nothing.err, "left out: 3 articles withheld or canceled"));
  CHECK(index({"delete", archive, "--query", "dam", "--yes"}).exit_code == 0);
  CHECK(search({archive, "dam", "--withheld"}).exit_code == 1);
}

}  // namespace copies_test
