// SPDX-License-Identifier: GPL-2.0-or-later
// Mapping files: what they make readable, and their error messages.
#include "indexer/readers/base/mapping.h"

#include "common/errors/errors.h"
#include "tests/unit/reading.h"
#include "tests/unit/temporary.h"

#include <fstream>

#include <catch2/catch.hpp>

namespace mapping_test {

using namespace dateline;
using test::Reading;

namespace {

Mapping mapping_of(const std::string& toml) {
  const test::Temporary directory;
  const auto path = directory.path() / "m.toml";
  std::ofstream(path) << toml;
  return read_mapping(path);
}

Reading read(const std::string& content, const std::string& toml) {
  const Mapping mapping = mapping_of(toml);
  return test::read(content, "", &mapping);
}

std::string error_of(const std::string& toml) {
  try {
    mapping_of(toml);
  } catch (const Error& error) {
    CHECK(error.code() == Code::Usage);
    CHECK_FALSE(error.hint().empty());
    return error.what();
  }
  return "none";
}

constexpr const char* kXmlMapping = R"(
format      = "xml"
articles    = "/export/eintrag"
date-format = "%d.%m.%Y %H:%M"
source      = "Volksblatt"
language    = "de"

[fields]
id       = "@nr"
headline = ["kopf/titel", "/export/eintrag/kopf/dachzeile"]
body     = "text/absatz"
author   = "kopf/autor/@name"
date     = "kopf/datum"
)";

}  // namespace

TEST_CASE("XML of any form is read as a mapping describes it") {
  const Reading reading = read(
      R"(<?xml version="1.0"?><export stand="heute">
<kopf><titel>not inside an article</titel></kopf>
<eintrag nr="7"><kopf><dachzeile>D</dachzeile><titel>Wahl &amp; Qual</titel>
<autor name="A. Kern"/><autor name="B. Ott"/><datum>13.12.2019 10:15</datum></kopf>
<text><absatz>Erster <b>Absatz</b>.</absatz><absatz><![CDATA[Zweiter.]]></absatz></text></eintrag>
<eintrag nr="8"><kopf><dachzeile>Nur D</dachzeile><titel/><datum>gestern</datum></kopf></eintrag>
</export>)",
      kXmlMapping);
  REQUIRE(reading.articles.size() == 2);
  const RawArticle& first = reading.articles[0];
  CHECK(first.id == "7");
  CHECK(first.headline == "Wahl & Qual");
  CHECK(first.body == "Erster Absatz.\n\nZweiter.");
  CHECK(first.authors == std::vector<std::string>{"A. Kern", "B. Ott"});
  CHECK(first.date == "2019-12-13T10:15");
  CHECK(first.source == "Volksblatt");
  CHECK(first.language == "de");
  CHECK(first.origin.line == 3);
  CHECK(reading.articles[1].headline == "Nur D");
  CHECK(reading.articles[1].date == "gestern");
}

TEST_CASE("broken XML keeps the articles before the error, and says where it is") {
  const Reading reading = read("<export>\n<eintrag><kopf><titel>a</titel></kopf></eintrag>\n<!--" +
                                   std::string(1000, ' ') + "-->\n<eintrag><kopf></eintrag>",
                               kXmlMapping);
  CHECK(reading.articles.size() == 1);
  REQUIRE(reading.rejects.size() == 1);
  CHECK(reading.rejects[0].origin.line == 4);
  CHECK(read("<andere/>", kXmlMapping).rejects.at(0).reason ==
        "there is no element /export/eintrag");
}

TEST_CASE("entities of the file's own, files it names and deep nesting get nowhere") {
  std::string bomb = "<!DOCTYPE export [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"";
  for (int i = 0; i < 1000; ++i) bomb += "&a;";
  bomb += "\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]><export><eintrag><kopf><titel>";
  for (int i = 0; i < 1000; ++i) bomb += "&b;";
  bomb += "&f;x</titel></kopf></eintrag></export>";
  const Reading reading = read(bomb, kXmlMapping);
  for (const RawArticle& article : reading.articles) CHECK(article.headline == "x");
  std::string deep = "<export>";
  for (int i = 0; i < 100'000; ++i) deep += "<x>";
  CHECK(read(deep, kXmlMapping).rejects.size() == 1);
}

TEST_CASE("JSON is read by pointers, and by usual names where none is given") {
  const Reading reading = read(
      R"({"liste":[{"kopf":{"t":"T"},"text":"B","am":"13/12/19"},{"titel2":"U","title":"no","text":"C"}]})",
      "format='json'\narticles='/liste'\ndate-format='%d/%m/%y'\n[fields]\n"
      "headline=['/kopf/t','/titel2']\ndate='/am'\n");
  REQUIRE(reading.articles.size() == 2);
  CHECK(reading.articles[0].headline == "T");
  CHECK(reading.articles[0].body == "B");
  CHECK(reading.articles[0].date == "2019-12-13");
  CHECK(reading.articles[1].headline == "U");
}

TEST_CASE("CSV is read by the names of its columns, and a name it lacks is reported") {
  const std::string toml = "format='csv'\n[fields]\nheadline='Überschrift'\nbody='Fließtext'\n";
  const Reading reading = read("Nr;Überschrift;Fließtext;url\n1;H;B;u\n", toml);
  REQUIRE(reading.articles.size() == 1);
  CHECK(reading.articles[0].headline == "H");
  CHECK(reading.articles[0].body == "B");
  CHECK(reading.articles[0].url == "u");
  const Reading lacking = read("Nr;Überschrift;Text2\n1;H;B\n", toml);
  CHECK(lacking.rejects.at(0).reason.find("'Fließtext'") != std::string::npos);
  CHECK(lacking.articles.size() == 1);
}

TEST_CASE("a date format tells how precise the date is, and its zone") {
  const auto date = [](const std::string& format, const std::string& written) {
    return read("title,text,date\na,b,\"" + written + "\"\n",
                "format='csv'\ndate-format='" + format + "'\n")
        .articles.at(0)
        .date;
  };
  CHECK(date("%B %Y", "December 2019") == "2019-12");
  CHECK(date("%Y", "2019") == "2019");
  CHECK(date("%d.%m.%y %H:%M:%S %z", "13.12.19 10:15:30 -0330") == "2019-12-13T10:15:30-03:30");
  CHECK(date("%Y%m%d%H%M", "201912131015") == "2019-12-13T10:15");
  CHECK(date("%d.%m.%Y", "13.12.2019 and more") == "13.12.2019 and more");
}

TEST_CASE("errors of a mapping file name its line and what is wrong") {
  CHECK(error_of("format='json'\nheadline='x'").find("line 2: there is no key 'headline'") !=
        std::string::npos);
  CHECK(error_of("format='json'\n[fields]\ntitle='/x'").find("line 3: there is no field 'title'") !=
        std::string::npos);
  CHECK(error_of("format='json'\n[fields]\nheadline='x'")
            .find("line 3: headline: 'x' is not a JSON") != std::string::npos);
  CHECK(error_of("format='xml'\n").find("articles is not a path") != std::string::npos);
  CHECK(error_of("format='csv'\narticles='/x'").find("line 2: csv does not take articles") !=
        std::string::npos);
  CHECK(error_of("format='doc'").find("line 1: format") != std::string::npos);
  CHECK(error_of("").find("format") != std::string::npos);
  CHECK(error_of("format='xml'\narticles='/a/b'\n[fields]\nbody='/c'").find("line 4: body") !=
        std::string::npos);
  CHECK(error_of("format='csv'\ndate-format='%Q %Y'").find("'%Q'") != std::string::npos);
  CHECK(error_of("format='csv'\ndate-format='%d.%m.'").find("no year") != std::string::npos);
  CHECK(error_of("format='csv'\nsource=5").find("line 2: source is not text") != std::string::npos);
  CHECK(error_of("format=").find("line 1") != std::string::npos);
  CHECK_THROWS_AS(read_mapping("/no/such"), Error);
  CHECK_THROWS_AS(mapped_field("title=/x"), Error);
  CHECK_THROWS_AS(mapped_field("headline=x"), Error);
}

}  // namespace mapping_test
