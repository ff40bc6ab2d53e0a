// SPDX-License-Identifier: GPL-2.0-or-later
// Names of months and weekdays are ICU's; what it lacks is added here.
#include "common/date/names.h"

#include "common/date/tokens.h"
#include "common/text/ascii.h"
#include "common/text/by_name.h"
#include "common/text/english_dates.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <unicode/dtfmtsym.h>
#include <unicode/smpdtfmt.h>
#include <unicode/unistr.h>

namespace dateline::dates {
namespace {

using Symbols = icu::DateFormatSymbols;

constexpr auto kLocales = std::to_array<const char*>(
    {"en", "fr", "de",    "de_AT", "es",    "es_PE", "it",  "pt", "ru", "nl",      "pl", "uk",
     "tr", "sv", "da",    "nb",    "cs",    "sk",    "ro",  "el", "hu", "fi",      "id", "ca",
     "ar", "bg", "et",    "hi",    "is",    "lt",    "lv",  "sl", "sr", "sr_Latn", "th", "vi",
     "fa", "ur", "bn",    "ta",    "te",    "ml",    "kn",  "gu", "mr", "pa",      "ne", "si",
     "my", "km", "lo",    "ka",    "hy",    "az",    "kk",  "ky", "uz", "uz_Cyrl", "tg", "mn",
     "he", "sq", "mk",    "be",    "bs",    "ms",    "fil", "sw", "af", "eu",      "gl", "ga",
     "cy", "lb", "fo",    "mt",    "am",    "so",    "zu",  "ps", "ku", "ug",      "tk", "or",
     "as", "sd", "ar_SY", "ar_MA", "ar_DZ", "fa_AF", "ja",  "ko", "zh", "fy",      "nn"});

/// Whose names of months are those of the Persian calendar.
constexpr auto kPersianLocales =
    std::to_array<const char*>({"fa@calendar=persian", "fa_AF@calendar=persian"});

struct MonthName {
  std::string_view name;  ///< folded
  int month;
};
/// Spellings of the press that ICU does not have.
constexpr auto kMoreMonths =
    std::to_array<MonthName>({{"sept", 9},
                              {"maerz", 3},
                              {"mrz", 3},
                              {"jaenner", 1},
                              {"janv", 1},
                              {"fevr", 2},
                              {"juil", 7},
                              {"avr", 4},
                              {"set", 9},
                              {"янв", 1},
                              {"фев", 2},
                              {"мар", 3},
                              {"апр", 4},
                              {"июн", 6},
                              {"июл", 7},
                              {"авг", 8},
                              {"сен", 9},
                              {"окт", 10},
                              {"ноя", 11},
                              {"дек", 12},
                              {"сент", 9},
                              {"нояб", 11},
                              {"февр", 2},
                              // Croatian; listopad is another month in Polish and Czech
                              {"siječnja", 1},
                              {"veljače", 2},
                              {"ožujka", 3},
                              {"travnja", 4},
                              {"svibnja", 5},
                              {"lipnja", 6},
                              {"srpnja", 7},
                              {"kolovoza", 8},
                              {"rujna", 9},
                              {"studenog", 11},
                              {"studenoga", 11},
                              {"prosinca", 12},
                              {"siječanj", 1},
                              {"veljača", 2},
                              {"ožujak", 3},
                              {"travanj", 4},
                              {"svibanj", 5},
                              {"lipanj", 6},
                              {"srpanj", 7},
                              {"kolovoz", 8},
                              {"rujan", 9},
                              {"studeni", 11},
                              {"prosinac", 12},
                              // Basque, in the case that a day needs
                              {"urtarrilaren", 1},
                              {"otsailaren", 2},
                              {"martxoaren", 3},
                              {"apirilaren", 4},
                              {"maiatzaren", 5},
                              {"ekainaren", 6},
                              {"uztailaren", 7},
                              {"abuztuaren", 8},
                              {"irailaren", 9},
                              {"urriaren", 10},
                              {"azaroaren", 11},
                              {"abenduaren", 12},
                              // Hebrew, with "in" and "of"
                              {"בינואר", 1},
                              {"בפברואר", 2},
                              {"במרץ", 3},
                              {"באפריל", 4},
                              {"במאי", 5},
                              {"ביוני", 6},
                              {"ביולי", 7},
                              {"באוגוסט", 8},
                              {"בספטמבר", 9},
                              {"באוקטובר", 10},
                              {"בנובמבר", 11},
                              {"בדצמבר", 12},
                              // Arabic, by other spellings
                              {"اكتوبر", 10},
                              {"ابريل", 4},
                              {"اغسطس", 8},
                              {"يونيه", 6},
                              {"يوليه", 7},
                              // Hindi, by other spellings
                              {"दिसम्बर", 12},
                              {"नवम्बर", 11},
                              {"सितम्बर", 9},
                              {"अक्तूबर", 10}});

/// Months of the Persian calendar by other spellings.
constexpr auto kMorePersianMonths = std::to_array<MonthName>({{"امرداد", 5}});

struct UseOfWord {
  std::string_view word;  ///< folded
  int uses;
};
constexpr auto kUses = std::to_array<UseOfWord>({
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
    {"dia", kArticle},
    {"año", kOf},
    {"ano", kOf},
    {"l", kArticle},
    {"els", kAt},
    {"les", kAt},
    {"hora", kAt},
    {"hores", kOclock},
    {"ora", kAt},
    {"orele", kAt},
    {"kello", kAt},
    {"klockan", kAt},
    {"kell", kAt},
    {"klukkan", kAt},
    {"plkst", kAt},
    {"v", kAt},
    {"ve", kAt},
    {"u", kAt},
    {"ob", kAt},
    {"hod", kOclock},
    {"hodin", kOclock},
    {"val", kOclock},
    {"ч", kOclock},
    {"часов", kOclock},
    {"година", kAt},
    {"у", kAt},
    {"та", kAt},
    {"hr", kOclock},
    {"hrs", kOclock},
    {"m", kYearWord},
    {"metų", kYearWord},
    {"gada", kYearWord},
    {"року", kYearWord},
    {"години", kYearWord},
    {"година", kYearWord},
    {"godine", kYearWord},
    {"жылы", kYearWord},
    {"жыл", kYearWord},
    {"жылғы", kYearWord},
    {"жылдын", kYearWord},
    {"йил", kYearWord},
    {"yil", kYearWord},
    {"yilning", kYearWord},
    {"соли", kYearWord},
    {"ил", kYearWord},
    {"ko", kYearWord},
    {"eko", kYearWord},
    {"թ", kYearWord},
    {"თ", kYearWord},
    {"წ", kYearWord},
    {"წელი", kYearWord},
    {"оны", kYearWord},
    {"م", kYearWord},
    {"στις", kAt | kArticle},
    {"ωρα", kAt},
    {"tanggal", kArticle},
    {"tgl", kArticle},
    {"tarikh", kArticle},
    {"bulan", kMonthWord},
    {"tahun", kOf},
    {"jam", kAt},
    {"tarih", kLabel},
    {"tarixi", kLabel},
    {"saa", kAt},
    {"ngày", kArticle},
    {"tháng", kMonthWord},
    {"năm", kOf},
    {"lúc", kAt},
    {"vào", kAt},
    {"giờ", kOclock},
    {"ng", kOf},
    {"ika", kArticle},
    {"วันที่", kArticle},
    {"ที่", kArticle},
    {"เดือน", kMonthWord},
    {"ปี", kOf},
    {"เวลา", kAt},
    {"น", kOclock},
    {"นาฬิกา", kOclock},
    {"ວັນທີ", kArticle},
    {"ເດືອນ", kMonthWord},
    {"ປີ", kOf},
    {"ເວລາ", kAt},
    {"ថ្ងៃទី", kArticle},
    {"ថ្ងៃ", kArticle},
    {"ខែ", kMonthWord},
    {"ឆ្នាំ", kOf},
    {"ម៉ោង", kAt},
    {"يوم", kArticle},
    {"الموافق", kArticle},
    {"الساعة", kAt},
    {"في", kAt | kArticle},
    {"عند", kAt},
    {"ساعت", kAt},
    {"روز", kArticle},
    {"تاریخ", kLabel},
    {"تاريخ", kLabel},
    {"ماه", kOf},
    {"سال", kOf},
    {"بجے", kOclock},
    {"کو", kOf},
    {"יום", kArticle},
    {"תאריך", kLabel},
    {"בשעה", kAt},
    {"ב", kAt},
    {"को", kAt},
    {"बजे", kOclock},
    {"दिनांक", kLabel},
    {"तारीख", kLabel},
    {"টা", kOclock},
    {"তারিখ", kLabel},
    {"සිට", kAt},
    {"प्रकाशित", kLabel},
    {"প্রকাশিত", kLabel},
    {"প্রকাশ", kLabel},
    {"نشر", kLabel},
    {"نشرت", kLabel},
    {"منتشر", kLabel},
    {"yayınlanma", kLabel},
    {"yayın", kLabel},
    {"giriş", kLabel},
    {"julkaistu", kLabel},
    {"publicerad", kLabel},
    {"publicerat", kLabel},
    {"publisert", kLabel},
    {"publiceret", kLabel},
    {"udgivet", kLabel},
    {"opublikowano", kLabel},
    {"dodano", kLabel},
    {"publikováno", kLabel},
    {"publikované", kLabel},
    {"zveřejněno", kLabel},
    {"publicat", kLabel},
    {"publicată", kLabel},
    {"közzétéve", kLabel},
    {"megjelent", kLabel},
    {"objavljeno", kLabel},
    {"објављено", kLabel},
    {"публикувано", kLabel},
    {"опубліковано", kLabel},
    {"δημοσίευση", kLabel},
    {"δημοσιεύτηκε", kLabel},
    {"diterbitkan", kLabel},
    {"dipublikasikan", kLabel},
    {"đăng", kLabel},
    {"xuất", kLabel},
    {"bản", kLabel},
});

struct NameOfHalf {
  std::string_view name;
  Half half;
};
/// Before or after the time, beside those of ICU. What the Chinese papers call evening and the
/// Indian ones afternoon are hours after noon.
constexpr auto kHalves = std::to_array<NameOfHalf>({
    {"am", Half::Morning},       {"pm", Half::Afternoon},     {"ص", Half::Morning},
    {"م", Half::Afternoon},      {"صباحا", Half::Morning},    {"مساء", Half::Afternoon},
    {"صباحاً", Half::Morning},    {"مساءً", Half::Afternoon},   {"午前", Half::Morning},
    {"午後", Half::Afternoon},   {"上午", Half::Morning},     {"下午", Half::Afternoon},
    {"早上", Half::Morning},     {"清晨", Half::Morning},     {"凌晨", Half::Morning},
    {"中午", Half::Noon},        {"傍晚", Half::Evening},     {"晚上", Half::Evening},
    {"晚间", Half::Evening},     {"晚間", Half::Evening},     {"오전", Half::Morning},
    {"오후", Half::Afternoon},   {"öö", Half::Morning},       {"ös", Half::Afternoon},
    {"sa", Half::Morning},       {"ch", Half::Afternoon},     {"sáng", Half::Morning},
    {"chiều", Half::Afternoon},  {"tối", Half::Evening},      {"पूर्वाह्न", Half::Morning},
    {"अपराह्न", Half::Afternoon}, {"सुबह", Half::Morning},      {"शाम", Half::Evening},
    {"दोपहर", Half::Noon},       {"पहाटे", Half::Morning},     {"दुपारी", Half::Noon},
    {"सकाळी", Half::Morning},    {"সকাল", Half::Morning},     {"বিকাল", Half::Afternoon},
    {"পূর্বাহ্ণ", Half::Morning},   {"অপরাহ্ণ", Half::Afternoon}, {"صبح", Half::Morning},
    {"شام", Half::Evening},      {"دوپہر", Half::Noon},       {"عصر", Half::Afternoon},
    {"fm", Half::Morning},       {"em", Half::Afternoon},     {"du", Half::Afternoon},
    {"pagi", Half::Morning},     {"petang", Half::Afternoon}, {"sore", Half::Afternoon},
    {"malam", Half::Evening},    {"a.m", Half::Morning},      {"p.m", Half::Afternoon},
    {"π.μ", Half::Morning},      {"μ.μ", Half::Afternoon},    {"πμ", Half::Morning},
    {"μμ", Half::Afternoon},     {"ق.ظ", Half::Morning},      {"ب.ظ", Half::Afternoon},
    {"a. m", Half::Morning},     {"p. m", Half::Afternoon},   {"ΠΜ", Half::Morning},
    {"ΜΜ", Half::Afternoon},
});

struct ZoneName {
  std::string_view name;  ///< folded
  int minutes;
};
constexpr auto kZones = std::to_array<ZoneName>({
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
});

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
  explicit Words(const std::vector<const char*>& locales) {
    for (const char* name : locales) add_locale(name);
    for (const auto& [name, month] : kMoreMonths) add_month(text::fold(name), month);
    // English, and Portuguese before "-feira".
    for (const auto& [name, weekday] : {std::pair{"tues", 2},
                                        {"thur", 4},
                                        {"thurs", 4},
                                        {"segunda", 1},
                                        {"terca", 2},
                                        {"quarta", 3},
                                        {"quinta", 4},
                                        {"sexta", 5},
                                        {"یک شنبه", 7},
                                        {"دو شنبه", 1},
                                        {"سه شنبه", 2},
                                        {"چهار شنبه", 3},
                                        {"پنج شنبه", 4}}) {
      add_weekday(text::fold(name), weekday);
    }
    for (const char* name : kPersianLocales) add_persian_of(name);
    for (const auto& [name, month] : kMorePersianMonths) add_persian(text::fold(name), month);
    for (const auto& [word, uses] : kUses) {
      std::uint8_t& all = words_[text::fold(word)].uses;
      all = static_cast<std::uint8_t>(all | uses);
    }
    for (const auto& [name, half] : kHalves) words_[text::fold(name)].half = half;
    for (auto& [name, word] : words_) {
      word.month = std::max(word.month, 0);
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
    const bool is_thai = std::string_view(name) == "th";
    const bool is_khmer = std::string_view(name) == "km";
    const std::string before_month = text::fold(is_thai ? "เดือน" : is_khmer ? "ខែ" : "");
    for (const auto context : {Symbols::FORMAT, Symbols::STANDALONE}) {
      for (const auto width : {Symbols::WIDE, Symbols::ABBREVIATED}) {
        std::int32_t count = 0;
        const icu::UnicodeString* months = symbols.getMonths(count, context, width);
        for (int i = 0; i < count; ++i) {
          const std::string key = key_of(months[i]);
          add_month(key, i + 1);
          if (!before_month.empty()) add_month(before_month + key, i + 1);
        }
        // Sunday is at 1.
        const icu::UnicodeString* weekdays = symbols.getWeekdays(count, context, width);
        for (int i = 1; i < count; ++i) {
          const int weekday = i == 1 ? 7 : i - 1;
          const std::string key = key_of(weekdays[i]);
          add_weekday(key, weekday);
          // "วันศุกร์ที่ 13": Thai has no space before "the".
          if (is_thai) add_weekday(key + text::fold("ที่"), weekday);
        }
      }
    }
  }

  void add_persian_of(const char* name) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::SimpleDateFormat format("y", icu::Locale(name), status);
    if (U_FAILURE(status)) return;
    std::int32_t count = 0;
    const icu::UnicodeString* months = format.getDateFormatSymbols()->getMonths(count);
    for (int i = 0; i < count; ++i) add_persian(key_of(months[i]), i + 1);
  }

  void add_persian(const std::string& name, int month) {
    Word& word = words_[name];
    if (word.month > 0 && !word.is_persian) return;
    word.month = month;
    word.is_persian = true;
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
  text::ByName<Word> words_;
};

}  // namespace

const Word& english_meaning_of(std::string_view word) {
  static const Words words({"en"});
  static const Word kNothing;
  if (!text::is_ascii(word)) return kNothing;
  return with_folded(word, [](std::string_view folded) -> const Word& {
    return text::is_english_date(folded) ? words.find(folded) : kNothing;
  });
}

const Word& meaning_of(std::string_view word) {
  static const Words words({kLocales.begin(), kLocales.end()});
  return with_folded(word,
                     [](std::string_view folded) -> const Word& { return words.find(folded); });
}

Zone zone_from_name(std::string_view name) {
  static const auto zones = [] {
    text::ByName<int> all;
    for (const auto& [zone, minutes] : kZones) all.emplace(zone, minutes);
    return all;
  }();
  return with_folded(name, [](std::string_view folded) {
    const auto it = zones.find(folded);
    return it == zones.end() ? Zone{} : Zone{true, it->second};
  });
}

}  // namespace dateline::dates
