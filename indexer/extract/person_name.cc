// SPDX-License-Identifier: GPL-2.0-or-later
// Words are compared folded. Lists of jobs have the languages in which dates are read.
#include "indexer/extract/person_name.h"

#include "common/text/among.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "indexer/extract/char_cursor.h"
#include "indexer/extract/place_case.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <vector>

namespace dateline {
namespace {

using WordSet = std::unordered_set<std::string_view>;

/// Words that make a text the name of a job or a desk.
const WordSet& jobs() {
  static const WordSet words = {"writer",
                                "writers",
                                "editor",
                                "editors",
                                "editorial",
                                "correspondent",
                                "correspondents",
                                "reporter",
                                "reporters",
                                "staff",
                                "staffer",
                                "bureau",
                                "columnist",
                                "columnists",
                                "contributor",
                                "contributors",
                                "producer",
                                "producers",
                                "photographer",
                                "photographers",
                                "journalist",
                                "journalists",
                                "desk",
                                "newsdesk",
                                "newsroom",
                                "analyst",
                                "analysts",
                                "agencies",
                                "agency",
                                "commentator",
                                "critic",
                                "intern",
                                "freelance",
                                "freelancer",
                                "researcher",
                                "reviewer",
                                "cartoonist",
                                "videographer",
                                "webmaster",
                                "admin",
                                "administrator",
                                "username",
                                "team",
                                "newswire",
                                "newswires",
                                "wires",
                                "stringer",
                                "anchor",
                                "presenter",
                                "subeditor",
                                "redacteur",
                                "redakteur",
                                "redakteurin",
                                "korrespondent",
                                "korrespondentin",
                                "korrespondenten",
                                "redaktion",
                                "reporterin",
                                "agenturen",
                                "nachrichtenagentur",
                                "agentur",
                                "mitarbeiter",
                                "mitarbeiterin",
                                "volontar",
                                "gastbeitrag",
                                "redaction",
                                "correspondant",
                                "correspondante",
                                "journaliste",
                                "journalistes",
                                "agences",
                                "agence",
                                "envoye",
                                "envoyee",
                                "editorialiste",
                                "redaccion",
                                "redactor",
                                "redactora",
                                "corresponsal",
                                "corresponsales",
                                "periodista",
                                "periodistas",
                                "agencias",
                                "agencia",
                                "enviado",
                                "enviada",
                                "redazione",
                                "redattore",
                                "corrispondente",
                                "giornalista",
                                "inviato",
                                "inviata",
                                "agenzie",
                                "agenzia",
                                "redacao",
                                "correspondente",
                                "jornalista",
                                "jornalistas",
                                "reportagem",
                                "redactie",
                                "verslaggever",
                                "verslaggeefster",
                                "correspondenten",
                                "persbureau",
                                "persbureaus",
                                "medewerker",
                                "nieuwsredactie",
                                "redaksjonen",
                                "redaktionen",
                                "redaktion",
                                "journalisten",
                                "redaktor",
                                "redaktør",
                                "redaktoren",
                                "nyhetsbyra",
                                "toimitus",
                                "toimittaja",
                                "toimittajat",
                                "redakcja",
                                "dziennikarz",
                                "korespondent",
                                "agencje",
                                "redakce",
                                "redaktorka",
                                "szerkesztoseg",
                                "ujsagiro",
                                "редакция",
                                "редактор",
                                "корреспондент",
                                "журналист",
                                "обозреватель",
                                "репортер",
                                "редакція",
                                "кореспондент",
                                "muhabir",
                                "muhabiri",
                                "editoru",
                                "merkezi",
                                "servisi",
                                "gazeteci"};
  return words;
}

/// Words before those of jobs: "Senior", "Political".
const WordSet& kinds_of_jobs() {
  static const WordSet words = {
      "senior",    "chief",       "deputy",   "associate", "assistant",  "contributing",
      "special",   "political",   "politics", "business",  "sports",     "sport",
      "foreign",   "national",    "local",    "city",      "health",     "science",
      "education", "economics",   "economy",  "financial", "finance",    "crime",
      "court",     "legal",       "arts",     "culture",   "travel",     "technology",
      "tech",      "environment", "defense",  "defence",   "diplomatic", "investigative",
      "managing",  "executive",   "night",    "weekend",   "white",      "house",
      "freelance", "guest",       "former",   "our",       "own",        "unser",
      "notre",     "nuestro",     "nostro",   "the",       "web",        "online",
      "digital",   "news"};
  return words;
}

/// Words of the names of organisations.
const WordSet& of_organisations() {
  static const WordSet words = {
      "press",     "times",       "news",       "service",     "services",  "journal",
      "media",     "newspaper",   "newspapers", "magazine",    "group",     "company",
      "inc",       "inc.",        "ltd",        "ltd.",        "gmbh",      "corp",
      "corp.",     "corporation", "llc",        "university",  "institute", "foundation",
      "ministry",  "government",  "radio",      "television",  "tv",        "online",
      "daily",     "weekly",      "zeitung",    "nachrichten", "presse",    "noticias",
      "notizie",   "nieuws",      "nyheter",    "новости",     "haber",     "haberleri",
      "network",   "channel",     "today",      "reports",     "report",    "association",
      "committee", "council",     "department", "office",      "center",    "centre",
      "society"};
  return words;
}

/// Small words in names of persons.
constexpr auto kParticles = std::to_array<std::string_view>(
    {"van", "von", "de",  "der", "den", "da",  "di",    "du",   "la",  "le",    "bin",  "ibn",
     "al",  "el",  "dos", "das", "do",  "del", "della", "dela", "af",  "av",    "ter",  "ten",
     "te",  "zu",  "zum", "zur", "vom", "y",   "e",     "'t",   "op",  "het",   "bint", "abu",
     "ul",  "mac", "ap",  "san", "st",  "st.", "saint", "ben",  "dal", "degli", "i"});

/// "E." and not "U.S."
bool is_initial(std::string_view word) {
  return word.size() == 2 && word.back() == '.';
}

/// Without the marks around it: "(Analyst)" is a job, too.
std::string bare(std::string_view word) {
  constexpr std::string_view kMarks = ",;:()[]\"'";
  while (!word.empty() && kMarks.find(word.front()) != word.npos) word.remove_prefix(1);
  while (!word.empty() && kMarks.find(word.back()) != word.npos) word.remove_suffix(1);
  return text::fold(word);
}

bool is_job_word(std::string_view word, std::string_view before) {
  return !is_initial(before) && jobs().contains(bare(word));
}

bool has_capital(std::string_view text) {
  for (CharCursor in(text); !in.at_end(); in.next()) {
    if (in.peek() > 0 && u_isupper(in.peek())) return true;
  }
  return false;
}

/// Does a name begin so? True in scripts without capitals.
bool begins_name(std::string_view word) {
  CharCursor in(word);
  while (!in.at_end() && (is_apostrophe(in.peek()) || in.peek() == '"' || in.peek() == 0x201C)) {
    in.next();
  }
  const UChar32 c = in.peek();
  if (c < 0 || !is_letter(c)) return false;
  if (!u_islower(c)) return true;
  // "d'Arc", "al-Assad", "deGrom"
  in.next();
  while (!in.at_end() && is_letter(in.peek()) && u_islower(in.peek())) in.next();
  if (is_apostrophe(in.peek()) || in.peek() == '-') in.next();
  return in.peek() > 0 && u_isupper(in.peek());
}

/// Two letters that are initials: "AJ", "JP", "TJ".
bool are_initials(std::string_view letters) {
  constexpr std::string_view kVowels = "AEIOUY";
  const bool has_vowel = letters.find_first_of(kVowels) != letters.npos;
  return letters.size() == 2 && (!has_vowel || letters[1] == 'J');
}

bool is_numeral(std::string_view letters) {
  return letters == "II" || letters == "III" || letters == "IV";
}

constexpr auto kKept =
    std::to_array<std::string_view>({"MD", "PHD", "DDS", "RN", "QC", "KC", "MP"});

/// One run of letters of a name; `is_first` in its word.
std::string cased(std::string_view letters, bool is_small) {
  std::string out;
  bool is_first = !is_small;
  std::size_t kept = 0;
  if (letters.size() > 3 && letters.starts_with("MC")) kept = 2;
  for (CharCursor in(letters); !in.at_end();) {
    const std::size_t at = in.at();
    const UChar32 c = in.peek();
    in.next();
    const bool is_capital = is_first || (kept != 0 && at == kept);
    is_first = false;
    std::array<std::uint8_t, U8_MAX_LENGTH> bytes{};
    std::size_t size = 0;
    const auto code = static_cast<std::uint32_t>(is_capital ? c : u_tolower(c));
    U8_APPEND_UNSAFE(bytes, size, code);
    out.append(bytes.begin(), bytes.begin() + size);
  }
  return out;
}

/// "McROE" and "MacROE" keep their small letters.
std::size_t celtic_prefix(std::string_view word) {
  for (const std::string_view prefix : {"Mc", "Mac"}) {
    if (word.size() > prefix.size() + 1 && word.starts_with(prefix)) return prefix.size();
  }
  return 0;
}

std::string word_in_case(std::string_view word, bool is_first_word, bool is_last_word) {
  const std::size_t prefix = celtic_prefix(word);
  std::string out(word.substr(0, prefix));
  CharCursor in(word.substr(prefix));
  bool begins = true;
  while (!in.at_end()) {
    const std::size_t start = in.at();
    if (!is_letter(in.peek())) {
      // After "O'" and "-" a name begins, after "JOHN'" it does not.
      begins = !is_apostrophe(in.peek()) || start <= 2;
      in.next();
      out += in.since(start);
      continue;
    }
    while (is_letter(in.peek())) in.next();
    const std::string_view letters = in.since(start);
    const bool is_whole = letters.size() == word.size();
    if (is_whole && ((is_first_word && are_initials(letters)) || is_numeral(letters) ||
                     (is_last_word && text::is_among(letters, kKept)))) {
      out += letters;
    } else {
      out += cased(letters, !begins);
    }
  }
  return out;
}

}  // namespace

std::vector<std::string_view> words_between_blanks(std::string_view text) {
  std::vector<std::string_view> words;
  while (!(text = text::trim(text)).empty()) {
    const std::size_t blank = std::min(text.find(' '), text.size());
    words.push_back(text.substr(0, blank));
    text.remove_prefix(blank);
  }
  return words;
}

bool looks_like_person(std::string_view text) {
  const std::vector<std::string_view> words = words_between_blanks(text);
  constexpr std::size_t kLeast = 2;
  constexpr std::size_t kMost = 6;
  if (words.size() < kLeast || words.size() > kMost) return false;
  if (text.find_first_of("0123456789@/\\:") != text.npos) return false;
  const bool has_capitals = has_capital(text);
  std::size_t names = 0;
  std::string_view before;
  for (const std::string_view word : words) {
    const std::string folded = bare(word);
    if (is_job_word(word, before) || of_organisations().contains(folded)) return false;
    before = word;
    const bool is_particle = text::is_among(folded, kParticles);
    if (has_capitals && !is_particle && !begins_name(word)) return false;
    names += is_particle && !has_capital(word) ? 0U : 1U;
  }
  return names >= 1;
}

bool names_job(std::string_view text) {
  std::string_view before;
  for (const std::string_view word : words_between_blanks(text)) {
    if (is_job_word(word, before)) return true;
    before = word;
  }
  return false;
}

std::string_view without_job(std::string_view text) {
  const std::vector<std::string_view> words = words_between_blanks(text);
  std::size_t job = 0;
  while (job < words.size() && !is_job_word(words[job], job == 0 ? "" : words[job - 1])) ++job;
  if (job == words.size()) return text;
  while (job > 0 && kinds_of_jobs().contains(bare(words[job - 1]))) --job;
  if (job < 2) return text;
  const std::string_view last = words[job - 1];
  const std::string_view name =
      text::trim(text.substr(0, static_cast<std::size_t>(last.data() + last.size() - text.data())));
  return looks_like_person(name) ? name : text;
}

std::string in_person_case(std::string_view name) {
  const std::vector<std::string_view> words = words_between_blanks(name);
  if (words.size() < 2) return std::string(name);
  bool any_long = false;
  for (const std::string_view word : words) {
    const bool is_small = text::is_among(word, kParticles);
    if (!is_small && has_capital(word) && !is_all_caps(word)) return std::string(name);
    if (!is_small && !has_capital(word)) return std::string(name);
    any_long = any_long || (!is_small && word.size() > 2 && !word.ends_with('.'));
  }
  // "J. P." is in no case.
  if (!any_long) return std::string(name);
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool is_inner = i > 0 && i + 1 < words.size();
    const std::string folded = text::fold(words[i]);
    if (!out.empty()) out += ' ';
    out += is_inner && text::is_among(folded, kParticles) && folded.size() > 1 &&
                   !folded.ends_with('.') && folded != "ben" && folded != "san" && folded != "mac"
               ? cased(words[i], true)
               : word_in_case(words[i], i == 0, i + 1 == words.size());
  }
  return out;
}

}  // namespace dateline
