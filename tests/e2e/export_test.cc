// SPDX-License-Identifier: GPL-2.0-or-later
// What researchers do with a result set: take it away in every format, in parts, and cite it.
#include "tests/e2e/process.h"
#include "tests/e2e/samples.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <libxml/parser.h>
#include <nlohmann/json.hpp>
#include <xxhash.h>

namespace export_test {

using namespace e2e;
using Json = nlohmann::json;

namespace {

const std::vector<std::string> kAppended = {"jsonl", "csv", "tsv", "md", "bibtex", "ris", "trec"};
const std::vector<std::string> kDocuments = {"csl-json", "atom"};

Outcome exported(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"export", samples()});
  return search(arguments);
}

std::vector<std::string> all_formats() {
  std::vector<std::string> all = kAppended;
  all.insert(all.end(), kDocuments.begin(), kDocuments.end());
  return all;
}

/// The manifest, which is the last line that begins like this.
/// The line of stderr that is the manifest.
Json manifest(const Outcome& outcome) {
  const std::string line = outcome.err.substr(outcome.err.rfind("{\"format_version\""));
  return Json::parse(line.substr(0, line.find('\n')));
}

std::string digest(const std::string& bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

/// Articles in an output, by what begins or ends each in its format.
std::size_t articles(const std::string& format, const std::string& out) {
  if (format == "csl-json") return Json::parse(out).size();
  const std::map<std::string, std::string> marks = {
      {"jsonl", "\n"},         {"tsv", "\n"},         {"csv", "\r\n"},      {"md", "\n- id: "},
      {"bibtex", "@article{"}, {"ris", "ER  - \r\n"}, {"atom", "</entry>"}, {"trec", "</DOC>\n"}};
  std::size_t count = 0;
  const std::string& mark = marks.at(format);
  for (std::size_t at = out.find(mark); at != std::string::npos; at = out.find(mark, at + 1)) {
    ++count;
  }
  return format == "csv" || format == "tsv" ? count - 1 : count;
}

bool is_well_formed(const std::string& xml) {
  xmlDoc* document = xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr,
                                   XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  xmlFreeDoc(document);
  return document != nullptr;
}

/// The same export in parts of `limit`, each begun where the one before ended.
std::string in_parts(const std::string& format, const std::string& limit) {
  std::string joined;
  std::string cursor;
  do {
    std::vector<std::string> arguments = {"--format", format, "--limit", limit};
    if (!cursor.empty()) arguments.insert(arguments.end(), {"--page", cursor});
    const Outcome part = exported(arguments);
    joined += part.out;
    const Json next = manifest(part).at("next_page");
    cursor = next.is_null() ? "" : next.get<std::string>();
    if (!cursor.empty() && !contains(part.err, "continue with: --page " + cursor))
      return "no cursor";
  } while (!cursor.empty());
  return joined;
}

std::vector<std::string> ids(const std::string& json_lines) {
  std::vector<std::string> all;
  for (std::size_t at = 0; at < json_lines.size(); at = json_lines.find('\n', at) + 1) {
    const std::string line = json_lines.substr(at, json_lines.find('\n', at) - at);
    all.push_back(Json::parse(line).at("id"));
  }
  return all;
}

Json cited(const std::string& archive, const std::string& query) {
  return Json::parse(search({"cite", archive, query, "--format", "json"}).out);
}

}  // namespace

TEST_CASE("export writes every article in each format, and its manifest fits the bytes",
          "[search]") {
  for (const std::string& format : all_formats()) {
    INFO(format);
    const Outcome outcome = exported({"--format", format});
    CHECK(outcome.exit_code == 0);
    const Json said = manifest(outcome);
    CHECK(said.at("count") == 69);
    CHECK(said.at("matching") == 69);
    CHECK(articles(format, outcome.out) == 69);
    CHECK(said.at("bytes") == outcome.out.size());
    CHECK(said.at("digest").at("value") == digest(outcome.out));
    CHECK(said.at("next_page").is_null());
    if (format == "atom") CHECK(is_well_formed(outcome.out));
  }
}

TEST_CASE("parts of an export join to the whole", "[search]") {
  for (const std::string& format : kAppended) {
    INFO(format);
    CHECK(in_parts(format, "10") == exported({"--format", format}).out);
  }
  for (const std::string& format : kDocuments) {
    INFO(format);
    const std::string part = exported({"--format", format, "--limit", "7"}).out;
    CHECK(articles(format, part) == 7);
    if (format == "atom") CHECK(is_well_formed(part));
  }
}

TEST_CASE("a cursor of an export fits that export only", "[search]") {
  const std::string cursor = manifest(exported({"--limit", "7", "the"})).at("next_page");
  CHECK(exported({"--page", cursor, "the"}).exit_code == 0);
  for (const std::vector<std::string>& other : {std::vector<std::string>{"Syria"},
                                                {"the", "--format", "csv"},
                                                {"the", "--fields", "id"},
                                                {"the", "--sort", "oldest"}}) {
    std::vector<std::string> arguments = {"--page", cursor};
    arguments.insert(arguments.end(), other.begin(), other.end());
    const Outcome outcome = exported(arguments);
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.out.empty());
  }
}

TEST_CASE("export is by date unless relevance is asked for, the undated last", "[search]") {
  const auto order = [](const std::string& sort) {
    return exported({"--sort", sort, "--format", "csv", "--fields", "published"}).out;
  };
  CHECK(order("newest").starts_with("published\r\n202"));
  CHECK(contains(order("newest"), "\r\n\r\n\r\n\r\n2099"));
  CHECK(order("oldest").starts_with("published\r\n2015"));
  CHECK(order("oldest").ends_with("\r\n\r\n\r\n\r\n"));
  const std::string words = "Kazakhstan repatriation Syria";
  const Json best =
      Json::parse(search({samples(), "--any", words, "--limit", "3", "--format", "json"}).out);
  const auto exported_ids =
      ids(exported({"--any", words, "--sort", "relevance", "--limit", "3"}).out);
  for (std::size_t i = 0; i < 3; ++i) CHECK(best.at("hits").at(i).at("id") == exported_ids.at(i));
}

TEST_CASE("an export finds what search finds", "[search]") {
  const auto count = [](const Json& answer) {
    return answer.at("total").at("count").get<std::size_t>();
  };
  for (const char* query : {"Kazakhstan OR dam", "date:2018", "date:none", "lang:fr"}) {
    INFO(query);
    const Json answer = Json::parse(search({samples(), query, "--format", "json"}).out);
    CHECK(manifest(exported({query})).at("count") == count(answer));
    CHECK(cited(samples(), query).at("count") == count(answer));
  }
}

TEST_CASE("an export leaves out what was withheld, and its manifest says so", "[search]") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  const auto item = [](const std::string& id, const std::string& status) {
    return R"({"uri":"urn:x:)" + id + R"(","pubstatus":")" + status +
           R"(","headline":"Dam","versioncreated":"2019-01-02T10:00:00Z",)" +
           R"("body_text":"The water rose over the dam."})" + "\n";
  };
  directory.write("a.jsonl", item("good", "usable") + item("gone", "canceled"));
  must(index({"add", archive, directory.path("a.jsonl")}));
  const Json left = manifest(search({"export", archive, "dam"}));
  CHECK(left.at("count") == 1);
  CHECK(left.at("left_out") == 1);
  CHECK(cited(archive, "dam").at("left_out") == 1);
  CHECK(manifest(search({"export", archive, "dam", "--withheld"})).at("count") == 2);
  CHECK(manifest(search({"export", archive, "flag:canceled"})).at("count") == 1);
}

TEST_CASE("nothing found is a whole and empty export", "[search]") {
  const Outcome outcome = exported({"zzzyyyxxx", "--format", "csl-json"});
  CHECK(outcome.exit_code == 1);
  CHECK(Json::parse(outcome.out).empty());
  CHECK(contains(outcome.err, "no article matches"));
}

TEST_CASE("an export that cannot be written says how to continue, and leaves no manifest",
          "[search]") {
  const Directory directory;
  const std::string file = directory.write("manifest.json", "of an earlier export");
  const Outcome outcome =
      run("/bin/sh", {"-c", "\"$0\" export \"$1\" --manifest \"$2\" > /dev/full", search_program(),
                      samples(), file});
  CHECK(outcome.exit_code == 5);
  CHECK(contains(outcome.err, "No space left on device"));
  CHECK(contains(outcome.err, "continue with: --page "));
  CHECK_FALSE(std::filesystem::exists(file));
  CHECK_FALSE(contains(outcome.err, "digest"));
  const Outcome written = exported({"--manifest", file});
  CHECK(written.err.empty());
  CHECK(Json::parse(read(file)).at("digest").at("value") == digest(written.out));
}

TEST_CASE("fields of an export are checked before anything is written", "[search]") {
  CHECK(exported({"--fields", "nothing"}).exit_code == 2);
  CHECK(exported({"--fields", "id", "--format", "ris"}).exit_code == 2);
  CHECK(exported({"--fields", "nothing"}).out.empty());
}

TEST_CASE("a manifest is not written to a file named -", "[search]") {
  const Outcome refused = search({"export", samples(), "dam", "--manifest", "-"});
  CHECK(refused.exit_code == 2);
  CHECK(refused.out.empty());
  CHECK(contains(refused.err, "stdout carries the articles"));
}

TEST_CASE("what is exported can be indexed again", "[search]") {
  for (const std::string format : {"jsonl", "csv", "trec"}) {
    INFO(format);
    const Directory directory;
    const std::string file = directory.write("export", exported({"--format", format}).out);
    const Outcome added = index({"add", directory.path("archive"), file});
    CHECK(summary(added, "added") == "69");
    CHECK(ids(search({"export", directory.path("archive"), "date:2018"}).out).size() ==
          ids(exported({"date:2018"}).out).size());
  }
}

TEST_CASE("a workbook opens as one, with days as days and text as text", "[search]") {
  const Outcome outcome = exported({"--format", "xlsx", "--fields", "id,published_day,headline"});
  REQUIRE(outcome.exit_code == 0);
  const Json said = manifest(outcome);
  CHECK(said.at("count") == 69);
  CHECK(said.at("bytes") == outcome.out.size());
  const Directory directory;
  const std::string file = directory.write("a.xlsx", outcome.out);
  const Outcome sheet =
      run("sh", {"-c", "cd '" + directory.path("") +
                           "' && python3 -c \"import zipfile;"
                           "print(zipfile.ZipFile('a.xlsx').read('xl/worksheets/sheet1.xml')"
                           ".decode())\""});
  REQUIRE(sheet.exit_code == 0);
  CHECK(contains(sheet.out, "published_day"));
  CHECK(contains(sheet.out, "r=\"A70\""));
  CHECK_FALSE(contains(sheet.out, "r=\"A71\""));
  CHECK_FALSE(contains(sheet.out, "<f>"));
  CHECK(contains(sheet.out, "<c r=\"B2\" s=\"1\"><v>"));
  CHECK(exported({"--format", "jsonl", "--bom"}).exit_code == 2);
  CHECK(exported({"--format", "csv", "--bom"}).out.starts_with("\xEF\xBB\xBFid,published,"));
}

TEST_CASE("a set is confined to ids of a file, and what is unknown is named", "[search]") {
  const Directory directory;
  const std::vector<std::string> known = ids(exported({"--limit", "3"}).out);
  const std::string file =
      directory.write("ids", known[0] + "\n\n" + known[1] + "\r\nno-such\n" + known[0] + "\n");
  for (const std::vector<std::string>& asked : {std::vector<std::string>{"--ids", file},
                                                {"id:@" + file},
                                                {"id:" + known[0] + " OR id:" + known[1]}}) {
    std::vector<std::string> arguments = {"export", samples()};
    arguments.insert(arguments.end(), asked.begin(), asked.end());
    const Outcome outcome = search(arguments);
    CAPTURE(asked.front(), outcome.err);
    CHECK(ids(outcome.out) == std::vector<std::string>{known[0], known[1]});
    CHECK(contains(outcome.err, "1 of 3 ids are of no article here: no-such") ==
          (asked.size() == 2 || asked[0].starts_with("id:@")));
  }
  const Json facets = Json::parse(
      search({"facets", samples(), "--by", "year", "--ids", file, "--format", "json"}).out);
  CHECK(facets.at("total").at("articles") == 2);
  CHECK(search({samples(), "--ids", directory.path("none")}).exit_code == 2);
  CHECK(search({samples(), "--ids", directory.write("empty", "\n")}).exit_code == 2);
  CHECK(search({"save", samples(), "x", "id:@" + file}).exit_code == 2);
  CHECK(search({samples(), "id:no-such"}).exit_code == 1);
}

TEST_CASE("an article is found by its address") {
  const std::string line = exported({"--limit", "20", "--format", "jsonl"}).out;
  for (std::size_t at = 0; at < line.size(); at = line.find('\n', at) + 1) {
    const Json article = Json::parse(line.substr(at, line.find('\n', at) - at));
    if (!article.contains("url")) continue;
    const std::string url = article.at("url");
    CAPTURE(url);
    CHECK(contains(exported({"url:\"" + url + "\""}).out, article.at("id").dump()));
    CHECK(exported({"url:\"" + url + "x\""}).exit_code == 1);
    return;
  }
  FAIL("no article has an address");
}

TEST_CASE("a manifest says which articles came, went and changed since", "[search]") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  const auto add = [&](const std::string& id, const std::string& body) {
    directory.write(id + ".jsonl",
                    R"({"id":"long-)" + id + R"(","headline":"Dam","body":")" + body + "\"}\n");
    must(index({"add", archive, directory.path(id + ".jsonl")}));
  };
  add("a", "Water rose.");
  add("b", "Water fell.");
  const std::string by_cite = directory.path("cite.json");
  const std::string by_export = directory.path("export.json");
  must(search({"cite", archive, "water", "--manifest", by_cite}));
  must(search({"export", archive, "water", "--manifest", by_export}));
  const auto since = [&](const std::string& file, const std::vector<std::string>& query = {}) {
    std::vector<std::string> arguments = {"cite", archive, "--since", file, "--format", "json"};
    arguments.insert(arguments.end(), query.begin(), query.end());
    return Json::parse(search(arguments).out).at("since");
  };
  CHECK(since(by_cite).at("came").empty());
  add("c", "Water again.");
  add("a", "Water rose and rose.");
  must(index({"delete", archive, "--id", "long-b", "--yes"}));
  for (const std::string& file : {by_cite, by_export}) {
    const Json found = since(file);
    CHECK(found.at("came") == Json::array({"long-c"}));
    CHECK(found.at("went") == Json::array({"long-b"}));
    CHECK(found.at("changed") == Json::array({"long-a"}));
    CHECK(found.at("count") == 2);
    CHECK(since(file, {"again"}).at("went") == Json::array({"long-a", "long-b"}));
  }
  CHECK(contains(search({"cite", archive, "--since", by_cite}).out,
                 "came       1\n             long-c\n"));
  const Outcome part = search({"export", archive, "--limit", "1", "--manifest", by_export});
  CHECK(search({"cite", archive, "--since", by_export}).exit_code == 2);
  CHECK(search({"cite", archive, "--since", directory.write("x", "{}")}).exit_code == 2);
  CHECK(search({"cite", archive, "--since", directory.path("none")}).exit_code == 2);
}

TEST_CASE("a citation can be checked, and changes with its own articles only", "[search]") {
  CHECK(cited(samples(), "Kazakhstan").at("digest") == cited(samples(), "Kazakhstan").at("digest"));
  CHECK(contains(search({"cite", samples(), "Kazakhstan", "--from", "2019"}).out,
                 "published from 2019-01-01 on"));
  const Json typed = cited(samples(), "  any(KAZAKHSTAN  (kazakh)) date:2019..  ");
  const std::string canonical = typed.at("canonical");
  CHECK(canonical == "(kazakhstan OR kazakh) AND date:2019-01-01..");
  CHECK(cited(samples(), canonical).at("canonical") == canonical);
  CHECK(cited(samples(), canonical).at("digest") == typed.at("digest"));
  const Directory directory;
  const std::string archive = directory.path("archive");
  const auto add = [&](const std::string& name, const std::string& id, const std::string& body) {
    directory.write(name, R"({"id":")" + id + R"(","headline":"Dam","body":")" + body + "\"}\n");
    must(index({"add", archive, directory.path(name)}));
    return cited(archive, "water").at("digest").at("value").get<std::string>();
  };
  const std::string first = add("a.jsonl", "a", "Water rose.");
  CHECK(add("b.jsonl", "b", "Nothing happened.") == first);  // does not match
  const std::string second = add("c.jsonl", "c", "Water fell.");
  CHECK(second != first);
  const std::string changed = add("d.jsonl", "a", "Water rose again.");
  CHECK(changed != second);
  must(index({"compact", archive}));
  CHECK(cited(archive, "water").at("digest").at("value") == changed);
  must(index({"delete", archive, "--query", "fell", "--yes"}));
  CHECK(cited(archive, "water").at("digest").at("value") != changed);
}

}  // namespace export_test
