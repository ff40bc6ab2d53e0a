// SPDX-License-Identifier: GPL-2.0-or-later
// Every JSON that the programs write is as in docs/schemas, and nothing else.
#include "tests/e2e/process.h"
#include "tests/e2e/samples.h"
#include "tests/servers.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace schemas_test {

using namespace e2e;
using Json = nlohmann::json;

namespace {

/// The archive is changed by saved searches: it is not the one that other tests share.
struct Documents {
  Directory directory;
  std::string archive = directory.path("archive");
  int number = 0;

  Documents() { must(index({"add", archive, DATELINE_SAMPLES})); }

  /// Keeps a document under the name of its schema.
  void keep(const std::string& schema, const std::string& text,
            const std::string& ending = "json") {
    INFO(schema);
    REQUIRE_FALSE(text.empty());
    directory.write("documents/" + schema + "." + std::to_string(++number) + "." + ending, text);
  }
  void search_json(const std::string& schema, std::vector<std::string> arguments,
                   const std::string& format = "json") {
    arguments.insert(arguments.begin() + 1, archive);
    arguments.insert(arguments.end(), {"--format", format});
    const Outcome outcome = search(arguments);
    INFO(outcome.err);
    REQUIRE(outcome.exit_code <= 1);
    keep(schema, outcome.out, format == "jsonl" ? "jsonl" : "json");
  }
};

Outcome validate(const std::string& documents) {
  return run("/usr/bin/python3", {DATELINE_VALIDATE, DATELINE_SCHEMAS, documents});
}

const char* const kDam = "h-f0447d846e18863b39220304083030b0";

}  // namespace

TEST_CASE("JSON output is as the schemas say", "[schemas]") {
  Documents documents;
  const auto json = [&](const std::string& schema, const std::vector<std::string>& arguments,
                        const std::string& format = "json") {
    documents.search_json(schema, arguments, format);
  };
  json("search", {"search"});
  json("search", {"search", "dam", "--facet", "source", "--facet", "year", "--limit", "1"});
  json("search", {"search", "dam", "--collapse", "--limit", "50"});
  json("search", {"search", "kazakhstna"});
  json("search", {"search", "flag:date-conflict"});
  json("search", {"search", "--withheld", "--limit", "100"});
  json("explain", {"explain", "dam AND (burst* OR \"burst dam\") source:hp", "--from", "2018"});
  json("explain", {"explain", "dam fuzzy(collapse) name:Damm collapse w/5 dam -length:>5"});
  json("explain", {"explain", "Kazakhstan football date:none first:yes"});
  json("explain", {"explain", "--all", "dam", "nosuchwordatall"});
  const auto failed = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--format", "json"});
    const Outcome outcome = search(arguments);
    REQUIRE(outcome.exit_code >= 2);
    documents.keep("error", outcome.out);
  };
  failed({"search", documents.archive, "(dam"});
  failed({"kwic", documents.archive, "((dam))", "--max-depth", "1"});
  failed({"search", documents.archive, "--page", "nonsense"});
  failed({"timeline", documents.directory.path("nowhere")});
  failed({"sources", documents.archive, "--nope"});
  json("hit", {"search", "dam"}, "jsonl");
  json("hit", {"search", "dam", "--collapse"}, "jsonl");
  json("article", {"show", kDam});
  json("article", {"show", kDam, "hp-2018-0511"}, "jsonl");
  json("articles", {"show", kDam, "hp-2018-0511", "no-such-id"});
  json("facets", {"facets", "--by", "source", "--by", "month", "--top", "2"});
  json("facets", {"sources", "--top", "3"});
  json("facets", {"facets", "dam", "--by", "source", "--by", "flag", "--across", "week", "--top",
                  "1", "--top-across", "1"});
  json("timeline", {"timeline", "dam", "--with", "Kazakhstan", "--by", "quarter"});
  json("timeline", {"timeline"});
  json("timeline", {"timeline", "dam", "--with", "Kazakhstan", "--share-of", "source:AFP"});
  json("story", {"story", kDam, "--diff"});
  json("kwic", {"kwic", "dam"});
  json("similar", {"similar", kDam});
  json("hit", {"similar", kDam, "--all-copies"}, "jsonl");
  json("keyness", {"keyness", "dam"});
  json("keyness", {"keyness", "dam", "--against", "Kazakhstan", "--negative", "--min", "1"});
  json("keyness", {"keyness", "dam", "--from", "2018", "--against", "dam", "--against-to", "2018",
                   "--stop-list", "en", "--top", "2", "--min", "1"});
  json("collocates", {"collocates", "dam", "--min", "1"});
  json("collocates", {"collocates", "source:ap", "--stop-list", "en", "--all-copies"});
  json("compare", {"compare", "dam", "Kazakhstan"});
  json("cite", {"cite", "dam", "--from", "2015", "--all"});
  json("export-line", {"export", "--manifest", documents.directory.path("manifest")}, "jsonl");
  documents.keep("export-manifest", read(documents.directory.path("manifest")));
  json("export-line",
       {"export", "--limit", "3", "--fields", "id,tags,version", "--manifest",
        documents.directory.path("manifest")},
       "jsonl");
  documents.keep("export-manifest", read(documents.directory.path("manifest")));

  const std::string topics = documents.directory.write("topics", "1\tdam\n2\tKazakhstan\n");
  const std::string qrels =
      documents.directory.write("qrels", "1 0 hp-2018-0511 1\n2 0 nothing-like-it 0\n");
  const std::string run_file = documents.directory.path("run");
  json("eval", {"eval", "--topics", topics, "--qrels", qrels, "--run", run_file});
  json("eval",
       {"eval", "--topics", topics, "--qrels", qrels, "--against", run_file, "--per-topic"});

  must(search({"save", documents.archive, "dams", "dam"}));
  must(search({"save", documents.archive, "steppe", "Kazakhstan"}));
  must(search({"alert", documents.archive, "dams", "--to",
               "jsonl:" + documents.directory.path("delivered")}));
  documents.directory.write("archive/alerts/broken.toml", "query = '(flood'\n");
  json("saved", {"saved"});
  const std::string added = documents.directory.write(
      "new/one.txt", article("2020-01-02", "Dam bursts again", "The dam burst."));
  const std::string broken = documents.directory.write("new/broken.json", "{\"headline\": \"x");
  index({"add", documents.archive, added, broken});
  json("deliver", {"deliver"}, "jsonl");
  documents.keep("export-line", read(documents.directory.path("delivered")), "jsonl");
  documents.keep("reject", read(documents.archive + "/rejects.jsonl"), "jsonl");
  documents.keep("status", index({"status", documents.archive, "--format", "json"}).out);
  must(index({"delete", documents.archive, "--id", kDam, "--reason", "a test", "--yes"}));
  documents.keep("deleted", index({"deleted", documents.archive, "--format", "json"}).out);
  documents.keep("preview", index({"preview", "--json", DATELINE_SAMPLES, broken}).out);

  const Outcome outcome = validate(documents.directory.path("documents"));
  INFO(outcome.out << outcome.err);
  REQUIRE(outcome.exit_code == 0);
  // No schema is without a document; "common" describes none.
  std::set<std::string> described;
  for (const auto& file : std::filesystem::directory_iterator(DATELINE_SCHEMAS)) {
    described.insert(file.path().stem().string());
  }
  described.erase("common");
  std::set<std::string> validated;
  for (const auto& file :
       std::filesystem::directory_iterator(documents.directory.path("documents"))) {
    const std::string name = file.path().filename().string();
    validated.insert(name.substr(0, name.find('.')));
  }
  REQUIRE(described == validated);
  REQUIRE(std::count(outcome.out.begin(), outcome.out.end(), '\n') == documents.number);

  SECTION("a document with a key too many or too few is refused") {
    Directory spoilt;
    std::size_t number = 0;
    for (const auto& file :
         std::filesystem::directory_iterator(documents.directory.path("documents"))) {
      const std::string name = file.path().filename().string();
      const std::string schema = name.substr(0, name.find('.'));
      std::string text = read(file.path());
      if (file.path().extension() == ".jsonl") text.resize(text.find('\n'));
      Json more = Json::parse(text);
      more["unheard_of"] = 1;
      spoilt.write("documents/" + schema + "." + std::to_string(++number) + ".json", more.dump());
      if (schema == "export-line") continue;  // a choice of keys
      const Json schemas =
          Json::parse(read(std::string(DATELINE_SCHEMAS) + "/" + schema + ".json"));
      Json less = Json::parse(text);
      less.erase(schemas.contains("required") ? schemas["required"].back().get<std::string>()
                                              : "rank");
      spoilt.write("documents/" + schema + "." + std::to_string(++number) + ".json", less.dump());
    }
    const Outcome refused = validate(spoilt.path("documents"));
    INFO(refused.out << refused.err);
    REQUIRE(refused.exit_code == 1);
    REQUIRE_FALSE(contains(refused.out, ": ok"));
    REQUIRE(static_cast<std::size_t>(std::count(refused.out.begin(), refused.out.end(), '\n')) ==
            number);
  }
}

TEST_CASE("JSON about shards on servers, and about missing ones, is as the schemas say",
          "[schemas]") {
  Documents documents;
  const std::string copy = documents.directory.path("copy");
  must(index({"shard", "move", documents.archive, "2018", copy}));
  {
    const test::Server server(copy);
    must(index({"shard", "attach", documents.archive, "2018", server.address()}));
    documents.keep("status", index({"status", documents.archive, "--format", "json"}).out);
    documents.search_json("explain", {"explain", "dam =burst date:2019"});
    REQUIRE(
        contains(read(documents.directory.path("documents/explain.2.json")), "\"articles\": null"));
    documents.search_json("compare", {"compare", "dam", "Kazakhstan"});
    documents.search_json("timeline", {"timeline", "dam"});
    documents.search_json("search", {"search", "dam"});
    REQUIRE(
        contains(read(documents.directory.path("documents/compare.3.json")), "\"words\": null"));
  }
  const auto partial = [&](const std::string& schema, const std::string& verb,
                           const std::string& format) {
    documents.search_json(schema, {verb, "--partial", "--retries", "0", "--timeout", "1", "a"},
                          format);
  };
  partial("search", "search", "json");
  REQUIRE(
      contains(read(documents.directory.path("documents/search.6.json")), "\"shard\": \"2018\""));
  partial("hit", "search", "jsonl");
  partial("timeline", "timeline", "json");
  partial("cite", "cite", "json");
  const Outcome outcome = validate(documents.directory.path("documents"));
  INFO(outcome.out << outcome.err);
  REQUIRE(outcome.exit_code == 0);
}

TEST_CASE("The version of the formats is that of the documents and the schemas", "[schemas]") {
  const Outcome version = search({"--format-version"});
  REQUIRE(version.exit_code == 0);
  REQUIRE(index({"--format-version"}).out == version.out);
  const Json found = Json::parse(search({"search", samples(), "--format", "json"}).out);
  REQUIRE(found["format_version"].dump() + "\n" == version.out);
}

}  // namespace schemas_test
