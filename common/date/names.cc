// SPDX-License-Identifier: GPL-2.0-or-later
// Names of months and weekdays are ICU's; what it lacks is added here.
#include "common/date/names.h"

#include "common/date/tokens.h"
#include "common/text/ascii.h"
#include "common/text/english_dates.h"
#include "common/text/fold.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include <unicode/dtfmtsym.h>
#include <unicode/unistr.h>

namespace dateline::dates {
namespace {

using Symbols = icu::DateFormatSymbols;

constexpr std::array<const char*, 34> kLocales = {
    "en", "fr", "de", "de_AT", "es", "es_PE", "it", "pt", "ru", "nl",     "pl", "uk",
    "tr", "sv", "da", "nb",    "cs", "sk",    "ro", "el", "hu", "fi",     "id", "ca",
    "ar", "bg", "et", "hi",    "is", "lt",    "lv", "sl", "sr", "sr_Latn"};

struct MonthName {
  std::string_view name;  ///< folded
  int month;
};
/// Spellings of the press that ICU does not have.
constexpr std::array<MonthName, 20> kMoreMonths = {
    {{"sept", 9}, {"maerz", 3}, {"mrz", 3}, {"jaenner", 1}, {"janv", 1}, {"fevr", 2}, {"juil", 7},
     {"avr", 4},  {"set", 9},   {"янв", 1}, {"фев", 2},     {"мар", 3},  {"апр", 4},  {"июн", 6},
     {"июл", 7},  {"авг", 8},   {"сен", 9}, {"окт", 10},    {"ноя", 11}, {"дек", 12}}};

struct UseOfWord {
  std::string_view word;  ///< folded
  int uses;
};
constexpr std::array<UseOfWord, 64> kUses = {{
    {"published", kLabel},
    {"posted", kLabel},
    {"first", kLabel},
    {"date", kLabel},
    {"dated", kLabel},
    {"on", kLabel | kArticle},
    {"the", kArticle},
    {"of", kOf},
    {"at", kAt},
    {"hrs", kOclock},
    {"hours", kOclock},
    {"publie", kLabel},
    {"paru", kLabel},
    {"le", kArticle},
    {"a", kAt},
    {"h", kOclock},
    {"heures", kOclock},
    {"veroffentlicht", kLabel},
    {"erschienen", kLabel},
    {"datum", kLabel},
    {"am", kArticle},
    {"den", kArticle},
    {"vom", kArticle},
    {"der", kArticle},
    {"um", kAt},
    {"uhr", kOclock},
    {"publicado", kLabel},
    {"fecha", kLabel},
    {"el", kArticle},
    {"de", kOf},
    {"del", kOf},
    {"las", kAt},
    {"horas", kOclock},
    {"hs", kOclock},
    {"pubblicato", kLabel},
    {"il", kArticle},
    {"di", kOf},
    {"alle", kAt},
    {"ore", kAt},
    {"em", kArticle},
    {"data", kLabel},
    {"as", kAt},
    {"опубликовано", kLabel},
    {"дата", kLabel},
    {"г", kYearWord},
    {"год", kYearWord},
    {"года", kYearWord},
    {"в", kAt},
    {"року", kYearWord},
    {"р", kYearWord},
    {"о", kAt},
    {"об", kAt},
    {"gepubliceerd", kLabel},
    {"op", kArticle},
    {"om", kAt},
    {"uur", kOclock},
    {"r", kYearWord},
    {"roku", kYearWord},
    {"godz", kAt},
    {"kl", kAt},
    {"klo", kAt},
    {"saat", kAt},
    {"pukul", kAt},
    {"d", kOf},
}};

struct ZoneName {
  std::string_view name;  ///< folded
  int minutes;
};
constexpr std::array<ZoneName, 62> kZones = {{
    {"z", 0},       {"ut", 0},     {"utc", 0},    {"gmt", 0},    {"wet", 0},    {"west", 60},
    {"bst", 60},    {"cet", 60},   {"mez", 60},   {"wat", 60},   {"cest", 120}, {"mesz", 120},
    {"eet", 120},   {"sast", 120}, {"cat", 120},  {"eest", 180}, {"msk", 180},  {"мск", 180},
    {"trt", 180},   {"eat", 180},  {"msd", 240},  {"gst", 240},  {"irst", 210}, {"aft", 270},
    {"pkt", 300},   {"uzt", 300},  {"ist", 330},  {"npt", 345},  {"ict", 420},  {"wib", 420},
    {"hkt", 480},   {"sgt", 480},  {"myt", 480},  {"pht", 480},  {"awst", 480}, {"wita", 480},
    {"jst", 540},   {"kst", 540},  {"wit", 540},  {"acst", 570}, {"acdt", 630}, {"aest", 600},
    {"aedt", 660},  {"nzst", 720}, {"nzdt", 780}, {"brt", -180}, {"art", -180}, {"nst", -210},
    {"ndt", -150},  {"ast", -240}, {"adt", -180}, {"est", -300}, {"edt", -240}, {"cst", -360},
    {"cdt", -300},  {"mst", -420}, {"mdt", -360}, {"pst", -480}, {"pdt", -420}, {"akst", -540},
    {"akdt", -480}, {"hst", -600},
}};

struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept {
    return std::hash<std::string_view>()(text);
  }
};
template <class T>
using ByName = std::unordered_map<std::string, T, StringHash, std::equal_to<>>;

/// Longer than any name; hostile words are not folded.
constexpr std::size_t kMaxNameBytes = 40;

/// Calls `use` with `word` folded; ASCII is folded without allocating.
template <class Function>
decltype(auto) with_folded(std::string_view word, Function use) {
  std::array<char, kMaxNameBytes> buffer{};
  if (word.size() > buffer.size()) return use(std::string_view());
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    if (static_cast<unsigned char>(c) >= 0x80) return use(std::string_view(text::fold(word)));
    buffer[i] = ascii::lower(c);
  }
  return use(std::string_view(buffer.data(), word.size()));
}

/// A name without its dot.
std::string key_of(const icu::UnicodeString& name) {
  std::string utf8;
  std::string key = text::fold(name.toUTF8String(utf8));
  if (key.ends_with('.')) key.pop_back();
  return key;
}

class Words {
 public:
  Words() {
    for (const char* name : kLocales) add_locale(name);
    for (const auto& [name, month] : kMoreMonths) add_month(std::string(name), month);
    // English, and Portuguese before "-feira".
    for (const auto& [name, weekday] : {std::pair{"tues", 2},
                                        {"thur", 4},
                                        {"thurs", 4},
                                        {"segunda", 1},
                                        {"terca", 2},
                                        {"quarta", 3},
                                        {"quinta", 4},
                                        {"sexta", 5}}) {
      add_weekday(name, weekday);
    }
    for (const auto& [word, uses] : kUses) {
      words_[std::string(word)].uses = static_cast<std::uint8_t>(uses);
    }
    for (auto& [name, word] : words_) {
      word.month = std::max(word.month, 0);
      word.english = text::is_english_date(name);
    }
  }

  [[nodiscard]] const Word& find(std::string_view folded) const {
    static const Word kNothing;
    const auto it = words_.find(folded);
    return it == words_.end() ? kNothing : it->second;
  }

 private:
  void add_locale(const char* name) {
    UErrorCode status = U_ZERO_ERROR;
    const Symbols symbols{icu::Locale(name), status};
    if (U_FAILURE(status)) return;
    for (const auto context : {Symbols::FORMAT, Symbols::STANDALONE}) {
      for (const auto width : {Symbols::WIDE, Symbols::ABBREVIATED}) {
        std::int32_t count = 0;
        const icu::UnicodeString* months = symbols.getMonths(count, context, width);
        for (int i = 0; i < count; ++i) add_month(key_of(months[i]), i + 1);
        // Sunday is at 1.
        const icu::UnicodeString* weekdays = symbols.getWeekdays(count, context, width);
        for (int i = 1; i < count; ++i) add_weekday(key_of(weekdays[i]), i == 1 ? 7 : i - 1);
      }
    }
  }

  void add_month(const std::string& name, int month) {
    Word& word = words_[name];
    // kConflict remains: a third language does not decide between two.
    if (word.month == 0) word.month = month;
    if (word.month != month) word.month = kConflict;
  }

  void add_weekday(const std::string& name, int weekday) {
    Word& word = words_[name];
    if (!word.is_weekday) word.weekday = weekday;
    if (word.weekday != weekday) word.weekday = 0;
    word.is_weekday = true;
  }

  static constexpr int kConflict = -1;
  ByName<Word> words_;
};

}  // namespace

const Word& meaning_of(std::string_view word) {
  static const Words words;
  return with_folded(word,
                     [](std::string_view folded) -> const Word& { return words.find(folded); });
}

Zone zone_from_name(std::string_view name) {
  static const auto zones = [] {
    ByName<int> all;
    for (const auto& [zone, minutes] : kZones) all.emplace(zone, minutes);
    return all;
  }();
  return with_folded(name, [](std::string_view folded) {
    const auto it = zones.find(folded);
    return it == zones.end() ? Zone{} : Zone{true, it->second};
  });
}

}  // namespace dateline::dates
