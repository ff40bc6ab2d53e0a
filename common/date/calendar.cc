// SPDX-License-Identifier: GPL-2.0-or-later
// Day, month and year, in the orders that people and programs write them.
#include "common/date/names.h"
#include "common/date/parts.h"
#include "common/text/ascii.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <array>

namespace dateline::dates {
namespace {

constexpr int kDaysOfMonth = 31;

/// What `token` means; a query knows only English.
const Word& word_of(const DateToken& token, Forms forms) {
  static const Word kNothing;
  if (token.kind != DateToken::Kind::Word) return kNothing;
  return forms == Forms::Press ? meaning_of(token.text) : english_meaning_of(token.text);
}

/// How many of the next tokens are one name that `is_meant`: "Dec", "ธ.ค", "thứ sáu"; 0 if none
/// are.
template <class Meant>
std::size_t tokens_of(const Tokens& in, Forms forms, Meant is_meant) {
  if (!in.at_word()) return 0;
  constexpr std::size_t kMost = 3;
  std::size_t most = 1;
  while (forms == Forms::Press && most < kMost && in.ahead(most + 1).size() != 0 &&
         in.peek(most).kind != DateToken::Kind::Number) {
    ++most;
  }
  // "Thứ Sáu" is not "Thu".
  const bool is_ascii = text::is_ascii(in.peek().text);
  if (is_ascii && is_meant(word_of(in.peek(), forms))) return 1;
  for (std::size_t count = most; count > 1; --count) {
    if (is_meant(meaning_of(in.ahead(count)))) return count;
  }
  return !is_ascii && is_meant(word_of(in.peek(), forms)) ? 1 : 0;
}

char mark_at(const Tokens& in) {
  return in.peek().kind == DateToken::Kind::Mark ? in.peek().text[0] : '\0';
}

/// The number that a sign for a weekday has; 0 for another token.
int east_asian_weekday(const DateToken& token) {
  constexpr auto kChinese =
      std::to_array<std::string_view>({"一", "二", "三", "四", "五", "六", "日", "天"});
  constexpr auto kJapanese =
      std::to_array<std::string_view>({"月", "火", "水", "木", "金", "土", "日"});
  constexpr int kSunday = 7;
  if (token.kind != DateToken::Kind::Word) return 0;
  const auto place = [&](const auto& names) {
    const auto it = std::find(names.begin(), names.end(), token.text);
    return it == names.end() ? 0 : static_cast<int>(it - names.begin()) + 1;
  };
  const int chinese = place(kChinese);
  return std::min(chinese != 0 ? chinese : place(kJapanese), kSunday);
}

/// 星期五, 礼拜五, 周五, 金曜日, 金曜.
bool take_east_asian_weekday(Tokens& in, Parts& parts) {
  constexpr auto kWeeks = std::to_array<std::string_view>({"星期", "礼拜", "禮拜", "周", "週"});
  for (const std::string_view week : kWeeks) {
    const std::size_t size = week.size() > std::string_view("周").size() ? 2 : 1;
    if (in.ahead(size) != week) continue;
    const int weekday = east_asian_weekday(in.peek(size));
    if (weekday == 0) return false;
    in.skip(size + 1);
    parts.weekday = weekday;
    return true;
  }
  const int weekday = east_asian_weekday(in.peek());
  if (weekday == 0 || in.peek(1).text != "曜") return false;
  parts.weekday = weekday;
  in.skip(2);
  in.take_word("日");
  return true;
}

/// An era of years, and the year before its first.
struct Era {
  std::string_view name;
  int before;
};
constexpr auto kEras = std::to_array<Era>({{"令和", 2018},
                                           {"平成", 1988},
                                           {"昭和", 1925},
                                           {"大正", 1911},
                                           {"明治", 1867},
                                           {"民國", 1911},
                                           {"民国", 1911},
                                           {"中華民國", 1911},
                                           {"公元", 0},
                                           {"西元", 0},
                                           {"西暦", 0}});

/// The months of Vietnamese in words; folded.
constexpr auto kVietnameseMonths = std::to_array<std::string_view>(
    {"mot", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi mot", "muoi hai"});

class CalendarReader {
 public:
  CalendarReader(Tokens& in, Parts& parts, Forms forms) : in_(in), parts_(parts), forms_(forms) {}

  bool read() {
    if (in_.at_word()) return (is_press() && read_era()) || read_month_first();
    if (!in_.at_number()) return false;
    switch (in_.peek().text.size()) {
      case 1:
      case 2:
        return read_day_first();
      case 4:
        return read_year_first();
      case 6:
        return is_press() && (read_date_time_group() || read_six_digits());
      case 7:
        return is_press() && read_basic_ordinal();
      case 8:
      case 12:
      case 14:
        return read_compact();
      default:
        return false;
    }
  }

 private:
  [[nodiscard]] bool is_press() const { return forms_ == Forms::Press; }

  bool take_use(Use use) {
    if (!is_press() || (word_of(in_.peek(), forms_).uses & use) == 0) return false;
    in_.skip();
    return true;
  }

  bool take_month() { return dates::take_month(in_, parts_, forms_); }

  /// 13th, and in the press 1er and 1º.
  void take_ordinal_ending() {
    constexpr std::array<std::string_view, 4> kEnglish = {"st", "nd", "rd", "th"};
    constexpr auto kOther = std::to_array<std::string_view>(
        {"er", "\u00BA", "\u00AA", "o", "e", "\u00B0", "a", "i", "án", "én", "je"});
    if (in_.peek().spaced) return;
    if (is_press() && in_.peek().text == "-" && in_.peek(1).kind == DateToken::Kind::Word &&
        !in_.peek(1).spaced &&
        std::find(kOther.begin(), kOther.end(), in_.peek(1).text) != kOther.end()) {
      in_.skip(2);
      return;
    }
    const auto is_here = [&](std::string_view ending) {
      return ascii::same(in_.peek().text, ending);
    };
    if (std::any_of(kEnglish.begin(), kEnglish.end(), is_here) ||
        (is_press() && std::any_of(kOther.begin(), kOther.end(), is_here))) {
      in_.skip();
    }
  }

  /// Four digits, or two in the press.
  bool take_year(bool may_be_short) {
    if (is_press()) take_era();
    if (in_.take_number(4, 4, parts_.year)) return true;
    if (!may_be_short || !is_press() || !in_.take_number(2, 2, parts_.year)) return false;
    return set_short_year(parts_.year);
  }

  /// 62 in Thai is 2562 of its calendar; 19 may be of either.
  bool set_short_year(int two_digits) {
    constexpr int kFirstBuddhist = 40;
    if (parts_.has_thai_letters) {
      constexpr int kCentury = 2500;
      parts_.is_buddhist = true;
      parts_.year = kCentury + two_digits;
      return two_digits >= kFirstBuddhist;
    }
    parts_.year = full_year(two_digits);
    return true;
  }

  /// "พ.ศ. 2562" counts from the Buddha's death, "ค.ศ. 2019" does not.
  void take_era() {
    const std::string_view name = in_.ahead(3);
    if (name != "พ.ศ" && name != "ค.ศ") return;
    parts_.is_buddhist = name == "พ.ศ";
    in_.skip(3);
    in_.take_mark('.');
  }

  /// 令和元年12月13日, 民國108年12月13日.
  bool read_era() {
    for (const Era& era : kEras) {
      const std::size_t signs = era.name.size() / std::string_view("年").size();
      if (in_.ahead(signs) != era.name) continue;
      in_.skip(signs);
      if (!in_.take_number(1, 4, parts_.year) || !in_.take_word("年")) return false;
      parts_.year += era.before;
      parts_.precision = Precision::Year;
      return read_ideographs();
    }
    return false;
  }

  /// 2019347: year and day of the year.
  bool read_basic_ordinal() {
    const std::string_view digits = in_.peek().text;
    in_.skip();
    parts_.year = to_int(digits.substr(0, 4));
    return set_day_of_year(to_int(digits.substr(4)));
  }

  /// 20191213, 201912131015, 20191213101500.
  bool read_compact() {
    const std::string_view digits = in_.peek().text;
    in_.skip();
    parts_.year = to_int(digits.substr(0, 4));
    parts_.month = to_int(digits.substr(4, 2));
    parts_.day = to_int(digits.substr(6, 2));
    if (digits.size() > 8) set_basic_time(digits.substr(8), parts_);
    return true;
  }

  /// 131015Z DEC 19, as wires and the military count: day, hour, minute.
  bool read_date_time_group() {
    const std::size_t start = in_.at();
    const std::string_view digits = in_.peek().text;
    in_.skip();
    const Zone zone = in_.at_word() ? zone_from_name(in_.peek().text) : Zone{};
    if (zone.known) in_.skip();
    if (!take_month() || !take_year(true)) {
      in_.seek(start);
      return false;
    }
    parts_.day = to_int(digits.substr(0, 2));
    set_basic_time(digits.substr(2), parts_);
    if (zone.known) parts_.offset = zone.offset_minutes;
    return true;
  }

  /// 910521, where year, month and day can only be in one order; 201912 may be a month.
  bool read_six_digits() {
    const std::string_view digits = in_.peek().text;
    in_.skip();
    const std::array<int, 3> pairs = {to_int(digits.substr(0, 2)), to_int(digits.substr(2, 2)),
                                      to_int(digits.substr(4, 2))};
    const auto has_day = [](int year, int month, int day) {
      return month != 0 && day != 0 && make_date(full_year(year), month, day).has_value();
    };
    if (has_day(pairs[2], pairs[1], pairs[0]) || has_day(pairs[2], pairs[0], pairs[1])) {
      return false;
    }
    const int century = pairs[0];
    if (century >= 15 && century <= 21 && pairs[2] >= 1 && pairs[2] <= 12) return false;
    parts_.year = full_year(pairs[0]);
    parts_.month = pairs[1];
    parts_.day = pairs[2];
    return has_day(pairs[0], pairs[1], pairs[2]);
  }

  /// 2019, 2019-12, 2019-12-13, and the same with slashes or dots.
  bool read_year_first() {
    const bool may_be_ordinal = is_press() && in_.peek(1).text == "-";
    in_.take_number(4, 4, parts_.year);
    parts_.precision = Precision::Year;
    if (is_press() && (in_.take_word("年") || in_.take_word("년"))) return read_ideographs();
    if (is_press() && (read_after_year_word() || read_named_month_after_year())) return true;
    if (is_press() && ascii::same(in_.peek().text, "W") && read_week()) return true;
    if (may_be_ordinal && (read_ordinal() || read_week())) return true;
    const char mark = mark_at(in_);
    if (mark != '-' && mark != '/' && mark != '.') return true;
    in_.skip();
    if (!in_.take_number(1, 2, parts_.month)) return false;
    parts_.precision = Precision::Month;
    if (!in_.take_mark(mark)) return mark != '.';
    parts_.precision = Precision::Day;
    if (!in_.take_number(1, 2, parts_.day)) return false;
    // "2019. 12. 13."
    if (is_press() && mark == '.') in_.take_mark('.');
    return true;
  }

  /// "2019 Dec 13", 2019-Dec-13, "2019. december 13."
  bool read_named_month_after_year() {
    const std::size_t start = in_.at();
    const char mark = mark_at(in_);
    if (mark == '-' || mark == '/' || mark == '.' || mark == ',') in_.skip();
    if (take_month()) {
      if (mark != '\0') in_.take_mark(mark);
      if (in_.take_number(1, 2, parts_.day)) {
        parts_.precision = Precision::Day;
        take_ordinal_ending();
        in_.take_mark('.');
        return true;
      }
    }
    parts_.month = 0;
    in_.seek(start);
    return false;
  }

  /// "2019 m. gruodžio 13 d.", "2019. gada 13. decembris", "2019ko abenduaren 13a".
  bool read_after_year_word() {
    const std::size_t start = in_.at();
    const auto skip_mark = [&] {
      if (mark_at(in_) == '.' || mark_at(in_) == '-') in_.skip();
    };
    skip_mark();
    if (take_use(kYearWord)) {
      skip_mark();
      parts_.precision = Precision::Day;
      const bool day_first = in_.take_number(1, 2, parts_.day);
      if (day_first) skip_mark();
      if (take_month() && (day_first || in_.take_number(1, 2, parts_.day))) {
        if (!day_first) take_ordinal_ending();
        if (take_use(kOf)) in_.take_mark('.');
        return true;
      }
    }
    parts_.month = 0;
    parts_.precision = Precision::Year;
    in_.seek(start);
    return false;
  }

  /// After the year of 2019年12月13日 and 2019년 12월 13일; the day may be missing. A second era
  /// may stand in brackets: 2019年（令和元年）12月13日.
  bool read_ideographs() {
    if (in_.peek().text == "(") {
      std::size_t close = 1;
      while (in_.peek(close).kind != DateToken::Kind::End && in_.peek(close).text != ")") ++close;
      if (in_.peek(close - 1).text == "年") in_.skip(close + 1);
    }
    if (!in_.take_number(1, 2, parts_.month)) return true;
    if (!in_.take_word("月") && !in_.take_word("월")) return false;
    parts_.precision = Precision::Month;
    if (!in_.take_number(1, 2, parts_.day)) return true;
    parts_.precision = Precision::Day;
    return in_.take_word("日") || in_.take_word("일") || in_.take_word("号") || in_.take_word("號");
  }

  /// 2019-347.
  bool read_ordinal() {
    if (in_.peek(1).text.size() != 3 || in_.peek(1).kind != DateToken::Kind::Number) return false;
    if (!set_day_of_year(to_int(in_.peek(1).text))) return false;
    in_.skip(2);
    return true;
  }

  bool set_day_of_year(int day_of_year) {
    const auto first = make_date(parts_.year, 1, 1);
    if (!first || day_of_year == 0) return false;
    const Date date = from_day_number(day_number(*first) + day_of_year - 1);
    if (date.year != parts_.year) return false;
    set_day(date);
    return true;
  }

  /// 2019-W50-5 and 2019W505; a week alone is not one of our precisions.
  bool read_week() {
    const std::size_t start = in_.at();
    int week = 0;
    int weekday = 0;
    const auto fourth = make_date(parts_.year, 1, 4);
    if (fourth && take_week(week, weekday) && week >= 1 && weekday >= 1 && weekday <= 7) {
      // Week 1 contains 4 January; the last week contains 28 December.
      const std::int64_t first_monday = day_number(*fourth) - iso_weekday(day_number(*fourth)) + 1;
      const std::int64_t monday = first_monday + std::int64_t{7} * (week - 1);
      if (monday <= day_number(*make_date(parts_.year, 12, 28))) {
        set_day(from_day_number(monday + weekday - 1));
        return true;
      }
    }
    in_.seek(start);
    return false;
  }

  /// -W50-5, W505.
  bool take_week(int& week, int& weekday) {
    if (in_.take_word("W")) {
      int both = 0;
      if (!in_.take_number(3, 3, both)) return false;
      week = both / 10;
      weekday = both % 10;
      return true;
    }
    return in_.take_mark('-') && in_.take_word("W") && in_.take_number(2, 2, week) &&
           in_.take_mark('-') && in_.take_number(1, 1, weekday);
  }

  void set_day(const Date& date) {
    parts_.year = date.year;
    parts_.month = date.month;
    parts_.day = date.day;
    parts_.precision = Precision::Day;
  }

  /// "13 December 2019", 13-Dec-2019, 13.12.2019, 31/12/2019.
  bool read_day_first() {
    in_.take_number(1, 2, parts_.day);
    for (const char mark : {'.', '/', '-'}) {
      if (in_.take_mark(mark)) return read_month_behind(mark);
    }
    take_ordinal_ending();
    in_.take_word("of");
    while (take_use(kOf)) {
    }
    if (!take_month() && !take_numbered_month() && !take_roman_month()) return false;
    for (const char mark : {',', '/', '-'}) {
      if (in_.take_mark(mark)) break;
    }
    return take_year_behind_month();
  }

  /// "tháng 12", "tháng Mười Hai"; only behind a word for "month".
  bool take_numbered_month() {
    if (!take_use(kMonthWord)) return false;
    if (in_.take_number(1, 2, parts_.month) || take_month()) return true;
    for (const std::size_t words : {std::size_t{2}, std::size_t{1}}) {
      const std::string name = text::fold(in_.ahead(words));
      const auto* const it = std::find(kVietnameseMonths.begin(), kVietnameseMonths.end(), name);
      if (it == kVietnameseMonths.end()) continue;
      parts_.month = static_cast<int>(it - kVietnameseMonths.begin()) + 1;
      in_.skip(words);
      return true;
    }
    return false;
  }

  /// 13.XII.2019, "13 XII 2019".
  bool take_roman_month() {
    constexpr auto kRoman = std::to_array<std::string_view>(
        {"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"});
    if (!is_press()) return false;
    const auto* const it = std::find(kRoman.begin(), kRoman.end(), in_.peek().text);
    if (it == kRoman.end()) return false;
    parts_.month = static_cast<int>(it - kRoman.begin()) + 1;
    in_.skip();
    return true;
  }

  bool take_year_behind_month() {
    while (take_use(kOf)) {
    }
    return take_year(true);
  }

  bool read_month_behind(char mark) {
    if (mark != '.' || is_press()) {
      // In Croatian, which has a point behind the day, listopad is October.
      const bool is_croatian = mark == '.' && ascii::same(in_.peek().text, "listopada");
      if (take_month() || take_roman_month()) {
        if (is_croatian) parts_.month = 10;
        // "13. Dezember 2019", 13.Dez.2019, 13-Dec-19
        const bool parted = in_.take_mark(mark);
        if (mark != '.' && !parted) return false;
        if (mark == '.') in_.take_mark(',');
        return take_year_behind_month();
      }
      parts_.order_is_open = mark != '.';
    }
    if (!in_.take_number(1, 2, parts_.month) || !in_.take_mark(mark)) return false;
    if (in_.take_number(4, 4, parts_.year)) return true;
    return is_press() && read_short_year(mark);
  }

  /// 07/24/90 and 90/07/24; 19-12-13 has too many readings.
  bool read_short_year(char mark) {
    int last = 0;
    if (!in_.take_number(2, 2, last)) return false;
    if (parts_.day > kDaysOfMonth) {
      if (last > kDaysOfMonth) return false;
      parts_.year = full_year(parts_.day);
      parts_.day = last;
      parts_.order_is_open = false;
      return true;
    }
    return set_short_year(last) && (mark != '-' || last > kDaysOfMonth);
  }

  /// "December 13, 2019", "December 2019", and "Dec 13 10:15:00 EST 2019" of Unix.
  bool read_month_first() {
    if (!take_month() && !take_numbered_month()) return false;
    parts_.precision = Precision::Month;
    const char mark = is_press() ? mark_at(in_) : '\0';
    const bool parted = (mark == '-' || mark == '/') && in_.take_mark(mark);
    if (in_.take_number(1, 2, parts_.day)) {
      parts_.precision = Precision::Day;
      take_ordinal_ending();
      if (is_press() && !parted && in_.peek(1).text == ":") {
        return read_time_and_zone(in_, parts_, forms_) && take_year(false);
      }
      if (is_press()) in_.take_mark('.');
    }
    if (parted) return in_.take_mark(mark) && take_year(true);
    in_.take_mark(',');
    return parts_.precision == Precision::Month ? take_month_year() : take_year_behind_month();
  }

  /// "décembre 2019", "diciembre de 2019".
  bool take_month_year() {
    while (take_use(kOf)) {
    }
    return take_year(false);
  }

  Tokens& in_;
  Parts& parts_;
  Forms forms_;
};

}  // namespace

bool take_month(Tokens& in, Parts& parts, Forms forms) {
  const std::size_t tokens = tokens_of(in, forms, [](const Word& word) { return word.month != 0; });
  if (tokens == 0) return false;
  const Word& word = tokens == 1 ? word_of(in.peek(), forms) : meaning_of(in.ahead(tokens));
  parts.month = word.month;
  parts.is_persian = word.is_persian;
  in.skip(tokens);
  in.take_mark('.');
  // "كانون الأول/ديسمبر": by both of its names.
  if (forms == Forms::Press && in.peek().text == "/" &&
      word_of(in.peek(1), forms).month == word.month) {
    in.skip(2);
  }
  return true;
}

bool take_weekday(Tokens& in, Parts& parts, Forms forms) {
  if (forms == Forms::Press && take_east_asian_weekday(in, parts)) {
    in.take_mark(',');
    return true;
  }
  const std::size_t tokens = tokens_of(in, forms, [](const Word& word) { return word.is_weekday; });
  if (tokens == 0) return false;
  const Word& word = tokens == 1 ? word_of(in.peek(), forms) : meaning_of(in.ahead(tokens));
  if (word.month != 0) {
    // A month, if only one is meant.
    bool other_month = false;
    for (std::size_t i = 1; in.peek(i).kind != DateToken::Kind::End; ++i) {
      other_month |= word_of(in.peek(i), forms).month != 0;
    }
    if (!other_month) return false;
  }
  parts.weekday = word.weekday;
  in.skip(tokens);
  // "segunda-feira"
  if (forms == Forms::Press && in.peek().text == "-" && ascii::same(in.peek(1).text, "feira")) {
    in.skip(2);
  }
  in.take_mark('.');
  in.take_mark(',');
  return true;
}

bool take_enclosed_weekday(Tokens& in, Parts& parts) {
  const std::size_t start = in.at();
  if (!in.take_mark('(')) return false;
  if (const int weekday = east_asian_weekday(in.peek()); weekday != 0 && in.peek(1).text == ")") {
    parts.weekday = weekday;
    in.skip(2);
    return true;
  }
  if (take_weekday(in, parts, Forms::Press) && in.take_mark(')')) return true;
  in.seek(start);
  return false;
}

bool read_calendar(Tokens& in, Parts& parts, Forms forms) {
  return CalendarReader(in, parts, forms).read();
}

int full_year(int two_digits) {
  return two_digits + (two_digits < 50 ? 2000 : 1900);
}

}  // namespace dateline::dates
