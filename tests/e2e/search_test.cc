// SPDX-License-Identifier: GPL-2.0-or-later
// What users do: index the samples, search them, page, count, export, look up, explain.
#include "tests/e2e/process.h"
#include "tests/e2e/samples.h"

#include <algorithm>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace search_test {

using namespace e2e;
using Json = nlohmann::json;

namespace {

Json found(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), samples());
  arguments.insert(arguments.end(), {"--format", "json"});
  return Json::parse(search(arguments).out);
}

std::vector<std::string> headlines(const Json& answer) {
  std::vector<std::string> all;
  for (const Json& hit : answer.at("hits")) all.push_back(hit.value("headline", ""));
  return all;
}

std::size_t count(const Json& answer) {
  return answer.at("total").at("count");
}

}  // namespace

TEST_CASE("the founding question puts the article with all three words first", "[search]") {
  const Outcome outcome = search({samples(), "Kazakhstan", "repatriation", "Syria"});
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.err.empty());
  CHECK(
      outcome.out.starts_with("2 articles have all of: Kazakhstan, repatriation, Syria\n\n"
                              "  1. Pompeo praises Kazakhstan for repatriation"));
  CHECK(contains(outcome.out, "UrduPoint News / Sputnik · 13 Dec 2019 · Washington"));
  CHECK_FALSE(contains(outcome.out, "\x1B"));
  const Json answer = found({"Kazakhstan repatriation Syria"});
  CHECK(answer.at("total").at("exact") == true);
  CHECK(answer.at("hits").at(0).at("agencies") == Json({"UrduPoint News", "Sputnik"}));
  CHECK(answer.at("hits").at(0).at("published_evidence") == "header");
}

TEST_CASE("compounds are found with their hyphen and without", "[search]") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  directory.write("a.txt", article("2019-12-13", "Voters re-elect mayor", "A cease-fire holds."));
  directory.write("b.txt", article("2019-12-14", "Voters reelect mayor", "The ceasefire holds."));
  REQUIRE(index({"add", archive, directory.path("a.txt"), directory.path("b.txt")}).exit_code == 0);
  for (const char* query : {"reelect", "re-elect", "title:reelect", "title:re-elect", "ceasefire",
                            "cease-fire", "ceasef*", "reelects"}) {
    INFO(query);
    CHECK(contains(search({archive, query}).out, "2 articles"));
  }
  CHECK(contains(search({archive, "\"cease fire\""}).out, "1 article,"));
  const std::string marked = search({archive, "ceasefire", "--color", "always"}).out;
  CHECK(contains(marked, "A \x1B[1;33mcease\x1B[0m-\x1B[1;33mfire\x1B[0m holds"));
}

TEST_CASE("a chain has room for its operands and for no word between them") {
  // "Secretary of State Mike Pompeo"
  CHECK(count(found({"secretary pre/1 \"of state\" pre/1 mike"})) == 1);
  CHECK(count(found({"mike w/1 secretary w/1 \"of state\""})) == 1);
  CHECK(count(found({"secretary pre/2 \"of state\" pre/2 pompeo"})) == 0);
  CHECK(count(found({"secretary pre/4 \"of state\" pre/4 pompeo"})) == 1);
}

TEST_CASE("what has something else near does not count, but elsewhere it does", "[search]") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  directory.write("a.txt",
                  article("2019-12-13", "A fire in the port", "It burnt. A ceasefire holds."));
  directory.write("b.txt",
                  article("2019-12-14", "Guns", "They cease fire, or the ceasefire is over."));
  REQUIRE(index({"add", archive, directory.path("a.txt"), directory.path("b.txt")}).exit_code == 0);
  CHECK(contains(search({archive, "fire"}).out, "2 articles"));
  CHECK(contains(search({archive, "fire NOT ceasefire"}).err, "no article matches"));
  const Outcome outcome = search({archive, "fire notnear/5 ceasefire", "--color", "always"});
  CHECK(contains(outcome.out, "1 article,"));
  CHECK(contains(outcome.out, "\x1B[1;33mfire\x1B[0m"));
  CHECK_FALSE(contains(outcome.out, "\x1B[1;33mceasefire"));
  const auto same = [&](const std::vector<std::string>& arguments) {
    std::vector<std::string> all = {archive};
    all.insert(all.end(), arguments.begin(), arguments.end());
    all.insert(all.end(), {"--color", "always"});
    return search(all).out == outcome.out;
  };
  CHECK(same({"--dialect", "nexis", "fire not w/5 ceasefire"}));
  CHECK(same({"fire notnear/s cease*"}));
  CHECK(same({"fire NOTNEAR (ceasefire OR gun)"}));
  const Outcome explained = search({"explain", archive, "fire notnear/5 ceasefire"});
  must(explained);
  CHECK(contains(explained.out, "the first, with none of the others within 5 words:  [1 article]"));
  const Outcome cited = search({"cite", archive, "fire NotNear/5 Ceasefire"});
  CHECK(contains(cited.out, "canonical  fire notnear/5 ceasefire"));
  const Outcome wrong = search({archive, "fire notnear/0 ceasefire"});
  CHECK(wrong.exit_code == 2);
  CHECK(contains(wrong.err, "'notnear/0' has no distance"));
}

TEST_CASE("a name finds the spellings of the press, and explain lists them", "[search]") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  directory.write("a.txt", article("2011-08-22", "Moamer Kadhafi flees", "He is gone."));
  directory.write("b.txt", article("2011-08-23", "Tripoli", "Colonel Muammar al-Gaddafi fled."));
  directory.write("c.txt", article("2011-08-24", "Boys", "Khalifa Kadhafi played football."));
  directory.write("d.txt",
                  article("2011-08-25", "Reading", "He read the kadhafi in small letters."));
  REQUIRE(index({"add", archive, directory.path("a.txt"), directory.path("b.txt"),
                 directory.path("c.txt"), directory.path("d.txt")})
              .exit_code == 0);
  CHECK(contains(search({archive, "name:\"Muammar Gadhafi\""}).out, "2 articles"));
  CHECK(contains(search({archive, "names(Qaddafi)"}).out, "3 articles"));
  CHECK(contains(search({archive, "names(Muammar Gadhafi, not Gaddafi)"}).out, "1 article,"));
  const Outcome explained = search({"explain", archive, "name:\"Muammar Gadhafi\""});
  must(explained);
  CHECK(contains(explained.out, "any spelling of \"gadhafi\": kadhafi (2), gaddafi (1)\n"));
  CHECK(contains(explained.out, "any spelling of \"muammar\": moamer (1), muammar (1)\n"));
  const Outcome json = search({"explain", archive, "name:Gadhafi", "--format", "json"});
  CHECK(contains(json.out, "\"spellings\""));
  const Outcome refused = search({archive, "names(Gadhafi, not Khalifa)"});
  CHECK(refused.exit_code == 2);
  CHECK(contains(refused.err, "'khalifa' is no spelling of a word of this name"));
}

TEST_CASE("colour only when asked for, and never into a pipe by itself", "[search]") {
  CHECK(contains(search({samples(), "--color", "always", "Syria"}).out, "\x1B[1;33m"));
  CHECK_FALSE(contains(search({samples(), "Syria"}).out, "\x1B"));
}

TEST_CASE("every word is required unless any is asked for", "[search]") {
  CHECK(count(found({"--all", "Kazakhstan Syria repatriation"})) == 2);
  CHECK(count(found({"Kazakhstan Syria repatriation"})) == 2);
  CHECK(count(found({"--any", "Kazakhstan Syria repatriation"})) == 11);
  CHECK(count(found({"Kazakhstan AND Syria AND NOT repatriation"})) == 3);
}

TEST_CASE("an option that is given nothing is refused, and not left out", "[search]") {
  const auto refuse = [](const std::string& option, const Outcome& outcome) {
    CAPTURE(option, outcome.err);
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.out.empty());
    CHECK(contains(outcome.err, option + ": it is empty"));
  };
  for (const std::string option : {"--from", "--to", "--tz"}) {
    refuse(option, search({samples(), option, "", "--limit", "0"}));
    refuse(option, search({samples(), option + "=", "--limit", "0"}));
  }
  refuse("--tz", index({"delete", samples(), "--query", "date:today", "--tz", ""}));
  refuse("--since", index({"add", samples(), "--since=", "nothing"}));
}

TEST_CASE("an order or a colour is given by name, not by number", "[search]") {
  const Outcome unknown = search({samples(), "--sort", "foo", "dam"});
  CHECK(unknown.exit_code == 2);
  CHECK(contains(unknown.err, "--sort: 'foo' is not one of date, newest, oldest, relevance\n"));
  CHECK(search({samples(), "--sort", "1", "dam"}).exit_code == 2);
  CHECK(search({samples(), "--color", "2", "dam"}).exit_code == 2);
  CHECK(search({samples(), "--sort", "NEWEST", "dam"}).exit_code == 0);
}

TEST_CASE("a date that cannot be read is reported as the first or the last day", "[search]") {
  CHECK(contains(search({samples(), "--from", "easter", "dam"}).err,
                 "first day: 'easter': holidays"));
  CHECK(contains(search({samples(), "--to", "soon", "dam"}).err, "last day: 'soon' is not a date"));
}

TEST_CASE("dates bound a search, by option and by query, with the same result", "[search]") {
  const Json by_option = found({"--from", "2018-05-10", "--to", "2018-05-11", "dam"});
  CHECK(count(by_option) == 4);
  CHECK(headlines(by_option) == headlines(found({"dam date:2018-05-10..2018-05-11"})));
  CHECK(count(found({"date:2099"})) == 1);
  CHECK(count(found({"date:none"})) == 3);
  CHECK(count(found({"date:2018-06"})) == 2);     // a month's article, and a day's in it
  CHECK(count(found({"date:2018-06-01"})) == 1);  // the month's may be of another day
  const Outcome reversed = search({samples(), "--from", "2019", "--to", "2018", "x"});
  CHECK(reversed.exit_code == 2);
  CHECK(reversed.out.empty());
}

TEST_CASE("sorted by date, the undated come last in either direction", "[search]") {
  const std::vector<std::string> newest = headlines(found({"--sort", "newest", "--limit", "100"}));
  const std::vector<std::string> oldest = headlines(found({"--sort", "oldest", "--limit", "100"}));
  REQUIRE(newest.size() == 69);
  // A date in the future is a mistake, or an anniversary: it is no news.
  CHECK(contains(newest.back(), "anniversary that has not happened"));
  CHECK(contains(oldest.front(), "Minsk"));
  std::vector<std::string> last(newest.end() - 4, newest.end() - 1);
  std::vector<std::string> also_last(oldest.end() - 3, oldest.end());
  std::sort(last.begin(), last.end());
  std::sort(also_last.begin(), also_last.end());
  CHECK(last == also_last);
}

TEST_CASE("pages join to the whole list, and a cursor fits its own query only", "[search]") {
  std::vector<std::string> paged;
  std::string cursor;
  do {
    std::vector<std::string> arguments = {"--limit", "7", "the"};
    if (!cursor.empty()) arguments.insert(arguments.end(), {"--page", cursor});
    const Json page = found(arguments);
    for (const std::string& headline : headlines(page)) paged.push_back(headline);
    cursor = page.at("next_page").is_null() ? "" : page.at("next_page").get<std::string>();
  } while (!cursor.empty());
  CHECK(paged == headlines(found({"--limit", "100", "the"})));
  const std::string first = found({"--limit", "7", "the"}).at("next_page");
  const Outcome other = search({samples(), "--page", first, "Syria"});
  CHECK(other.exit_code == 2);
  CHECK(contains(other.err, "not a page of this query"));
}

TEST_CASE("the option -n is --limit, and words with a minus stay words", "[search]") {
  const std::vector<std::string> best = headlines(found({"--limit", "3", "the"}));
  REQUIRE(best.size() == 3);
  CHECK(headlines(found({"the", "-n", "3"})) == best);
  CHECK(headlines(found({"-n3", "the"})) == best);
  const std::size_t all = count(found({"the"}));
  CHECK(count(found({"the", "-n", "3"})) == all);
  CHECK(count(found({"the", "-Oruba"})) < all);
  CHECK(count(found({"the", "-Oruba"})) == count(found({"the NOT Oruba"})));
  const Outcome negated = search({samples(), "--format", "json", "--", "-n"});
  CHECK(count(Json::parse(negated.out)) == count(found({"NOT n"})));
  const auto lines = [](const std::vector<std::string>& arguments) {
    const std::string out = search(arguments).out;
    return std::count(out.begin(), out.end(), '\n');
  };
  CHECK(lines({"export", samples(), "the", "-n", "3"}) == 3);
  CHECK(lines({"kwic", samples(), "the", "-n", "3", "--format", "csv"}) == 4);     // and a header
  CHECK(search({"timeline", samples(), "-n", "--format", "csv"}).exit_code == 2);  // no --limit
  for (const std::vector<std::string>& wrong :
       std::vector<std::vector<std::string>>{{samples(), "the", "-n"},
                                             {samples(), "the", "-n", "many"},
                                             {samples(), "the", "-n", "-3"}}) {
    const Outcome outcome = search(wrong);
    CAPTURE(wrong, outcome.err);
    CHECK(outcome.exit_code == 2);
    CHECK(contains(outcome.err, "--limit"));
    CHECK_FALSE(contains(outcome.err, "\uFFFD"));
  }
}

TEST_CASE("facets count every match", "[search]") {
  const Json answer = found({"--facet", "source", "--facet", "year", "--limit", "0", "Kazakhstan"});
  std::size_t by_year = 0;
  for (const Json& year : answer.at("facets").at("year")) {
    by_year += year.at("count").get<std::size_t>();
  }
  CHECK(by_year == count(answer));
  CHECK(answer.at("facets").at("source").at(0).at("count") >= 2);
  CHECK(search({samples(), "--facet", "colour", "x"}).exit_code == 2);
  CHECK(search({samples(), "--facet", "year", "--format", "csv", "x"}).exit_code == 2);
}

TEST_CASE("sources are found by a word, and exactly by their name in quotes", "[search]") {
  CHECK(count(found({"source:sputnik"})) == 2);
  CHECK(count(found({"source:\"Sputnik\""})) == 2);
  CHECK(count(found({"source:harbour"})) == 4);
  CHECK(count(found({"source:\"Harbour\""})) == 0);
  CHECK(count(found({"source:\"Harbour Post\""})) == 4);
  CHECK(count(found({"place:\"New York/London\""})) == 1);
}

TEST_CASE("each language is stemmed as its own, and accents do not matter", "[search]") {
  CHECK(count(found({"lang:fr régions"})) == 1);
  CHECK(count(found({"region lang:fr"})) == 1);
  CHECK(count(found({"fluchtling lang:de"})) == 1);
  CHECK(count(found({"поселков"})) == 1);
  CHECK(count(found({"lang:es"})) == 3);
}

TEST_CASE("show prints the whole article, explain what the query means", "[search]") {
  const std::string id = found({"Kazakhstan repatriation Syria"}).at("hits").at(0).at("id");
  const Outcome shown = search({"show", samples(), id});
  CHECK(shown.exit_code == 0);
  CHECK(contains(shown.out, "published: 2019-12-13 (from the header)"));
  CHECK(contains(shown.out, "dateline:  2019-12-13"));
  CHECK(contains(shown.out, "peace in Afghanistan"));
  const Json shown_json = Json::parse(search({"show", samples(), id, "--format", "json"}).out);
  CHECK(shown_json.at("format_version") == 1);
  CHECK(shown_json.at("id") == id);
  const Outcome two = search({"show", samples(), id, "no-such-id", "--format", "json"});
  CHECK(two.exit_code == 1);
  CHECK(Json::parse(two.out).at("format_version") == 1);
  REQUIRE(Json::parse(two.out).at("articles").size() == 1);
  CHECK(Json::parse(two.out).at("articles").at(0).at("id") == id);
  const Outcome unknown = search({"show", samples(), "no-such-id"});
  CHECK(unknown.exit_code == 1);
  CHECK(unknown.out.empty());
  const Outcome explained = search({"explain", samples(), "repatri* date:2019 -football"});
  CHECK(explained.exit_code == 0);
  CHECK(contains(explained.out, "words like \"repatri*\""));
  CHECK(contains(explained.out, "published from 2019-01-01 to 2019-12-31"));
  CHECK(contains(explained.out, "repatri: 4 articles (2018: 1, 2019: 2, 2022: 1)"));
}

TEST_CASE("explain names the clauses that left nothing, as they were typed", "[search]") {
  const auto emptied = [](const std::string& query, const std::string& from = "1850") {
    const std::string out = search({"explain", samples(), query, "--from", from}).out;
    const std::size_t begin = out.find("nothing is left");
    return begin == std::string::npos ? "" : out.substr(begin, out.find("\n\n", begin) - begin);
  };
  const std::string both = emptied("(Oruba OR\n xyzzy) AND (zhusan OR xyzzy)");
  CHECK(contains(both, "without: (Oruba OR xyzzy)\n"));
  CHECK(contains(both, "without: (zhusan OR xyzzy)\n"));
  CHECK(contains(emptied("zhusan AND NOT zhusan"), "without: NOT zhusan\n"));
  CHECK(contains(emptied("Kazakhstan", "2090"), "without: published from 2090-01-01 on\n"));
  const std::string wide = emptied("Oruba AND (Kazakhstan" + std::string(200, 'x') + " OR zhusan)");
  CHECK(contains(wide, "xxx…\n"));
}

TEST_CASE("a query that cannot be read is one error that points at its column", "[search]") {
  const Outcome outcome = search({samples(), "Syria AND"});
  CHECK(outcome.exit_code == 2);
  CHECK(outcome.out.empty());
  CHECK(contains(outcome.err, "dateline-search: query, column 7: nothing follows this 'AND'"));
  CHECK(contains(outcome.err, "    Syria AND\n          ^~~"));
  const Outcome ambiguous = search({samples(), "date:02/03/2019"});
  CHECK(ambiguous.exit_code == 2);
  CHECK(contains(ambiguous.err, "2 March or 3 February 2019"));
}

TEST_CASE("nothing found is a normal answer with exit code 1", "[search]") {
  const Outcome outcome = search({samples(), "xyzzyplugh"});
  CHECK(outcome.exit_code == 1);
  CHECK(outcome.out.empty());
  CHECK(contains(outcome.err, "no article matches"));
  CHECK(count(found({"xyzzyplugh"})) == 0);
  CHECK(count(found({"date:1850"})) == 0);
}

TEST_CASE("what is suggested finds something where it is asked for", "[search]") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  must(index(
      {"add", archive,
       directory.write("a.jsonl",
                       R"({"id":"1","headline":"Alpha","body":"Open skies here.","language":"en"}
{"id":"2","headline":"Beta","body":"One zebra, one blue sky.","language":"en"}
{"id":"3","headline":"Gamma","body":"One day.","language":"en"})")}));
  const auto hints = [&](const std::string& query, const std::string& verb = "search") {
    return search({verb, archive, query}).err;
  };
  CHECK(contains(hints("zebrra"), "did you mean zebra (1 article)?"));
  CHECK(contains(hints("headline(zebrra)"), "no article has 'zebrra'\n"));
  CHECK(contains(hints("headline(alpja)"), "try: headline(Alpha)\n"));
  CHECK(contains(hints("\"opne skies\""), "try: \"Open skies\"\n"));
  CHECK(hints("\"open sk*\"").empty());
  CHECK(contains(hints("\"opne sk*\""), "try: \"Open sk*\"\n"));
  const std::string twice = hints("zebrra OR zebrra");
  CHECK(twice.find("did you mean") == twice.rfind("did you mean"));
  CHECK(contains(twice, "try: zebra OR zebra\n"));
  CHECK(contains(hints("lang:English"), "try: lang:en\n"));
  CHECK(contains(hints("lang:xx"), "no article is in the language 'xx'"));
  for (const char* verb : {"explain", "facets", "timeline", "kwic", "keyness", "collocates", "cite",
                           "export", "sources"}) {
    CAPTURE(verb);
    std::vector<std::string> asked = {verb, archive, "zebrra"};
    if (std::string(verb) == "facets") asked.insert(asked.end(), {"--by", "source"});
    CHECK(contains(search(asked).err, "did you mean zebra (1 article)?"));
  }
  const std::string compared = search({"compare", archive, "sky", "zebrra"}).err;
  CHECK(contains(compared, "try: zebra\n"));
  CHECK(contains(search({"timeline", archive, "sky", "--with", "zebrra"}).err, "try: zebra\n"));
}

TEST_CASE("jsonl has a line for each hit, csv a row, excluded words may be alone", "[search]") {
  std::istringstream lines(search({samples(), "Oruba", "--format", "jsonl"}).out);
  std::size_t hits = 0;
  for (std::string line; std::getline(lines, line); ++hits) CHECK(Json::parse(line).contains("id"));
  CHECK(hits == 4);
  const Outcome csv = search({samples(), "Oruba", "--format", "csv"});
  CHECK(csv.out.starts_with("rank,score,id,published,"));
  CHECK(std::count(csv.out.begin(), csv.out.end(), '\r') == 5);
  CHECK(search({samples(), "dam", "-kenya"}).exit_code == 0);
  CHECK(count(found({"-the"})) < 69);
}

TEST_CASE("DATELINE_ARCHIVE names the archive", "[search]") {
  const Surroundings surroundings{.input = "", .environment = {"DATELINE_ARCHIVE=" + samples()}};
  CHECK(search({"dam"}, surroundings).exit_code == 0);
  CHECK(search({"/no/such/archive", "dam"}, surroundings).exit_code == 3);
  const Outcome none = search({});
  CHECK(none.exit_code == 2);
  CHECK(contains(none.err, "no archive is named"));
}

TEST_CASE("wrong usage is reported on stderr with exit code 2", "[search]") {
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{samples(), "--bogus", "x"},
                                             {samples(), "--limit", "many", "x"},
                                             {samples(), "--format", "xml", "x"},
                                             {samples(), "--sort", "best", "x"},
                                             {samples(), "--page", "zz", "x"}}) {
    const Outcome outcome = search(arguments);
    CAPTURE(arguments);
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.out.empty());
    CHECK(outcome.err.starts_with("dateline-search: "));
  }
  CHECK(search({"--help"}).exit_code == 0);
  CHECK(contains(index({"--version"}).out, "dateline-index "));
}

TEST_CASE("output that cannot be written is a failure", "[search]") {
  const Outcome outcome =
      run("bash", {"-c", search_program() + " " + samples() + " dam >/dev/full"});
  CHECK(outcome.exit_code == 5);
  const Outcome piped = run("bash", {"-c", "set -o pipefail; " + search_program() + " " +
                                               samples() + " --limit 60 the | head -c 1"});
  CHECK(piped.exit_code == 0);
}

TEST_CASE("articles in other languages change no weight, though they have the same stems",
          "[search]") {
  const Directory directory;
  // All are of one length, so that the mean length does not change.
  const auto archive_with = [&](const std::string& name,
                                const std::vector<std::pair<std::string, int>>& languages) {
    const std::map<std::string, std::vector<std::string>> texts = {
        {"en",
         {"Gen. Smith spoke here again", "the gene was found there", "one die was cast here"}},
        {"es", {"el presidente habla con gente"}},
        {"de", {"die Frau war nicht dort", "die Maus lief nachts davon"}}};
    std::string lines;
    for (const auto& [language, articles] : languages) {
      for (int i = 0; i < articles; ++i) {
        const std::vector<std::string>& own = texts.at(language);
        // The first text is the most frequent.
        const std::size_t text = i < articles - 2 ? 0 : static_cast<std::size_t>(articles - i);
        lines += Json{{"id", language + std::to_string(i)},
                      {"language", language},
                      {"date", "2019-04-05"},
                      {"body", own[text % own.size()]}}
                     .dump() +
                 "\n";
      }
    }
    const std::string archive = directory.path(name);
    must(index({"add", archive, directory.write(name + ".jsonl", lines)}));
    return archive;
  };
  const auto scores = [](const std::string& archive, const std::string& query) {
    std::map<std::string, double> by_id;
    const Outcome outcome = search({archive, query, "--any", "--format", "json", "-n", "500"});
    for (const Json& hit : Json::parse(outcome.out).value("hits", Json::array())) {
      by_id[hit.at("id").get<std::string>()] = hit.at("score").get<double>();
    }
    return by_id;
  };
  const std::string english = archive_with("english", {{"en", 80}});
  const std::string german = archive_with("german", {{"de", 30}});
  const std::string more = archive_with("more", {{"en", 80}, {"es", 1}});
  const std::string all = archive_with("all", {{"en", 80}, {"es", 9}, {"de", 30}});
  for (const char* query : {"gene", "die", "war", "gen", "found", "di*", "\"die was\"",
                            "die NEAR/2 cast", "gene die", "headline(gene) OR found"}) {
    INFO(query);
    const std::map<std::string, double> of_english = scores(english, query);
    const std::map<std::string, double> of_german = scores(german, query);
    for (const std::string& archive : {more, all}) {
      const std::map<std::string, double> now = scores(archive, query);
      for (const auto& [id, score] : of_english) CHECK(now.at(id) == score);
      if (archive != all) continue;
      for (const auto& [id, score] : of_german) CHECK(now.at(id) == score);
    }
  }
  CHECK(scores(english, "gene").size() == 1);
  CHECK(scores(all, "die").size() == 31);
  // `explain` says in which language a word is worth what.
  CHECK(contains(must(search({"explain", all, "die"})).out, "die FILTER Lde"));
}

}  // namespace search_test
