// SPDX-License-Identifier: GPL-2.0-or-later
// Datelines of the world's wires, and the prose that only looks like one.
#include "indexer/extract/dateline.h"

#include "indexer/extract/agencies.h"
#include "indexer/extract/dateline_date.h"
#include "indexer/extract/place_case.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace dateline_test {

using namespace dateline;  // NOLINT: a test reads better so

namespace {

const Date kPublished = *make_date(2019, 12, 14);

struct Row {
  std::string body;
  std::string text;
  std::string place;
  std::string credit;
  std::vector<std::string> agencies;
  std::string date;  ///< ISO
};

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    INFO(row.body);
    const auto found = parse_dateline(row.body, kPublished);
    CHECK(found.has_value());
    if (!found) continue;
    CHECK(found->text == row.text);
    CHECK(found->place == row.place);
    CHECK(found->credit == row.credit);
    CHECK(found->agencies == row.agencies);
    CHECK((found->date ? iso(*found->date) : "") == row.date);
  }
}

std::string ten_megabytes_of(char c) {
  std::string text;
  text.resize(10'000'000, c);
  return text;
}

}  // namespace

TEST_CASE("the founding article's dateline") {
  const auto found = parse_dateline(
      "WASHINGTON (UrduPoint News / Sputnik - 13th December, 2019) US Secretary of State Mike "
      "Pompeo has commended Kazakhstan",
      Date{});
  REQUIRE(found);
  CHECK(found->text == "WASHINGTON (UrduPoint News / Sputnik - 13th December, 2019)");
  CHECK(found->place == "Washington");
  CHECK(found->credit == "UrduPoint News / Sputnik");
  CHECK(found->agencies == std::vector<std::string>{"UrduPoint News", "Sputnik"});
  CHECK(found->date == make_date(2019, 12, 13));
}

TEST_CASE("a date and a credit within parentheses") {
  check({
      {"ISLAMABAD (APP - UrduPoint / Pakistan Point News - 02nd Mar, 2020) The",
       "ISLAMABAD (APP - UrduPoint / Pakistan Point News - 02nd Mar, 2020)",
       "Islamabad",
       "APP - UrduPoint / Pakistan Point News",
       {"APP", "UrduPoint", "Pakistan Point News"},
       "2020-03-02"},
      {"LAHORE, (UrduPoint / Pakistan Point News - 14th Jan, 2020 ) :Prime Minister",
       "LAHORE, (UrduPoint / Pakistan Point News - 14th Jan, 2020 )",
       "Lahore",
       "UrduPoint / Pakistan Point News",
       {"UrduPoint", "Pakistan Point News"},
       "2020-01-14"},
      {"MOSCOW (UrduPoint News / Sputnik \u2013 1st January, 2020) Russian",
       "MOSCOW (UrduPoint News / Sputnik \u2013 1st January, 2020)",
       "Moscow",
       "UrduPoint News / Sputnik",
       {"UrduPoint News", "Sputnik"},
       "2020-01-01"},
      {"NEW\u00A0YORK (UrduPoint\u00A0News / Sputnik\u00A0\u2014\u00A013th\u00A0December, "
       "2019\u00A0) US",
       "NEW\u00A0YORK (UrduPoint\u00A0News / Sputnik\u00A0\u2014\u00A013th\u00A0December, "
       "2019\u00A0)",
       "New York",
       "UrduPoint News / Sputnik",
       {"UrduPoint News", "Sputnik"},
       "2019-12-13"},
      {"KARACHI ( APP -- 13 December 2019 ) The",
       "KARACHI ( APP -- 13 December 2019 )",
       "Karachi",
       "APP",
       {"APP"},
       "2019-12-13"},
      {"KARACHI (Keystone-SDA\u201413 December 2019) The",
       "KARACHI (Keystone-SDA\u201413 December 2019)",
       "Karachi",
       "Keystone-SDA",
       {"Keystone-SDA"},
       "2019-12-13"},
      {"SAINT-DENIS (Some New Agency - 2019-12-13) The",
       "SAINT-DENIS (Some New Agency - 2019-12-13)",
       "Saint-Denis",
       "Some New Agency",
       {"Some New Agency"},
       "2019-12-13"},
      {"Moscow (UrduPoint News / Sputnik - 13th December, 2019) The",
       "Moscow (UrduPoint News / Sputnik - 13th December, 2019)",
       "Moscow",
       "UrduPoint News / Sputnik",
       {"UrduPoint News", "Sputnik"},
       "2019-12-13"},
      {"WASHINGTON (UrduPoint News / Sputnik - 13th December,\n2019) The",
       "WASHINGTON (UrduPoint News / Sputnik - 13th December, 2019)",
       "Washington",
       "UrduPoint News / Sputnik",
       {"UrduPoint News", "Sputnik"},
       "2019-12-13"},
  });
}

TEST_CASE("wires that close with a dash") {
  check({
      {"PARIS, Dec 13 (Reuters) - text",
       "PARIS, Dec 13 (Reuters)",
       "Paris",
       "Reuters",
       {"Reuters"},
       "2019-12-13"},
      {"PARIS Dec 13 (Reuters) - text",
       "PARIS Dec 13 (Reuters)",
       "Paris",
       "Reuters",
       {"Reuters"},
       "2019-12-13"},
      {"PARIS, Dec 13 (Reuters) The",
       "PARIS, Dec 13 (Reuters)",
       "Paris",
       "Reuters",
       {"Reuters"},
       "2019-12-13"},
      {"BEIJING (AP) \u2014 text", "BEIJING (AP)", "Beijing", "AP", {"AP"}, ""},
      {"BEIJING (AP)\u2014text", "BEIJING (AP)", "Beijing", "AP", {"AP"}, ""},
      {"BEIJING\u00A0(AP)\u00A0\u2013\u00A0text", "BEIJING\u00A0(AP)", "Beijing", "AP", {"AP"}, ""},
      {"BEIJING (AP) -text", "BEIJING (AP)", "Beijing", "AP", {"AP"}, ""},
      {"BEIJING (AP)- text", "BEIJING (AP)", "Beijing", "AP", {"AP"}, ""},
      {"  \n BEIJING (AP) -- text", "BEIJING (AP)", "Beijing", "AP", {"AP"}, ""},
      {"BERLIN, March 4 (dpa) - text",
       "BERLIN, March 4 (dpa)",
       "Berlin",
       "dpa",
       {"dpa"},
       "2020-03-04"},
      {"NAIROBI, Kenya (AP) \u2014 text",
       "NAIROBI, Kenya (AP)",
       "Nairobi, Kenya",
       "AP",
       {"AP"},
       ""},
      {"NEW YORK/LONDON, May 2 (Reuters) - text",
       "NEW YORK/LONDON, May 2 (Reuters)",
       "New York/London",
       "Reuters",
       {"Reuters"},
       "2020-05-02"},
      {"SAN FRANCISCO, Dec. 13 (Xinhua) -- text",
       "SAN FRANCISCO, Dec. 13 (Xinhua)",
       "San Francisco",
       "Xinhua",
       {"Xinhua"},
       "2019-12-13"},
      {"MOSCOW, January 15 (Sputnik) - text",
       "MOSCOW, January 15 (Sputnik)",
       "Moscow",
       "Sputnik",
       {"Sputnik"},
       "2020-01-15"},
      {"PORT-AU-PRINCE, Haiti, Jan 12 (AFP) - text",
       "PORT-AU-PRINCE, Haiti, Jan 12 (AFP)",
       "Port-au-Prince, Haiti",
       "AFP",
       {"AFP"},
       "2020-01-12"},
      {"ST. PETERSBURG, Fla. (AP) \u2014 text",
       "ST. PETERSBURG, Fla. (AP)",
       "St. Petersburg, Fla.",
       "AP",
       {"AP"},
       ""},
      {"NEWPORT NEWS, Va. (AP) \u2014 text",
       "NEWPORT NEWS, Va. (AP)",
       "Newport News, Va.",
       "AP",
       {"AP"},
       ""},
      {"McALLEN, Texas (AP) \u2014 text",
       "McALLEN, Texas (AP)",
       "McAllen, Texas",
       "AP",
       {"AP"},
       ""},
      {"WASHINGTON (AP/Reuters) - text",
       "WASHINGTON (AP/Reuters)",
       "Washington",
       "AP/Reuters",
       {"AP", "Reuters"},
       ""},
      {"PARIS, Dec 13 (Gazette Wire) - text",
       "PARIS, Dec 13 (Gazette Wire)",
       "Paris",
       "Gazette Wire",
       {"Gazette Wire"},
       "2019-12-13"},
      {"Berlin (dpa) - text", "Berlin (dpa)", "Berlin", "dpa", {"dpa"}, ""},
      {"The Hague (AFP) - text", "The Hague (AFP)", "The Hague", "AFP", {"AFP"}, ""},
      {"ISLAMABAD, Mar 02 (APP): text",
       "ISLAMABAD, Mar 02 (APP)",
       "Islamabad",
       "APP",
       {"APP"},
       "2020-03-02"},
      {"NEW YORK--(BUSINESS WIRE)--Acme",
       "NEW YORK--(BUSINESS WIRE)",
       "New York",
       "BUSINESS WIRE",
       {"BUSINESS WIRE"},
       ""},
      {"(Reuters) - text", "(Reuters)", "", "Reuters", {"Reuters"}, ""},
      {"Dec 13 (Reuters) - text", "Dec 13 (Reuters)", "", "Reuters", {"Reuters"}, "2019-12-13"},
  });
}

TEST_CASE("credits between slashes, and after the date") {
  check({
      {"LONDON, 13 December 2019 /PRNewswire/ -- text",
       "LONDON, 13 December 2019 /PRNewswire/",
       "London",
       "PRNewswire",
       {"PRNewswire"},
       "2019-12-13"},
      {"NEW YORK, Dec. 13, 2019 /PRNewswire/ -- text",
       "NEW YORK, Dec. 13, 2019 /PRNewswire/",
       "New York",
       "PRNewswire",
       {"PRNewswire"},
       "2019-12-13"},
      {"NEW YORK, Dec. 13, 2019 /PRNewswire-USNewswire/ -- text",
       "NEW YORK, Dec. 13, 2019 /PRNewswire-USNewswire/",
       "New York",
       "PRNewswire-USNewswire",
       {"PRNewswire-USNewswire"},
       "2019-12-13"},
      {"MOSCOW, January 15. /TASS/. text",
       "MOSCOW, January 15. /TASS/",
       "Moscow",
       "TASS",
       {"TASS"},
       "2020-01-15"},
      {"МОСКВА, 15 января. /ТАСС/. текст",
       "МОСКВА, 15 января. /ТАСС/",
       "Москва",
       "ТАСС",
       {"ТАСС"},
       "2020-01-15"},
      {"МОСКВА, 15 января 2020. /ТАСС/. текст",
       "МОСКВА, 15 января 2020. /ТАСС/",
       "Москва",
       "ТАСС",
       {"ТАСС"},
       "2020-01-15"},
      {"МОСКВА, 15 янв \u2014 РИА Новости. текст",
       "МОСКВА, 15 янв \u2014 РИА Новости",
       "Москва",
       "РИА Новости",
       {"РИА Новости"},
       "2020-01-15"},
      {"МОСКВА, 15 янв - РИА Новости. текст",
       "МОСКВА, 15 янв - РИА Новости",
       "Москва",
       "РИА Новости",
       {"РИА Новости"},
       "2020-01-15"},
      {"Accra, Dec. 13, GNA - text", "Accra, Dec. 13, GNA", "Accra", "GNA", {"GNA"}, "2019-12-13"},
  });
}

TEST_CASE("months in other languages") {
  check({
      {"Paris, 13 déc 2019 (AFP) - text",
       "Paris, 13 déc 2019 (AFP)",
       "Paris",
       "AFP",
       {"AFP"},
       "2019-12-13"},
      {"Paris, 1er août 2019 (AFP) \u2013 text",
       "Paris, 1er août 2019 (AFP)",
       "Paris",
       "AFP",
       {"AFP"},
       "2019-08-01"},
      {"Berlin, 13. Dezember 2019 (dpa) - text",
       "Berlin, 13. Dezember 2019 (dpa)",
       "Berlin",
       "dpa",
       {"dpa"},
       "2019-12-13"},
      {"MÜNCHEN, 4. März (dpa) - text",
       "MÜNCHEN, 4. März (dpa)",
       "München",
       "dpa",
       {"dpa"},
       "2020-03-04"},
      {"Berlin, 13.12.2019 (dpa) - text",
       "Berlin, 13.12.2019 (dpa)",
       "Berlin",
       "dpa",
       {"dpa"},
       "2019-12-13"},
      {"Madrid, 13 dic (EFE).- text",
       "Madrid, 13 dic (EFE)",
       "Madrid",
       "EFE",
       {"EFE"},
       "2019-12-13"},
      {"MADRID, 13 de diciembre de 2019 (EFE) - text",
       "MADRID, 13 de diciembre de 2019 (EFE)",
       "Madrid",
       "EFE",
       {"EFE"},
       "2019-12-13"},
      {"ROMA, 13 dicembre (ANSA) - text",
       "ROMA, 13 dicembre (ANSA)",
       "Roma",
       "ANSA",
       {"ANSA"},
       "2019-12-13"},
  });
}

TEST_CASE("places without a credit") {
  check({
      {"WASHINGTON \u2014 text", "WASHINGTON", "Washington", "", {}, ""},
      {"WASHINGTON - The", "WASHINGTON", "Washington", "", {}, ""},
      {"NEW YORK -- The", "NEW YORK", "New York", "", {}, ""},
      {"PARIS/LONDON \u2014 The", "PARIS/LONDON", "Paris/London", "", {}, ""},
      {"ROME \u2014 The", "ROME", "Rome", "", {}, ""},
      {"KENOSHA, Wis. \u2014 The", "KENOSHA, Wis.", "Kenosha, Wis.", "", {}, ""},
      {"WACO, Tex. \u2014 The", "WACO, Tex.", "Waco, Tex.", "", {}, ""},
      {"KANDAHAR, Afghanistan \u2014 \u201CThe",
       "KANDAHAR, Afghanistan",
       "Kandahar, Afghanistan",
       "",
       {},
       ""},
      {"LONDON, 13 December 2019 - text",
       "LONDON, 13 December 2019",
       "London",
       "",
       {},
       "2019-12-13"},
      {"Geneva, 13 December 2019 \u2013 The",
       "Geneva, 13 December 2019",
       "Geneva",
       "",
       {},
       "2019-12-13"},
      {"МОСКВА \u2014 Президент", "МОСКВА", "Москва", "", {}, ""},
  });
}

TEST_CASE("prose is not a dateline") {
  for (const std::string_view body : {
           "NATO (the alliance) said",
           "NATO (the alliance) - said",
           "NATO (North Atlantic Treaty Organization) - The",
           "The U.S. (pop. 330 million) - a country",
           "BREAKING: something",
           "BREAKING - Something",
           "BREAKING NEWS \u2014 Something",
           "UPDATE (AP) \u2014 Something",
           "UPDATED, Dec. 13 - The",
           "IBM - the computer maker - said",
           "IBM \u2014 the maker",
           "IBM \u2014 The maker",
           "IBM (NYSE: IBM) \u2014 The maker",
           "MICROSOFT \u2014 The maker",
           "U.S. \u2014 The",
           "MANCHESTER UNITED - The club",
           "DAVID DE GEA (Manchester United) - 7",
           "USAIN BOLT (JAM) - 9.58",
           "MICHAEL JACKSON (August 29, 1958 - June 25, 2009) was a singer",
           "PARIS (13 December 2019) - The",
           "He said (Reuters) - ",
           "He (Reuters) - ",
           "The Guardian (Reuters) - The",
           "In Paris (Reuters) - ",
           "On Tuesday, 13 December 2019 - The",
           "Friday, 13 December 2019 - The",
           "Smith (born Jones - 13 December 2019) said",
           "Smith (Labour - 13 December 2019) won",
           "PARIS, Dec 13 (local time) - The",
           "PARIS, the capital - The",
           "PARIS (AFP)-backed text",
           "PARIS (AFP) The",
           "PARIS, Dec 13, 45 people",
           "PARIS, Dec 13 The",
           "(Reuters) text",
           "(Correction) - text",
           "(Photo: someone) - text",
           "Paris \u2014 The",
           "Paris, Dec 13 - The",
           "paris (AFP) - text",
           "WASHINGTON",
           "WASHINGTON.",
           "WASHINGTON The",
           "WASHINGTON -based",
           "WASHINGTON-based",
           "WASHINGTON -The",
           "A man (AP) - ",
           "FOR IMMEDIATE RELEASE \u2014 LONDON",
           "UPDATE 1-PARIS",
           "Dec 13 - text",
           "13 December 2019",
           "Yes/no (maybe) - text",
           "Manchester United 2 - 1 Chelsea",
           "ARSENAL 3 (Henry 12, 45) - Spurs",
           "北京（新华社）\u2014 text",
           "WASHINGTON\n\n(AP) \u2014 text",
       }) {
    INFO(body);
    CHECK_FALSE(parse_dateline(body, kPublished));
  }
}

TEST_CASE("an impossible day leaves the rest of the dateline") {
  const auto found = parse_dateline("BERLIN, Feb 30 (dpa) - text", kPublished);
  REQUIRE(found);
  CHECK(found->place == "Berlin");
  CHECK(found->credit == "dpa");
  CHECK_FALSE(found->date);
}

TEST_CASE("a missing year is the nearest one") {
  struct Case {
    Date published;
    std::string_view day, date;
  };
  for (const Case& row : std::vector<Case>{{*make_date(2019, 12, 14), "Dec 13", "2019-12-13"},
                                           {*make_date(2020, 1, 1), "Dec 31", "2019-12-31"},
                                           {*make_date(2019, 12, 31), "Jan 1", "2020-01-01"},
                                           {*make_date(2019, 12, 0), "Dec 13", "2019-12-13"},
                                           {*make_date(2019, 1, 0), "Dec 31", "2018-12-31"},
                                           {*make_date(2019, 0, 0), "Dec 31", "2019-12-31"},
                                           {*make_date(2019, 0, 0), "Jan 1", "2019-01-01"},
                                           {*make_date(2020, 3, 1), "Feb 29", "2020-02-29"},
                                           {*make_date(2021, 3, 1), "Feb 29", "2020-02-29"},
                                           {*make_date(2018, 3, 1), "Feb 29", ""},
                                           {*make_date(1, 1, 1), "Dec 31", "0001-12-31"},
                                           {*make_date(9999, 12, 31), "Jan 1", "9999-01-01"},
                                           {*make_date(2019, 12, 14), "Feb 30", ""},
                                           {*make_date(2019, 12, 14), "Dec 13, 1999", "1999-12-13"},
                                           {Date{}, "Dec 13", ""},
                                           {Date{}, "Dec 13, 2019", "2019-12-13"}}) {
    const auto stated = read_stated_day(row.day);
    INFO(row.day << " published " << iso(row.published));
    REQUIRE(stated);
    CHECK(stated->bytes == row.day.size());
    const auto date = resolve(*stated, row.published);
    CHECK((date ? iso(*date) : "") == row.date);
  }
}

TEST_CASE("a stated day begins the text and ends where the day does") {
  struct Case {
    std::string_view text;
    int year, month, day;
    std::size_t bytes;
  };
  for (const Case& row : std::vector<Case>{{"Dec 13 (Reuters)", 0, 12, 13, 6},
                                           {"Dec. 13, 2019 /PR", 2019, 12, 13, 13},
                                           {"13th December, 2019", 2019, 12, 13, 19},
                                           {"13 of December 2019", 2019, 12, 13, 19},
                                           {"January 15. /TASS/", 0, 1, 15, 11},
                                           {"15 янв \u2014", 0, 1, 15, 9},
                                           {"13.12.2019. Text", 2019, 12, 13, 10},
                                           {"2019-12-13 - Text", 2019, 12, 13, 10},
                                           {"Sept 1", 0, 9, 1, 6},
                                           {"13 dez 2019", 2019, 12, 13, 11},
                                           {"1 maggio", 0, 5, 1, 8},
                                           {"May 2", 0, 5, 2, 5}}) {
    INFO(row.text);
    const auto found = read_stated_day(row.text);
    REQUIRE(found);
    CHECK(found->year == row.year);
    CHECK(found->month == row.month);
    CHECK(found->day == row.day);
    CHECK(found->bytes == row.bytes);
  }
  for (const std::string_view text :
       {"",           "Dec",        "13",           "13 ",     "December",   "May the",
        "13 people",  "Dec 133",    "Dec 0",        "Dec 13x", "Dec 13, 45", "Dec 13, 20191",
        "02/03/2019", "2019-02-30", "13th",         "13Dec",   "Dec13",      "13 decembrist",
        "\xFF",       "13 \xFF",    "Dec 13\u0301", "2019-12", "1-2-3-4",    "13 set 2019"}) {
    INFO(text);
    CHECK_FALSE(read_stated_day(text));
  }
}

TEST_CASE("places in title case") {
  struct Case {
    std::string_view place, titled;
  };
  for (const Case& row : std::vector<Case>{{"WASHINGTON", "Washington"},
                                           {"NEW YORK/LONDON", "New York/London"},
                                           {"PORT-AU-PRINCE", "Port-au-Prince"},
                                           {"RIO DE JANEIRO", "Rio de Janeiro"},
                                           {"ST. PETERSBURG, Fla.", "St. Petersburg, Fla."},
                                           {"МОСКВА", "Москва"},
                                           {"РОСТОВ-НА-ДОНУ", "Ростов-на-Дону"},
                                           {"DEIR AL-BALAH", "Deir al-Balah"},
                                           {"EL PASO, Texas", "El Paso, Texas"},
                                           {"LA PAZ/LIMA", "La Paz/Lima"},
                                           {"STRATFORD-UPON-AVON", "Stratford-upon-Avon"},
                                           {"PORT OF SPAIN", "Port of Spain"},
                                           {"WASHINGTON, D.C.", "Washington, D.C."},
                                           {"ALBANY, N.Y.", "Albany, N.Y."},
                                           {"WASHINGTON DC", "Washington DC"},
                                           {"NEW YORK, NY", "New York, NY"},
                                           {"LIMA, OHIO", "Lima, Ohio"},
                                           {"ABU DHABI, UAE", "Abu Dhabi, UAE"},
                                           {"N'DJAMENA", "N'Djamena"},
                                           {"L\u2019AQUILA", "L\u2019Aquila"},
                                           {"SANA'A", "Sana'a"},
                                           {"ST. JOHN'S", "St. John's"},
                                           {"VAL D'ISÈRE", "Val d'Isère"},
                                           {"McALLEN, Texas", "McAllen, Texas"},
                                           {"MacDILL AIR FORCE BASE", "MacDill Air Force Base"},
                                           {"MACON", "Macon"},
                                           {"ZÜRICH", "Zürich"},
                                           {"SÃO PAULO", "São Paulo"},
                                           {"İZMİR", "İzmir"},
                                           {"ΠΕΙΡΑΙΑΣ", "Πειραιας"},
                                           {"The Hague", "The Hague"},
                                           {"", ""},
                                           {"\xFF\xFE", "\xFF\xFE"}}) {
    CHECK(title_case_place(row.place) == row.titled);
  }
}

TEST_CASE("capitals are told from small letters") {
  for (const std::string_view word : {"PARIS", "МОСКВА", "U.S.", "McALLEN", "ÎLE", "P"}) {
    INFO(word);
    CHECK(is_all_caps(word));
  }
  for (const std::string_view word :
       {"", "Paris", "paris", "Mac", "Mackay", "123", "北京", "A\xFF"}) {
    INFO(word);
    CHECK_FALSE(is_all_caps(word));
  }
}

TEST_CASE("credits are split") {
  using Parties = std::vector<std::string>;
  CHECK(parties_of("UrduPoint News / Sputnik") == Parties{"UrduPoint News", "Sputnik"});
  CHECK(parties_of("APP - UrduPoint / Pakistan Point News") ==
        Parties{"APP", "UrduPoint", "Pakistan Point News"});
  CHECK(parties_of("AP/Reuters, dpa; AFP \u2013 EFE") ==
        Parties{"AP", "Reuters", "dpa", "AFP", "EFE"});
  CHECK(parties_of("Keystone-SDA") == Parties{"Keystone-SDA"});
  CHECK(parties_of("AP/AP / AP") == Parties{"AP"});
  CHECK(parties_of("RFE/RL") == Parties{"RFE/RL"});
  CHECK(parties_of(" / , ").empty());
  CHECK(parties_of("").empty());

  for (const std::string_view name :
       {"AP", "dpa", "Reuters", "REUTERS", "Business Wire", "РИА Новости", "ТАСС", "Xinhua"}) {
    INFO(name);
    CHECK(is_known_agency(name));
  }
  for (const std::string_view name : {"", "ap", "app", "Reuter", "the alliance", "тасс", "\xFF"}) {
    INFO(name);
    CHECK_FALSE(is_known_agency(name));
  }
}

TEST_CASE("hostile bodies have no dateline and do no harm") {
  const std::string huge = ten_megabytes_of('A');
  for (const std::string& body : std::vector<std::string>{
           "",
           " ",
           "\n\n\n",
           "(",
           "()",
           "( )",
           "/",
           "//",
           "PARIS (",
           "PARIS (AFP",
           "PARIS ((AFP) - text",
           "PARIS (AFP(Reuters)) - text",
           "PARIS )AFP( - text",
           "PARIS /AFP",
           "PARIS () - text",
           "PARIS, ",
           "PARIS,,, (AFP) - text",
           "PARIS/",
           "-",
           "\u2014",
           std::string("PARIS\0 (AFP) - text", 19),
           std::string("\0\0\0", 3),
           std::string("PARIS (A\0BC DEF) - text", 23),
           "\xFF\xFE\xFF",
           "PARIS \xE2\x80",
           "PAR\xFFIS (AFP) - text",
           "\xD0 (AFP) - text",
           std::string(1000, '\x80'),
           huge,
           huge + " (AFP) - text",
           ten_megabytes_of(' '),
           ten_megabytes_of('('),
           ten_megabytes_of('/'),
           ten_megabytes_of('-'),
           ten_megabytes_of('\xBF'),
           "PARIS (" + huge + ") - text",
       }) {
    INFO(body.substr(0, 40));
    CHECK_FALSE(parse_dateline(body, kPublished));
  }
  std::string words;
  while (words.size() < 1'000'000) words += "PARIS, ";
  CHECK_FALSE(parse_dateline(words, kPublished));
  std::string slashes;
  while (slashes.size() < 1'000'000) slashes += "PARIS/";
  CHECK_FALSE(parse_dateline(slashes, kPublished));

  const auto found = parse_dateline("PARIS, Dec 13 (AFP) - " + huge, kPublished);
  REQUIRE(found);
  CHECK(found->text == "PARIS, Dec 13 (AFP)");
}

TEST_CASE("no cut or changed byte of a dateline is trouble") {
  const std::string whole =
      "МОСКВА/ST. LOUIS, Mo., 15 янв. 2020 (APP - Sputnik / É - 2019-12-13) —";
  for (std::size_t i = 0; i <= whole.size(); ++i) {
    parse_dateline(whole.substr(0, i), kPublished);
    parse_dateline(whole.substr(i), kPublished);
    for (int byte = 0; byte < 256 && i < whole.size(); ++byte) {
      std::string changed = whole;
      changed[i] = static_cast<char>(byte);
      parse_dateline(changed, kPublished);
    }
  }
  SUCCEED();
}

}  // namespace dateline_test
