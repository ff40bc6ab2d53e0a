// SPDX-License-Identifier: GPL-2.0-or-later
// Who had it first: articles of several zones, in all that orders by date.
#include "tests/e2e/process.h"
#include "tests/servers.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace instants_test {

using namespace e2e;
using Json = nlohmann::json;

namespace {

const std::string kFog =
    "The ferry was late on the river because of fog. Fog lay over the harbour from early morning "
    "until the afternoon, and no boat left the quay before three.";

std::string line(const std::string& id, const std::string& date, const std::string& text) {
  return Json{{"id", id}, {"source", id + " Post"}, {"date", date}, {"body", text}}.dump() + "\n";
}

/// In order of time: two copies of a text and what was printed after them; and an undated one.
std::string lines() {
  return line("tokyo", "2019-12-13T23:30:00+09:00", kFog) +
         line("boston", "2019-12-13T10:00:00-05:00", kFog) +
         line("seoul", "2019-12-14T00:15:00+09:00", "More fog in the bay.") +
         line("denver", "2019-12-13T16:00:00-07:00", "A last word on the fog.") +
         line("daily", "2019-12-14", "Fog, all day.") +
         line("samoa", "2020-01-01T08:00:00+13:00", "Fog in the new year.") +
         line("honolulu", "2019-12-31T10:00:00-10:00", "Fog in the old year.") +
         line("undated", "", "Fog, some day.");
}

std::string in_time() {
  return "tokyo boston seoul denver daily samoa honolulu ";
}
std::string in_reverse() {
  return "honolulu samoa daily denver seoul boston tokyo ";
}

std::string ids(std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--format", "json"});
  std::string all;
  const Json answer = Json::parse(must(search(arguments)).out);
  for (const Json& hit : answer.at("hits")) all += hit.at("id").get<std::string>() + " ";
  return all;
}

std::string exported(const std::string& archive, const std::string& sort) {
  std::string all;
  std::istringstream out(must(search({"export", archive, "fog", "--sort", sort})).out);
  for (std::string article; std::getline(out, article);) {
    all += Json::parse(article).at("id").get<std::string>() + " ";
  }
  return all;
}

void check_order(const std::string& archive) {
  CHECK(ids({archive, "fog", "--sort", "oldest"}) == in_time() + "undated ");
  CHECK(ids({archive, "fog", "--sort", "newest"}) == in_reverse() + "undated ");
  CHECK(ids({archive, "", "--sort", "newest"}) == in_reverse() + "undated ");
  CHECK(ids({archive, "fog", "--sort", "oldest", "-n", "1"}) == "tokyo ");
  CHECK(ids({archive, "fog", "--sort", "newest", "-n", "1"}) == "honolulu ");
  CHECK(exported(archive, "oldest") == in_time() + "undated ");
  CHECK(exported(archive, "newest") == in_reverse() + "undated ");
  // Days are the publishers'.
  CHECK(ids({archive, "date:2019-12-13", "--sort", "oldest"}) == "tokyo boston denver ");
  CHECK(ids({archive, "date:2019-12-14", "--sort", "oldest"}) == "seoul daily ");
  CHECK(ids({archive, "date:2020", "--sort", "oldest"}) == "samoa ");
  std::string paged;
  for (std::string page;;) {
    std::vector<std::string> words = {archive, "fog", "--sort",   "oldest",
                                      "-n",    "3",   "--format", "json"};
    if (!page.empty()) words.insert(words.end(), {"--page", page});
    const Json answer = Json::parse(must(search(words)).out);
    for (const Json& hit : answer.at("hits")) paged += hit.at("id").get<std::string>() + " ";
    if (!answer.contains("next_page") || answer.at("next_page").is_null()) break;
    page = answer.at("next_page");
  }
  CHECK(paged == in_time() + "undated ");
}

}  // namespace

TEST_CASE("whoever published first is first, whatever the clock there showed") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  must(index({"add", archive, directory.write("all.jsonl", lines())}));
  check_order(archive);
  CHECK(ids({archive, "first:yes AND ferry"}) == "tokyo ");
  CHECK(ids({archive, "first:no"}) == "boston ");
  const Json story =
      Json::parse(must(search({"story", archive, "boston", "--format", "json"})).out);
  CHECK(story.dump().find("\"tokyo\"") < story.dump().find("\"boston\""));
  const std::string kwic = must(search({"kwic", archive, "fog", "--format", "csv"})).out;
  CHECK(kwic.find("\r\nhonolulu,") < kwic.find("\r\nsamoa,"));
  CHECK(kwic.find("\r\nboston,") < kwic.find("\r\ntokyo,"));
  const std::string days = must(search({"timeline", archive, "fog", "--by", "day"})).out;
  CHECK(days.find("2019-12-13        3") != std::string::npos);
  CHECK(days.find("2020-01-01        1") != std::string::npos);
}

TEST_CASE("times are shown where days do not tell the order") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  must(index({"add", archive, directory.write("all.jsonl", lines())}));
  const std::string text = must(search({archive, "fog", "--sort", "oldest", "--all-copies"})).out;
  for (const char* const shown :
       {"13 Dec 2019 23:30 +09:00", "13 Dec 2019 10:00 -05:00", "14 Dec 2019 00:15 +09:00",
        "13 Dec 2019 16:00 -07:00", "1 Jan 2020 08:00 +13:00", "31 Dec 2019 10:00 -10:00"}) {
    CAPTURE(text);
    CHECK(text.find(shown) != std::string::npos);
  }
  const std::string one = must(search({archive, "ferry AND source:tokyo"})).out;
  CHECK(one.find("13 Dec 2019 23:30") == std::string::npos);
}

TEST_CASE("merging, moving to a server and taking back keep the order of time") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  std::istringstream all(lines());
  int number = 0;
  // The last first, each in a run of its own.
  std::vector<std::string> each;
  for (std::string article; std::getline(all, article);) each.push_back(article + "\n");
  std::reverse(each.begin(), each.end());
  for (const std::string& article : each) {
    must(index({"add", archive, directory.write(std::to_string(number++) + ".jsonl", article)}));
  }
  check_order(archive);
  must(index({"compact", archive}));
  check_order(archive);
  CHECK(ids({archive, "first:yes AND ferry"}) == "tokyo ");
  must(index({"shard", "move", archive, "2019", directory.path("copy")}));
  {
    const test::Server server(directory.path("copy"));
    must(index({"shard", "attach", archive, "2019", server.address()}));
    check_order(archive);
    const std::string story = must(search({"story", archive, "boston"})).out;
    CHECK(story.find("tokyo") < story.find("boston"));
    must(index({"shard", "detach", archive, "2019"}));
  }
  check_order(archive);
}

TEST_CASE("an article that had another zone is ordered by its new one") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  must(index({"add", archive, directory.write("all.jsonl", lines())}));
  const std::string corrected =
      line("tokyo", "2019-12-13T23:30:00+01:00", kFog + " It lifted later.");
  must(index({"add", archive, directory.write("corrected.jsonl", corrected)}));
  CHECK(ids({archive, "first:yes AND ferry"}) == "boston ");
  CHECK(ids({archive, "fog", "--sort", "oldest", "-n", "3"}) == "boston seoul tokyo ");
}

TEST_CASE("an alert delivers in order of time") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  must(index({"add", archive,
              directory.write("first.jsonl", line("old", "2019-01-01", "Nothing of note."))}));
  must(search({"save", archive, "fog", "fog"}));
  must(search({"alert", archive, "fog", "--to", "jsonl:" + directory.path("out.jsonl")}));
  // `add` looks for the searcher beside itself, and then where programs are.
  const std::string path = std::filesystem::path(search_program()).parent_path().string();
  must(index({"add", archive, directory.write("all.jsonl", lines())},
             {{}, {"PATH=" + path + ":" + std::getenv("PATH")}}));
  std::string delivered;
  std::istringstream out(read(directory.path("out.jsonl")));
  for (std::string article; std::getline(out, article);) {
    delivered += Json::parse(article).at("id").get<std::string>() + " ";
  }
  CHECK(delivered == in_time() + "undated ");
}

}  // namespace instants_test
