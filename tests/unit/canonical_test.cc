// SPDX-License-Identifier: GPL-2.0-or-later
// Queries with the same meaning have one text, and that text has their meaning.
#include "common/engine/query/canonical.h"

#include "common/engine/query/parser.h"
#include "tests/unit/random_query.h"

#include <map>
#include <string>

#include <catch2/catch.hpp>

namespace canonical_test {

using namespace dateline;
using namespace dateline::query;

namespace {

std::string text_of(std::string_view typed, Reading reading = Reading::All) {
  return canonical(parse(typed, {*make_date(2019, 12, 13), reading}));
}

}  // namespace

TEST_CASE("meaningless spaces, brackets and letter case are not in the canonical query") {
  const std::map<std::string, std::string> canonical_of = {
      {"  FOX   AND  dog ", "fox AND dog"},
      {"(fox) AND ((dog))", "fox AND dog"},
      {"fox AND (dog AND cat)", "fox AND dog AND cat"},
      {"fox, Müller's U.S. 1'000.5", "fox AND muller AND us AND 1000.5"},
      {"fox AND dog OR cat", "(fox AND dog) OR cat"},
      {"fox dog OR cat -bird", "fox AND (dog OR cat) AND NOT bird"},
      {"any(fox Dog) -bird", "(fox OR dog) AND NOT bird"},
      {"fox AND NOT -dog", "fox AND dog"},
      {"-fox –dog", "-fox -dog"},
      {"fox AND (-dog -cat) AND cow", "fox AND (-dog -cat) AND cow"},
      {"fox W/5 dog", "fox NEAR/5 dog"},
      {"fox Pre/S (a OR \"b  C\")", "fox pre/s (a OR \"b c\")"},
      {"fox NotNear/5 dog AND a NOTNEAR b", "(fox notnear/5 dog) AND (a notnear/10 b)"},
      {"(fox notnear/s dog) w/3 (a OR b)", "(fox notnear/s dog) NEAR/3 (a OR b)"},
      {"re-elect", "re-elect"},
      {"Re-Elect w/3 fox", "re-elect NEAR/3 fox"},
      {"re-elect OR dog", "re-elect OR dog"},
      {"12:30", "\"12 30\""},
      {"Headline(fox OR dog)", "title:fox OR title:dog"},
      {"LEAD(flood and (Dam OR =Dam))", "lead:flood AND lead:and AND (lead:dam OR lead:=dam)"},
      {"first50(x AND caps(US))", "first50(x) AND first50(caps(US))"},
      {"caps(\"New York\") =École", "caps(\"New York\") AND =école"},
      {"atleast3(Flood OR storm)", "atleast3(flood OR storm)"},
      {"name:\"Muammar  al-Gadhafi\"", "names(muammar al-gadhafi)"},
      {"NAMES(Gadhafi , Muammar, not Kadafi,not Gatafi)",
       "names(gadhafi, muammar, not gatafi, not kadafi)"},
      {"title:names(Mohamed ElBaradei) w/5 x", "title:names(mohamed el-baradei) NEAR/5 x"},
      {"name:(Gadhafi OR Mubarak)", "names(gadhafi) OR names(mubarak)"},
      {"fuzzy( Gaddafi ) M?ller* \"Repatriat* of Wom?n\"",
       "fuzzy(gaddafi,1) AND m?ller* AND \"repatriat* of wom?n\""},
      {"source:(AP OR \"The Times\") lang:FR",
       "(source:ap OR source:\"the times\") AND language:fr"},
      {"source:“Dwayne \"Rock\" Co”", "source:“dwayne \"rock\" co”"},
      {"date:yesterday date:conflict", "date:2019-12-12 AND flag:date-conflict"},
      {"date:2019", "date:2019-01-01..2019-12-31"},
      {"date:..2018 OR ingested:2019-12..", "date:..2018-12-31 OR ingested:2019-12-01.."},
      {"date:none", "date:none"},
      {"length:>800 OR length:<3 OR length:7", "length:>800 OR length:0..2 OR length:7"},
      {"first:no story:8C1F0E2B7A665D90", "NOT first:yes AND story:8c1f0e2b7a665d90"},
      {"", ""},
  };
  for (const auto& [typed, expected] : canonical_of) {
    CAPTURE(typed);
    CHECK(text_of(typed) == expected);
    CHECK(text_of(expected) == expected);
  }
  CHECK(text_of("fox dog", Reading::Any) == text_of("fox OR dog"));
}

TEST_CASE("the canonical query keeps what is counted in some language") {
  const std::map<std::string, std::string> canonical_of = {
      // Groups or a decimal comma, a decimal point or groups.
      {"1,000 1.000 1,000.5 title:1,000", "1,000 AND 1.000 AND 1,000.5 AND title:1,000"},
      {"1,000,000 1.000.000 1,000.5,5", "1000000 AND 1000000 AND 1,000.5,5"},
      {"\"1,000 Dead\" \"1,000 dead*\"", "\"1,000 dead\" AND \"1,000 dead*\""},
      // An article may be elided in French, and the possessive is what is left.
      {"L'Union's =L'Union's Union's", "l'union's AND =L'Union's AND union"},
      // Arabic is stemmed with the letters that it is written with.
      {"مدرسة مدرسه", "مدرسة AND مدرسه"},
      {"=NGOs caps(NGOs) =U.S.", "=NGOs AND caps(NGOs) AND =us"},
      {"NGOs-led", "NGOs-led"},
      // Two numbers are not one.
      {"\"12, 500\" \"12, 500 dead*\"", "\"12, 500\" AND \"12, 500, dead*\""},
      {"12:500", "\"12, 500\""},
  };
  for (const auto& [typed, expected] : canonical_of) {
    CAPTURE(typed);
    CHECK(text_of(typed) == expected);
    CHECK(text_of(expected) == expected);
  }
}

TEST_CASE("the canonical text of any query is its own") {
  const std::uint64_t seed = test::seed_of_run();
  CAPTURE(seed);
  test::Random random(seed);
  for (const auto operators : {test::Operators::OfServers, test::Operators::All}) {
    test::QueryWriter writer(random, operators);
    test::Rounds rounds(1000, 5000);
    while (rounds.next()) {
      const std::string typed = writer.query();
      CAPTURE(typed);
      const std::string text = text_of(typed);
      REQUIRE(text_of(text) == text);
    }
  }
}

}  // namespace canonical_test
