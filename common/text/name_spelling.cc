// SPDX-License-Identifier: GPL-2.0-or-later
// Letters become sounds, and two sequences of sounds are aligned at least cost.
#include "common/text/name_spelling.h"

#include "common/text/ascii.h"
#include "common/text/spelling.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <utility>

#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace dateline::text {
namespace {

using Sounds = NameSpelling::Sounds;

enum Sound : unsigned {
  kA,
  kE,
  kI,
  kO,
  kU,  // vowels
  kY,
  kH,  // and what comes and goes beside them
  kB,
  kP,
  kD,
  kT,
  kDh,
  kTh,
  kG,
  kK,
  kQ,
  kX,
  kV,
  kW,
  kF,
  kS,
  kZ,
  kSh,
  kZh,
  kCh,
  kJ,
  kTs,
  kM,
  kN,
  kL,
  kR,
  kSoundCount
};

template <typename... All>
constexpr Sounds any(All... sounds) {
  return ((Sounds{1} << static_cast<unsigned>(sounds)) | ...);
}
constexpr Sounds kVowels = any(kA, kE, kI, kO, kU);

constexpr bool is_vowel(Sounds sounds) {
  return (sounds & kVowels) != 0;
}

/// Hundredths.
constexpr int kFar = 200;

struct Related {
  Sound a;
  Sound b;
  int cost;
};
constexpr Related kRelated[] = {
    {kA, kE, 18},   {kA, kO, 22},   {kA, kU, 42}, {kA, kI, 50},  {kE, kI, 18},  {kE, kO, 40},
    {kE, kU, 45},   {kI, kU, 45},   {kI, kO, 50}, {kO, kU, 12},  {kI, kY, 5},   {kE, kY, 25},
    {kU, kW, 15},   {kO, kW, 30},   {kU, kV, 30}, {kT, kD, 55},  {kP, kB, 55},  {kK, kG, 40},
    {kK, kQ, 5},    {kG, kQ, 8},    {kX, kK, 25}, {kX, kH, 8},   {kX, kQ, 25},  {kX, kG, 35},
    {kH, kQ, 45},   {kH, kG, 45},   {kH, kK, 60}, {kF, kV, 30},  {kF, kP, 55},  {kV, kB, 55},
    {kV, kW, 5},    {kW, kB, 70},   {kF, kW, 40}, {kS, kZ, 25},  {kS, kSh, 25}, {kS, kTs, 35},
    {kZ, kTs, 25},  {kS, kTh, 15},  {kZ, kDh, 8}, {kD, kDh, 8},  {kT, kTh, 8},  {kZ, kTh, 40},
    {kSh, kCh, 30}, {kSh, kZh, 35}, {kZh, kJ, 8}, {kZh, kZ, 35}, {kCh, kJ, 40}, {kCh, kTs, 35},
    {kCh, kZh, 40}, {kJ, kY, 20},   {kJ, kG, 34}, {kJ, kZ, 45},  {kJ, kDh, 70}, {kZ, kD, 45},
    {kTh, kDh, 40}, {kM, kN, 90},   {kL, kR, 90}, {kTs, kT, 60},
};

/// Of unaspirated and aspirated sounds, which Wade-Giles and pinyin, or the two romanizations of
/// Korean, write differently.
constexpr Related kSyllabic[] = {
    {kT, kD, 8},   {kP, kB, 8},   {kK, kG, 8},  {kCh, kJ, 5}, {kCh, kTs, 25}, {kJ, kR, 15},
    {kTs, kS, 15}, {kSh, kS, 15}, {kL, kR, 35}, {kE, kO, 15}, {kCh, kZh, 5},  {kE, kU, 25},
};

using Costs = std::array<std::array<int, kSoundCount>, kSoundCount>;

constexpr void put(Costs& costs, const Related& pair) {
  costs[pair.a][pair.b] = costs[pair.b][pair.a] = pair.cost;
}

constexpr Costs make_costs(bool syllabic) {
  Costs costs{};
  for (auto& row : costs) row.fill(kFar);
  for (unsigned i = 0; i < kSoundCount; ++i) costs[i][i] = 0;
  for (const Related& pair : kRelated) put(costs, pair);
  if (syllabic) {
    for (const Related& pair : kSyllabic) put(costs, pair);
  }
  return costs;
}
constexpr Costs kCosts = make_costs(false);
constexpr Costs kSyllabicCosts = make_costs(true);

int cost_of(Sounds a, Sounds b, const Costs& costs) {
  if ((a & b) != 0) return 0;
  int least = kFar;
  for (Sounds left = a; left != 0; left &= left - 1) {
    const auto& row = costs[static_cast<unsigned>(std::countr_zero(left))];
    for (Sounds right = b; right != 0; right &= right - 1) {
      least = std::min(least, row[static_cast<unsigned>(std::countr_zero(right))]);
    }
  }
  return least;
}

bool is_vowel_letter(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

/// What several letters, or one, spell.
struct Spelt {
  std::string_view letters;
  Sounds first;
  Sounds second = 0;
};

/// The longest first.
constexpr Spelt kSpelt[] = {
    {"schtsch", any(kSh), any(kCh)},
    {"chtch", any(kSh), any(kCh)},
    {"shch", any(kSh), any(kCh)},
    {"szcz", any(kSh), any(kCh)},
    {"sjtsj", any(kSh), any(kCh)},
    {"stch", any(kSh), any(kCh)},
    {"tsch", any(kCh)},
    {"dsch", any(kJ, kZh)},
    {"tch", any(kCh)},
    {"tsj", any(kCh)},
    {"dsh", any(kJ, kZh)},
    {"dzh", any(kJ, kZh)},
    {"sch", any(kSh, kZh)},
    {"tzs", any(kTs)},
    {"ph", any(kF)},
    {"bh", any(kB)},
    {"th", any(kT, kTh)},
    {"dh", any(kD, kDh)},
    {"kh", any(kX)},
    {"gh", any(kG, kQ)},
    {"ck", any(kK)},
    {"cz", any(kCh, kTs)},
    {"ch", any(kCh, kSh, kX)},
    {"cs", any(kCh)},
    {"sz", any(kS, kSh)},
    {"zs", any(kZh)},
    {"sh", any(kSh)},
    {"sj", any(kSh, kS, kZ)},
    {"zh", any(kZh, kCh)},
    {"dj", any(kJ, kZh, kD)},
    {"ts", any(kTs)},
    {"tz", any(kTs, kZ)},
    {"tc", any(kCh)},
    {"dz", any(kTs, kZ, kJ)},
    {"rh", any(kR)},
    {"xh", any(kJ, kZh)},
    {"tj", any(kCh, kT)},
    {"ou", any(kU, kO)},
    {"oo", any(kU, kO)},
    {"ee", any(kI, kE)},
    {"oe", any(kO, kU, kE)},
    {"ue", any(kU, kE)},
    {"ae", any(kA, kE)},
    {"ie", any(kI, kE)},
    {"ei", any(kE, kI)},
    {"ey", any(kE, kI)},
    {"ai", any(kE, kI), 0},
    {"ay", any(kE, kI)},
    {"eu", any(kU, kO, kE)},
    {"au", any(kO, kA)},
    {"ao", any(kO, kA)},
    {"iy", any(kI)},
    {"yi", any(kI)},
    {"yy", any(kI)},
    {"ij", any(kI)},
    {"yj", any(kI)},
    {"ii", any(kI)},
    {"aa", any(kA)},
    {"a", any(kA)},
    {"e", any(kE)},
    {"i", any(kI)},
    {"o", any(kO)},
    {"u", any(kU)},
    {"b", any(kB)},
    {"p", any(kP)},
    {"d", any(kD)},
    {"t", any(kT)},
    {"k", any(kK)},
    {"q", any(kK, kQ)},
    {"h", any(kH, kX)},
    {"v", any(kV)},
    {"w", any(kW, kV)},
    {"f", any(kF)},
    {"s", any(kS)},
    {"z", any(kZ, kTs)},
    {"m", any(kM)},
    {"n", any(kN)},
    {"l", any(kL)},
    {"r", any(kR)},
};

Spelt spelt_at(std::string_view word, std::size_t at) {
  const std::string_view rest = word.substr(at);
  const char next = rest.size() > 1 ? rest[1] : '\0';
  const bool front = next == 'e' || next == 'i' || next == 'y';
  const bool after_vowel = at > 0 && is_vowel_letter(word[at - 1]);
  switch (rest.front()) {
    case 'c':
      if (next == 'h' || next == 'k' || next == 'z' || next == 's') break;
      return {rest.substr(0, 1), front ? any(kS, kTs, kCh, kJ) : any(kK, kCh, kJ, kTs)};
    case 'g':
      if (next == 'h') break;
      if (next == 'u' && rest.size() > 2 && (rest[2] == 'e' || rest[2] == 'i')) {
        return {rest.substr(0, 2), any(kG)};
      }
      return {rest.substr(0, 1), front ? any(kG, kJ, kZh) : any(kG)};
    case 'q':
      if (next == 'i' || (next == 'u' && rest.size() > 2 && is_vowel_letter(rest[2]))) {
        return {rest.substr(0, 1), any(kK, kQ, kCh)};
      }
      break;
    case 'j':
      if (after_vowel && !is_vowel_letter(next)) {
        return {rest.substr(0, 1), any(kY, kI, kJ, kZh)};
      }
      return {rest.substr(0, 1), any(kJ, kZh, kY)};
    case 'y':
      if (next == 'y' || next == 'i' || next == 'j') break;
      return {rest.substr(0, 1), is_vowel_letter(next) ? any(kY, kI) : any(kI)};
    case 'x':
      if (next == 'h') break;
      if (at == 0 || word[at - 1] == 'n' || word[at - 1] == 'g') {
        return {rest.substr(0, 1), any(kSh, kS)};
      }
      return {rest.substr(0, 1), any(kK), any(kS)};
    case 'h':
      if (next == 's' && (at == 0 || word[at - 1] == 'n' || word[at - 1] == 'g')) {
        return {rest.substr(0, 2), any(kSh)};
      }
      break;
    case 'f':
    case 'v':
    case 'w':
      if (rest.find_first_not_of("fvw") == std::string_view::npos) {
        return {rest, any(kF, kV, kW)};
      }
      break;
    default:
      break;
  }
  for (const Spelt& spelt : kSpelt) {
    if (rest.starts_with(spelt.letters)) return spelt;
  }
  return {rest.substr(0, 1), 0};
}

std::vector<Sounds> sounds_of(std::string_view word) {
  std::vector<Sounds> all;
  const auto add = [&](Sounds sounds) {
    if (sounds == 0) return;
    // A doubled consonant is one.
    if (!all.empty() && !is_vowel(sounds) && !is_vowel(all.back()) &&
        ((sounds & all.back()) == sounds || (sounds & all.back()) == all.back())) {
      all.back() &= sounds;
      return;
    }
    all.push_back(sounds);
  };
  for (std::size_t at = 0; at < word.size();) {
    const Spelt spelt = spelt_at(word, at);
    add(spelt.first);
    add(spelt.second);
    at += spelt.letters.size();
  }
  return all;
}

/// What it costs to leave out sound `i`.
int gap_cost(const std::vector<Sounds>& word, std::size_t i) {
  const bool first = i == 0;
  const bool last = i + 1 == word.size();
  const Sounds sounds = word[i];
  if ((sounds & any(kY)) != 0) return first ? 15 : 12;
  if (is_vowel(sounds)) {
    if (last) return (sounds & any(kE)) != 0 ? 15 : 45;
    const bool beside = is_vowel(word[i + 1]) || (!first && is_vowel(word[i - 1]));
    if (beside) return 20;
    return first ? 45 : 32;
  }
  if ((sounds & any(kH)) != 0) return last ? 5 : first ? 45 : 22;
  if ((sounds & any(kW)) != 0) return 40;
  if ((sounds & any(kG)) != 0 && !first && (word[i - 1] & any(kN)) != 0) return 30;
  const Sounds before = first ? 0 : word[i - 1];
  const Sounds after = last ? 0 : word[i + 1];
  if (!first && (sounds & any(kT)) != 0 && (after & any(kS, kSh, kCh)) != 0) return 30;
  if ((sounds & any(kCh)) != 0 && (before & any(kSh)) != 0) return 25;
  if ((sounds & any(kT, kD)) != 0 && ((before | after) & any(kT, kD)) != 0) return 20;
  return kFar;
}

int distance(const std::vector<Sounds>& a, const std::vector<Sounds>& b, const Costs& costs,
             int limit) {
  std::vector<int> row(b.size() + 1);
  for (std::size_t j = 1; j <= b.size(); ++j) row[j] = row[j - 1] + gap_cost(b, j - 1);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    int diagonal = row[0];
    row[0] += gap_cost(a, i - 1);
    int least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      int both = cost_of(a[i - 1], b[j - 1], costs);
      if (i == 1 && j == 1) both += both / 2;
      if (i == a.size() && j == b.size()) both = std::min(both, both / 2 + 15);
      const int best =
          std::min({diagonal + both, row[j] + gap_cost(a, i - 1), row[j - 1] + gap_cost(b, j - 1)});
      diagonal = row[j];
      row[j] = best;
      least = std::min(least, best);
    }
    if (least > limit) return least;
  }
  return row.back();
}

/// A short name has many neighbours.
int limit_for(std::size_t sounds) {
  constexpr std::array<int, 5> kShort = {0, 5, 12, 26, 44};
  if (sounds < kShort.size()) return kShort[sounds];
  return std::min(14 + 8 * static_cast<int>(sounds), 95);
}

// --- Chinese and Korean syllables ---------------------------------------------------------------

constexpr std::string_view kInitials[] = {
    "",   "b",  "p", "m", "f", "d", "t", "n", "l",  "g",  "k",  "h",  "j",  "q",  "x",  "zh",
    "ch", "sh", "r", "z", "c", "s", "y", "w", "hs", "ts", "tz", "ss", "kk", "hw", "kw", "gw"};
constexpr std::string_view kFinals[] = {
    "a", "ai", "an", "ang", "ao", "e", "ei", "en", "eng", "er", "i", "ia", "ian", "iang", "iao",
    "ie", "ien", "ieh", "in", "ing", "iong", "iu", "iung", "o", "ong", "ou", "u", "ua", "uai",
    "uan", "uang", "ue", "ueh", "uei", "ui", "un", "ung", "uo", "ih", "eh", "yan", "en",
    // of Korean
    "ak", "al", "am", "ap", "ae", "eo", "eok", "eol", "eom", "eon", "eong", "eu", "eun", "eul",
    "eung", "eui", "ik", "il", "im", "ip", "ok", "ol", "om", "on", "ook", "ool", "oo", "oon",
    "oong", "oe", "oi", "uk", "ul", "um", "yu", "yo", "yong", "yon", "yun", "yung", "yeong", "yeon",
    "yeol", "yol", "yuk", "yok", "ya", "yang", "oh", "ah", "uh", "ee", "ark", "ee"};

bool is_syllable(std::string_view text) {
  for (const std::string_view initial : kInitials) {
    if (!text.starts_with(initial)) continue;
    const std::string_view rest = text.substr(initial.size());
    if (std::find(std::begin(kFinals), std::end(kFinals), rest) != std::end(kFinals)) return true;
  }
  return false;
}

constexpr std::size_t kLongestSyllable = 6;

std::vector<std::size_t> syllable_ends(std::string_view word) {
  std::vector<std::size_t> ends;
  for (std::size_t end = 1; end < word.size(); ++end) {
    if (end <= kLongestSyllable && word.size() - end <= kLongestSyllable &&
        is_syllable(word.substr(0, end)) && is_syllable(word.substr(end))) {
      ends.push_back(end);
    }
  }
  return ends;
}

bool is_syllabic(std::string_view word) {
  return is_syllable(word) || !syllable_ends(word).empty();
}

// --- Words ---------------------------------------------------------------------------------------

/// Letters that folding leaves, and what they are transcribed by.
constexpr std::pair<std::string_view, std::string_view> kTranscribed[] = {
    {"'", ""}, {"ʻ", ""},   {"ʼ", ""},   {"ʾ", ""},  {"ʿ", ""},   {"ʹ", ""},  {"ʺ", ""},
    {"`", ""}, {"æ", "ae"}, {"œ", "oe"}, {"ə", "a"}, {"þ", "th"}, {"ð", "d"}, {"ħ", "h"},
};

std::string plain(std::string_view word) {
  std::string out;
  for (std::size_t at = 0; at < word.size();) {
    const std::string_view rest = word.substr(at);
    const auto* const known =
        std::find_if(std::begin(kTranscribed), std::end(kTranscribed),
                     [&](const auto& pair) { return rest.starts_with(pair.first); });
    if (known == std::end(kTranscribed)) {
      out += word[at++];
    } else {
      out += known->second;
      at += known->first.size();
    }
  }
  return out;
}

/// `word`, or what `held` makes of it.
std::string_view plain_view(std::string_view word, std::string& held) {
  if (is_ascii(word) && word.find_first_of("'`") == std::string_view::npos) return word;
  return held = plain(word);
}

/// M and N, which are the same in all spellings.
unsigned steady_letters(std::string_view word) {
  unsigned letters = 0;
  for (const char c : word) {
    switch (c) {
      case 'm':
        letters |= 1U;
        break;
      case 'n':
        letters |= 2U;
        break;
      default:
        break;
    }
  }
  return letters;
}

/// Spellings that sounds do not explain.
using Known = std::array<std::string_view, 7>;
constexpr Known kKnownSpellings[] = {
    {"park", "pak", "bak"},
    {"lee", "yi", "rhee", "ri"},
    {"roh", "noh", "no", "ro"},
    {"chun", "jeon", "chon", "jon"},
    {"choi", "choe"},
    {"mohammed", "mehmet", "mahomet", "muhammad"},
    {"konstantinos", "konstantin", "constantin", "constantine"},
    {"abd", "abdel", "abdul", "abdal", "abdoul", "abder", "abdur"},
    {"bin", "ben", "ibn"},
};

const Known* known_spellings(std::string_view word) {
  const auto* const found = std::find_if(
      std::begin(kKnownSpellings), std::end(kKnownSpellings),
      [&](const Known& all) { return std::find(all.begin(), all.end(), word) != all.end(); });
  return found == std::end(kKnownSpellings) ? nullptr : found;
}

}  // namespace

NameSpelling::NameSpelling(std::string_view word)
    : word_(plain(word)),
      steady_(steady_letters(word_)),
      sounds_(sounds_of(word_)),
      is_syllabic_(is_syllabic(word_)) {}

bool NameSpelling::matches(std::string_view folded) const {
  const Known* const known = known_spellings(word_);
  if (known != nullptr && std::find(known->begin(), known->end(), folded) != known->end()) {
    return true;
  }
  // Most words of an archive are told from the name by a glance at their letters.
  if (steady_letters(folded) != steady_) return false;
  std::string held;
  const std::string_view word = plain_view(folded, held);
  if (word == word_) return true;
  if (!is_ascii(word) || !is_ascii(word_)) return false;
  const std::size_t longer = std::max(word.size(), word_.size());
  const std::size_t shorter = std::min(word.size(), word_.size());
  if (longer > 2 * shorter + 1 || shorter < 2) return false;
  const std::vector<Sounds> sounds = sounds_of(word);
  const int limit = limit_for(std::min(sounds.size(), sounds_.size()));
  const Costs& costs = is_syllabic_ && is_syllabic(word) ? kSyllabicCosts : kCosts;
  return distance(sounds_, sounds, costs, limit) <= limit;
}

std::string name_word(std::string_view folded) {
  return plain(folded);
}

std::vector<std::size_t> syllable_parts(std::string_view word) {
  return syllable_ends(word);
}

bool is_name_syllable(std::string_view word) {
  return is_syllable(word);
}

bool is_name_particle(std::string_view word) {
  constexpr std::string_view kParticles[] = {
      "al",    "el",   "ul",  "as",  "ash", "ad",  "ar", "az", "at", "an",  "bin",  "ben",
      "ibn",   "bint", "von", "van", "der", "den", "de", "du", "di", "da",  "dos",  "del",
      "della", "la",   "le",  "ter", "ten", "zu",  "y",  "af", "av", "abu", "abou", "abi"};
  return std::find(std::begin(kParticles), std::end(kParticles), word) != std::end(kParticles);
}

std::vector<std::string> initials_of_name(std::string_view word) {
  if (word.empty() || !ascii::is_letter(word.front())) return {};
  // The letters for which other spellings of a name begin with another one.
  constexpr std::string_view kAlike[] = {"yjei", "ejy", "iyj", "jydg", "kqcg", "qkgc", "gjkq",
                                         "ckqt", "tc",  "vw",  "wv",   "scz",  "zs",   "hck",
                                         "uo",   "ou",  "xh",  "fp",   "pf"};
  std::vector<std::string> initials;
  const auto* const alike =
      std::find_if(std::begin(kAlike), std::end(kAlike),
                   [&](std::string_view letters) { return letters.front() == word.front(); });
  for (const char letter : alike == std::end(kAlike) ? word.substr(0, 1) : *alike) {
    initials.push_back(ascii::upper(std::string_view(&letter, 1)));
  }
  return initials;
}

bool is_capitalised(std::string_view written) {
  const auto begins_small = [](std::string_view word) {
    if (static_cast<unsigned char>(word.front()) < 0x80) return ascii::is_lower(word.front());
    std::size_t end = 1;
    while (end < word.size() && !begins_character(word[end])) ++end;
    const auto first =
        icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<std::int32_t>(end)));
    return u_islower(first.char32At(0)) != 0;
  };
  if (written.empty()) return false;
  const std::string_view after = after_elision(written);
  return !begins_small(written) || (!after.empty() && !begins_small(after));
}

}  // namespace dateline::text
