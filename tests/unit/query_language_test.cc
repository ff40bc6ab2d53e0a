// SPDX-License-Identifier: GPL-2.0-or-later
// How the words, operators and dialects of the query language are read.
#include "common/engine/query/dialects/translate.h"
#include "common/engine/query/error.h"
#include "common/engine/query/notes.h"
#include "common/engine/query/parser.h"
#include "common/engine/query/pattern.h"
#include "common/text/edit_distance.h"
#include "common/text/sentences.h"
#include "common/text/spelling.h"
#include "tests/unit/temporary.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace query_language_test {

using namespace dateline;
using namespace dateline::query;

namespace {

const Date kToday = *make_date(2019, 12, 13);

std::string read(std::string_view text) {
  return in_words(parse(text, {kToday}));
}

}  // namespace

TEST_CASE("operators of proximity join words, phrases, wildcards, alternatives and each other") {
  CHECK(read("quake w/5 Turkey") ==
        "within 5 words of each other:\n  the word \"quake\"\n  the word \"Turkey\"\n");
  CHECK(read("quake W/5 Turkey") == read("quake NEAR/5 Turkey"));
  CHECK(read("quake near/5 Turkey") == read("quake NEAR/5 Turkey"));
  CHECK(read("a pre/3 b") ==
        "within 3 words of each other, in this order:\n  the word \"a\"\n  the word \"b\"\n");
  CHECK(read("a w/s b") == "in one sentence:\n  the word \"a\"\n  the word \"b\"\n");
  CHECK(read("a w/p b") == "in one paragraph:\n  the word \"a\"\n  the word \"b\"\n");
  CHECK(read("a pre/s b") ==
        "in one sentence, in this order:\n  the word \"a\"\n  the word \"b\"\n");
  CHECK(read("(\"open skies\" OR treat*) w/10 (fuzzy(gorbachov,1) pre/2 caps(US))") ==
        "within 10 words of each other:\n"
        "  any of:\n"
        "    the phrase \"open skies\"\n"
        "    words like \"treat*\"\n"
        "  within 2 words of each other, in this order:\n"
        "    words that differ from \"gorbachov\" in 1 letter or fewer\n"
        "    the word \"US\" written like this\n");
  CHECK(read("fire notnear/5 ceasefire notnear/5 (open w/1 fire)") ==
        "the first, with none of the others within 5 words:\n"
        "  the word \"fire\"\n"
        "  the word \"ceasefire\"\n"
        "  within 1 word of each other:\n"
        "    the word \"open\"\n"
        "    the word \"fire\"\n");
  CHECK(read("a NOTNEAR b") == read("a NotNear/10 b"));
  CHECK(read("a notnear/s b") ==
        "the first, with none of the others in its sentence:\n"
        "  the word \"a\"\n  the word \"b\"\n");
  CHECK(read("a notnear/p b") ==
        "the first, with none of the others in its paragraph:\n"
        "  the word \"a\"\n  the word \"b\"\n");
  CHECK(parse("notnear", {kToday}).kind == Kind::Word);
  CHECK(parse("w/out", {kToday}).kind == Kind::Word);
  CHECK(parse("pre/post", {kToday}).kind == Kind::Word);
  CHECK(parse("24/7", {kToday}).kind == Kind::Word);
  CHECK(parse("2^n", {kToday}).kind == Kind::Word);
}

TEST_CASE("scopes, forms and counts are read from functions before brackets") {
  CHECK(read("headline(flood)") == read("title:flood"));
  CHECK(read("lead(flood OR dam)") ==
        "any of:\n  the word \"flood\" in the first two paragraphs\n"
        "  the word \"dam\" in the first two paragraphs\n");
  CHECK(read("first50(flood)") == "the word \"flood\" in the first 50 words\n");
  CHECK(read("atleast3(flood*)") == "at 3 places or more:\n  words like \"flood*\"\n");
  CHECK(read("=reports") == "the word \"reports\" in this form\n");
  CHECK(read("=\"open skies\"") == "the phrase \"open skies\" in this form\n");
  CHECK(read("CAPS(US)") == "the word \"US\" written like this\n");
  CHECK(read("headline(caps(US))") == "the word \"US\" written like this in the headline\n");
  CHECK(read("title:=us") == "the word \"us\" in this form in the headline\n");
  // A name without its bracket, or before a space, is a word.
  CHECK(parse("lead", {kToday}).kind == Kind::Word);
  CHECK(parse("caps (US)", {kToday}).kind == Kind::And);
}

TEST_CASE("wildcards may be anywhere in a word, and punctuation is not one") {
  for (const char* text : {"repatri*", "organi?ation", "*burger", "wom?n", "re*tion"}) {
    CAPTURE(text);
    const Node node = parse(text, {kToday});
    CHECK(node.kind == Kind::Wildcard);
    CHECK(node.text == text);
  }
  CHECK(parse("there?", {kToday}).kind == Kind::Word);
  CHECK(parse("really?!", {kToday}).kind == Kind::Word);
  CHECK(parse("r?sum?", {kToday}).text == "r?sum?");
  CHECK(parse("r?sum?!", {kToday}).text == "r?sum?");
  CHECK(parse("wildcard(wom?)", {kToday}).kind == Kind::Wildcard);
  CHECK(parse("title:wildcard( wom? )", {kToday}).text == "wom?");
  CHECK(parse("(wom?n)", {kToday}).text == "wom?n");
  CHECK(parse("wom?n,", {kToday}).text == "wom?n");
  const Node phrase = parse("\"repatriat* of wom?n\"", {kToday});
  REQUIRE(phrase.children.size() == 3);
  CHECK(phrase.children[0].kind == Kind::Wildcard);
  CHECK(phrase.children[1].kind == Kind::Word);
  CHECK(phrase.children[2].text == "wom?n");
  CHECK(parse("\"Who was there?\"", {kToday}).children.empty());
  CHECK_THROWS_AS(parse("\"* * *  a\"", {kToday}), QueryError);
}

TEST_CASE("characters that are read literally, but may be meant as wildcards, are reported") {
  const auto notes = [](std::string_view query) { return notes_of(parse(query, {kToday})); };
  CHECK(notes("lab OR (flood -wom?)") ==
        std::vector<std::string>{"the '?' that ends 'wom?' is read as punctuation; for one more "
                                 "letter write wildcard(wom?)"});
  CHECK(notes("title:wom? wom?").size() == 1);
  CHECK(notes("author:\"J* Roe\"") ==
        std::vector<std::string>{
            "wildcards do not work in author:, and \"J* Roe\" is searched for as it is"});
  for (const char* none : {"wom", "r?sum?", "wildcard(wom?)", "\"who was there?\"", "source:wom?",
                           "wom?!", "=wom?", "date:2019 ?"}) {
    CAPTURE(none);
    CHECK(notes(none).empty());
  }
}

TEST_CASE("properties of articles are read from fields") {
  CHECK(read("length:>800") == "801 words long or longer\n");
  CHECK(read("length:>=800") == "800 words long or longer\n");
  CHECK(read("length:<300") == "0 to 299 words long\n");
  CHECK(read("length:300..500") == "300 to 500 words long\n");
  CHECK(read("length:..500") == "0 to 500 words long\n");
  CHECK(read("length:500") == "500 to 500 words long\n");
  CHECK(read("story:00ABcdef01234567") == "of story 00abcdef01234567\n");
  CHECK(read("first:yes") == "the first article of its story\n");
  CHECK(read("dateline-date:2019-12") == "with a dateline from 2019-12-01 to 2019-12-31\n");
  CHECK(read("ingested:2019-12-13") == "indexed on 2019-12-13\n");
  CHECK(read("date:conflict") == "flag holds \"date-conflict\"\n");
  CHECK(parse("flood first:no", {kToday}).children[1].kind == Kind::Not);
}

TEST_CASE("words of one line of the user's file are looked for together") {
  const test::Temporary directory;
  const std::filesystem::path file = directory.path() / "synonyms";
  std::ofstream(file) << "# states\nUSA, United States, America  # all of it\n\nquake,earthquake\n";
  const Synonyms synonyms(file);
  ParseOptions options{kToday};
  options.synonyms = &synonyms;
  CHECK(in_words(parse("usa", options)) ==
        "any of:\n  the word \"usa\"\n  the phrase \"United States\"\n  the word \"America\"\n");
  CHECK(in_words(parse("\"united states\" w/5 quake", options)) ==
        "within 5 words of each other:\n"
        "  any of:\n    the phrase \"united states\"\n    the word \"USA\"\n    the word "
        "\"America\"\n"
        "  any of:\n    the word \"quake\"\n    the word \"earthquake\"\n");
  CHECK(parse("=usa", options).kind == Kind::Word);
  CHECK(parse("flood", options).kind == Kind::Word);
  std::ofstream(file) << "alone\n";
  CHECK_THROWS_WITH(Synonyms(file), Catch::Contains("synonyms:1 has fewer than two"));
}

TEST_CASE("saved queries stand for their text, and not for themselves") {
  ParseOptions options{kToday};
  options.saved = [](const std::vector<std::string>& open, std::string_view name) -> std::string {
    if (open.size() == 2) throw Error(Code::Usage, "too deep", "write it out");
    if (name == "floods") return "flood OR \"high water\"";
    if (name == "ring") return "a query:ring";
    if (name == "broken") return "(flood";
    throw Error(Code::Usage, "there is no saved query 'x'", "see what there is");
  };
  const Node tree = parse("dam query:floods", options);
  CHECK(in_words(tree) ==
        "all of:\n"
        "  the word \"dam\"\n"
        "  any of:\n    the word \"flood\"\n    the phrase \"high water\"\n");
  CHECK(tree.children[1].span == Span{4, 16});
  CHECK_THROWS_WITH(parse("query:ring", options),
                    Catch::Contains("in the saved query 'ring': too deep"));
  CHECK_THROWS_WITH(parse("dam query:broken", options),
                    Catch::Contains("in the saved query 'broken': this bracket is never closed"));
  CHECK_THROWS_WITH(parse("query:x", options), Catch::Contains("no saved query"));
}

TEST_CASE("wildcards match letters, not bytes") {
  CHECK(Wildcard("wom?n").matches("women"));
  CHECK_FALSE(Wildcard("wom?n").matches("womn"));
  CHECK(Wildcard("м?р").matches("мир"));
  CHECK(Wildcard("*burger").matches("burger"));
  CHECK(Wildcard("*burger").matches("hamburger"));
  CHECK_FALSE(Wildcard("*burger").matches("burgers"));
  CHECK(Wildcard("a*b*c").matches("axxbyybzzc"));
  CHECK_FALSE(Wildcard("a*b*c").matches("axxcyyb"));
}

TEST_CASE("letters put in, left out, replaced or exchanged are counted") {
  CHECK(text::edit_distance("gaddafi", "gadafi") == 1);
  CHECK(text::edit_distance("gaddafi", "qadafi") == 2);
  CHECK(text::edit_distance("recieve", "receive") == 1);
  CHECK(text::edit_distance("", "abc") == 3);
  CHECK(text::edit_distance("мир", "мор") == 1);
  CHECK(text::edit_distance("kitten", "sitting") == 3);
  CHECK(text::edit_distance("kitten", "sitting", 2) == 3);
  CHECK(text::edit_distance("kitten", "ktiten", 1) == 1);
}

TEST_CASE("a spelling keeps accents, and drops what is no spelling") {
  CHECK(text::spelling("Kazakhstan's", true) == "Kazakhstan");
  CHECK(text::spelling("U.S.", true) == "US");
  CHECK(text::spelling("Été", false) == "été");
  CHECK(text::spelling("E\xCC\x81t\xC3\xA9", false) == "été");
  CHECK(text::spelling("don’t", false) == "don't");
  CHECK(text::spelling("1.5", true) == "1.5");
  CHECK(text::after_elision("l'accord") == "accord");
}

TEST_CASE("sentences end where readers see them end") {
  const auto breaks = [](std::string_view text) {
    std::string out;
    const std::vector<text::Token> tokens = text::tokens(text);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (i != 0) {
        const text::Break ended = text::break_between(text, tokens[i - 1], tokens[i]);
        out += ended == text::Break::Paragraph ? "¶" : ended == text::Break::Sentence ? "|" : " ";
      }
      out += tokens[i].in(text);
    }
    return out;
  };
  CHECK(breaks("Rain fell. Rivers rose.") == "Rain fell|Rivers rose");
  CHECK(breaks("“Go!” he said. “Now?” Nobody went.") == "Go he said|Now|Nobody went");
  CHECK(breaks("Gen. Smith met Mr. Jones at No. 10.") == "Gen Smith met Mr Jones at No 10");
  CHECK(breaks("J. Smith of the U.S. Senate") == "J Smith of the U.S. Senate");
  for (const std::string abbreviation :
       {"Adm", "Brig", "Bros", "Capt", "Co",  "Corp", "Dr", "Gov",  "Inc", "Lt",
        "Ltd", "Maj",  "Pfc",  "Rep",  "Sen", "Sgt",  "Sr", "Supt", "St",  "Vs"}) {
    CHECK(breaks(abbreviation + ". Smith") == abbreviation + " Smith");
  }
  CHECK(breaks("e.g. Smith, i.e. Jones, a.k.a. Brown") == "e.g. Smith i.e. Jones a.k.a. Brown");
  CHECK(breaks("in the U.S. The Senate met") == "in the U.S.|The Senate met");
  CHECK(breaks("bought Alpha Corp. The deal") == "bought Alpha Corp|The deal");
  CHECK(breaks("of Flagstaff, Ariz., Monday") == "of Flagstaff Ariz Monday");
  CHECK(breaks("of the U.S., The Gambia") == "of the U.S. The Gambia");
  CHECK(breaks("of Yahoo!, Google") == "of Yahoo Google");
  CHECK(breaks("It cost 1.5 million. 20 died.") == "It cost 1.5 million|20 died");
  CHECK(breaks("one\n\ntwo. Three\n\nfour") == "one¶two|Three¶four");
  CHECK(breaks("He left... Nobody knew… Then") == "He left|Nobody knew|Then");
  CHECK(breaks("www.example.com is down") == "www example com is down");
  CHECK(breaks("今日は。明日") == "今 日 は|明 日");
}

TEST_CASE("a time of the day ends a sentence, unless it goes on") {
  const auto ends = [](const std::string& text) {
    const std::vector<text::Token> tokens = text::tokens(text);
    for (std::size_t i = 1; i < tokens.size(); ++i) {
      if (tokens[i - 1].in(text).ends_with(".m.") || tokens[i - 1].in(text) == "P.M.")
        return text::break_between(text, tokens[i - 1], tokens[i]) != text::Break::None;
    }
    throw std::runtime_error("no time of the day");
  };
  for (const char* text :
       {"met at 7 p.m. Monday to vote", "at 5 a.m. Eastern on", "at 7 P.M. Sept. 5 in",
        "from 7 p.m. Fridays to", "at 5 p.m. ET", "at 5 p.m. (1900 GMT)", "at 5 p.m. EST",
        "5 p.m. UTC", "at 3 p.m. Moscow time", "at 7 p.m. 12 March", "at 7 p.m., Smith said",
        "until 7 p.m. on", "at 7 p.m. Greenwich Mean Time"}) {
    CAPTURE(text);
    CHECK_FALSE(ends(text));
  }
  for (const char* text :
       {"ended at 7 p.m. Police said", "at 7 P.M. The council", "7 p.m. Tickets cost",
        "5 p.m. This time he", "at 9 a.m. Monaco won", "at 7 p.m. “It is late,” he"}) {
    CAPTURE(text);
    CHECK(ends(text));
  }
}

TEST_CASE("queries of Nexis, Factiva and Lucene become Dateline's") {
  struct Case {
    Dialect dialect;
    const char* theirs;
    const char* ours;
  };
  const std::vector<Case> cases = {
      {Dialect::Nexis, "financial crisis", "\"financial crisis\""},
      {Dialect::Nexis, "repatriat! and wom*n", "repatriat* AND wom?n"},
      {Dialect::Nexis, "a w/5 b or c", "(a w/5 (b OR c))"},
      {Dialect::Nexis, "a and b or c and not d", "((a AND (b OR c)) NOT d)"},
      {Dialect::Nexis, "headline(cat or dog) w/s bird", "(headline((cat OR dog)) w/s bird)"},
      {Dialect::Nexis, "hlead(merger)", "(headline(merger) OR lead(merger))"},
      {Dialect::Nexis, "atleast5(oil) and length>800", "(atleast5(oil) AND length:>800)"},
      {Dialect::Nexis, "allcaps(aids) pre/3 help", "(caps(AIDS) pre/3 help)"},
      {Dialect::Nexis, "fox & dog", "fox AND dog"},
      {Dialect::Nexis, "fire not w/5 ceasefire or truce", "fire notnear/5 (ceasefire OR truce)"},
      {Dialect::Nexis, "a not w/s b and c", "(a notnear/s b) AND c"},
      {Dialect::Nexis, "a NOT W/PARA b", "a notnear/p b"},
      {Dialect::Nexis, "a not near/3 b not near/3 c", "(a notnear/3 b) notnear/3 c"},
      {Dialect::Nexis, "a not b", "a NOT b"},
      {Dialect::Factiva, "a adj5 b", "(a pre/5 b)"},
      {Dialect::Factiva, "a or b same c", "a OR (b w/p c)"},
      {Dialect::Factiva, "hd=(steel tariff) and wc>300",
       "(headline(\"steel tariff\") AND length:>300)"},
      {Dialect::Factiva, "atleast3 oil not la=en", "((atleast3(oil)) NOT lang:(en))"},
      {Dialect::Lucene, "+flood -dam Elbe", "flood AND (flood OR Elbe) NOT dam"},
      {Dialect::Lucene, "flood && (dam || levee)", "flood AND (dam OR levee)"},
      {Dialect::Lucene, "\"flood dam\"~5", "(flood w/6 dam)"},
      {Dialect::Lucene, "gadafi~1 te?t", "fuzzy(gadafi,1) OR te?t"},
      {Dialect::Lucene, "flood dam -Elbe", "(flood OR dam) -Elbe"},
      {Dialect::Lucene, "(flood dam) AND \"open skies\"", "(flood OR dam) AND \"open skies\""},
      {Dialect::Lucene, "title:(flood dam)", "title:(flood OR dam)"},
      {Dialect::Lucene, "flood", "flood"},
      {Dialect::Lucene, "title:wom?", "title:wildcard(wom?)"},
      {Dialect::Nexis, "wildcard(wom?) w/5 b", "(wildcard(wom?) w/5 b)"},
      {Dialect::Lucene, "date:[2019-01 TO 2019-12]", "date:2019-01..2019-12"},
      {Dialect::Lucene, "title:\"open skies\"", "title:\"open skies\""},
      {Dialect::Dateline, "a w/5 b", "a w/5 b"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.theirs);
    const std::string ours = translated(c.theirs, c.dialect);
    CHECK(read(ours) == read(c.ours));
  }
  CHECK_THROWS_WITH(translated("cat*", Dialect::Nexis), Catch::Contains("at the end of a word"));
  const std::vector<std::pair<Dialect, const char*>> foreign = {
      {Dialect::Nexis, "fox w/seg dog"},   {Dialect::Nexis, "fox pre/5.5 dog"},
      {Dialect::Nexis, "fox || dog"},      {Dialect::Factiva, "fox /F50/"},
      {Dialect::Factiva, "fox & dog"},     {Dialect::Factiva, "fox w/5x dog"},
      {Dialect::Lucene, "_exists_:author"}};
  for (const auto& [dialect, text] : foreign) {
    CAPTURE(text);
    CHECK_THROWS_WITH(translated(text, dialect), Catch::Contains("has no counterpart"));
  }
  CHECK_THROWS_WITH(translated("x [a TO b]", Dialect::Lucene), Catch::Contains("has no field"));
  CHECK_THROWS_WITH(translated("a^4", Dialect::Lucene), Catch::Contains("weights"));
  CHECK_THROWS_WITH(translated("+a AND b", Dialect::Lucene), Catch::Contains("cannot be mixed"));
  for (const char* text : {"x (a OR b)", "y AND (x (a OR b))"}) {
    CAPTURE(text);
    CHECK_THROWS_WITH(translated(text, Dialect::Nexis), Catch::Contains("nothing joins this"));
  }
  for (const Dialect dialect : {Dialect::Nexis, Dialect::Lucene}) {
    try {
      translated("x AND (a OR (b", dialect);
      FAIL("two brackets are open");
    } catch (const QueryError& error) {
      CHECK_THAT(error.what(), Catch::Contains("never closed"));
      CHECK(error.hint().text == "close them: x AND (a OR (b))");
    }
  }
}

TEST_CASE("exact( ) and forms( ) ask for forms of all words in them") {
  CHECK(read("exact(dam burst)") == read("=dam =burst"));
  CHECK(read("exact(dam* source:ap OR \"open skies\")") ==
        read("dam* (source:ap OR =\"open skies\")"));
  CHECK(read("title:exact(dam)") == read("title:=dam"));
  CHECK(read("exact(=dam caps(US) burst)") == read("=dam caps(US) =burst"));
  CHECK(read("exact(dam forms(burst))") == read("=dam burst"));
  CHECK(read("exact(\"the dam* burst\")") == read("=the pre/1 dam* pre/1 =burst"));
  CHECK(read("exact(re-elect)") == read("=re-elect"));
  ParseOptions options{kToday};
  options.form = Form::Exact;
  CHECK(in_words(parse("dam \"open skies\" ar* fuzzy(syria) source:ap", options)) ==
        read("=dam =\"open skies\" ar* fuzzy(syria) source:ap"));
  CHECK(in_words(parse("forms(dam) burst", options)) == read("dam =burst"));
  options.saved = [](const auto&, std::string_view) { return std::string("dam"); };
  CHECK(in_words(parse("query:x", options)) == read("dam"));
  options.saved_form = Form::Exact;
  CHECK(in_words(parse("query:x", options)) == read("=dam"));
}

TEST_CASE("names of fields in other places are told ours") {
  for (const auto& [typed, meant] : std::vector<std::pair<std::string, std::string>>{
           {"site:ap", "source:"}, {"published:2019", "date:"}, {"byline:Smith", "author:"}}) {
    CAPTURE(typed);
    try {
      parse(typed, {kToday});
      FAIL("this is no field");
    } catch (const QueryError& error) {
      CHECK(error.hint().text.find(meant) != std::string::npos);
    }
  }
  CHECK_THROWS_AS(parse("date:\"last -1 days\"", {kToday}), QueryError);
  CHECK_THROWS_AS(parse("date:\"-3 weeks ago\"", {kToday}), QueryError);
  CHECK_NOTHROW(parse("date:last-1-days", {kToday}));
}

}  // namespace query_language_test
