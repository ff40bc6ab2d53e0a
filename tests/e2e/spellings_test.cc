// SPDX-License-Identifier: GPL-2.0-or-later
// The table "One word, written differently" of docs/query-language.md: whichever form is in the
// text, the other finds it.
#include "tests/e2e/process.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace spellings_test {

using namespace e2e;
using Json = nlohmann::json;

namespace {

struct Pair {
  const char* language;
  const char* one;
  const char* other;
};

const std::vector<Pair> kSame = {
    // ligatures and letters that no decomposition takes apart
    {"fr", "œuvre", "oeuvre"},
    {"fr", "cœur", "coeur"},
    {"da", "ærø", "aero"},
    {"pl", "Łódź", "lodz"},
    {"is", "þing", "thing"},
    {"nl", "ĳsland", "ijsland"},
    {"af", "ŉ man", "'n man"},
    {"mt", "Ħamrun", "Hamrun"},
    {"en", "ﬁnal", "final"},
    {"hy", "եւ", "և"},
    {"yi", "ייִדיש", "ײִדיש"},
    // plurals and possessives of capitals and numbers
    {"en", "NGOs", "NGO"},
    {"en", "NGO's", "NGO"},
    {"en", "NGOs", "ngos"},
    {"de", "NGOs", "NGO"},
    {"en", "F-16s", "F-16"},
    {"en", "F-16s", "F16"},
    {"en", "F-16s", "F16s"},
    {"en", "1990s", "1990's"},
    {"en", "M.P.s", "MP"},
    // apostrophes and primes
    {"en", "O‘Brien", "O'Brien"},
    {"en", "O′Brien", "O'Brien"},
    {"en", "O`Brien", "O’Brien"},
    {"en", "O´Brien", "O'Brien"},
    {"haw", "Hawaiʻi", "Hawai'i"},
    {"en", "Qurʾan", "Qur'an"},
    {"fr", "l’accord", "accord"},
    // marks that may be left out
    {"he", "יְרוּשָׁלַיִם", "ירושלים"},
    {"fa", "مُحَمَّد", "محمد"},
    {"ru", "за́мок", "замок"},
    {"ru", "ёлка", "елка"},
    // gershayim and geresh
    {"he", "צה״ל", "צה\"ל"},
    {"he", "ג׳ורג", "ג'ורג"},
    // letters and digits of Arabic and Persian
    {"fa", "ایرانی", "ايراني"},
    {"fa", "على", "علی"},
    {"fa", "کتاب", "كتاب"},
    {"fa", "خانۀ", "خانه"},
    {"ar", "سنة", "سنه"},
    {"fa", "۱۳۹۸", "1398"},
    {"hi", "२०१९", "2019"},
    {"fa", "کتاب‌ها", "کتاب ها"},
    {"fa", "کتاب‌ها", "کتابها"},
    // Turkish and Azeri
    {"tr", "Türkiye’nin", "Türkiye"},
    {"tr", "Ankara'da", "Ankara"},
    {"az", "Bakı’nın", "Bakı"},
    // compatibility forms
    {"ja", "ﾊﾞｽ", "バス"},
    {"ja", "ハ゛ス", "バス"},
    {"ja", "ﾊﾟｽ", "パス"},
    {"en", "Ｗｏｒｄ", "word"},
    // notes and powers
    {"en", "policy¹", "policy"},
    {"en", "2019²", "2019"},
    // grouped numbers
    {"en", "1,000", "1000"},
    {"en", "1 000", "1000"},
    {"en", "1 000", "1,000"},
    {"en", "1\u00A0000", "1000"},
    {"en", "12\u2009345\u2009678", "12,345,678"},
    {"en", "1'000", "1000"},
    {"en", "1’000’000", "1000000"},
    {"en", "1,000.5", "1000.5"},
    {"de", "1.000", "1000"},
    {"fa", "۱٬۰۰۰", "1000"},
    // points
    {"en", "U.S.", "US"},
    {"en", "Ph.D.", "PhD"},
    {"en", "B.Sc.", "BSc"},
    {"en", "e.g.", "eg"},
    // Catalan
    {"ca", "coŀlegi", "col·legi"},
    {"ca", "coŀlegi", "collegi"},
};

/// Words that look alike, and are not the same.
const std::vector<Pair> kDifferent = {
    {"en", "C++", "C"},      {"en", "C#", "C"},    {"en", "F#", "F"},   {"en", ".NET", "net"},
    {"en", "C++", "C#"},     {"en", "x²", "x"},    {"en", "CO₂", "CO"}, {"en", "1,234,5", "12345"},
    {"en", "1.234", "1234"}, {"uk", "бой", "бои"}, {"hi", "की", "क"},   {"en", "As", "A"},
    {"de", "1,234", "1234"},
};

std::string id_of(std::size_t i, bool other) {
  return "n" + std::to_string(i) + (other ? "b" : "a");
}

/// An archive with each form of each pair in an article of its own.
std::string archive_of(const Directory& directory, const std::vector<Pair>& pairs) {
  std::string lines;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    for (const bool other : {false, true}) {
      lines +=
          Json{{"id", id_of(i, other)},
               {"headline", "Notice"},
               {"date", "2019-04-05"},
               {"language", pairs[i].language},
               {"body", std::string("zzz ") + (other ? pairs[i].other : pairs[i].one) + " zzz"}}
              .dump() +
          "\n";
    }
  }
  const std::string archive = directory.path("archive");
  must(index({"add", archive, directory.write("in.jsonl", lines)}));
  return archive;
}

bool finds(const std::string& archive, const std::string& query, const std::string& id) {
  const Outcome found = search({"export", archive, query, "--fields", "id", "--format", "csv"});
  return contains("\n" + found.out, "\n" + id + "\r\n");
}

}  // namespace

TEST_CASE("one word, however it is written, is found both ways", "[forms]") {
  const Directory directory;
  const std::string archive = archive_of(directory, kSame);
  for (std::size_t i = 0; i < kSame.size(); ++i) {
    const Pair& pair = kSame[i];
    INFO(pair.language << ": " << pair.one << " and " << pair.other);
    for (const bool other : {false, true}) {
      CHECK(finds(archive, pair.one, id_of(i, other)));
      CHECK(finds(archive, pair.other, id_of(i, other)));
    }
  }
}

TEST_CASE("however a word is written, phrases and proximity find it both ways", "[forms]") {
  const Directory directory;
  const std::string archive = archive_of(directory, kSame);
  for (std::size_t i = 0; i < kSame.size(); ++i) {
    const Pair& pair = kSame[i];
    // What has a hyphen is its words there, and no other.
    if (contains(pair.one, "-") || contains(pair.other, "-")) continue;
    for (const std::string word : {pair.one, pair.other}) {
      for (const std::string& query :
           {"“zzz " + word + " zzz”", "“" + word + "”", "zzz pre/1 “" + word + "”"}) {
        INFO(pair.language << ": " << query);
        CHECK(finds(archive, query, id_of(i, false)));
        CHECK(finds(archive, query, id_of(i, true)));
      }
    }
  }
}

TEST_CASE("several words of a phrase may be written in another way", "[forms]") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  const auto line = [](const std::string& id, const std::string& body) {
    return Json{{"id", id}, {"headline", "Notice"}, {"language", "en"}, {"body", body}}.dump() +
           "\n";
  };
  must(index({"add", archive,
              directory.write("in.jsonl",
                              line("a", "Here M.Sc. and B.Sc. and 1 000 NGOs left.") +
                                  line("b", "Here MSc and BSc and 1000 ngos left.") +
                                  line("c", "Lots 1 000 5 and B Sc left, re-elect nobody."))}));
  for (const char* query :
       {"\"M.Sc. and B.Sc. and 1 000 NGOs left\"", "\"MSc and BSc and 1000 ngos left\"",
        "\"MSc and B.Sc. and 1,000 ngos left\"", "\"and 1000 NGO* left\"",
        "MSc pre/5 BSc pre/5 1000", "1000 pre/2 left", "(1000 OR 2000) w/1 ngos",
        "atleast1(1000) BSc", "first6(BSc) left", "lead(1000) left"}) {
    INFO(query);
    CHECK(finds(archive, query, "a"));
    CHECK(finds(archive, query, "b"));
    CHECK_FALSE(finds(archive, query, "c"));
  }
  CHECK_FALSE(finds(archive, "1000 pre/1 left", "a"));
  // A list of numbers is none; what was written with blanks is not one word.
  CHECK_FALSE(finds(archive, "\"lots 1000\"", "c"));
  CHECK(finds(archive, "\"lots 1 000 5\"", "c"));
  CHECK_FALSE(finds(archive, "\"and BSc left\"", "c"));
  CHECK_FALSE(finds(archive, "\"left reelect nobody\"", "c"));
  // Exact forms stay exact.
  CHECK(finds(archive, "=\"1000 ngos left\"", "b"));
  CHECK_FALSE(finds(archive, "=\"1000 ngos left\"", "a"));
  CHECK_FALSE(finds(archive, "exact(\"BSc and\")", "a"));
  CHECK(finds(archive, "caps(NGOs) w/1 left", "a"));
  CHECK_FALSE(finds(archive, "caps(NGOs) w/1 left", "b"));
  // Too many ways are refused.
  std::string many;
  for (int i = 0; i < 7; ++i) many += "NGOs ";
  const Outcome refused = search({archive, "\"" + many + "\""});
  CHECK(refused.exit_code == 2);
  CHECK(contains(refused.err, "more than one way"));
}

TEST_CASE("signs that make another word are part of it", "[forms]") {
  const Directory directory;
  const std::string archive = archive_of(directory, kDifferent);
  for (std::size_t i = 0; i < kDifferent.size(); ++i) {
    const Pair& pair = kDifferent[i];
    INFO(pair.language << ": " << pair.one << " and " << pair.other);
    CHECK(finds(archive, pair.one, id_of(i, false)));
    CHECK(finds(archive, pair.other, id_of(i, true)));
    CHECK_FALSE(finds(archive, pair.one, id_of(i, true)));
    CHECK_FALSE(finds(archive, pair.other, id_of(i, false)));
  }
}

TEST_CASE("exact forms stay exact, and what is found is marked as it stands", "[forms]") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  const auto line = [](const std::string& id, const std::string& body) {
    return Json{{"id", id}, {"headline", "Notice"}, {"language", "en"}, {"body", body}}.dump() +
           "\n";
  };
  must(index(
      {"add", archive,
       directory.write("in.jsonl", line("a", "Many NGOs and 1,000 O‘Briens¹ heard.") +
                                       line("b", "An NGO and 1000 of a cœur.") +
                                       line("c", "See https://a.example/story?id=5 there."))}));
  const auto marked = [&](const std::string& query) {
    const Json kwic = Json::parse(must(search({"kwic", archive, query, "--format", "json"})).out);
    std::string all;
    for (const Json& each : kwic.at("lines")) all += each.at("keyword").get<std::string>() + "|";
    return all;
  };
  CHECK(finds(archive, "=NGOs", "a"));
  CHECK_FALSE(finds(archive, "=NGOs", "b"));
  CHECK(finds(archive, "caps(NGOs)", "a"));
  CHECK_FALSE(finds(archive, "caps(ngos)", "a"));
  CHECK_FALSE(finds(archive, "=coeur", "b"));
  CHECK(finds(archive, "=cœur", "b"));
  CHECK(contains(marked("ngo"), "NGOs|"));
  CHECK(contains(marked("ngos"), "NGOs|"));
  CHECK(contains(marked("1000"), "1,000|"));
  CHECK(contains(marked("coeur"), "cœur|"));
  CHECK(contains(marked("O'Briens"), "O‘Briens|"));
  // An address is text, quoted or not.
  CHECK(finds(archive, "https://a.example/story?id=5", "c"));
  CHECK(finds(archive, "\"https://a.example/story?id=5\"", "c"));
  CHECK_FALSE(finds(archive, "https://a.example/story?id=6", "c"));
  // Several numbers in a query stay several.
  CHECK(finds(archive, "\"1000 of\"", "b"));
}

TEST_CASE("control characters never glue words", "[forms]") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  must(index(
      {"add", archive,
       directory.write("f.txt", " date 2019-12-13 Page break\n\nlast word\fNext page begins\n"),
       directory.write(
           "in.jsonl",
           R"({"id":"q","headline":"Q","body":"he said \u0093freedom now\u0094 and it wouldn\u0092t last"})"
           "\n"
           R"({"id":"n","headline":"one\u0001two","body":"first\u0085second\u2028third\u000bfourth"})"
           "\n"
           R"({"id":"p","headline":"P","body":"plain"})"
           "\n"),
       directory.write(
           "p.html",
           "<html><head><title>Dam bursts in Oruba</title></head><body><article>"
           "<h1>Dam bursts in Oruba</h1><p>5 April 2019</p><p>He said \xC2\x93"
           "freedom\xC2\x94 "
           "to the people of the town, who had waited for hours above the river and the dam "
           "until the water of the lake had reached the last of their houses.</p></article>"
           "</body></html>"),
       directory.write(
           "r.xml",
           "<rss version=\"2.0\"><channel><title>T</title><item><guid>x</guid><title>Dam "
           "\bbursts</title><description>It burst on "
           "Friday.</description></item></channel></rss>")}));
  const auto count = [&](const std::string& query) {
    return Json::parse(search({archive, query, "--format", "json"}).out)
        .at("total")
        .at("count")
        .get<int>();
  };
  CHECK(count("\"last word\" Next") == 1);
  CHECK(count("wouldn't") == 1);
  CHECK(contains(must(search({"show", archive, "q"})).out,
                 "he said “freedom now” and it wouldn’t last"));
  CHECK(count("headline(one two)") == 1);
  CHECK(count("first second third fourth") == 1);
  CHECK(contains(must(search({archive, "freedom", "waited"})).out, "“freedom”"));
  CHECK(count("Dam bursts Friday") == 1);
  CHECK(count("flag:encoding-repaired") == 5);
}

TEST_CASE("a paragraph is shown as it was written, whatever broke its lines", "[forms]") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  must(index(
      {"add", archive,
       directory.write(
           "w.sgml",
           "<DOC>\n<DOCNO> W-1 </DOCNO>\n<HEAD>Lock reopens</HEAD>\n<TEXT>\n"
           "   Engineers will reopen the lock on the\ncanal this week, after repairs that took\n"
           "four months.\n   Barges have waited since March.\n</TEXT>\n</DOC>\n"),
       directory.write(
           "in.jsonl",
           R"({"id":"list","headline":"Results","body":"Results of the day:\nArsenal 2\nChelsea 1"})"
           "\n")}));
  CHECK(contains(
      must(search({"show", archive, "W-1"})).out,
      "\n\nEngineers will reopen the lock on the canal this week, after repairs that took\n"
      "four months.\n\nBarges have waited since March.\n"));
  CHECK(contains(must(search({"show", archive, "list"})).out,
                 "\n\nResults of the day:\nArsenal 2\nChelsea 1\n"));
  // What is seen is what w/p counts.
  CHECK(search({archive, "months w/p engineers"}).exit_code == 0);
  CHECK(search({archive, "barges w/p engineers"}).exit_code == 1);
  CHECK(contains(must(search({"export", archive, "--format", "md"})).out,
                 "took four months.\n\nBarges have waited"));
}

}  // namespace spellings_test
