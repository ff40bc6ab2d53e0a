// SPDX-License-Identifier: GPL-2.0-or-later
// The preview: what is shown of files of several formats, and where each value comes from.
#include "indexer/commands/preview/preview.h"

#include "tests/unit/temporary.h"

#include <fstream>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace preview_test {

using namespace dateline;
using namespace dateline::commands;
using Json = nlohmann::json;

namespace {

Json previewed(const std::filesystem::path& path, std::size_t limit = 3) {
  PreviewOptions options;
  options.paths = {path};
  options.limit = limit;
  options.as_json = true;
  return Json::parse(preview(options).text);
}

}  // namespace

TEST_CASE("a preview tells where in the file, or from what, each field was understood") {
  const test::Temporary directory;
  std::ofstream(directory.path() / "a.jsonl")
      << R"({"webTitle":"T","maintext":"PARIS, March 3, 2015 (AFP) - Text.","web_url":"http://x"})"
      << "\nno json\n";
  const Json shown = previewed(directory.path());
  const Json& fields = shown["files"][0]["articles"][0]["fields"];
  CHECK(fields["headline"] == Json({{"value", "T"}, {"from", "webTitle"}}));
  CHECK(fields["body"]["from"] == "maintext");
  CHECK(fields["published"] == Json({{"value", "2015-03-03"}, {"from", "dateline"}}));
  CHECK(fields["place"] == Json({{"value", "Paris"}, {"from", "dateline"}}));
  CHECK(fields["id"]["from"] == "the URL");
  CHECK(fields["language"]["from"] == "detected");
  CHECK(shown["files"][0]["rejects"][0]["line"] == 2);
  CHECK(shown["formats"]["jsonl"] == 1);
}

TEST_CASE("a preview shows a number of articles of each format, and counts all files") {
  const test::Temporary directory;
  for (const char* name : {"a", "b", "c"}) {
    std::ofstream(directory.path() / name) << R"({"title":"x"})"
                                           << "\n"
                                           << R"({"title":"y"})";
  }
  std::ofstream(directory.path() / "d") << "title,text\na,b\n";
  std::ofstream(directory.path() / "e") << "dear diary\n";
  const Json shown = previewed(directory.path(), 3);
  REQUIRE(shown["files"].size() == 4);
  CHECK(shown["files"][0]["articles"].size() == 2);
  CHECK(shown["files"][1]["articles"].size() == 1);
  CHECK(shown["files"][2]["format"] == "csv");
  CHECK(shown["files"][3]["rejects"][0]["reason"].get<std::string>().find("in no format") == 0);
  CHECK(shown["formats"] == Json({{"csv", 1}, {"jsonl", 3}, {"not readable", 1}}));
}

TEST_CASE("a preview decides 02/03/2019 by what follows in the file, as add does") {
  const test::Temporary directory;
  const auto path = directory.path() / "a.jsonl";
  std::ofstream(path) << R"({"title":"one","date":"02/03/2019"})"
                      << "\n[broken\n"
                      << R"({"title":"","date":"02/03/2019"})"
                      << "\n"
                      << R"({"title":"two","date":"04/05/2019"})"
                      << "\n"
                      << R"({"title":"three","date":"06/07/2019"})"
                      << "\n"
                      << R"({"title":"four","date":"31/12/2019"})"
                      << "\n";
  Json shown = previewed(path, 2)["files"][0];
  REQUIRE(shown["articles"].size() == 1);
  CHECK(shown["rejects"].size() == 2);
  shown = previewed(path, 3)["files"][0];
  REQUIRE(shown["articles"].size() == 3);
  CHECK(shown["rejects"].size() == 2);
  CHECK(shown["articles"][0]["fields"]["published"]["value"] == "2019-03-02");
  CHECK(shown["articles"][0]["fields"]["flags"]["value"] == "date-order-inferred");
  CHECK(shown["articles"][1]["fields"]["published"]["value"] == "2019-05-04");
  CHECK(shown["articles"][2]["fields"]["headline"]["value"] == "three");
  std::ofstream(path, std::ios::trunc) << R"({"title":"one","date":"02/03/2019"})";
  const Json undecided = previewed(path)["files"][0]["articles"][0]["fields"];
  CHECK_FALSE(undecided.contains("published"));
  CHECK(undecided["flags"]["value"] == "date-ambiguous");
}

TEST_CASE("a preview for people obeys no control characters of an article") {
  const test::Temporary directory;
  std::ofstream(directory.path() / "a") << R"({"title":"red \u001b[31m","text":"x"})";
  PreviewOptions options;
  options.paths = {directory.path()};
  const Preview shown = preview(options);
  CHECK(shown.found_articles);
  CHECK(shown.text.find('\x1b') == std::string::npos);
  CHECK(shown.text.find("headline       title") != std::string::npos);
}

}  // namespace preview_test
