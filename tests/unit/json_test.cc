// SPDX-License-Identifier: GPL-2.0-or-later
// JSON in every arrangement: what is an article, and where reading continues after what is not.
#include "indexer/readers/json/elements.h"
#include "tests/unit/reading.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

namespace json_test {

using namespace dateline;
using test::read;
using test::Reading;

namespace {

std::vector<std::string> headlines(const Reading& reading) {
  std::vector<std::string> all;
  for (const RawArticle& article : reading.articles) all.push_back(article.headline);
  return all;
}

using Texts = std::vector<std::string>;

double seconds_to_reject(const std::string& content) {
  const double start = test::processor_seconds();
  const Reading reading = read(content, "json");
  CHECK(reading.rejects.size() == 1);
  return test::processor_seconds() - start;
}

}  // namespace

TEST_CASE("articles are in arrays, one after the other, alone, or in an envelope") {
  for (
      const char* const content : {
          R"([{"title":"a"},{"title":"b"}])",
          "[\n  {\"title\": \"a\"},\n  {\"title\": \"b\"}\n]\n",
          "{\n\"title\": \"a\"\n}\n{\n\"title\": \"b\"}",
          R"({"title":"a"}{"title":"b"})",
          R"({"status":"ok","articles":[{"title":"a"},{"title":"b"}]})",
          R"({"title":"a feed","items":[{"title":"a"},{"title":"b"}],"more":{"items":[1]}})",
          R"({"response":{"status":"ok","results":[{"webTitle":"a"},{"fields":{"headline":"b"}}]}})",
          R"({"hits":{"total":2,"hits":[{"_source":{"title":"a"}},{"_source":{"title":"b"}}]}})",
          "{\"data\":[{\"title\":\"a\"}]}\n{\"data\":[{\"title\":\"b\"}]}\n",
          R"({"response":{"docs":[{"headline":{"main":"a","kicker":"k"}},{"headline":"b"}]}})",
      }) {
    INFO(content);
    const Reading reading = read(content);
    CHECK(reading.format == "json");
    CHECK(headlines(reading) == Texts{"a", "b"});
    CHECK(reading.rejects.empty());
  }
}

TEST_CASE("an object with a text of its own is an article, whatever lists it holds") {
  const Reading reading =
      read("{\n\"title\": \"a\",\n\"text\": \"b\",\n\"items\": [{\"title\": \"c\"}]\n}\n");
  CHECK(headlines(reading) == Texts{"a"});
  CHECK(reading.articles.at(0).body == "b");
}

TEST_CASE("one object on each line is JSON Lines, and one over several lines is not") {
  CHECK(json_shape("{\"a\":1}\n{\"a\":2}\n") == JsonShape::Lines);
  CHECK(json_shape("{\"a\":\"cut off\n{\"a\":2}\n") == JsonShape::Lines);
  CHECK(json_shape("{\"a\":{\"b\":[1,2]}}") == JsonShape::Lines);
  CHECK(json_shape("{\"text\":\"x\",\"items\":[{\"a\":1}]}\n{}") == JsonShape::Lines);
  CHECK(json_shape("{\n\"a\":1}") == JsonShape::Stream);
  CHECK(json_shape("[]") == JsonShape::None);
  CHECK(json_shape("[1,2]") == JsonShape::None);
  CHECK(json_shape("{\"a\": \"" + std::string(100'000, 'x')) == JsonShape::Lines);
}

TEST_CASE("after a broken element reading continues where the next one certainly begins") {
  const Reading reading = read(
      "[\n  {\n    \"title\": \"a\"\n  },\n  {\n    \"title\": \"b\n  },\n  {\n    \"title\": "
      "\"c\"\n"
      "  },\n  7,\n  {\"title\": [}},\n  {\"title\": \"d\",}\n]");
  CHECK(headlines(reading) == Texts{"a", "c", "d"});
  REQUIRE(reading.rejects.size() == 3);
  CHECK(reading.rejects[0].origin.line == 5);
  CHECK(reading.rejects[1].reason == "not a JSON object");
  CHECK(reading.rejects[2].origin.line == 12);
}

TEST_CASE("where no beginning is certain the rest of the file is one reject with its offset") {
  const Reading reading = read("[{\"title\":\"a\"},{\"title\":\"b\n\"},{\"title\":\"c\"}]");
  CHECK(headlines(reading) == Texts{"a"});
  REQUIRE(reading.rejects.size() == 1);
  CHECK(reading.rejects[0].origin.offset == 15);
  CHECK(reading.rejects[0].reason.find("was not read") != std::string::npos);
}

TEST_CASE("a file that was cut off keeps what came before") {
  for (const char* const content : {"[{\"title\":\"a\"},{\"title\":\"b", "[{\"title\":\"a\"},",
                                    "{\"news\":[{\"title\":\"a\"},{\"title\":{"}) {
    const Reading reading = read(content);
    CHECK(headlines(reading) == Texts{"a"});
    REQUIRE(reading.rejects.size() == 1);
    CHECK(reading.rejects[0].reason.find("the file ends") != std::string::npos);
  }
}

TEST_CASE("rubbish between objects is rejected and skipped") {
  const Reading reading = read("{\n\"title\":\"a\"}\n}\nwords\n{\"title\":\"b\"}\n");
  CHECK(headlines(reading) == Texts{"a", "b"});
  CHECK(reading.rejects.size() == 1);
}

TEST_CASE("deep nesting and huge strings are refused at once") {
  const std::size_t deep = 1'000'000;
  CHECK(seconds_to_reject("[{\"title\":" + std::string(deep, '[') + std::string(deep, ']') + "]") <
        test::kAtOnce);
  CHECK(seconds_to_reject("[" + std::string(deep, '[')) < test::kAtOnce);
  CHECK(seconds_to_reject("{\"data\":" + std::string(deep, '[')) < test::kAtOnce);
  std::string envelopes;
  for (std::size_t i = 0; i < deep; ++i) envelopes += "{\"data\":";
  CHECK(seconds_to_reject(envelopes) < test::kAtOnce);
}

TEST_CASE("an object over the limit is one reject, and the next one is read") {
  const std::string huge =
      R"([{"title":")" + std::string(100'000'000, 'x') + R"("},{"title":"b"}])";
  const double start = test::processor_seconds();
  const Reading reading = read(huge, "json");
  const double spent = test::processor_seconds() - start;
  CHECK(headlines(reading) == Texts{"b"});
  REQUIRE(reading.rejects.size() == 1);
  CHECK(reading.rejects[0].reason == "an object of over 32 MiB");
  CHECK(spent < test::kAtOnce);  // writing the file is in it
}

TEST_CASE("elements keep their bytes and places across the borders of what is read at once") {
  std::string content = "[\n";
  std::size_t articles = 0;
  while (content.size() < 900'000) {
    content += R"({"title":"é\\\"[{,)" + std::string(articles % 97, 'x') + "\"},\n";
    ++articles;
  }
  content += "{\"title\":\"last\"}]";
  const Reading reading = read(content);
  REQUIRE(reading.articles.size() == articles + 1);
  CHECK(reading.rejects.empty());
  for (std::size_t i = 0; i < articles; ++i) {
    REQUIRE(reading.articles[i].headline == "é\\\"[{," + std::string(i % 97, 'x'));
    REQUIRE(reading.articles[i].origin.line == i + 2);
  }
  CHECK(reading.articles.back().origin.offset == content.rfind('{'));
}

TEST_CASE("a path given leads to the articles, and only there") {
  Mapping mapping;
  mapping.articles = "/export/list";
  const Reading reading =
      read(R"({"items":[{"title":"x"}],"export":{"note":[1],"list":[{"title":"a"},5]}})", "json",
           &mapping);
  CHECK(headlines(reading) == Texts{"a"});
  CHECK(reading.rejects.at(0).reason == "not a JSON object");
  CHECK(read("{\"items\":[]}", "json", &mapping).rejects.at(0).reason.find("path") !=
        std::string::npos);
}

TEST_CASE("markup in a headline or body becomes text") {
  const RawArticle article =
      read(
          R"([{"title":"A &amp; B","content":{"rendered":"<p>One&nbsp;&#8217;s</p>\n<p>Two<br>x</p>"}}])")
          .articles.at(0);
  CHECK(article.headline == "A & B");
  CHECK(article.body == "One ’s\n\nTwo\nx");
}

TEST_CASE("where a field was found is reported") {
  const RawArticle article = read(R"({"description":"d","webTitle":"t"})").articles.at(0);
  CHECK(article.body == "d");
  REQUIRE(article.found_in.size() == 2);
  CHECK(article.found_in[0].field == "summary");
  CHECK(article.found_in[1].name == "webTitle");
}

TEST_CASE("a character that JSON forbids costs a flag, never the article") {
  for (const auto& [json, headline, body] : std::vector<std::array<std::string, 3>>{
           {R"({"title":"z","text":"cut \ud83d"})", "z", "cut �"},
           {R"({"title":"\udc00 z","text":"b"})", "� z", "b"},
           {R"({"title":"z","text":"\ud83d\ude00 \ud83d\ud83d\ude00"})", "z", "😀 �😀"},
           {R"({"title":"z","text":"\uD83Dx\u00e9"})", "z", "�xé"},
           {R"({"title":"z","author":"\ud83d","text":"b"})", "z", "b"},
           {"{\"title\":\"a\bb\",\"text\":\"c\x01"
            "d\te\"}",
            "a b", "c d\te"},
           {R"({"title":"It\'s","text":"\u12 end \x41"})", "It's", "� end x41"},
       }) {
    INFO(json);
    const Reading reading = read(json + "\n");
    CHECK(reading.rejects.empty());
    REQUIRE(reading.articles.size() == 1);
    CHECK(reading.articles[0].headline == headline);
    CHECK(reading.articles[0].body == body);
    CHECK(reading.articles[0].repair == text::Repair::Replaced);
  }
  const Reading programs = read(R"({"title":"z","score":NaN,"x":[1,2,],"y":Infinity,"text":"b",})"
                                "\n");
  REQUIRE(programs.articles.size() == 1);
  CHECK(programs.articles[0].body == "b");
  CHECK(programs.articles[0].repair == text::Repair::None);
  // What is wrong in structure is no matter of characters.
  CHECK(read("{\"title\":\"z\",\"text\":}\n").rejects.size() == 1);
  CHECK(read("{\"title\":\"z\" \"text\":\"b\"}\n").rejects.size() == 1);
}

TEST_CASE("an object without text is looked into, whatever its keys") {
  for (const auto& [json, expected] : std::vector<std::pair<std::string, Texts>>{
           {R"({"api":"1","data":{"item":{"headline":"a","body_text":"x"}}})", {"a"}},
           {R"({"payload":{"title":"a","text":"x"},"meta":{"kind":"n"}})", {"a"}},
           {R"({"noticias":[{"title":"a","text":"x"},{"title":"b","text":"x"}]})", {"a", "b"}},
           {R"({"r":{"17":{"title":"a","text":"x"},"18":{"title":"b","text":"x"}}})", {"a", "b"}},
           {R"({"a":{"b":{"c":{"title":"a","summary":"x"}}}})", {"a"}},
           {R"({"o":[{"p":{"q":[{"title":"a","text":"x"}]}}]})", {"a"}},
           {R"({"user":{"name":"n","description":"d"},"post":{"title":"a","text":"x"}})", {"a"}},
       }) {
    INFO(json);
    const Reading reading = read(json + "\n");
    CHECK(reading.rejects.empty());
    CHECK(headlines(reading) == expected);
    for (const RawArticle& article : reading.articles) CHECK(article.body == "x");
  }
  // What is stated around one article is its own, unless it states that itself.
  const Reading one = read(
      R"({"id":"i1","published":"2019-04-05","source":"P","x":{"title":"a","text":"x","source":"Q"}})"
      "\n");
  REQUIRE(one.articles.size() == 1);
  CHECK(one.articles[0].id == "i1");
  CHECK(one.articles[0].date == "2019-04-05");
  CHECK(one.articles[0].source == "Q");
}

TEST_CASE("an object in which nothing is found is a reject that names its keys") {
  const Reading reading = read(R"({"stuff":{"x":1,"y":[1]},"author":{"name":"Joe"}})"
                               "\n");
  REQUIRE(reading.rejects.size() == 1);
  CHECK(reading.rejects[0].reason.find("/stuff/x, /stuff/y/0, /author/name") != std::string::npos);
  std::string many = "{";
  for (int i = 0; i < 50; ++i) many += "\"key" + std::to_string(i) + "\":1,";
  const Reading cut = read(many + "\"z\":1}\n", "jsonl");
  REQUIRE(cut.rejects.size() == 1);
  CHECK(cut.rejects[0].reason.find("/key11, …") != std::string::npos);
}

}  // namespace json_test
