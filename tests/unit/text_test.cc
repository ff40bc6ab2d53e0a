// SPDX-License-Identifier: GPL-2.0-or-later
// Decoding, folding, word boundaries and terms.
#include "common/fields/schema.h"
#include "common/text/ascii.h"
#include "common/text/compounds.h"
#include "common/text/fold.h"
#include "common/text/latin_letters.h"
#include "common/text/paragraphs.h"
#include "common/text/term.h"
#include "common/text/tokenizer.h"
#include "common/text/utf8.h"

#include <memory>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

namespace text_test {

using namespace dateline;
using namespace dateline::text;

namespace {

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> all;
  for (const Token token : tokens(text)) all.emplace_back(token.in(text));
  return all;
}

std::string term(std::string_view word, std::string_view language) {
  return TermMaker(language).term(word);
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("UTF-8 passes unchanged, Latin-1 is read as such, broken UTF-8 is repaired") {
  CHECK(decode_8bit("déjà vu").text == "déjà vu");
  CHECK(decode_8bit("déjà vu").repair == Repair::None);
  const Decoded latin = decode_8bit("d\xE9j\xE0 vu \x80");
  CHECK(latin.text == "déjà vu €");
  CHECK(latin.repair == Repair::Guessed);
  const Decoded broken = decode_8bit("déjà vu, Zürich \xFF!");
  CHECK(broken.text == "déjà vu, Zürich \uFFFD!");
  CHECK(broken.repair == Repair::Replaced);
  CHECK(decode_8bit("").text.empty());
}

TEST_CASE("overlong forms and surrogates are not UTF-8") {
  CHECK_FALSE(is_utf8("\xC0\xAF"));
  CHECK_FALSE(is_utf8("\xED\xA0\x80"));
  CHECK(is_utf8("\xF0\x9F\x8C\x8A"));
}

TEST_CASE("UTF-16 of both byte orders becomes UTF-8") {
  CHECK(decode_utf16(std::string_view("\xE9\x00\x61\x00", 4), false) == "éa");
  CHECK(decode_utf16(std::string_view("\x00\xE9\x00\x61", 4), true) == "éa");
  CHECK(decode_utf16(std::string_view("\x3C\xD8\x0A\xDF", 4), false) == "\U0001F30A");
  CHECK(decode_utf16(std::string_view("\x3C\xD8", 2), false) == "\uFFFD");
}

TEST_CASE("control characters break lines or are blanks, and never glue words") {
  CHECK(without_controls(std::string_view("a\0b\x1B[2Jc\td\re\nf\x7F", 15)) == "a b [2Jc d\ne\nf ");
  CHECK(without_controls("x\u0085y z") == "x\ny z");
  CHECK(without_controls("x\u0085y\u009Bz\u0081 é") == "x…y›z é");
  CHECK(without_controls("wouldn\u0092t \u0093so\u0094") == "wouldn’t “so”");
  CHECK(without_controls("a\fb\vc\u2028d\u2029e\r\nf\r\r\ng") == "a\nb\nc\nd\n\ne\nf\ng");
  CHECK(has_controls("a\u0093"));
  CHECK(has_controls("a\fb"));
  CHECK_FALSE(has_controls("“é”\t a\r\n — \u00A0"));
  CHECK(single_line("  a \n\n b\t c ") == "a b c");
  CHECK(single_line("a\u00A0b") == "a\u00A0b");
  CHECK(plain_line("\u00A0a\u00A0 \u2009b\u3000c\u202F") == "a b c");
  CHECK(plain_line("Ge\u00ADnese\u200Bne") == "Genesene");
  CHECK(tidy_paragraphs(" a \n b\n\n\n c\n\n") == "a\nb\n\nc");
  CHECK(tidy_paragraphs("   One line and\nanother.\n   Next one\nhere.") ==
        "One line and\nanother.\n\nNext one\nhere.");
  CHECK(tidy_paragraphs("One\n\tNext\nhere") == "One\n\nNext\nhere");
  CHECK(tidy_paragraphs("  a\n  b\n  c") == "a\nb\nc");
}

TEST_CASE("cutting never parts a character") {
  CHECK(cut("aé", 2) == "a");
  CHECK(cut("aé", 3) == "aé");
  CHECK(cut("", 0).empty());
}

TEST_CASE("folding makes spellings of one word equal") {
  CHECK(fold("MÜLLER") == "muller");
  CHECK(fold("Straße") == "strasse");
  CHECK(fold("ŁÓDŹ") == "lodz");
  CHECK(fold("ﬁn") == "fin");
  CHECK(fold("Ёлка") == "елка");
  CHECK(fold("Йод") == "йод");
  CHECK(fold("e\u0301cole") == "ecole");
  CHECK(fold("repa\u00ADtriation") == "repatriation");
  CHECK(fold("don’t") == "don't");
  CHECK(fold("Ολυμπιακός") == fold("ΟΛΥΜΠΙΑΚΟΣ"));
  CHECK(fold("İstanbul") == "istanbul");
  CHECK(fold("IĞDIR") == fold("ığdır"));
  CHECK(fold("GROSSER") == fold("großer"));
  CHECK(fold("non\u200Djoined") == "nonjoined");
  CHECK(fold("Œuvre æ Þ ŉ Ĳ") == "oeuvre ae th 'n ij");
  CHECK(fold("Hawaiʻi O′Brien O`Brien") == "hawai'i o'brien o'brien");
  CHECK(fold("יְרוּשָׁלַיִם") == "ירושלים");
  CHECK(fold("ایرانی") == fold("ايراني"));
  CHECK(fold("۱۳۹۸ १२ ٢٠") == "1398 12 20");
  CHECK(fold("ﾊﾞｽ") == fold("バス"));
  CHECK(fold("за́мок") == "замок");
  CHECK(fold("coŀlegi") == fold("col·legi"));
}

TEST_CASE("words end where readers see them end") {
  CHECK(words("Hello, world!") == Words{"Hello", "world"});
  CHECK(words("re-election") == Words{"re", "election"});
  CHECK(words("don't O’Neil 'quoted'") == Words{"don't", "O’Neil", "quoted"});
  CHECK(words("1,000.50 euros, 3. May") == Words{"1,000.50", "euros", "3", "May"});
  CHECK(words("the U.S. and U.N today") == Words{"the", "U.S.", "and", "U.N", "today"});
  CHECK(words("AT&T A.Word e.g. x") == Words{"AT&T", "A", "Word", "e.g.", "x"});
  CHECK(words("武汉 封城") == Words{"武", "汉", "封", "城"});
  CHECK(words("封城第3天") == Words{"封", "城", "第", "3", "天"});
  CHECK(words("ลาว") == Words{"ล", "า", "ว"});
  CHECK(words("e\u2011mail “quoted” ‘so’") == Words{"e", "mail", "quoted", "so"});
  CHECK(words("Привет, мир") == Words{"Привет", "мир"});
  CHECK(words("repa\u00ADtriation") == Words{"repa\u00ADtriation"});
  CHECK(words("").empty());
  CHECK(words("... --- !!!").empty());
  CHECK(words("a\xFF\xFE b") == Words{"a", "b"});
  CHECK(words("a Ph.D., St. J.Doe x.com end.The") ==
        Words{"a", "Ph.D.", "St", "J", "Doe", "x", "com", "end", "The"});
  CHECK(words("C++ C#, (.NET) C++11 a.net +1 a+b #1") ==
        Words{"C++", "C#", ".NET", "C++", "11", "a", "net", "1", "a", "b", "1"});
  CHECK(words("policy¹ x² km² 2019³") == Words{"policy", "x²", "km²", "2019"});
  CHECK(words("1\u00A0000 5'11 1'000 5 1\u00A02345") ==
        Words{"1\u00A0000", "5", "11", "1'000", "5", "1", "2345"});
  CHECK(words("the 1990's, M.P.'s M.P.s") == Words{"the", "1990's", "M.P.'s", "M.P.s"});
  CHECK(words("צה\"ל ב\"הארץ\"") == Words{"צה\"ל", "ב", "הארץ"});
  CHECK(words("ﾊﾞｽ") == Words{"ﾊﾞ", "ｽ"});
}

TEST_CASE("Latin letters are spelled as ICU spells them in ASCII") {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> icus(
      icu::Transliterator::createInstance("Latin-ASCII", UTRANS_FORWARD, status));
  REQUIRE(icus);
  const icu::Normalizer2* const nfkd = icu::Normalizer2::getNFKDInstance(status);
  for (UChar32 c = 0x80; c < 0xAB70; ++c) {
    if (uscript_getScript(c, &status) != USCRIPT_LATIN || !u_isalpha(c)) continue;
    icu::UnicodeString letter(c);
    letter.foldCase();
    if (letter != icu::UnicodeString(c) || nfkd->normalize(letter, status) != letter) continue;
    icus->transliterate(letter);
    std::string spelling;
    letter.toUTF8String(spelling);
    CAPTURE(c);
    if (is_ascii(spelling)) CHECK(ascii_spelling(c) == ascii::lower(spelling));
    if (!is_ascii(spelling)) CHECK(ascii_spelling(c).empty());
  }
}

TEST_CASE("hard-wrapped paragraphs are joined, and lists are not") {
  CHECK(flowed(
            "Engineers will reopen the lock on the\ncanal this week, after repairs that took\nfour "
            "months.\n\nBarges have waited.") ==
        "Engineers will reopen the lock on the canal this week, after repairs that took four "
        "months.\n\nBarges have waited.");
  CHECK(flowed("Results of the day in the first league:\nArsenal 2\nChelsea 1") ==
        "Results of the day in the first league:\nArsenal 2\nChelsea 1");
  const std::string paragraph(200, 'x');
  CHECK(flowed(paragraph + "\nSo it was.\n" + paragraph) ==
        paragraph + "\nSo it was.\n" + paragraph);
  CHECK(flowed("A line of forty characters that ends in co-\noperation of the two of them.") ==
        "A line of forty characters that ends in co-operation of the two of them.");
  CHECK(flowed("").empty());
}

TEST_CASE("terms are folded stems in the language of the article") {
  CHECK(term("Repatriations", "en") == "repatri");
  CHECK(term("Kazakhstan's", "en") == "kazakhstan");
  CHECK(term("U.S.", "en") == term("US", "en"));
  CHECK(term("Kazakhstan’s", "en") == "kazakhstan");
  CHECK(term("U.S.A.", "en") == "usa");
  CHECK(term("l’accord", "fr") == term("l'accord", "fr"));
  CHECK(term("l'accord", "fr") == term("accords", "fr"));
  CHECK(term("Flüchtlinge", "de") == term("flüchtling", "de"));
  CHECK(term("войны", "ru") == term("война", "ru"));
  CHECK(term("nations", "xx") == "nations");
  CHECK(term("nations", "und") == term("nation", "und"));
}

TEST_CASE("a word of any length makes a term that Xapian takes, the same each time") {
  const std::string word(300, 'q');
  CHECK(term(word, "en").size() == kMaxStemBytes);
  CHECK(term(word, "en") == term(word, "en"));
  CHECK(term(std::string(10'000'000, 'x'), "en").size() <= kMaxStemBytes);
  std::string wide;
  for (int i = 0; i < 200; ++i) wide += "щ";
  CHECK(is_utf8(term(wide, "ru")));
}

TEST_CASE("a term maker that has seen a million words still answers rightly") {
  TermMaker maker("en");
  for (int i = 0; i < 1'100'000; ++i) maker.term("w" + std::to_string(i));
  CHECK(maker.term("nations") == "nation");
  CHECK(maker.term("w5") == "w5");
}

TEST_CASE("ids and facet values of any length make terms, and long ones stay apart") {
  const std::string a(5000, 'a');
  CHECK(schema::id_term("x1") == "Qx1");
  CHECK(schema::id_term(a).size() <= 245);
  CHECK(schema::id_term(a) != schema::id_term(a + "b"));
  CHECK(schema::facet_key("The New-York  Times") == "new york times");
  CHECK(schema::facet_key("?!") == "?!");
  CHECK(schema::parties("UrduPoint News / Sputnik") == Words{"UrduPoint News", "Sputnik"});
}

TEST_CASE("words that hyphens join are found joined") {
  const auto compounds = [](const std::string& text) {
    std::vector<std::string> all;
    Compounds finder(text);
    for (const Token token : tokens(text)) {
      if (const auto compound = finder.take(token)) all.push_back(compound->joined);
    }
    if (const auto compound = finder.finish()) all.push_back(compound->joined);
    return all;
  };
  CHECK(compounds("They re-elect the vice-president, a cease\u2010fire holds") ==
        Words{"reelect", "vicepresident", "ceasefire"});
  CHECK(compounds("COVID-19 by e-mail, co\u2011operate") == Words{"COVID19", "email", "cooperate"});
  CHECK(compounds("up-to-date") == Words{"uptodate"});
  CHECK(compounds("an-off-the-record-like").empty());
  CHECK(compounds("2019-20, 555-1234, 3-2").empty());
  CHECK(compounds("one - two -- three— four-, -five").empty());
  CHECK(compounds("U.S.-led").empty());
  CHECK(compounds("Many NGOs, and B.Sc. of As") == Words{"ngos", "BSc"});
  CHECK(compounds("1 000 dead, 12 345 678; 1 234 5, 2019 100") == Words{"1000", "12345678"});
  CHECK(written_as_one("NGOs") == "ngos");
  CHECK(written_as_one("1 000") == "1000");
  CHECK(written_as_one("B.Sc.") == "BSc");
  CHECK(compounds("").empty());
  CHECK(written_as_one("re-elect") == "reelect");
  CHECK(written_as_one("re-elect now").empty());
  CHECK(written_as_one("re--elect").empty());
  CHECK(written_as_one("-elect").empty());
  CHECK(written_as_one("2019-20").empty());
  CHECK(ways_to_write("plain words", 8) == Words{"plain words"});
  CHECK(ways_to_write("re-elect now", 8) == Words{"re-elect now"});
  CHECK(ways_to_write("a B.Sc. now", 8) == Words{"a B.Sc. now", "a BSc. now"});
  CHECK(ways_to_write("1 000 NGOs", 8) ==
        Words{"1 000 NGOs", "1000 NGOs", "1 000 ngos", "1000 ngos"});
  CHECK(ways_to_write("1 000 NGOs", 3).empty());
}

}  // namespace text_test
