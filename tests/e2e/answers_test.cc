// SPDX-License-Identifier: GPL-2.0-or-later
// Facets and timelines of the samples, as users ask for them.
#include "tests/e2e/newsroom.h"
#include "tests/e2e/process.h"
#include "tests/e2e/samples.h"

#include <algorithm>
#include <set>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace answers_test {

using namespace e2e;
using Json = nlohmann::json;

TEST_CASE("the verb facets counts articles and stories, and tells what it leaves out", "[search]") {
  const Outcome text =
      search({"facets", samples(), "--by", "year", "--by", "source", "--top", "2"});
  CHECK(text.exit_code == 0);
  CHECK(text.err.empty());
  CHECK(contains(text.out, "69 articles, "));
  CHECK(contains(text.out, "         11 "));  // the articles of 2018
  CHECK(contains(text.out, "(other: "));
  CHECK(contains(text.out, "          3          3  (none)"));  // undated
  CHECK_FALSE(contains(text.out, "\x1B"));
  const Json json = Json::parse(
      search({"facets", samples(), "--by", "year", "Kazakhstan", "--format", "json"}).out);
  CHECK(json.at("format_version") == 1);
  CHECK(json.at("query") == "Kazakhstan");
  std::size_t articles = json.at("facets").at("year").at("none").at("articles");
  for (const Json& row : json.at("facets").at("year").at("values")) {
    articles += row.at("articles").get<std::size_t>();
    CHECK(row.at("stories") <= row.at("articles"));
  }
  CHECK(articles == json.at("total").at("articles"));
  const Json copies =
      Json::parse(search({"facets", samples(), "--by", "place", "Oruba", "--format", "json"}).out);
  CHECK(copies.at("total") == Json({{"articles", 4}, {"stories", 1}}));
  CHECK(search({"facets", samples(), "xyzzyplugh", "--by", "year"}).exit_code == 1);
  CHECK(contains(search({"facets", samples(), "--by", "colour"}).err, "there is no facet"));
}

TEST_CASE("facets without a field are a glance at all, and tell a query that is a field's name",
          "[search]") {
  const Outcome glance = search({"facets", samples()});
  CHECK(glance.exit_code == 0);
  CHECK(glance.err.empty());
  for (const char* field : {"source", "agency", "place", "author", "section", "language"}) {
    CHECK(contains(glance.out, fmt::format("articles    stories  {}\n", field)));
  }
  CHECK(contains(glance.out, "(other: "));
  CHECK_FALSE(contains(glance.out, "  month\n"));
  // Nothing is said of fields that no article of the samples has, unless it is asked for.
  const Json known = Json::parse(search({"facets", samples(), "--format", "json"}).out);
  const Outcome rows = search({"facets", samples(), "--format", "csv"});
  for (const std::string field : {"tag", "page"}) {
    CHECK_FALSE(contains(glance.out, "  " + field + "\n"));
    CHECK(contains(search({"facets", samples(), "--by", field}).out, "  " + field + "\n"));
    CHECK(known.at("facets").at(field).at("none").at("articles") == 69);
    CHECK(contains(rows.out, field + ",none,,69,66\r\n"));
  }
  CHECK(contains(search({"facets", samples(), "place"}).err,
                 "'place' was searched for; to count by that field, write --by place"));
  CHECK_FALSE(contains(search({"facets", samples(), "place", "--by", "year"}).err, "searched for"));
}

TEST_CASE("the verb timeline shows coverage beside matches, and says which bucket it chose",
          "[search]") {
  const Outcome text = search({"timeline", samples(), "dam", "--with", "Kazakhstan"});
  CHECK(text.exit_code == 0);
  CHECK(contains(text.out, "A  dam: 5 articles\n"));
  CHECK(contains(text.out, ", chosen for a readable chart; --by changes it\n"));
  CHECK(contains(text.out, "of the whole archive, undated: 3 articles\n"));
  CHECK_FALSE(contains(text.out, "\x1B"));
  const Outcome ascii = search({"timeline", samples(), "dam", "--by", "year", "--ascii"});
  CHECK(contains(ascii.out, "2025 to 2098: no coverage (74 years)\n"));
  CHECK(contains(ascii.out, "2018        4        11   36.4 %"));
  CHECK(contains(ascii.out, "2020        0 "));
  const Json json =
      Json::parse(search({"timeline", samples(), "dam", "--by", "year", "--format", "json"}).out);
  CHECK(json.at("format_version") == 1);
  CHECK(json.at("by_chosen") == false);
  CHECK(json.at("articles") == 69);
  CHECK(json.at("buckets").size() == 85);
  CHECK(json.at("buckets").at(3).at("matches") == Json({4}));
  CHECK(json.at("buckets").at(20).at("covered") == false);
  CHECK(json.at("buckets").at(20).at("share").at(0).is_null());
  CHECK(search({"timeline", samples(), "dam", "--format", "csv"}).out.starts_with("kind,bucket,"));
  CHECK(search({"timeline", samples(), "dam", "--format", "svg"}).out.starts_with("<svg "));
}

TEST_CASE("a timeline without a match tells a time that is not covered from one without hits",
          "[search]") {
  const Outcome no_hits = search({"timeline", samples(), "xyzzyplugh", "--by", "year"});
  CHECK(no_hits.exit_code == 1);
  CHECK(contains(no_hits.out, "2018        0        11    0.0 %"));
  CHECK(contains(no_hits.err, "no article matches"));
  const std::vector<std::string> uncovered = {"timeline", samples(), "dam",  "--from", "2030",
                                              "--to",     "2035",    "--by", "year"};
  CHECK(search(uncovered).exit_code == 1);
  CHECK(contains(search(uncovered).out, "2030 to 2035: no coverage (6 years)\n"));
  std::vector<std::string> picture = uncovered;
  picture.insert(picture.end(), {"--format", "svg"});
  CHECK(contains(search(picture).out, "2030 to 2035: no coverage"));
}

TEST_CASE("a timeline that cannot be drawn is refused with what to do", "[search]") {
  CHECK(search({"timeline", samples(), "xyzzyplugh"}).exit_code == 1);
  CHECK(search({"timeline", samples(), "dam", "--by", "fortnight"}).exit_code == 2);
  std::vector<std::string> many = {"timeline", samples(), "dam", "--format", "svg"};
  for (int i = 0; i < 28; ++i) many.insert(many.end(), {"--with", "flood"});
  CHECK(search(many).exit_code == 2);
  CHECK(contains(search(many).err, "a chart can show 28 queries; 29 were given"));
  const Outcome long_one = search({"timeline", samples(), "dam", "--by", "day"});
  CHECK(long_one.exit_code == 2);
  CHECK(contains(long_one.err, "counting by day makes "));
  CHECK(contains(long_one.err, "bound it by --from and --to"));
  CHECK(
      search({"timeline", samples(), "dam", "--by", "day", "--from", "2018-05", "--to", "2018-05"})
          .exit_code == 0);
}

TEST_CASE("the verb eval measures, writes a run and measures it again", "[search]") {
  const Directory directory;
  const auto file = [&](const std::string& name) { return directory.path(name); };
  directory.write("topics",
                  "<top><num>1<title>Oruba dam AND (\n<desc>Kazakhstan \"repatriation\"</top>\n"
                  "<top><num>2<title>xyzzyplugh<desc>-*</top>");
  directory.write("qrels",
                  "1 0 h-f0447d846e18863b39220304083030b0 1\n"
                  "1 0 https://worlddesk.example/2019/06/02/zhusan 0\n2 0 nobody 1\n");
  const std::vector<std::string> asked = {"eval",         samples(), "--topics",
                                          file("topics"), "--qrels", file("qrels")};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), asked.begin(), asked.end());
    return search(more);
  };
  const Outcome text = with({"--run", file("run"), "--per-topic"});
  CHECK(text.exit_code == 0);
  CHECK(text.err.empty());
  CHECK(contains(text.out,
                 "2 topics, 2 relevant articles, 1 of them found\n"
                 "1 topic for which nothing was found, counted as 0\n"));
  CHECK(contains(text.out, "\nrecall@1000     0.5000\n"));
  const Outcome again =
      search({"eval", "--of", file("run"), "--qrels", file("qrels"), "--per-topic"});
  CHECK(again.out == text.out);
  const Json json = Json::parse(
      with({"--fields", "description", "--against", file("run"), "--format", "json"}).out);
  CHECK(json.at("format_version") == 1);
  CHECK(json.at("topics") == 2);
  CHECK(json.at("compared").at("MRR").at("better") == 0);
  CHECK(json.at("compared").at("MRR").at("worse") == 1);
  CHECK(with({"--format", "csv"}).out.starts_with("topic,measure,value\r\nall,MAP,"));
}

TEST_CASE("eval refuses what it cannot measure, with file and line", "[search]") {
  const Directory directory;
  const auto file = [&](const std::string& name) { return directory.path(name); };
  directory.write("topics", "1\tdam\n");
  directory.write("broken", "1 0 a 1\n1 0 b\n");
  directory.write("qrels", "1 0 a 1\n");
  const Outcome broken =
      search({"eval", samples(), "--topics", file("topics"), "--qrels", file("broken")});
  CHECK(broken.exit_code == 2);
  CHECK(broken.out.empty());
  CHECK(contains(broken.err, file("broken") + ":2: 3 columns instead of 4"));
  CHECK(search({"eval", samples(), "--qrels", file("qrels")}).exit_code == 2);
  CHECK(search({"eval", samples(), "--topics", file("topics")}).exit_code == 2);
  CHECK(search({"eval", samples(), "dam", "--topics", file("topics"), "--qrels", file("qrels")})
            .exit_code == 2);
  const Outcome absent =
      search({"eval", samples(), "--topics", file("none"), "--qrels", file("qrels")});
  CHECK(absent.exit_code == 2);
  CHECK(contains(absent.err, ": no such file"));
}

TEST_CASE("feedback finds more, within what the query requires", "[search]") {
  const auto found = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"search", samples(), "--format", "json", "--limit", "100"});
    const Json json = Json::parse(search(words).out);
    std::set<std::string> ids;
    for (const Json& hit : json.at("hits")) ids.insert(hit.at("id"));
    CHECK(ids.size() == json.at("total").at("count"));
    return ids;
  };
  const auto before = found({"Kazakhstan"});
  const auto after = found({"--feedback", "Kazakhstan"});
  CHECK(after.size() > before.size());
  CHECK(std::includes(after.begin(), after.end(), before.begin(), before.end()));
  CHECK(found({"--feedback", "Kazakhstan", "date:2019"}).size() < after.size());
  CHECK(found({"--feedback", "dam", "AND", "Oruba"}) == found({"dam", "AND", "Oruba"}));
  const Outcome by_date = search({"search", samples(), "--feedback", "--sort", "newest", "dam"});
  CHECK(by_date.exit_code == 2);
  CHECK(contains(by_date.err, "leave one of the two out"));
}

TEST_CASE("facets count by one field across another, and say what they leave out", "[search]") {
  const Outcome text = search(
      {"facets", samples(), "Kazakhstan", "--by", "source", "--across", "year", "--top", "1"});
  CHECK(text.exit_code == 0);
  CHECK(contains(text.out, "7 articles, 7 stories\n\narticles by source, across year\nsource "));
  CHECK(contains(text.out, "\n(other: "));
  CHECK(contains(text.out, "\ntotal  "));
  const Outcome csv = search({"facets", samples(), "Kazakhstan", "--by", "source", "--across",
                              "year", "--top", "1", "--format", "csv"});
  CHECK(contains(csv.out, "kind,source,2015,"));
  CHECK(contains(csv.out, ",total\r\n"));
  CHECK(contains(csv.err, "counted together as 'other'"));
  CHECK(search({"facets", samples(), "--across", "year"}).exit_code == 2);
  CHECK(contains(search({"facets", samples(), "--by", "flag"}).out, "date-future\n"));
  CHECK(contains(search({"facets", samples(), "--by", "week", "dam"}).out, "-W"));
}

TEST_CASE("shares of a timeline are of what another query finds, which it says", "[search]") {
  const Outcome text =
      search({"timeline", samples(), "dam", "--share-of", "source:AP", "--by", "year"});
  CHECK(text.exit_code == 0);
  CHECK(contains(text.out, "share: of source:AP, "));
  CHECK(contains(text.out, "not in the share, because source:AP does not find them: 2 articles"));
  const Outcome none = search({"timeline", samples(), "dam", "--share-of", "source:xyzzyplugh"});
  CHECK(none.exit_code == 0);
  CHECK(contains(none.err, "no article matches --share-of source:xyzzyplugh"));
}

TEST_CASE("shares are of the names that a query confines its words to", "[search]") {
  const Outcome own = search({"timeline", samples(), "dam source:AP", "--with", "dam source:AFP",
                              "--with", "dam", "--by", "year"});
  CAPTURE(own.out, own.err);
  CHECK(contains(own.out, "share: of source:ap, 12 articles\n"));
  CHECK(contains(own.out, "share: of source:afp, 3 articles\n"));
  CHECK(contains(own.out, "share: of every article, 69 articles\n"));
  CHECK(contains(own.out, "2018 A        3         4   75.0 %"));
  const Outcome all =
      search({"timeline", samples(), "dam source:AP", "--share-of", "", "--by", "year"});
  CHECK(contains(all.out, "2018        3        11   27.3 %"));
  for (const char* query : {"dam", "source:AP", "dam date:2018", "dam OR source:AP"}) {
    CAPTURE(query);
    CHECK_FALSE(contains(search({"timeline", samples(), query}).out, "share: of "));
  }
}

TEST_CASE("names of an outlet that hardly differ are one, in every count and filter") {
  const Newsroom room;
  std::string lines;
  int number = 0;
  const auto write = [&](const std::string& source, int articles) {
    for (int i = 0; i < articles; ++i) {
      ++number;
      lines += line({{"id", fmt::format("outlet-{}", number)},
                     {"title", fmt::format("Report {} of the harbour", number)},
                     {"text", fmt::format("Ship number {} came in.", number)},
                     {"source", source},
                     {"date", fmt::format("2019-0{}-01", 1 + number % 2)}});
    }
  };
  write("Quay Post", 5);
  write("The Quay Post", 4);
  write("Marks & Spencer News", 1);
  write("Marks and Spencer News", 2);
  write("St. Louis Courier", 1);
  write("ST LOUIS COURIER", 1);
  write("St Louis Courier", 2);
  write("RiverTimes", 1);
  write("River Times", 2);
  write("Le Petit Courrier", 1);
  write("Petit Courrier", 1);
  must(room.add_text("a.jsonl", lines));
  const Outcome sources = search({"sources", room.archive, "--format", "csv"});
  CHECK(sources.out ==
        "field,kind,value,articles,stories\r\nsource,value,Quay Post,9,9\r\n"
        "source,value,St Louis Courier,4,4\r\nsource,value,Marks and Spencer News,3,3\r\n"
        "source,value,River Times,3,3\r\nsource,value,Le Petit Courrier,1,1\r\n"
        "source,value,Petit Courrier,1,1\r\n");
  for (const auto& [name, articles] :
       std::vector<std::pair<std::string, std::size_t>>{{"Quay Post", 9},
                                                        {"the quay post", 9},
                                                        {"Marks & Spencer News", 3},
                                                        {"Marks and Spencer News", 3},
                                                        {"St. Louis Courier", 4},
                                                        {"RiverTimes", 3},
                                                        {"River Times", 3},
                                                        {"Petit Courrier", 1},
                                                        {"Le Petit Courrier", 1}}) {
    CAPTURE(name);
    CHECK(room.count("source:\"" + name + "\"") == articles);
  }
  CHECK(room.count("source:RiverTimes") == 3);
  const Json facet =
      Json::parse(search({room.archive, "--facet", "source", "--format", "json"}).out);
  CHECK(facet.at("facets").dump().find("The Quay Post") == std::string::npos);
  const Outcome compared = search({"compare", room.archive, "date:2019-01", "date:2019-02"});
  CHECK(contains(compared.out, "  Quay Post\n"));
  CHECK_FALSE(contains(compared.out, "  The Quay Post\n"));
  const Outcome by_year = search({"timeline", room.archive, "--by", "year", "--format", "json"});
  CHECK(Json::parse(by_year.out).at("buckets").at(0).at("sources") == 6);
  const Outcome each =
      search({room.archive, "--per-source", "1", "--limit", "30", "--format", "jsonl"});
  CHECK(std::count(each.out.begin(), each.out.end(), '\n') == 6);
}

TEST_CASE("a timeline shows where the articles are, not only where the oldest is") {
  const Newsroom room;
  std::string lines;
  int number = 0;
  const auto write = [&](int year, int month) {
    lines += line({{"id", fmt::format("a{}", ++number)},
                   {"title", fmt::format("Report {} of the harbour", number)},
                   {"text", fmt::format("Ship number {} came in.", number)},
                   {"date", fmt::format("{}-{:02}-01", year, month)}});
  };
  for (int year = 1800; year < 1950; year += 5) write(year, 3);
  for (int i = 0; i < 300; ++i) write(2019, 1 + i % 12);
  must(room.add_text("old.jsonl", lines));
  const Json json = Json::parse(search({"timeline", room.archive, "--format", "json"}).out);
  CHECK(json.at("by") == "quarter");
  CHECK(json.at("by_chosen") == true);
}

TEST_CASE("what is dated in the future comes last, unless it is asked for") {
  const Newsroom room;
  must(room.add_text("a.jsonl",
                     line({{"id", "now"}, {"title", "Quay opens"}, {"date", "2019-12-13"}}) +
                         line({{"id", "typo"}, {"title", "Quay closes"}, {"date", "2999-12-13"}}) +
                         line({{"id", "never"}, {"title", "Quay stands"}})));
  const auto ids = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), room.archive);
    arguments.insert(arguments.end(), {"--format", "json"});
    std::vector<std::string> all;
    const Json found = Json::parse(search(arguments).out);
    for (const Json& hit : found.at("hits")) all.push_back(hit.at("id"));
    return all;
  };
  using Ids = std::vector<std::string>;
  CHECK(ids({"quay", "--sort", "newest"}) == Ids{"now", "never", "typo"});
  CHECK(ids({"--limit", "2"}) == Ids{"now", "never"});
  CHECK(ids({"quay", "--sort", "oldest"}) == Ids{"now", "typo", "never"});
  CHECK(ids({"quay", "flag:date-future", "--sort", "newest"}) == Ids{"typo"});
  CHECK(ids({"title:quay OR flag:date-future", "--sort", "newest"}) == Ids{"typo", "now", "never"});
  const std::string out = search({"export", room.archive, "--fields", "id"}).out;
  CHECK(out == "{\"id\":\"now\"}\n{\"id\":\"never\"}\n{\"id\":\"typo\"}\n");
}

TEST_CASE("the time is shown where articles of a page share a day") {
  const Newsroom room;
  must(room.add_text(
      "a.jsonl",
      line({{"id", "a"}, {"title", "Quay opens"}, {"date", "2019-12-13T10:05:00-05:00"}}) +
          line({{"id", "b"}, {"title", "Pier opens"}, {"date", "2019-12-13T23:30:00Z"}}) +
          line({{"id", "c"}, {"title", "Lock opens"}, {"date", "2019-12-14T01:00:00Z"}})));
  const std::string out = search({room.archive, "opens"}).out;
  CHECK(contains(out, "13 Dec 2019 10:05 -05:00\n"));
  CHECK(contains(out, "13 Dec 2019 23:30 UTC\n"));
  CHECK(contains(out, "14 Dec 2019\n"));
}

TEST_CASE("tables say on stderr what text says beside the rows") {
  const Newsroom room;
  must(room.add_text("feed.jsonl", line({{"uri", "urn:x:1"},
                                         {"versioncreated", "2018-01-01T00:00:00Z"},
                                         {"pubstatus", "canceled"},
                                         {"headline", "Wrong story"},
                                         {"body_text", "The quay."}}) +
                                       line({{"uri", "urn:x:2"},
                                             {"versioncreated", "2018-01-02T10:00:00Z"},
                                             {"pubstatus", "usable"},
                                             {"headline", "Good story"},
                                             {"body_text", "The quay."}})));
  const std::vector<std::vector<std::string>> asked = {{"facets", room.archive, "--by", "year"},
                                                       {"timeline", room.archive},
                                                       {"search", room.archive},
                                                       {"kwic", room.archive, "quay"},
                                                       {"sources", room.archive},
                                                       {"compare", room.archive, "quay", "story"}};
  for (std::vector<std::string> arguments : asked) {
    CAPTURE(arguments.front());
    arguments.insert(arguments.end(), {"--format", "csv"});
    CHECK(contains(search(arguments).err, "left out: "));
  }
}

}  // namespace answers_test
