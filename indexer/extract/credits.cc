// SPDX-License-Identifier: GPL-2.0-or-later
// Bylines are split at words and marks that occur in no name; agencies are those in the table.
#include "indexer/extract/credits.h"

#include "common/fields/outlets.h"
#include "common/fields/schema.h"
#include "common/text/among.h"
#include "common/text/ascii.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "indexer/extract/agencies.h"
#include "indexer/extract/person_name.h"
#include "indexer/extract/place_case.h"
#include "indexer/extract/well_known_cities.h"
#include "indexer/readers/base/databases.h"
#include "indexer/readers/base/markup.h"
#include "indexer/readers/base/nothing.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

namespace dateline {
namespace {

/// What introduces names, in the languages of our dates; folded.
constexpr auto kBy = std::to_array<std::string_view>({"analysis by",
                                                      "by",
                                                      "compiled by",
                                                      "interview by",
                                                      "opinion by",
                                                      "photos and text by",
                                                      "posted by",
                                                      "reported by",
                                                      "reporting by",
                                                      "report by",
                                                      "story and photos by",
                                                      "story by",
                                                      "text by",
                                                      "words by",
                                                      "written by",
                                                      "par",
                                                      "propos recueillis par",
                                                      "texte de",
                                                      "textes de",
                                                      "von",
                                                      "ein bericht von",
                                                      "ein gastbeitrag von",
                                                      "ein kommentar von",
                                                      "eine analyse von",
                                                      "eine reportage von",
                                                      "interview von",
                                                      "text von",
                                                      "por",
                                                      "texto de",
                                                      "escrito por",
                                                      "a cura di",
                                                      "testo di",
                                                      "scritto da",
                                                      "door",
                                                      "tekst van",
                                                      "geschreven door",
                                                      "tekst af",
                                                      "tekst av",
                                                      "skrevet af",
                                                      "skrevet av",
                                                      "skrivet av",
                                                      "text av",
                                                      "przez",
                                                      "napsal",
                                                      "napsala",
                                                      "απο τον",
                                                      "απο την",
                                                      "του",
                                                      "της"});

/// These may also begin a name: "Von Trapp", "di Canio".
constexpr auto kAmbiguousBy =
    std::to_array<std::string_view>({"von", "di", "da", "av", "af", "de", "par", "por"});

/// These introduce names with a colon.
constexpr auto kBylineLabels = std::to_array<std::string_view>(
    {"author", "authors",    "autor",       "autora",      "autoren",   "autorin",    "autore",
     "autori", "auteur",     "auteurs",     "byline",      "forfatter", "forfattare", "haber",
     "irta",   "journalist", "journaliste", "kirjoittaja", "redakteur", "reporter",   "szerzo",
     "tekst",  "teksti",     "testo",       "text",        "texte",     "texto",      "words",
     "writer", "yazan",      "yazar",       "автор",       "авторы",    "текст"});

/// What follows a label or "by" and is about something else than the text.
constexpr auto kOfPictures = std::to_array<std::string_view>(
    {"photo",        "photos",        "photograph", "photographs", "picture", "pictures",
     "foto",         "fotos",         "fotografia", "fotografie",  "image",   "images",
     "illustration", "illustrations", "video",      "bild",        "bilder",  "фото",
     "fotograf",     "graphic",       "graphics"});

/// Between two names; each is between spaces. Only what looks like persons is parted by them.
constexpr auto kAnd = std::to_array<std::string_view>(
    {"and", "&",  "et", "und",    "y",     "e",    "i",    "en",  "og",   "och", "ja",  "ve",
     "и",   "та", "і",  "és",     "și",    "και",  "with", "mit", "avec", "con", "com", "med",
     "z",   "+",  "a",  "et al.", "sowie", "samt", "AND",  "UND", "ET",   "Y",   "WITH"});

/// After a name: "in London", "at the White House". Those that lead to a place come first.
constexpr std::size_t kPlaceMarks = 12;
constexpr auto kBehind = std::to_array<std::string_view>({"in",
                                                          "à",
                                                          "aus",
                                                          "en",
                                                          "em",
                                                          "a",
                                                          "uit",
                                                          "i",
                                                          "w",
                                                          "в",
                                                          "reporting from",
                                                          "IN",
                                                          "at",
                                                          "for",
                                                          "from",
                                                          "is",
                                                          "ist",
                                                          "est",
                                                          "es",
                                                          "für",
                                                          "pour",
                                                          "para",
                                                          "per",
                                                          "voor",
                                                          "för",
                                                          "dla",
                                                          "для",
                                                          "special to",
                                                          "au",
                                                          "aux",
                                                          "bei",
                                                          "AT",
                                                          "FOR",
                                                          "FROM"});

/// Parts that belong to the preceding name.
constexpr auto kSuffixes = std::to_array<std::string_view>(
    {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "md", "m.d.", "phd", "ph.d."});

constexpr std::size_t kMaxSignOffBytes = 600;

/// `word` without a colon behind it.
std::string label_of(std::string_view word) {
  while (word.ends_with(':')) word.remove_suffix(1);
  return text::fold(word);
}

std::string_view from(std::string_view text, std::string_view word) {
  return text.substr(static_cast<std::size_t>(word.data() - text.data()));
}

/// Is what follows "Von" a name of its own? Not in "Von Trapp" and "von der Leyen".
bool names_follow(std::string_view rest) {
  if (is_known_agency(rest)) return true;
  const std::vector<std::string_view> words = words_between_blanks(rest);
  constexpr auto kSmall = std::to_array<std::string_view>({"der", "den", "und", "la", "le"});
  return words.size() >= 2 && !text::is_among(words[0], kSmall);
}

/// Without "By" and its like.
std::string_view without_by(std::string_view byline) {
  const std::vector<std::string_view> words = words_between_blanks(byline);
  constexpr std::size_t kMostWords = 4;
  std::string phrase;
  std::string_view best = byline;
  for (std::size_t i = 0; i < std::min(words.size(), kMostWords); ++i) {
    if (i > 0) phrase += ' ';
    phrase += label_of(words[i]);
    const bool has_colon = words[i].ends_with(':');
    const std::string_view rest = i + 1 < words.size() ? from(byline, words[i + 1]) : "";
    const bool is_particle = text::is_among(phrase, kAmbiguousBy);
    const bool is_by = text::is_among(phrase, kBy) ||
                       (is_particle && ascii::is_upper(static_cast<unsigned char>(words[0][0])));
    if (is_by && !has_colon && is_particle && !names_follow(rest)) continue;
    if (is_by || (has_colon && text::is_among(phrase, kBylineLabels))) best = rest;
  }
  return best;
}

/// An address of mail or of the web, or a handle.
bool is_address(std::string_view word) {
  if (word.find('@') != word.npos || word.find("://") != word.npos) return true;
  if (ascii::starts_with(word, "www.")) return true;
  // "harbourpost.example", but not "J.Roe"
  const std::size_t point = word.rfind('.');
  return point != word.npos && point > 1 && word.size() - point > 2 && ascii::lower(word) == word &&
         std::all_of(word.begin() + static_cast<std::ptrdiff_t>(point) + 1, word.end(),
                     [](char c) { return ascii::is_letter(c); });
}

std::string without_addresses(std::string_view text) {
  std::string kept;
  for (const std::string_view word : words_between_blanks(text)) {
    const std::size_t mark = std::min(word.find_last_not_of(",;"), word.size() - 1) + 1;
    const bool is_left_out = is_address(word.substr(0, mark));
    const std::string_view shown = is_left_out ? word.substr(mark) : word;
    if (shown.empty()) continue;
    if (!kept.empty() && !is_left_out) kept += ' ';
    kept += shown;
  }
  return kept;
}

/// Where one of `marks` stands between spaces; with what is before and after it.
struct Cut {
  std::string_view before, after;
  std::size_t mark = 0;
};

template <typename Marks>
std::optional<Cut> first_cut(std::string_view text, const Marks& marks, std::size_t start = 0) {
  for (std::size_t at = text.find(' ', start); at != text.npos; at = text.find(' ', at + 1)) {
    const std::string_view rest = text.substr(at + 1);
    for (std::size_t i = 0; i < marks.size(); ++i) {
      const std::string_view mark = marks[i];
      if (rest.size() <= mark.size() || rest[mark.size()] != ' ' || !rest.starts_with(mark))
        continue;
      return Cut{text::trim(text.substr(0, at)), text::trim(rest.substr(mark.size())), i};
    }
  }
  return std::nullopt;
}

std::vector<std::string_view> split(std::string_view text, std::string_view marks) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(marks), text.size());
    if (const auto part = text::trim(text.substr(0, end)); !part.empty()) parts.push_back(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

/// A city that needs no country, or one with it.
bool is_city(std::string_view text) {
  return is_well_known_city(text::fold(text.substr(0, text.find(','))));
}

bool is_suffix(std::string_view part) {
  return text::is_among(text::fold(part), kSuffixes);
}

/// "Smith, John" and "van der Roe, Jan": one name in catalogue order.
bool is_inverted_name(const std::vector<std::string_view>& parts) {
  if (parts.size() != 2 || is_suffix(parts[1]) || is_city(parts[1])) return false;
  const std::vector<std::string_view> surname = words_between_blanks(parts[0]);
  const std::vector<std::string_view> given = words_between_blanks(parts[1]);
  const auto is_small = [](std::string_view word) {
    return ascii::is_lower(static_cast<unsigned char>(word[0]));
  };
  const bool is_surname = std::all_of(surname.begin(), surname.end() - 1, is_small);
  return is_surname && given.size() <= 2 && !is_small(given[0]) && !is_known_agency(parts[0]) &&
         !is_known_agency(parts[1]) && !names_job(parts[0]) && !names_job(parts[1]);
}

/// Equal for the spellings of one name: "AP", "Associated Press".
std::string key_of(const std::string& name) {
  const NewsSource* const known = SourceTable::built_in().find(name);
  return known == nullptr ? schema::facet_key(name) : known->name;
}

/// Reads one stated byline.
class BylineReader {
 public:
  BylineReader(std::string_view source, Byline& byline) : source_(source), byline_(byline) {}

  void read(std::string_view stated) {
    if (is_nobody(stated)) return;
    if (is_known_agency(stated)) return agency(stated);
    // French sets colons apart: "Texte : Anne Durand".
    std::string line(stated);
    if (const std::size_t colon = line.find(" :"); colon != line.npos) line.erase(colon, 1);
    const std::string names(without_by(line));
    says_by_ = names.size() != line.size();
    const std::string bare = without_addresses(names);
    for (std::string_view part : split(bare, ";/|")) read_dashed(part);
    add_names(authors_, byline_.authors);
  }

 private:
  /// "Jane Roe - Harbour Post": what follows is where she works.
  void read_dashed(std::string_view part) {
    constexpr auto kDashes = std::to_array<std::string_view>({"-", "–", "—", "•", "·"});
    while (const auto cut = first_cut(part, kDashes)) {
      read_list(cut->before);
      part = cut->after;
    }
    read_list(part);
  }

  void read_list(std::string_view list) {
    const std::vector<std::string_view> parts = split(list, ",");
    if (is_inverted_name(parts)) {
      authors_.push_back(in_person_case(std::string(parts[1]).append(" ").append(parts[0])));
      return;
    }
    for (const std::string_view part : parts) read_part(part);
  }

  void read_part(std::string_view part) {
    const std::string_view names = without_by(part);
    const std::vector<std::string_view> words = words_between_blanks(names);
    if (words.empty() || text::is_among(label_of(words[0]), kOfPictures)) return;
    if (is_known_agency(names)) return agency(names);
    std::vector<std::string_view> all;
    std::string_view rest = names;
    while (const auto cut = first_cut(rest, kAnd)) {
      // "en" joins names in Dutch, and leads to a place in Spanish.
      const bool is_place = text::is_among(kAnd[cut->mark], kBehind) && is_city(cut->after);
      if (is_place) break;
      all.push_back(cut->before);
      rest = cut->after;
    }
    all.push_back(rest);
    const bool is_list = !authors_.empty() ||
                         std::all_of(all.begin(), all.end(),
                                     [&](std::string_view each) { return may_be_listed(each); });
    if (!is_list) return read_name(names);
    for (const std::string_view each : all) read_name(each);
  }

  static bool may_be_listed(std::string_view part) {
    const auto behind = first_cut(part, kBehind);
    return is_nobody(part) || is_known_agency(part) || names_job(part) || looks_like_person(part) ||
           (behind && looks_like_person(behind->before));
  }

  void read_name(std::string_view name) {
    if (const std::size_t open = name.find('('); open != name.npos && name.ends_with(')')) {
      const std::string_view inner = text::trim(name.substr(open + 1, name.size() - open - 2));
      if (is_known_agency(inner)) agency(inner);
      name = open == 0 && !is_known_agency(inner) ? inner : text::trim(name.substr(0, open));
    }
    if (const auto cut = first_cut(name, kBehind)) {
      if (says_by_ || looks_like_person(cut->before)) {
        if (is_known_agency(cut->after)) agency(cut->after);
        if (cut->mark < kPlaceMarks) place(cut->after);
        name = cut->before;
      }
    }
    if (name.empty() || is_nobody(name)) return;
    if (is_known_agency(name)) return agency(name);
    if (!authors_.empty() && is_suffix(name)) {
      authors_.back().append(", ").append(name);
      return;
    }
    name = without_job(name);
    if (names_job(name) || is_outlet(name)) return;
    if (!authors_.empty() && (is_city(name) || !looks_like_person(name))) return place(name);
    authors_.push_back(in_person_case(name));
  }

  [[nodiscard]] bool is_outlet(std::string_view name) const {
    const std::string key = key_of(std::string(name));
    return (!source_.empty() && key == key_of(std::string(source_))) ||
           SourceTable::built_in().find(name) != nullptr || is_database(name);
  }

  void agency(std::string_view name) { add_names({std::string(name)}, byline_.agencies); }

  /// Where it says so: what follows a name may be an employer as well.
  void place(std::string_view name) {
    constexpr std::size_t kMostWords = 4;
    const std::vector<std::string_view> words = words_between_blanks(name);
    const bool is_name =
        !words.empty() && words.size() <= kMostWords &&
        std::all_of(words.begin(), words.end(), [](std::string_view word) {
          return !ascii::is_lower(static_cast<unsigned char>(word[0])) || is_small_place_word(word);
        });
    if (is_name && byline_.place.empty() && !names_job(name) && !is_outlet(name)) {
      byline_.place = title_case_place(name);
    }
  }

  std::string_view source_;
  Byline& byline_;
  bool says_by_ = false;
  std::vector<std::string> authors_;
};

/// The last non-empty lines, last first.
std::vector<std::string_view> last_lines(std::string_view body, std::size_t count) {
  std::vector<std::string_view> lines;
  while (lines.size() < count && !body.empty()) {
    const std::size_t end = body.rfind('\n');
    const std::size_t start = end == std::string_view::npos ? 0 : end + 1;
    const std::string_view line = text::trim(body.substr(start));
    if (!line.empty()) lines.push_back(line);
    body = body.substr(0, start == 0 ? 0 : start - 1);
  }
  return lines;
}

/// "© 2019 AFP" → "AFP", "--IANS" → "IANS", "(Xinhua)" → "Xinhua".
std::string_view bare_credit(std::string_view line) {
  constexpr std::array<std::string_view, 13> kLead = {
      "©", "(c)", "(C)", "Copyright", "copyright", "Source:", "Sources:",
      "-", "–",   "—",   "(",         "/",         "["};
  bool found = true;
  while (found) {
    found = false;
    for (const std::string_view lead : kLead) {
      if (!line.starts_with(lead)) continue;
      line = text::trim(line.substr(lead.size()));
      found = true;
    }
    const std::size_t year = std::min(line.find_first_not_of("0123456789"), line.size());
    if (year == 4) {
      line = text::trim(line.substr(4));
      found = true;
    }
  }
  while (!line.empty() && std::string_view(").]/-").find(line.back()) != std::string_view::npos) {
    line.remove_suffix(1);
  }
  return text::trim(line);
}

bool is_reuters_sign_off(std::string_view line) {
  return line.size() <= kMaxSignOffBytes && line.starts_with('(') && line.ends_with(')') &&
         (line.find("eporting by ") != std::string_view::npos ||
          line.find("ompiled by ") != std::string_view::npos) &&
         line.find("diting by ") != std::string_view::npos;
}

}  // namespace

Byline read_byline(const std::vector<std::string>& stated, std::string_view source) {
  // The same people write again and again.
  constexpr std::size_t kRemembered = 4096;
  thread_local std::unordered_map<std::string, Byline> remembered;
  if (stated.empty()) return {};
  std::string key(source);
  for (const std::string& one : stated) key.append(1, '\0').append(one);
  if (const auto known = remembered.find(key); known != remembered.end()) return known->second;
  Byline byline;
  for (const std::string& one : stated) {
    BylineReader(source, byline).read(text::single_line(plain_text(one)));
  }
  if (remembered.size() >= kRemembered) remembered.clear();
  remembered.emplace(std::move(key), byline);
  return byline;
}

std::vector<std::string> closing_agencies(std::string_view body) {
  constexpr std::size_t kLines = 2;
  for (const std::string_view line : last_lines(body, kLines)) {
    if (is_reuters_sign_off(line)) return {"Reuters"};
    if (line.size() > kMaxCreditBytes) continue;
    const std::vector<std::string> parties = parties_of(bare_credit(line));
    if (!parties.empty() && std::all_of(parties.begin(), parties.end(), is_known_agency)) {
      return parties;
    }
  }
  return {};
}

void add_names(const std::vector<std::string>& names, std::vector<std::string>& all) {
  for (const std::string& name : names) {
    const std::string key = key_of(name);
    const bool is_there = std::any_of(all.begin(), all.end(),
                                      [&](const std::string& each) { return key_of(each) == key; });
    if (!is_there) all.push_back(name);
  }
}

}  // namespace dateline
