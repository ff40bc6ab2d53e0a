// SPDX-License-Identifier: GPL-2.0-or-later
// Bytes without a declaration, or with a wrong one, in any format.
#include "indexer/readers/stream/charset.h"

#include "indexer/readers/read_source.h"

#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <unicode/unistr.h>

namespace charset_test {

using namespace dateline;

namespace {

const std::string kRussian =
    "Плотина над городом Оруба прорвалась в пятницу вечером после трёх недель дождей. Никто не "
    "пострадал, сообщил мэр города журналистам. Вода унесла два моста и мельницу.";
const std::string kJapanese =
    "オルバの町の上にあるダムが金曜日の夜、三週間の雨の後に決壊した。市長は住民に家を離れるよう求め"
    "た。"
    "けが人はいなかった。";
const std::string kChinese =
    "奥鲁巴镇上方的大坝在连续三周的降雨之后于星期五晚上决堤。市长要求住民离开自己的房屋。没有人受伤"
    "。";
const std::string kGreek =
    "Το φράγμα πάνω από την πόλη Ορούμπα έσπασε το βράδυ της Παρασκευής μετά από τρεις εβδομάδες "
    "βροχής. Κανείς δεν τραυματίστηκε, είπε ο δήμαρχος.";
const std::string kPolish =
    "Tama nad miastem Oruba pękła w piątek wieczorem po trzech tygodniach deszczu. Burmistrz "
    "poprosił mieszkańców o opuszczenie domów. Nikt nie został ranny, żaden człowiek też.";
const std::string kFrench =
    "Le barrage au-dessus de la ville d'Oruba a cédé vendredi soir après trois semaines de pluie. "
    "Le maire a demandé aux habitants de quitter leurs maisons. Personne n'a été blessé.";

std::string in(const std::string& charset, const std::string& utf8) {
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(utf8);
  std::string bytes(utf8.size() * 3 + 32, '\0');
  const auto size = text.extract(0, text.length(), bytes.data(),
                                 static_cast<std::uint32_t>(bytes.size()), charset.c_str());
  bytes.resize(static_cast<std::size_t>(size));
  return bytes;
}

class Bytes : public Stream {
 public:
  Bytes(std::string bytes, std::size_t piece) : bytes_(std::move(bytes)), piece_(piece) {}
  std::string_view read() override {
    const std::string_view next = std::string_view(bytes_).substr(at_, piece_);
    at_ += next.size();
    return next;
  }

 private:
  std::string bytes_;
  std::size_t piece_;
  std::size_t at_ = 0;
};

struct Seen {
  std::vector<RawArticle> articles;
  std::vector<std::string> rejects;
};

struct Collector : Receiver {
  explicit Collector(Seen& into) : seen(into) {}
  void begin(const std::string&, const Format&) override {}
  bool take(ReadResult result) override {
    if (auto* const article = std::get_if<RawArticle>(&result)) {
      seen.articles.push_back(std::move(*article));
    } else {
      seen.rejects.push_back(std::get<Reject>(result).reason);
    }
    return true;
  }
  void end(const std::string&, const std::string&) override {}
  void pass_over(const std::string&, const std::string&) override {}
  Seen& seen;
};

Seen read(std::string bytes, std::size_t piece = 100'000) {
  Bytes stream(std::move(bytes), piece);
  Seen seen;
  Collector collector(seen);
  read_source(stream, "file", {}, collector);
  return seen;
}

}  // namespace

TEST_CASE("a text without a declaration is read in its character set, in every format") {
  const std::vector<std::pair<std::string, std::string>> texts = {
      {"koi8-r", kRussian},     {"windows-1251", kRussian}, {"iso-8859-5", kRussian},
      {"shift_jis", kJapanese}, {"euc-jp", kJapanese},      {"iso-2022-jp", kJapanese},
      {"gb18030", kChinese},    {"iso-8859-7", kGreek},     {"windows-1250", kPolish},
      {"iso-8859-2", kPolish},  {"windows-1252", kFrench}};
  for (const auto& [charset, text] : texts) {
    for (const std::string_view form : {
             "{{\"id\":\"x1\",\"title\":\"Dam\",\"text\":\"{}\"}}\n",
             "[{{\"id\":\"x1\",\"title\":\"Dam\",\n\"text\":\"{}\"}}]",
             "id,title,text\nx1,Dam,\"{}\"\n",
             " date 2019-04-05 Dam\n\n{}\n",
             "<DOC>\n<DOCNO>1</DOCNO>\n<TEXT>\n{}\n</TEXT>\n</DOC>\n",
             "<?xml version=\"1.0\"?><rss><channel><item><title>Dam</title>"
             "<description>{}</description></item></channel></rss>",
             "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss><channel><item><title>Dam</title>"
             "<description>{}</description></item></channel></rss>",
         }) {
      CAPTURE(charset, form);
      const Seen seen = read(in(charset, fmt::format(fmt::runtime(form), text)));
      CHECK(seen.rejects.empty());
      REQUIRE(seen.articles.size() == 1);
      CHECK(text::trim(seen.articles[0].body) == text);
      CHECK(seen.articles[0].repair == text::Repair::Guessed);
    }
  }
}

TEST_CASE("a character set shows wherever it first occurs, and however its bytes arrive") {
  std::string lines;
  for (int i = 0; i < 3000; ++i) lines += fmt::format("{{\"id\":\"x{}\",\"title\":\"Dam\"}}\n", i);
  const std::string last = in("shift_jis", "{\"id\":\"last\",\"text\":\"" + kJapanese + "\"}\n");
  for (const std::size_t piece : {500U, 64'000U}) {
    const Seen seen = read(lines + last, piece);
    REQUIRE(seen.articles.size() == 3001);
    CHECK(seen.articles[0].repair == text::Repair::None);
    CHECK(seen.articles[3000].body == kJapanese);
    CHECK(seen.articles[3000].repair == text::Repair::Guessed);
  }
}

TEST_CASE("what is declared rightly is no guess, and a few broken bytes of UTF-8 are repaired") {
  const std::string rss =
      "<?xml version=\"1.0\" encoding=\"koi8-r\"?><rss><channel><item><title>Dam</title>"
      "<description>{}</description></item></channel></rss>";
  const Seen declared = read(in("koi8-r", fmt::format(fmt::runtime(rss), kRussian)));
  REQUIRE(declared.articles.size() == 1);
  CHECK(declared.articles[0].body == kRussian);
  CHECK(declared.articles[0].repair == text::Repair::None);
  const Seen broken = read("{\"title\":\"Dam\",\"text\":\"" + kRussian + " \xD0\xFF\"}\n");
  REQUIRE(broken.articles.size() == 1);
  CHECK(broken.articles[0].body.starts_with(kRussian));
  CHECK(broken.articles[0].repair == text::Repair::Replaced);
}

TEST_CASE("a few letters beyond ASCII are Windows-1252 unless they show more") {
  for (const std::string text :
       {"caf\xE9", "Z\xFCrich", "na\xEFve", "\x93Yes\x94, he said", "S\xE3o Paulo",
        "Stra\xDF"
        "e",
        "pi\xF1"
        "ata"}) {
    CAPTURE(text);
    CHECK(charset_of("{\"title\":\"The " + text + " of the town\"}\n").name.empty());
  }
  CHECK(charset_of("plain").name.empty());
  CHECK_FALSE(charset_of("plain").is_certain);
  CHECK(charset_of(kRussian).is_certain);
  CHECK(charset_of(kRussian).name.empty());
  // Colours of a terminal are no character set.
  CHECK(charset_of("\x1B[31mred\x1B[0m").name.empty());
}

}  // namespace charset_test
