// SPDX-License-Identifier: GPL-2.0-or-later
// From what a file states to an article: dates with evidence, flags, language, identity.
#include "indexer/extract/understand.h"

#include "common/fields/identity.h"
#include "common/text/language.h"
#include "indexer/extract/language.h"

#include <algorithm>
#include <string>

#include <catch2/catch.hpp>

namespace understand_test {

using namespace dateline;

namespace {

const Date kNow = *from_sortable("20240601120000");

RawArticle raw(const std::string& date, const std::string& body = "A sentence about a town.") {
  RawArticle article;
  article.headline = "A headline";
  article.body = body;
  article.date = date;
  article.date_evidence = Evidence::Header;
  return article;
}

Article understood(const RawArticle& article) {
  return understand(article, {}, kNow);
}

bool flagged(const Article& article, Flag flag) {
  return std::find(article.flags.begin(), article.flags.end(), flag) != article.flags.end();
}

}  // namespace

TEST_CASE("the founding article is understood") {
  const Article article =
      understood(raw("2019-12-13",
                     "WASHINGTON (UrduPoint News / Sputnik - 13th December, 2019) The United "
                     "States thanked Kazakhstan."));
  CHECK(iso(article.published.date) == "2019-12-13");
  CHECK(article.published.evidence == Evidence::Header);
  CHECK(iso(article.dateline_date) == "2019-12-13");
  CHECK(article.source == "UrduPoint News / Sputnik");
  CHECK(article.agencies == std::vector<std::string>{"UrduPoint News", "Sputnik"});
  CHECK(article.place == "Washington");
  CHECK(article.flags.empty());
}

TEST_CASE("a stated source comes before the dateline's credit, a default after it") {
  RawArticle with_source = raw("2019-12-13", "PARIS, Dec 13 (Reuters) - Talks began.");
  with_source.source = "The Harbour Post";
  const Article stated = understand(with_source, {"Default", ""}, kNow);
  CHECK(stated.source == "The Harbour Post");
  CHECK(stated.agencies == std::vector<std::string>{"Reuters"});
  CHECK(
      understand(raw("2019-12-13", "PARIS, Dec 13 (Reuters) - Talks began."), {"Default", ""}, kNow)
          .source == "Reuters");
  CHECK(understand(raw("2019-12-13"), {"Default", ""}, kNow).source == "Default");
}

TEST_CASE("an agency is counted under one name, however it is credited") {
  RawArticle raw;
  raw.body = "МОСКВА, 13 декабря. /ТАСС/. Текст.";
  raw.agencies = {"ITAR-TASS", "Agence France-Presse"};
  CHECK(understand(raw, {}, kNow).agencies == std::vector<std::string>{"TASS", "AFP"});
}

TEST_CASE("two days between header and dateline are usual, three are a conflict") {
  const auto conflict = [](const std::string& header, const std::string& dateline) {
    return flagged(understood(raw(header, "PARIS, " + dateline + " (Reuters) - Talks began.")),
                   Flag::DateConflict);
  };
  CHECK_FALSE(conflict("2019-12-13", "Dec 13"));
  CHECK_FALSE(conflict("2019-12-13", "Dec 11"));
  CHECK_FALSE(conflict("2019-12-13", "Dec 15"));
  CHECK(conflict("2019-12-13", "Dec 10"));
  CHECK(conflict("2019-12-13", "Dec 16"));
  CHECK_FALSE(conflict("2020-01-01", "Dec 31"));
  CHECK_FALSE(conflict("2019-12", "Dec 31"));
  CHECK_FALSE(conflict("2019-12", "Jan 2, 2020"));
  CHECK(conflict("2019-12", "Jan 3, 2020"));
}

TEST_CASE("in a conflict the header wins and both dates are kept") {
  const Article article = understood(raw("2019-12-13", "PARIS, Dec 1 (Reuters) - Talks began."));
  CHECK(iso(article.published.date) == "2019-12-13");
  CHECK(iso(article.dateline_date) == "2019-12-01");
}

TEST_CASE("without a stated date the dateline dates the article, and says so") {
  const Article article =
      understood(raw("", "LONDON, 13 December 2019 /PRNewswire/ -- A firm has moved."));
  CHECK(iso(article.published.date) == "2019-12-13");
  CHECK(article.published.evidence == Evidence::Dateline);
  CHECK(article.flags.empty());
}

TEST_CASE("a stated date that cannot be taken is kept as written and flagged for its reason") {
  const Article impossible = understood(raw("2019-02-30"));
  CHECK_FALSE(impossible.published.date.known());
  CHECK(impossible.published.evidence == Evidence::None);
  CHECK(impossible.stated_date == "2019-02-30");
  CHECK(flagged(impossible, Flag::DateInvalid));
  CHECK(flagged(understood(raw("0000-00-00")), Flag::DateInvalid));
  CHECK(flagged(understood(raw("02/03/2019")), Flag::DateAmbiguous));
  CHECK(flagged(understood(raw("the other day")), Flag::DateUnrecognised));
}

TEST_CASE("the zero of a clock is no date, whatever its form and zone") {
  for (const char* const zero :
       {"1970-01-01T00:00:00Z", "1970-01-01T00:00Z", "1970-01-01 00:00:00",
        "1970-01-01T01:00:00+01:00", "1969-12-31T19:00:00-05:00", "Thu, 01 Jan 1970 00:00:00 GMT",
        "1970-01-01T00:00:00.000Z", "0001-01-01T00:00:00Z", "0001-01-01",
        "0001-01-01T05:30:00+05:30", "1601-01-01T00:00:00Z", "0000-01-01T00:00:00Z"}) {
    CAPTURE(zero);
    const Article article = understood(raw(zero));
    CHECK_FALSE(article.published.date.known());
    CHECK(article.stated_date == zero);
    CHECK(flagged(article, Flag::DateInvalid));
  }
  for (const char* const date :
       {"1970-01-01", "1970-01-02", "1970-01-02T00:00:00Z", "1970", "1970-01-01T00:00:01Z",
        "1970-01-01T12:00:00Z", "1601-01-01", "1970-01-01T00:00:00+05:00"}) {
    CAPTURE(date);
    const Article article = understood(raw(date));
    CHECK(iso(article.published.date) == date);
    CHECK(article.flags.empty());
  }
  RawArticle number = raw("0");
  CHECK(flagged(understood(number), Flag::DateInvalid));
  number.date_epoch = 0;
  CHECK(flagged(understood(number), Flag::DateInvalid));
  CHECK(flagged(understood(raw("0.0")), Flag::DateInvalid));
  // The next evidence counts.
  const Article dateline =
      understood(raw("1970-01-01T00:00:00Z", "PARIS, Dec. 13, 2019 (Reuters) - Talks began."));
  CHECK(iso(dateline.published.date) == "2019-12-13");
  CHECK(dateline.published.evidence == Evidence::Dateline);
  CHECK(flagged(dateline, Flag::DateInvalid));
}

TEST_CASE("a date after tomorrow is flagged and kept") {
  CHECK_FALSE(flagged(understood(raw("2024-06-01")), Flag::DateFuture));
  CHECK_FALSE(flagged(understood(raw("2024-06-02")), Flag::DateFuture));
  const Article article = understood(raw("2024-06-03"));
  CHECK(flagged(article, Flag::DateFuture));
  CHECK(iso(article.published.date) == "2024-06-03");
}

TEST_CASE("numbers are epoch seconds unless they read as a day or a year") {
  const auto published = [](double number, const std::string& written) {
    RawArticle article = raw(written);
    article.date_epoch = number;
    return iso(understood(article).published.date);
  };
  CHECK(published(1576231200, "1576231200") == "2019-12-13T10:00:00Z");
  CHECK(published(20191213, "20191213") == "2019-12-13");
  CHECK(published(2019, "2019") == "2019");
}

TEST_CASE("a body over the limit is cut between characters and flagged") {
  std::string body;
  while (body.size() <= kMaxBodyBytes) body += "Zürich ist groß. ";
  const Article article = understood(raw("2019-12-13", body));
  CHECK(article.body.size() <= kMaxBodyBytes);
  CHECK(article.body.size() > kMaxBodyBytes - 4);
  CHECK(text::is_utf8(article.body));
  CHECK(flagged(article, Flag::Truncated));
}

TEST_CASE("languages are taken as stated, else detected, else undetermined") {
  CHECK(language_code("en") == "en");
  CHECK(language_code("en-GB") == "en");
  CHECK(language_code("EN_us") == "en");
  CHECK(language_code("eng") == "en");
  CHECK(language_code("English") == "en");
  CHECK(language_code(" FRENCH ") == "fr");
  CHECK(language_code("Chinese") == "zh");
  CHECK(language_code("zh-Hant") == "zh");
  CHECK(language_code("iw") == "he");
  CHECK(language_code("nb-NO") == "no");
  CHECK(language_code("nn") == "nn");
  CHECK(language_code("zh-Hans") == "zh");
  CHECK(language_code("zh_Hans_CN") == "zh");
  CHECK(language_code("en-US") == "en");
  CHECK(language_code("deu") == "de");
  CHECK(language_code("ger") == "de");
  CHECK(language_code("FRE") == "fr");
  CHECK(language_code("chi") == "zh");
  CHECK(language_code("Deutsch") == "de");
  CHECK(language_code("Français") == "fr");
  CHECK(language_code("Русский") == "ru");
  CHECK(language_code("qqq").empty());
  CHECK(language_code("xx").empty());
  CHECK(language_code("klingonish").empty());
  CHECK(language_code("").empty());
  CHECK(language_code("und").empty());
  CHECK(detect_language("The minister said on Friday that the talks would go on until a new "
                        "agreement on the border was reached.") == "en");
  CHECK(detect_language("Le ministre a déclaré vendredi que les discussions se poursuivraient "
                        "jusqu'à la conclusion d'un nouvel accord.") == "fr");
  CHECK(detect_language("Министр заявил в пятницу, что переговоры будут продолжены до "
                        "заключения нового соглашения о границе.") == "ru");
  CHECK(detect_language("17 4 2 :: --") == "und");
  CHECK(detect_language("") == "und");
  RawArticle french = raw("2019-12-13");
  french.language = "fr";
  CHECK(understood(french).language == "fr");
  CHECK(understand(raw("2019-12-13", "17 4 2"), {"", "de"}, kNow).language == "de");
}

TEST_CASE("an article is the one with its id, its URL, or its source, date and headline") {
  RawArticle article = raw("2019-12-13");
  const std::string derived = understood(article).id;
  CHECK(derived.size() == 34);
  CHECK(derived.starts_with("h-"));
  article.body = "Another body.";
  CHECK(understood(article).id == derived);
  article.headline = "Another headline";
  CHECK(understood(article).id != derived);
  article.url = "https://example.org/1";
  CHECK(understood(article).id == "https://example.org/1");
  article.id = "given";
  CHECK(understood(article).id == "given");
}

TEST_CASE("articles without a headline differ by their bodies") {
  RawArticle one = raw("2019-12-13", "One.");
  RawArticle two = raw("2019-12-13", "Two.");
  one.headline.clear();
  two.headline.clear();
  CHECK(understood(one).id != understood(two).id);
}

TEST_CASE("a digest covers all that an article states, and not when it was indexed") {
  const RawArticle stated = raw("2019-12-13");
  const Article article = understood(stated);
  CHECK(digest_of(article) == digest_of(understand(stated, {}, *make_date(2025, 1, 1))));
  const auto changes = [&](auto change) {
    Article changed = article;
    change(changed);
    return digest_of(changed) != digest_of(article);
  };
  CHECK(changes([](Article& a) { a.headline += "!"; }));
  CHECK(changes([](Article& a) { a.body += "!"; }));
  CHECK(changes([](Article& a) { a.published.date.day = 14; }));
  CHECK(changes([](Article& a) { a.published.evidence = Evidence::Meta; }));
  CHECK(changes([](Article& a) { a.source = "x"; }));
  CHECK(changes([](Article& a) { a.agencies = {"AP"}; }));
  CHECK(changes([](Article& a) { a.authors = {"AP"}; }));
  CHECK(changes([](Article& a) { a.tags = {"AP"}; }));
  CHECK(changes([](Article& a) { a.place = "x"; }));
  CHECK(changes([](Article& a) { a.section = "x"; }));
  CHECK(changes([](Article& a) { a.pages = {"x"}; }));
  CHECK(changes([](Article& a) { a.language = "x"; }));
  CHECK(changes([](Article& a) { a.url = "x"; }));
  CHECK(changes([](Article& a) { a.flags.push_back(Flag::Truncated); }));
}

}  // namespace understand_test
