// SPDX-License-Identifier: GPL-2.0-or-later
// What a page holds: one article, several, or none.
#include "tests/unit/reading.h"

#include <string>

#include <catch2/catch.hpp>

namespace pages_test {

using Catch::Matchers::Contains;

namespace {

const std::string kDam =
    "The dam above the town of Oruba burst on Friday evening after a week of rain, and the water "
    "carried away two bridges, a mill and the lower part of the market before it reached the "
    "harbour, where it came to rest. Nobody was hurt.";
const std::string kMinister =
    "The minister of public works resigned on Saturday over the broken dam, which her own "
    "engineers "
    "had called unsafe in a report of the year before that she had read, signed and put away, as "
    "she told reporters in the capital.";
const std::string kFarmers =
    "Farmers in the north have asked for a delay of the new water tax until the harvest is in, "
    "since the canals will be dry for most of the summer and the pumps that were promised to them "
    "have not been delivered by the ministry.";

std::string p(const std::string& text) {
  return "<p>" + text + "</p>";
}

test::Reading read(const std::string& body, const std::string& title = "Dam bursts in Oruba",
                   const std::string& head = "") {
  return test::read(
      "<html><head><title>" + title + "</title>" + head + "</head><body>" + body + "</body></html>",
      "html");
}

std::string reason(const test::Reading& reading) {
  CHECK(reading.articles.empty());
  REQUIRE(reading.rejects.size() == 1);
  return reading.rejects[0].reason;
}

constexpr const char* kClaim = "<meta property='og:type' content='article'>";

}  // namespace

TEST_CASE("a page of several articles is parted, each with its date and author", "[pages]") {
  SECTION("in containers") {
    const auto page =
        read("<h1>News from the harbour</h1><div class='item'><h2>Dam bursts</h2>" +
             p("5 April 2019") + p(kDam) + "</div><div class='item'><h2>Minister resigns</h2>" +
             p("6 April 2019") + p("By Jane Roe") + p(kMinister) + "</div>");
    REQUIRE(page.articles.size() == 2);
    CHECK(page.articles[0].headline == "Dam bursts");
    CHECK(page.articles[0].body == kDam);
    CHECK(page.articles[0].date == "5 April 2019");
    CHECK(page.articles[1].headline == "Minister resigns");
    CHECK(page.articles[1].body == kMinister);
    CHECK(page.articles[1].date == "6 April 2019");
    REQUIRE(page.articles[1].authors.size() == 1);
    CHECK(page.articles[1].authors[0] == "Jane Roe");
  }
  SECTION("one after the other, without containers") {
    const auto page =
        read("<h3>Dam bursts</h3>" + p("The Harbour Post, 5 April 2019") + p(kDam) +
             "<h3>Minister resigns</h3>" + p("River Times, 6 April 2019") + p(kMinister) +
             "<h3>Farmers ask</h3>" + p("River Times, 7 April 2019") + p(kFarmers));
    REQUIRE(page.articles.size() == 3);
    CHECK(page.articles[2].headline == "Farmers ask");
    CHECK(page.articles[2].body == kFarmers);
    CHECK(page.articles[2].date == "7 April 2019");
  }
  SECTION("<article> elements whose classes are numbered, with addresses of their own") {
    const auto page =
        read("<main><article class='post-1 post'><h2><a href='/dam'>Dam bursts</a></h2>" +
                 p(kDam + " " + kFarmers) + p(kDam) +
                 "</article><article class='post-2 post'><h2><a href='/minister'>Minister resigns"
                 "</a></h2>" +
                 p(kMinister + " " + kFarmers) + p(kMinister) + "</article></main>",
             "Harbour Post", "<link rel='canonical' href='https://harbour-post.example/'>");
    REQUIRE(page.articles.size() == 2);
    CHECK(page.articles[0].url == "https://harbour-post.example/dam");
    CHECK(page.articles[1].url == "https://harbour-post.example/minister");
  }
}

TEST_CASE("what only looks like several articles is one", "[pages]") {
  SECTION("sections") {
    const auto page =
        read("<h1>Dam bursts in Oruba</h1>" + p("5 April 2019") + p(kDam) +
             "<h2>What happened</h2>" + p(kMinister) + "<h2>What comes next</h2>" + p(kFarmers));
    REQUIRE(page.articles.size() == 1);
    CHECK_THAT(page.articles[0].body, Contains(kMinister) && Contains(kFarmers));
  }
  SECTION("dated sections of a page that states its own date") {
    const auto page =
        read("<h1>Dam bursts in Oruba</h1><h2>The rain</h2>" + p("1 April 2019") + p(kDam) +
                 "<h2>The resignation</h2>" + p("6 April 2019") + p(kMinister),
             "Dam bursts in Oruba",
             "<meta property='article:published_time' content='2019-04-07T10:00:00Z'>");
    REQUIRE(page.articles.size() == 1);
    CHECK_THAT(page.articles[0].body, Contains(kDam) && Contains(kMinister));
  }
}

TEST_CASE("a database's download is refused by name", "[pages]") {
  CHECK_THAT(reason(read("<h1>Factiva</h1><div class='article'><p class=\"enHeadline\">Dam bursts"
                         "</p>" +
                             p("5 April 2019") + p(kDam) +
                             "</div><div class='article'><p class=\"enHeadline\">Minister</p>" +
                             p("6 April 2019") + p(kMinister) + "</div>",
                         "Factiva")),
             Contains("from Factiva that holds 2 articles"));
  CHECK_THAT(
      reason(read("<!-- Hide XML section from browser\n<DOC NUMBER=1>\n<DOCFULL> -->" + p(kDam) +
                  "<!-- </DOCFULL> --><!-- <DOC NUMBER=1>\n<DOCFULL> -->" + p(kMinister))),
      Contains("from Nexis that holds 2 articles"));
  CHECK_THAT(reason(read("<article><div class=\"DocPublicationName\">Le Port</div>" + p(kDam) +
                         "</article><article><div class=\"DocPublicationName\">Le Port</div>" +
                         p(kMinister) + "</article>")),
             Contains("from Europresse that holds 2 articles"));
  CHECK_THAT(reason(read("<a name=\"DocID_MSTAR_123\"></a>" + p(kDam))),
             Contains("from ProQuest that holds 1 article in"));
}

TEST_CASE("an article about a database is an article", "[pages]") {
  const auto page = read(
      "<h1>Factiva raises its prices</h1><p class='myHeadline'>Libraries pay"
      "</p>" +
          p(kMinister) + p(kDam),
      "Factiva raises its prices");
  REQUIRE(page.articles.size() == 1);
  CHECK(page.articles[0].headline == "Factiva raises its prices");
}

TEST_CASE("teasers of other articles do not belong to an article", "[pages]") {
  const std::string list = "<ul><li><div><h3><a href='/x'>Minister resigns</a></h3>" +
                           p(kMinister) +
                           "</div></li><li><div><h3><a href='/y'>Farmers ask</a></h3>" +
                           p(kFarmers) + "</div></li></ul>";
  SECTION("a list after the text") {
    const auto page = read("<h1>Dam bursts in Oruba</h1><div>" + p(kDam) + "</div>" + list);
    REQUIRE(page.articles.size() == 1);
    CHECK(page.articles[0].body == kDam);
  }
  SECTION("boxes before it") {
    const auto page = read(
        "<div class='row'><div class='a1'><h4><a href='/x'>Minister resigns</a>"
        "</h4>" +
        p(kMinister) +
        "</div><div class='a2'><h4><a href='/y'>Farmers ask</a>"
        "</h4>" +
        p(kFarmers) + "</div></div><h1>Dam bursts in Oruba</h1><div>" + p(kDam) + p(kDam) +
        "</div>");
    REQUIRE(page.articles.size() == 1);
    CHECK(page.articles[0].body == kDam + "\n\n" + kDam);
  }
  SECTION("but sections whose headings link to other sites do") {
    const auto page = read(
        "<h1>Dam bursts in Oruba</h1><div>" + p(kDam) +
            "<div class='s'><h3><a href='https://other.example/a'>The ministry</a></h3>" +
            p(kMinister) +
            "</div><div class='s'><h3><a href='https://other.example/b'>The farmers</a></h3>" +
            p(kFarmers) + "</div></div>",
        "Dam bursts in Oruba", "<link rel='canonical' href='https://harbour-post.example/dam'>");
    REQUIRE(page.articles.size() == 1);
    CHECK_THAT(page.articles[0].body, Contains(kMinister) && Contains(kFarmers));
  }
  SECTION("alone, they are a front page, whatever it calls itself") {
    CHECK_THAT(reason(read("<h1>Harbour Post</h1>" + list, "Harbour Post", kClaim)),
               Contains("list of teasers"));
  }
}

TEST_CASE("what asks the reader for something is no article", "[pages]") {
  SECTION("a footer is not the text of a picture gallery") {
    CHECK_THAT(
        reason(read("<h1>Grey shirts</h1><div class='slideshow'></div><footer>" +
                        p("Use of this site constitutes acceptance of our User Agreement and "
                          "Privacy Policy. The material on this site may not be reproduced, "
                          "except with our written permission.") +
                        "</footer>",
                    "Grey shirts", kClaim)),
        Contains("without the text"));
  }
  SECTION("boxes in and after the text") {
    for (const char* asks :
         {"We rely on readers like you: please make a donation today, so that our reporting stays "
          "free for all, wherever they live.",
          "Sign up for our newsletter and get the news of the harbour into your inbox every day.",
          "You have read all your free articles. Subscribe now to continue reading this article.",
          "We use cookies on this website. You accept them by reading on, unless you change that.",
          "Abonnez-vous à notre lettre et recevez chaque matin les nouvelles du port de la ville.",
          "Unterstützen Sie unseren Journalismus mit Ihrer Spende, denn wir sind auf Sie "
          "angewiesen."}) {
      CAPTURE(asks);
      const auto page = read("<h1>Dam bursts in Oruba</h1>" + p(kDam) + p(asks) + p(kMinister));
      REQUIRE(page.articles.size() == 1);
      CHECK(page.articles[0].body == kDam + "\n\n" + kMinister);
    }
  }
  SECTION("but news of such things is text") {
    for (const char* reports :
         {"The paper lost a third of its subscribers last year, when a subscription rose to ten "
          "crowns a month.",
          "“Please subscribe to our paper and keep it alive,” its editor asked the town on Friday.",
          "The court found that the firm had broken its own privacy policy when it sold addresses.",
          "Donations for the town came to two million crowns, the mayor said at a meeting."}) {
      CAPTURE(reports);
      const auto page = read("<h1>Dam bursts in Oruba</h1>" + p(kDam) + p(reports));
      REQUIRE(page.articles.size() == 1);
      CHECK_THAT(page.articles[0].body, Contains(reports));
    }
  }
  SECTION("a page is named after its headline") {
    const auto why = [](const std::string& title) {
      return reason(read("<h1>" + title + "</h1>" + p(kDam) + p(kMinister), title, kClaim));
    };
    CHECK_THAT(why("Terms of Use"), Contains("legal notice"));
    CHECK_THAT(why("Datenschutzerklärung"), Contains("legal notice"));
    CHECK_THAT(why("Mentions légales"), Contains("legal notice"));
    CHECK_THAT(why("Cookie Policy"), Contains("cookies"));
    CHECK_THAT(why("Newsletters"), Contains("subscribe"));
    CHECK_THAT(why("Donate"), Contains("donations"));
  }
}

TEST_CASE("the reader's own name is no author", "[pages]") {
  for (const char* user :
       {"<div id='nav-user' class='nav-btn hidden'><span class='username'>Username</span></div>",
        "<div class='my-account'><span class='author'>Jane Reader</span></div>",
        "<div class='login-box'><p class='username'>Your Name</p></div>",
        "<div style='display:none'><span class='byline'>Admin</span></div>",
        "<nav><span class='username'>Guest</span></nav>"}) {
    CAPTURE(user);
    const auto page = read(user + ("<h1>Dam bursts in Oruba</h1>" + p(kDam)));
    REQUIRE(page.articles.size() == 1);
    for (const std::string& author : page.articles[0].authors) CHECK(author.empty());
  }
}

TEST_CASE("an author is named after a label, in any language", "[pages]") {
  for (const char* line :
       {"作者：尹娟 来源：新闻晨报", "Author: 尹娟", "2005-03-21 11:21　作者:尹娟"}) {
    CAPTURE(line);
    const auto page = read("<h1>Dam bursts in Oruba</h1>" + p(line) + p(kDam));
    REQUIRE(page.articles.size() == 1);
    REQUIRE(page.articles[0].authors.size() == 1);
    CHECK(page.articles[0].authors[0] == "尹娟");
  }
}

}  // namespace pages_test
