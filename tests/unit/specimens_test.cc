// SPDX-License-Identifier: GPL-2.0-or-later
// Hand-checked specimens of every format: tests/data/FORMAT/NAME and, beside it, NAME.json with
// what must be understood:
//   {"articles": [{"headline": …, "body": …, …}], "rejects": [{"line": 3, "reason": "part of it"}]}
// An article has the keys of docs/output.md, all that it has and no others; `ingested`, `language`
// and an id that is a hash may be left out. A body may state only its beginning and end, with
// "[…]" between them.
#include "common/fields/record.h"
#include "indexer/extract/understand.h"
#include "indexer/readers/formats.h"
#include "indexer/readers/stream/input.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace specimens_test {

using namespace dateline;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kGap = "[…]";

std::vector<fs::path> specimens() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(DATELINE_SPECIMENS)) {
    if (!entry.is_regular_file() || !fs::exists(entry.path().string() + ".json")) continue;
    found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

bool is_body(const std::string& body, const std::string& expected) {
  const std::size_t gap = expected.find(kGap);
  if (gap == std::string::npos) return body == expected;
  return body.starts_with(expected.substr(0, gap)) &&
         body.ends_with(expected.substr(gap + kGap.size()));
}

void check_article(const Article& article, const Json& expected) {
  Json found = to_json(article);
  found.erase("ingested");
  if (!expected.contains("language")) found.erase("language");
  if (!expected.contains("id") && article.id.starts_with("h-")) found.erase("id");
  if (expected.contains("body") && is_body(article.body, expected["body"])) {
    found["body"] = expected["body"];
  }
  CHECK(found == expected);
}

}  // namespace

TEST_CASE("every specimen of every format is understood as it was by hand", "[specimens]") {
  std::map<std::string, int> files;
  for (const fs::path& path : specimens()) {
    const std::string format_name = path.parent_path().filename().string();
    INFO(format_name << "/" << path.filename().string());
    ++files[format_name];
    std::ifstream file(path.string() + ".json");
    const Json expected = Json::parse(file);
    Input input(path);
    const Format* const format = recognise(input);
    REQUIRE(format != nullptr);
    CHECK(format->name == format_name);
    const auto reader = format->open(input, {path.filename().string(), {}});
    std::size_t articles = 0;
    std::size_t rejects = 0;
    while (const auto result = reader->next()) {
      if (const auto* const raw = std::get_if<RawArticle>(&*result)) {
        INFO("article " << articles + 1);
        REQUIRE(articles < expected["articles"].size());
        check_article(understand(*raw, {}, utc_now()), expected["articles"][articles++]);
        continue;
      }
      const Reject& reject = std::get<Reject>(*result);
      INFO("reject " << rejects + 1 << ": " << reject.reason);
      REQUIRE(rejects < expected.value("rejects", Json::array()).size());
      const Json& stated = expected["rejects"][rejects++];
      CHECK(reject.reason.find(stated["reason"].get<std::string>()) != std::string::npos);
      if (stated.contains("line")) CHECK(reject.origin.line == stated["line"]);
    }
    CHECK(articles == expected["articles"].size());
    CHECK(rejects == expected.value("rejects", Json::array()).size());
  }
  for (const Format& format : formats()) {
    INFO(format.name);
    CHECK(files[std::string(format.name)] >= 1);
  }
}

}  // namespace specimens_test
