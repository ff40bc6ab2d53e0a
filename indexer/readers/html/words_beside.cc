// SPDX-License-Identifier: GPL-2.0-or-later
// Bylines, places and sections are names: they have capitals, or a mark parts them from the date.
// Whatever else stands before a date says what happened on it.
#include "indexer/readers/html/words_beside.h"

#include "common/text/ascii.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "indexer/readers/html/visible_author.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace dateline::html {
namespace {

/// Beginnings of words, as `text::fold` leaves them.
constexpr auto kOfChange = std::to_array<std::string_view>(
    {"update",    "modified",  "edited",      "revised",    "changed",     "corrected",
     "aktualisi", "geandert",  "bearbeitet",  "mis a jour", "mise a jour", "modifi",
     "actualiz",  "modificad", "atualiza",    "aggiorna",   "modificat",   "bijgewerkt",
     "gewijzigd", "обновлен",  "изменен",     "оновлен",    "guncelle",    "oppdater",
     "uppdatera", "opdater",   "paivitetty",  "aktualizov", "aktualiz",    "zaktualizowan",
     "frissit",   "ενημερ",    "actualitzat", "cap nhat",   "diperbarui",  "azurirano",
     "ажурирано", "更新",      "修正",        "수정",       "업데이트",    "最終更新",
     "تحديث",     "עודכן",     "अपडेट",        "আপডেট",      "อัปเดต",       "بروزرسانی"});

constexpr auto kOfPublication = std::to_array<std::string_view>({"publish",
                                                                 "posted",
                                                                 "first published",
                                                                 "issued",
                                                                 "released",
                                                                 "filed",
                                                                 "pubdate",
                                                                 "date",
                                                                 "veroffentlicht",
                                                                 "erschienen",
                                                                 "verfasst",
                                                                 "eingestellt",
                                                                 "publie",
                                                                 "paru",
                                                                 "publicad",
                                                                 "publicat",
                                                                 "publikov",
                                                                 "publika",
                                                                 "publicer",
                                                                 "publiser",
                                                                 "pubblicat",
                                                                 "gepubliceerd",
                                                                 "geplaatst",
                                                                 "опубликован",
                                                                 "опубліковано",
                                                                 "публикуван",
                                                                 "дата",
                                                                 "fecha",
                                                                 "datum",
                                                                 "data di",
                                                                 "julkaistu",
                                                                 "udgivet",
                                                                 "opublikowan",
                                                                 "dodano",
                                                                 "zverejnen",
                                                                 "vydan",
                                                                 "kozzeteve",
                                                                 "megjelent",
                                                                 "objavljen",
                                                                 "објављено",
                                                                 "δημοσιευ",
                                                                 "yayin",
                                                                 "diterbitkan",
                                                                 "dipublikasikan",
                                                                 "dang luc",
                                                                 "dang ngay",
                                                                 "xuat ban",
                                                                 "tanggal",
                                                                 "发布",
                                                                 "發布",
                                                                 "发表",
                                                                 "發表",
                                                                 "时间",
                                                                 "時間",
                                                                 "日期",
                                                                 "来源",
                                                                 "來源",
                                                                 "公開",
                                                                 "掲載",
                                                                 "配信",
                                                                 "投稿",
                                                                 "公開日",
                                                                 "登録",
                                                                 "발행",
                                                                 "등록",
                                                                 "입력",
                                                                 "승인",
                                                                 "송고",
                                                                 "게시",
                                                                 "작성",
                                                                 "نشر",
                                                                 "تاريخ النشر",
                                                                 "انتشار",
                                                                 "פורסם",
                                                                 "प्रकाशित",
                                                                 "প্রকাশ",
                                                                 "เผยแพร่",
                                                                 "วันที่",
                                                                 "gepost",
                                                                 "postad",
                                                                 "lagt ut",
                                                                 "lisatud",
                                                                 "publicet"});

/// They are said of people, firms, pictures, meetings and pages; never of an article's appearance.
constexpr auto kOfSomethingElse = std::to_array<std::string_view>(
    {"born",       "birth",       "died",      "death",     "deceased",   "founded",
     "foundation", "establish",   "taken",     "photo",     "picture",    "image",
     "built",      "opened",      "since",     "until",     "photos",     "between",
     "deadline",   "due",         "event",     "events",    "starts",     "begins",
     "ends",       "expires",     "expiry",    "accessed",  "retrieved",  "archived",
     "joined",     "married",     "elected",   "appointed", "killed",     "arrested",
     "copyright",  "recorded",    "filmed",    "signed",    "registered", "launched",
     "created on", "geboren",     "geburt",    "gestorben", "gegrundet",  "grundung",
     "gestiftet",  "aufgenommen", "aufnahme",  "bild:",     "foto",       "beginn",
     "termin",     "stand",       "abgerufen", "ne le",     "nee le",     "naissance",
     "mort",       "decede",      "fonde",     "prise le",  "nacio",      "nacid",
     "nacimiento", "murio",       "fallecio",  "fundad",    "tomada",     "nato",
     "nata",       "nascita",     "morto",     "scattata",  "nascid",     "nasceu",
     "morreu",     "geboorte",    "overleden", "opgericht", "genomen",    "родился",
     "родилась",   "рожден",      "умер",      "основан",   "народився",  "dogum",
     "dogdu",      "kuruldu",     "kurulus",   "oldu",      "fodd",       "fodt",
     "dod",        "grundad",     "stiftet",   "syntynyt",  "perustettu", "urodzon",
     "zmarl",      "zalozon",     "narozen",   "zalozen",   "nascut",     "szuletett",
     "alapit",     "roden",       "рођен",     "роден",     "γεννηθ",     "ιδρυθ",
     "lahir",      "wafat",       "didirikan", "sinh",      "mat ngay",   "thanh lap",
     "出生",       "生于",        "生於",      "生まれ",    "逝世",       "去世",
     "死去",       "成立",        "创立",      "創立",      "設立",       "撮影",
     "拍摄",       "拍攝",        "摄于",      "태어",      "출생",       "사망",
     "설립",       "창립",        "촬영",      "ولد",       "مواليد",     "توفي",
     "تأسس",       "נולד",        "נפטר",      "הוקם",      "जन्म",        "निधन",
     "स्थापना",     "জন্ম",         "মৃত্যু",       "প্রতিষ্ঠা",   "เกิด",        "เสียชีวิต",
     "ก่อตั้ง",       "متولد",       "درگذشت",    "تاسیس"});

/// They join a name to a date, or say what kind of article it is.
constexpr auto kJoining = std::to_array<std::string_view>(
    {"by",  "on",  "at",  "in",   "and", "the", "of",  "for", "von", "am", "den", "um", "vom",
     "und", "le",  "par", "a",    "el",  "de",  "del", "por", "y",   "il", "di",  "da", "e",
     "em",  "op",  "om",  "door", "van", "der", "den", "av",  "af",  "og", "och", "kl", "i",
     "od",  "dne", "dna", "la",   "du",  "al",  "bin", "ibn", "в",   "и",  "от",  "ua"});

/// Labels of a byline or a source.
constexpr auto kOfNames = std::to_array<std::string_view>(
    {"by",       "author", "words",  "text",      "story",  "source", "reporter", "written",
     "editor",   "von",    "autor",  "redaktion", "quelle", "auteur", "par",      "por",
     "fuente",   "fonte",  "autore", "redacc",    "redaz",  "door",   "автор",    "текст",
     "источник", "作者",   "记者",   "記者",      "编辑",   "編輯",   "文",       "来源",
     "기자",     "글",     "كتب",    "المصدر",    "yazar",  "kaynak", "penulis",  "sumber"});

bool is_continued(std::string_view text, std::size_t at) {
  constexpr unsigned char kFirstWide = 0xE0;  // of scripts that do not part words alike
  if (at == 0 || static_cast<unsigned char>(text[at]) >= kFirstWide) return false;
  const char before = text[at - 1];
  return ascii::is_letter(before) || static_cast<unsigned char>(before) >= 0x80;
}

template <std::size_t N>
bool has_word(std::string_view folded, const std::array<std::string_view, N>& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(), [&](std::string_view word) {
    for (std::size_t at = folded.find(word); at != std::string_view::npos;
         at = folded.find(word, at + 1)) {
      if (is_continued(folded, at)) continue;
      // Short words are whole ones: "standard" is no "stand".
      constexpr std::size_t kShort = 5;
      const std::size_t end = at + word.size();
      const bool is_whole = end >= folded.size() || !ascii::is_letter(folded[end]);
      if (word.size() > kShort || !text::is_ascii(word) || is_whole) return true;
    }
    return false;
  });
}

std::vector<std::string_view> words_in(std::string_view text) {
  constexpr std::string_view kBetween = " ,.;:|-/()[]\"";
  std::vector<std::string_view> words;
  while (true) {
    const std::size_t start = text.find_first_not_of(kBetween);
    if (start == std::string_view::npos) return words;
    const std::size_t end = std::min(text.find_first_of(kBetween, start), text.size());
    words.push_back(text.substr(start, end - start));
    text.remove_prefix(end);
  }
}

/// The case of a word's first letter: capitals, or small, or a script without capitals.
enum class Case { Upper, Lower, None };

Case case_of(std::string_view word) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(word.data());
  const auto length = static_cast<std::int32_t>(word.size());
  std::int32_t at = 0;
  UChar32 c = 0;
  U8_NEXT(bytes, at, length, c);
  if (c < 0 || !u_isalpha(c)) return Case::None;
  if (u_isupper(c)) return Case::Upper;
  return u_islower(c) ? Case::Lower : Case::None;
}

bool ends_with_mark(std::string_view text) {
  constexpr auto kMarks = std::to_array<std::string_view>(
      {",", "|", "-", "–", "—", "/", ";", ".", ">", "»", "·", "•", "،", "、", "，"});
  return std::any_of(kMarks.begin(), kMarks.end(),
                     [&](std::string_view mark) { return text.ends_with(mark); });
}

/// A name, a place, a section: words with capitals, two at least or parted from the date.
bool is_name(std::string_view text) {
  const bool is_parted = ends_with_mark(text);
  std::size_t names = 0;
  bool has_case = false;
  for (const std::string_view word : words_in(text)) {
    const Case its = case_of(word);
    const std::string folded = text::fold(word);
    has_case |= its != Case::None;
    if (std::find(kJoining.begin(), kJoining.end(), folded) != kJoining.end()) continue;
    if (its == Case::Lower) return false;
    if (its == Case::Upper) ++names;
  }
  if (!has_case) return is_parted || words_in(text).empty();
  return is_parted ? names > 0 : names > 1;
}

}  // namespace

bool says_published(std::string_view text) {
  return has_word(text::fold(text), kOfPublication);
}

bool says_something_else(std::string_view text) {
  return has_word(text::fold(text), kOfSomethingElse);
}

DateOf date_of(std::string_view before, std::string_view after) {
  before = text::trim(before);
  after = text::trim(after);
  const std::string said = text::fold(before);
  const std::string follows = text::fold(after);
  if (has_word(said, kOfChange)) return DateOf::Change;
  if (says_something_else(before)) {
    constexpr auto kPlainly = std::to_array<std::string_view>({"published", "posted"});
    return has_word(said, kPlainly) ? DateOf::Publication : DateOf::SomethingElse;
  }
  if (has_word(said, kOfPublication)) return DateOf::Publication;
  if (after.starts_with(':')) return DateOf::SomethingElse;
  // "7 May 1956 was a Monday"
  const auto following = words_in(after);
  constexpr auto kVerbs = std::to_array<std::string_view>(
      {"was", "is", "were", "war", "ist", "wurde", "est", "etait", "fue", "era", "es", "to", "bis",
       "au", "al", "hasta", "through"});
  if (!following.empty() && case_of(following.front()) == Case::Lower &&
      std::find(kVerbs.begin(), kVerbs.end(), text::fold(following.front())) != kVerbs.end()) {
    return DateOf::SomethingElse;
  }
  if (has_word(std::string_view(follows).substr(0, follows.find_first_of(",|;")),
               kOfSomethingElse)) {
    return DateOf::SomethingElse;
  }
  const auto words = words_in(before);
  if (words.empty() || without_by(before).size() != before.size()) return DateOf::Unsaid;
  if (const std::size_t colon = said.find(':'); colon != std::string::npos) {
    return has_word(said.substr(0, colon), kOfNames) ? DateOf::Unsaid : DateOf::Unclear;
  }
  // A preposition alone says nothing.
  const bool is_joining = std::all_of(words.begin(), words.end(), [](std::string_view word) {
    return std::find(kJoining.begin(), kJoining.end(), text::fold(word)) != kJoining.end();
  });
  return is_joining || is_name(before) ? DateOf::Unsaid : DateOf::Unclear;
}

}  // namespace dateline::html
