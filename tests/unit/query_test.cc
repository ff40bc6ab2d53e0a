// SPDX-License-Identifier: GPL-2.0-or-later
// What a query means, and what is reported for a meaningless one.
#include "common/cli/failure_text.h"
#include "common/date/words.h"
#include "common/engine/plan/date_terms.h"
#include "common/engine/query/canonical.h"
#include "common/engine/query/error.h"
#include "common/engine/query/parser.h"

#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace query_test {

using namespace dateline;
using namespace dateline::query;

namespace {

const Date kToday = *make_date(2019, 12, 13);  // a Friday

/// The tree in words, on one line for each node.
std::string read(std::string_view text, Reading reading = Reading::All) {
  return in_words(parse(text, {kToday, reading}));
}

struct Refusal {
  std::string message;
  std::string hint;
  std::size_t column = 0;
};

Refusal refusal(std::string_view text) {
  try {
    parse(text, {kToday});
  } catch (const QueryError& error) {
    return {error.what(), error.hint().text, error.place()->column};
  }
  return {};
}

std::string range(std::string_view text) {
  const DateRange dates = read_range(text, kToday);
  return iso(from_day_number(dates.first_day)) + " " + iso(from_day_number(dates.last_day));
}

std::string range_refusal(std::string_view text) {
  try {
    read_range(text, kToday);
  } catch (const Error& error) {
    CHECK(error.code() == Code::Usage);
    CHECK_FALSE(error.hint().empty());
    return error.what();
  }
  return "";
}

std::vector<std::string> terms(std::string_view text) {
  return date_terms(read_range(text, kToday));
}

using Terms = std::vector<std::string>;

}  // namespace

TEST_CASE("a hyphenated word is searched for split and joined") {
  const auto forms = [](std::string_view text) {
    const Node tree = parse(text, {kToday});
    std::vector<std::string> all;
    if (tree.kind == Kind::Or) {
      for (const Node& child : tree.children) {
        CHECK(child.kind == Kind::Word);
        CHECK(child.field == tree.field);
        all.push_back(child.text);
      }
    } else {
      all.push_back(tree.text);
    }
    return all;
  };
  using Words = std::vector<std::string>;
  CHECK(forms("re-elect") == Words{"re-elect", "reelect"});
  CHECK(forms("title:re-elect") == Words{"re-elect", "reelect"});
  CHECK(forms("covid-19") == Words{"covid-19", "covid19"});
  CHECK(forms("state-of-the-art") == Words{"state-of-the-art", "stateoftheart"});
  CHECK(forms("élu-né") == Words{"élu-né", "éluné"});
  CHECK(forms("reelect") == Words{"reelect"});
  CHECK(forms("\"re-elect\"") == Words{"re-elect"});
  CHECK(forms("2019-20") == Words{"2019-20"});
  CHECK(forms("re--elect") == Words{"re--elect"});
  CHECK(forms("re-") == Words{"re-"});
  CHECK(forms("a/b-c") == Words{"a/b-c"});
  CHECK(forms("source:re-elect") == Words{"re-elect"});
}

TEST_CASE("of a sequence every word is required, and with any() one is enough") {
  CHECK(read("Kazakhstan") == "the word \"Kazakhstan\"\n");
  CHECK(read("open skies") ==
        "all of:\n"
        "  the word \"open\"\n"
        "  the word \"skies\"\n");
  CHECK(read("open skies", Reading::Any) ==
        "any of:\n"
        "  the word \"open\"\n"
        "  the word \"skies\"\n");
  for (const char* const typed : {"any(open skies)", "any( open skies )", "ANY(open skies)",
                                  "any((open skies))", "any(open OR skies)"}) {
    CAPTURE(typed);
    CHECK(read(typed) == read("open OR skies"));
  }
  CHECK(read("any(open skies) treaty") == read("(open OR skies) AND treaty"));
  CHECK(read("any(open skies source:ap -x)") == read("(open OR skies) AND source:ap NOT x"));
  CHECK(read("treaty (any(open skies) \"a b\")") == read("treaty AND (open OR skies) AND \"a b\""));
  CHECK(read("any(a (b c))", Reading::All) == read("a OR b OR c"));
  CHECK(read("any(a (b AND c)) d e", Reading::Any) == read("a OR (b AND c) OR d OR e"));
  CHECK(read("title:any(flood dam)") == read("title:flood OR title:dam"));
  CHECK(read("any(flood dam) w/3 quay") == read("(flood OR dam) w/3 quay"));
  CHECK(read("any flood") == read("any AND flood"));
  CHECK(read("a (b c) source:ap", Reading::Some) == read("(a OR (b AND c)) AND source:ap"));
  CHECK(read("a any(b c) -(d e)", Reading::Some) == read("(a OR b OR c) -(d AND e)"));
  CHECK(read("-any(flood dam)") == read("-(flood OR dam)"));
}

TEST_CASE("ids and addresses are whole and as written") {
  const Node id = parse("id:AP-2019/1_x dam", {kToday}).children.back();
  CHECK(id.kind == Kind::Filter);
  CHECK(id.field == query::Field::Id);
  CHECK(id.text == "AP-2019/1_x");
  for (const char* typed : {"id:AP-2019/1_x", "id:\"two words\"", "id:(a OR B)", "id:-a", "id:a*",
                            "url:https://x.org/a?b=1&c=*#d", "url:\"https://x.org/(a)\"",
                            "id:\"@file\"", "id:http://x.org/1", "id:urn:uuid:1-2",
                            "id:tag:x,2019:y", "id:AND", "id:w/5", "url:https://x.org/a_(b)"}) {
    CAPTURE(typed);
    const std::string canonical = query::canonical(parse(typed, {kToday}));
    CHECK(query::canonical(parse(canonical, {kToday})) == canonical);
    CHECK(read(canonical) == read(typed));
  }
  CHECK(query::canonical(parse("ID:\"a b\"", {kToday})) == "id:\"a b\"");
  CHECK(parse("id:\"@file\"", {kToday}).text == "@file");
  CHECK_THROWS_AS(parse("id:@file", {kToday}), QueryError);
  ParseOptions options{kToday};
  options.ids = [](const std::string& file) { return std::vector<std::string>{file + "-1", "b"}; };
  CHECK(in_words(parse("id:@list dam", options)) ==
        in_words(parse("(id:list-1 OR id:b) dam", options)));
  options.saved = [](const std::vector<std::string>&, std::string_view) {
    return std::string("id:@list");
  };
  CHECK_THROWS_AS(parse("query:x", options), QueryError);
}

TEST_CASE("an empty query is every article") {
  CHECK(parse("", {kToday}).kind == Kind::Everything);
  CHECK(parse(" \t\n", {kToday}).kind == Kind::Everything);
}

TEST_CASE("operators bind in the order NEAR, AND and NOT, OR, juxtaposition") {
  CHECK(read("a OR b AND c") == read("a OR (b AND c)"));
  CHECK(read("a b AND c") == read("a (b AND c)"));
  CHECK(read("a AND b NEAR/3 c") == read("a AND (b NEAR/3 c)"));
  CHECK(read("a NOT b OR c") == read("(a NOT b) OR c"));
  CHECK(read("a AND NOT b") == read("a NOT b"));
  CHECK(read("a AND b AND c") == read("a AND (b AND c)"));
  CHECK(read("a OR b") != read("a AND b"));
}

TEST_CASE("operators are capitals, in small letters they are words") {
  CHECK(parse("war and peace", {kToday}).children.size() == 3);
  CHECK(parse("more or less", {kToday}).kind == Kind::And);
  CHECK(parse("near", {kToday}).kind == Kind::Word);
}

TEST_CASE("exclusions and filters restrict the whole sequence") {
  const Node tree = parse("minister -football source:ap talks", {kToday});
  REQUIRE(tree.kind == Kind::And);
  REQUIRE(tree.children.size() == 4);
  CHECK(tree.children[1].text == "talks");
  CHECK(tree.children[2].kind == Kind::Not);
  CHECK(tree.children[3].kind == Kind::Filter);
  const Node some = parse("minister -football source:ap talks", {kToday, Reading::Any});
  REQUIRE(some.kind == Kind::And);
  REQUIRE(some.children.size() == 3);
  CHECK(some.children[0].kind == Kind::Or);
  CHECK(some.children[1].kind == Kind::Not);
  CHECK(some.children[2].kind == Kind::Filter);
  CHECK(read("(-football) lab") == read("lab (-football)"));
  const Node excluding = parse("(-football) lab", {kToday});
  REQUIRE(excluding.kind == Kind::And);
  CHECK(excluding.children[0].kind == Kind::Word);
  CHECK(parse("(-football) OR lab", {kToday}).kind == Kind::Or);
  for (const Reading reading : {Reading::All, Reading::Any}) {
    const Node alone = parse("-football", {kToday, reading});
    REQUIRE(alone.kind == Kind::And);
    CHECK(alone.children[0].kind == Kind::Everything);
    CHECK(alone.children[1].kind == Kind::Not);
  }
  CHECK(parse("–football", {kToday}).children[1].kind == Kind::Not);
}

TEST_CASE("fields are read in any case, with words, phrases and brackets") {
  CHECK(parse("TITLE:flood", {kToday}).field == query::Field::Title);
  CHECK(parse("headline:flood", {kToday}).field == query::Field::Title);
  const Node bracket = parse("title:(flood OR \"high water\")", {kToday});
  REQUIRE(bracket.children.size() == 2);
  CHECK(bracket.children[0].field == query::Field::Title);
  CHECK(bracket.children[1].field == query::Field::Title);
  CHECK(bracket.children[1].kind == Kind::Phrase);
  const Node exact = parse("source:\"The Times\"", {kToday});
  CHECK(exact.kind == Kind::Filter);
  CHECK(exact.exact);
  CHECK_FALSE(parse("source:times", {kToday}).exact);
  CHECK(parse("lang:fr", {kToday}).field == query::Field::Language);
  CHECK(parse("date:none", {kToday}).kind == Kind::DateNone);
  CHECK(parse("date:NONE", {kToday}).kind == Kind::DateNone);
  CHECK(parse("date:Conflict", {kToday}).kind == Kind::Filter);
  CHECK(parse("date:2019", {kToday}).dates == whole_period(*make_date(2019, 0, 0)));
}

TEST_CASE("colons that name no field are text") {
  CHECK(parse("12:30", {kToday}).kind == Kind::Word);
  CHECK(parse("https://example.org/a", {kToday}).text == "https://example.org/a");
  CHECK(parse("minister: resign", {kToday}).kind == Kind::And);
}

TEST_CASE("quotes of every style open and close a phrase") {
  for (const char* text : {"\"open skies\"", "“open skies”", "„open skies“", "„open skies”",
                           "«open skies»", "“open skies“"}) {
    CAPTURE(text);
    const Node phrase = parse(text, {kToday});
    CHECK(phrase.kind == Kind::Phrase);
    CHECK(phrase.text == "open skies");
  }
}

TEST_CASE("a span is the text that a node was read from") {
  const std::string text = "été title:\"open skies\" (a OR b)";
  const Node tree = parse(text, {kToday});
  REQUIRE(tree.children.size() == 3);
  const auto of = [&](const Node& node) {
    return text.substr(node.span.begin, node.span.end - node.span.begin);
  };
  CHECK(of(tree) == text);
  CHECK(of(tree.children[0]) == "été");
  CHECK(of(tree.children[1]) == "title:\"open skies\"");
  CHECK(of(tree.children[2]) == "(a OR b)");
}

TEST_CASE("what cannot be read is refused at its column, with a way out") {
  struct Case {
    const char* query;
    std::size_t column;
    const char* message;
    const char* hint;
  };
  const std::vector<Case> cases = {
      {"flood \"high water", 7, "never closed", "close it: flood \"high water\""},
      {"(flood \"high (", 8, "never closed", "close it: (flood \"high (\")"},
      {"=\"", 2, "never closed", "put a phrase"},
      {"flood \"\" x", 7, "nothing between these quotes", "leave them out"},
      {"flood - water", 7, "on its own", "-football"},
      {"high water”", 11, "closes nothing", "open it"},
      {"été source:", 5, "no value follows", "source:reuters"},
      {"sorce:ap", 1, "no field 'sorce:'", "did you mean 'source:'?"},
      {"weather:bad", 1, "no field 'weather:'", "fields are title: lead:"},
      {"a NEAR/0 b", 3, "has no distance", "from 1 to 1000"},
      {"a NEAR/1001 b", 3, "has no distance", "from 1 to 1000"},
      {"a NEAR/x b", 3, "has no distance", "NEAR/5"},
      {"a NEAR/ b", 3, "has no distance", "NEAR/5"},
      {"flood +dam", 7, "'+' is not an operator", "every word is required"},
      {"flood && dam", 7, "'&&' is not an operator", "AND, OR or NOT"},
      {"flood || dam", 7, "'||' is not an operator", "AND, OR or NOT"},
      {"flood !dam", 7, "'!' is not an operator", "-dam"},
      {"a*", 1, "too few letters", "re*"},
      {"\"open * treaty\"", 1, "must be part of a word", "open pre/2 treaty"},
      {"the \"open skies * treaty\"", 5, "must be part of a word", "\"open skies\" pre/2 treaty"},
      {"\"* skies\"", 1, "must be part of a word", "leave it out"},
      {"flood)", 6, "closes nothing", "remove it"},
      {")", 1, "closes nothing", "remove it"},
      {"x (flood OR dam", 3, "never closed", "close it: x (flood OR dam)"},
      {"((flood OR dam", 2, "never closed", "close them: ((flood OR dam))"},
      {"(a (b OR title:(c", 16, "never closed", "close them: (a (b OR title:(c)))"},
      {"(a fuzzy(gadafi", 4, "never closed", "close them: (a fuzzy(gadafi))"},
      {"flood (", 7, "never closed", "put something after it"},
      {"a (flood ( ", 10, "never closed", "put something after it"},
      {"flood ()", 7, "nothing in these brackets", "leave them out"},
      {"flood AND", 7, "nothing follows this 'AND'", "in quotes"},
      {"AND flood", 1, "nothing stands before this 'AND'", "in quotes"},
      {"(flood OR) dam", 8, "nothing follows this 'OR'", "in quotes"},
      {"a NEAR/3 b NEAR/4 c", 12, "one operator", "NEAR/3"},
      {"a NEAR (b AND c)", 8, "NEAR takes words", "by OR"},
      {"a w/s (b c)", 7, "w/s takes words", "by OR"},
      {"a w/5 (b c)", 7, "w/5 takes words", "by OR"},
      {"a w/5 b pre/5 c", 9, "began with w/5", "write w/5 here too"},
      {"a pre/2 source:ap", 9, "pre/2 takes words", "use AND"},
      {"atleast2(source:ap)", 9, "atleast2() takes words", "use AND"},
      {"a w/0 b", 3, "has no distance", "w/5"},
      {"a notnear/0 b", 3, "has no distance", "notnear/5"},
      {"a notnear/x b", 3, "has no distance", "from 1 to 1000"},
      {"a notnear/5 source:ap", 13, "notnear/5 takes words", "use AND"},
      {"a notnear/5 b w/5 c", 15, "began with notnear/5", "write notnear/5 here too"},
      {"a notnear/5", 3, "nothing follows this 'notnear/5'", "in quotes"},
      {"a pre/1001 b", 3, "has no distance", "from 1 to 1000"},
      {"atleast(flood)", 1, "needs a number", "atleast3(flood)"},
      {"first(flood)", 1, "needs a number", "first50(flood)"},
      {"first0(flood)", 1, "needs a number", "first50(flood)"},
      {"fuzzy(gadafi,3)", 1, "1 or 2", "write fuzzy(gadafi,2)"},
      {"fuzzy(two words)", 1, "one word", "write fuzzy(two) pre/1 fuzzy(words)"},
      {"fuzzy(ab)", 1, "three letters", "write ab"},
      {"fuzzy(fl*od)", 1, "one word", "leave fuzzy() out"},
      {"fuzzy(fox,", 1, "never closed", "put something after it"},
      {"source:*", 8, "do not work in source:", "whole words"},
      {"author:(flood OR *)", 18, "do not work in author:", "whole words"},
      {"names()", 1, "takes a person's name", "names(Muammar Gadhafi)"},
      {"names(Gad*)", 1, "without wildcards", "leave the wildcards out"},
      {"names(a b, c, d)", 1, "one comma", "by OR"},
      {"names(Muammar Gadhafi, not Khalifa)", 1, "'khalifa' is no spelling", "leave it out"},
      {"name:gad*", 6, "do not work in name:", "whole words"},
      {"title:name:gadhafi", 7, "another field's value", "leave one of the two out"},
      {"a name:", 3, "no value follows", "as in name:gadhafi"},
      {"names(Gadhafi", 1, "never closed", "close it"},
      {"fuzzy(gadafi", 1, "never closed", "close it"},
      {"wildcard(flood)", 1, "one word with * or ?", "wildcard(wom?)"},
      {"wildcard(fl* x)", 1, "one word with * or ?", "wildcard(wom?)"},
      {"= flood", 1, "no word follows", "=reports"},
      {"=(a OR b)", 1, "no word follows", "=reports"},
      {"=repatri*", 1, "takes a word or a phrase", "=word"},
      {"caps(fl?od)", 6, "do not work in =", "by OR"},
      {"caps(=US)", 6, "is already in", "leave one"},
      {"source:=ap", 9, "do not work in source:", "whole words"},
      {"flood~2", 6, "'~' is not an operator", "fuzzy(flood,2)"},
      {"of~", 3, "'~' is not an operator", "leave it out"},
      {"\"flood storm\"~5", 14, "'~' is not an operator", "write flood w/5 storm"},
      {"(flood storm)~5", 14, "'~' is not an operator", "leave it out"},
      {"flood^2", 6, "'^' is not an operator", "leave it out"},
      {"\"flood storm\"^1.5", 14, "'^' is not an operator", "leave it out"},
      {"a w/5.5 b", 3, "has no distance", "w/n with n from 1"},
      {"a w/-5 b", 3, "has no distance", "w/n with n from 1"},
      {"a pre/3b b", 3, "has no distance", "pre/n with n from 1"},
      {"a WITHIN/3 b", 3, "'WITHIN/3' is not an operator", "write w/3"},
      {"flag:foo", 6, "there is no flag 'foo'", "flags are: date-conflict"},
      {"flood flag:(withheld OR \"foo\")", 25, "there is no flag 'foo'", "flags are:"},
      {"length:long", 8, "not a number of words", "length:>800"},
      {"length:500..300", 8, "before it starts", "300..500"},
      {"length:<0", 8, "fewer than 0", "length:>800"},
      {"story:12", 7, "is not a story's id", "16 digits"},
      {"first:maybe", 7, "must be yes or no", "first:yes"},
      {"query:x", 7, "no saved queries", "write the query out"},
      {"headline(source:ap)", 10, "cannot stand inside", "outside of them"},
      {"--flood", 2, "excluded twice", "leave one"},
      {"NOT -flood", 5, "excluded twice", "leave one"},
      {"title:(source:ap)", 8, "cannot stand inside", "outside of them"},
      {"source:-ap", 8, "cannot follow a colon", "-source:ap"},
      {"title:title:fox", 7, "another field's value", "leave one"},
      {"title:AND", 1, "no value follows", "directly after"},
      {"length:-5", 8, "'-5' is not a number of words", "length:>800"},
      {"source:reu*", 8, "do not work in source:", "whole words"},
      {"date:02/03/2019", 6, "02/03/2019", "2019-03-02 or 2019-02-03"},
      {"date:2019-02-30", 6, "2019-02-30", "2019-02-28 or 2019-02"},
      {"date:soon", 6, "'soon' is not a date", "write dates as"},
      {"date:2020..2019", 6, "ends (2019) before it starts (2020)", "2019..2020"},
      {"a\x01z", 2, "control character", "without"},
  };
  for (const Case& c : cases) {
    const Refusal refused = refusal(c.query);
    CAPTURE(c.query, refused.message, refused.hint);
    CHECK(refused.column == c.column);
    CHECK_THAT(refused.message, Catch::Contains(c.message));
    CHECK_THAT(refused.hint, Catch::Contains(c.hint));
  }
}

TEST_CASE("if a query can be fixed, the error has the fixed one") {
  const auto fix = [](std::string_view text) -> std::string {
    try {
      parse(text, {kToday});
      return "it was read";
    } catch (const QueryError& error) {
      return error.hint().fix;
    }
  };
  CHECK(fix("a AND (b OR \"c d") == "a AND (b OR \"c d\")");
  CHECK(fix("a AND (b OR (c") == "a AND (b OR (c))");
  CHECK(fix("caps(US") == "caps(US)");
  CHECK(fix("dam (b) c)") == "dam (b) c");
  CHECK(fix("dam () burst") == "dam  burst");
  CHECK(fix("dam \"\" burst") == "dam  burst");
  CHECK(fix("日本 sorce:ap dam") == "日本 source:ap dam");
  CHECK(fix("dam && burst") == "dam AND burst");
  CHECK(fix("dam || burst") == "dam OR burst");
  CHECK(fix("dam !football") == "dam -football");
  CHECK(fix(" date:2019-12-13  +-3d dam") == " date:2019-12-13+-3d dam");
  CHECK(fix("dam AND").empty());
}

TEST_CASE("carets are under the error, in columns of the terminal") {
  try {
    parse("日本 sorce:ap", {kToday});
    FAIL("it was read");
  } catch (const QueryError& error) {
    CHECK(error.place()->column == 4);
    CHECK(error.place()->length == 6);
    CHECK_THAT(cli::lines_of(error), Catch::Contains("    日本 sorce:ap\n         ^~~~~~\n"));
  }
}

TEST_CASE("queries of any size and depth are refused, not suffered") {
  CHECK_THAT(refusal(std::string(kMaxQueryBytes + 1, 'a')).message, Catch::Contains("longer than"));
  CHECK(refusal(std::string(kMaxQueryBytes, 'a')).message.empty());
  std::string many;
  for (std::size_t i = 0; i <= Limits{}.terms; ++i) many += "ab ";
  CHECK_THAT(refusal(many).message, Catch::Contains("more than 256 words"));
  CHECK_THAT(refusal("\"" + many + "\"").message, Catch::Contains("more than 256 words"));
  std::string joined = "ab";
  for (std::size_t i = 1; i < Limits{}.terms; ++i) joined += " OR (ab)";
  CHECK(refusal(joined).message.empty());
  CHECK_THAT(refusal(joined + " OR ab").message, Catch::Contains("more than 256 words"));
  CHECK_THAT(refusal(std::string(Limits{}.depth + 1, '(')).message, Catch::Contains("deep"));
  CHECK_THAT(refusal("\xFF\xFE").message, Catch::Contains("not UTF-8"));
  const std::string nested =
      std::string(Limits{}.depth, '(') + "a" + std::string(Limits{}.depth, ')');
  CHECK(parse(nested, {kToday}).kind == Kind::Word);
}

TEST_CASE("every mix of query parts is read, or refused within the query") {
  const std::vector<std::string> parts = {"a",
                                          "flood*",
                                          "\"",
                                          "\"open skies\"",
                                          "(",
                                          ")",
                                          "-",
                                          "AND",
                                          "OR",
                                          "NOT",
                                          "NEAR/3",
                                          "NEAR",
                                          "title:",
                                          "source:ap",
                                          "date:",
                                          "2019",
                                          "..",
                                          "none",
                                          "sorce:x",
                                          "é",
                                          "+b",
                                          "*",
                                          "«",
                                          "»",
                                          "lang:",
                                          "\x1B",
                                          "\xC3",
                                          " ",
                                          "date:2019-12-01..2020",
                                          "\t"};
  std::mt19937_64 random(20191213);
  std::size_t understood = 0;
  std::size_t refused = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (std::size_t n = random() % 9; n > 0; --n) {
      text += parts[random() % parts.size()];
      if (random() % 3 != 0) text += ' ';
    }
    CAPTURE(i, text);
    try {
      const Node tree = parse(text, {kToday, random() % 2 == 0 ? Reading::All : Reading::Any});
      ++understood;
      if (tree.span.end > text.size()) FAIL("the span reaches beyond the query");
    } catch (const QueryError& error) {
      ++refused;
      const QueryPlace& place = *error.place();
      if (place.end > text.size() || place.begin > place.end || std::string(error.what()).empty() ||
          error.hint().empty()) {
        FAIL("no proper refusal: " << error.what());
      }
    }
  }
  CHECK(understood > 1000);
  CHECK(refused > 1000);
}

TEST_CASE("dates in a query are whole periods") {
  CHECK(range("2019") == "2019-01-01 2019-12-31");
  CHECK(range("2019-02") == "2019-02-01 2019-02-28");
  CHECK(range("2019-12-13") == "2019-12-13 2019-12-13");
  CHECK(range("13 December 2019") == "2019-12-13 2019-12-13");
  CHECK(range("2019-12-01..2020-01") == "2019-12-01 2020-01-31");
  CHECK(range("..2018") == "0001-01-01 2018-12-31");
  CHECK(range("2018..") == "2018-01-01 9999-12-31");
  CHECK(range("2018 .. 2019") == "2018-01-01 2019-12-31");
}

TEST_CASE("dates in words are counted from today") {
  CHECK(range("today") == "2019-12-13 2019-12-13");
  CHECK(range("Yesterday") == "2019-12-12 2019-12-12");
  CHECK(range("this week") == "2019-12-09 2019-12-15");
  CHECK(range("last-week") == "2019-12-02 2019-12-08");
  CHECK(range("this_month") == "2019-12-01 2019-12-31");
  CHECK(range("last month") == "2019-11-01 2019-11-30");
  CHECK(range("last year") == "2018-01-01 2018-12-31");
  CHECK(range("last 1 day") == "2019-12-13 2019-12-13");
  CHECK(range("last 3 days") == "2019-12-11 2019-12-13");
  CHECK(range("last 2 weeks") == "2019-11-30 2019-12-13");
  CHECK(range("since 2019-12") == "2019-12-01 9999-12-31");
  CHECK(range("after 2019-12-01") == "2019-12-02 9999-12-31");
  CHECK(range("until 2018") == "0001-01-01 2018-12-31");
  CHECK(range("before 2018") == "0001-01-01 2017-12-31");
  CHECK(range("yesterday..today") == "2019-12-12 2019-12-13");
}

TEST_CASE("months and years reach back by the calendar, over its awkward days") {
  const auto since = [](std::string_view text, int year, int month, int day) {
    return iso(from_day_number(read_range(text, *make_date(year, month, day)).first_day));
  };
  CHECK(since("last 1 month", 2019, 12, 13) == "2019-11-14");
  CHECK(since("last 12 months", 2019, 12, 13) == "2018-12-14");
  CHECK(since("last 1 year", 2020, 2, 29) == "2019-03-01");
  CHECK(since("last month", 2020, 1, 31) == "2019-12-01");
  CHECK(since("last week", 2020, 1, 1) == "2019-12-23");
}

TEST_CASE("invalid dates are refused with the valid forms") {
  CHECK(range_refusal("soon") == "'soon' is not a date");
  CHECK(range_refusal("last 0 days") == "'last 0 days' is not a date");
  CHECK(range_refusal("last 5 fortnights") == "'last 5 fortnights' is not a date");
  CHECK(range_refusal("..") == "'..' has neither start nor end");
  CHECK_THAT(range_refusal("02/03/2019"), Catch::Contains("02/03/2019"));
  CHECK_THAT(range_refusal("2019-02-30"), Catch::Contains("2019-02-30"));
  CHECK_THAT(range_refusal("0000-00-00"), Catch::Contains("0000-00-00"));
  CHECK_THAT(range_refusal("2020..2019"), Catch::Contains("before it starts"));
  CHECK_FALSE(range_refusal("").empty());
  try {
    parse("fox date:2019-12-13 +-3d", {kToday});
    FAIL("a blank parts the date");
  } catch (const QueryError& error) {
    CHECK(error.hint().text == "leave out the space: date:2019-12-13+-3d");
  }
}

TEST_CASE("a range of days is the fewest terms that cover it exactly") {
  CHECK(terms("2019") == Terms{"Y2019"});
  CHECK(terms("2019-12") == Terms{"M201912"});
  CHECK(terms("2019-12-13") == Terms{"D20191213"});
  CHECK(terms("2018-12-30..2020-01-02") ==
        Terms{"D20181230", "D20181231", "Y2019", "D20200101", "D20200102"});
  CHECK(terms("2019-11-30..2020-01") == Terms{"D20191130", "M201912", "M202001"});
  CHECK(terms("2020-02-01..2020-02-29") == Terms{"M202002"});
  CHECK(terms("2020-02-01..2020-02-28").size() == 28);
  CHECK(date_terms({5, 4}).empty());
}

}  // namespace query_test
