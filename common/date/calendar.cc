// SPDX-License-Identifier: GPL-2.0-or-later
// Day, month and year, in the orders that people and programs write them.
#include "common/date/names.h"
#include "common/date/parts.h"
#include "common/text/ascii.h"
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
  const Word& word = meaning_of(token.text);
  const bool is_read = forms == Forms::Press || (word.english && text::is_ascii(token.text));
  return is_read ? word : kNothing;
}

char mark_at(const Tokens& in) {
  return in.peek().kind == DateToken::Kind::Mark ? in.peek().text[0] : '\0';
}

class CalendarReader {
 public:
  CalendarReader(Tokens& in, Parts& parts, Forms forms) : in_(in), parts_(parts), forms_(forms) {}

  bool read() {
    if (in_.at_word()) return read_month_first();
    if (!in_.at_number()) return false;
    switch (in_.peek().text.size()) {
      case 1:
      case 2:
        return read_day_first();
      case 4:
        return read_year_first();
      case 6:
        return is_press() && (read_date_time_group() || read_six_digits());
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
    constexpr std::array<std::string_view, 6> kOther = {"er", "\u00BA", "\u00AA",
                                                        "o",  "e",      "\u00B0"};
    if (in_.peek().spaced) return;
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
    if (in_.take_number(4, 4, parts_.year)) return true;
    if (!may_be_short || !is_press() || !in_.take_number(2, 2, parts_.year)) return false;
    parts_.year = full_year(parts_.year);
    return true;
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
    if (is_press() && read_named_month_after_year()) return true;
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
        in_.take_mark('.');
        return true;
      }
    }
    parts_.month = 0;
    in_.seek(start);
    return false;
  }

  /// After the year of 2019年12月13日 and 2019년 12월 13일; the day may be missing.
  bool read_ideographs() {
    if (!in_.take_number(1, 2, parts_.month)) return true;
    if (!in_.take_word("月") && !in_.take_word("월")) return false;
    parts_.precision = Precision::Month;
    if (!in_.take_number(1, 2, parts_.day)) return true;
    parts_.precision = Precision::Day;
    return in_.take_word("日") || in_.take_word("일");
  }

  /// 2019-347.
  bool read_ordinal() {
    if (in_.peek(1).text.size() != 3 || in_.peek(1).kind != DateToken::Kind::Number) return false;
    const int day_of_year = to_int(in_.peek(1).text);
    const auto first = make_date(parts_.year, 1, 1);
    if (!first || day_of_year == 0) return false;
    const Date date = from_day_number(day_number(*first) + day_of_year - 1);
    if (date.year != parts_.year) return false;
    in_.skip(2);
    set_day(date);
    return true;
  }

  /// 2019-W50-5; a week alone is not one of our precisions.
  bool read_week() {
    const std::size_t start = in_.at();
    int week = 0;
    int weekday = 0;
    const auto fourth = make_date(parts_.year, 1, 4);
    if (fourth && in_.take_mark('-') && in_.take_word("W") && in_.take_number(2, 2, week) &&
        in_.take_mark('-') && in_.take_number(1, 1, weekday) && week >= 1 && weekday >= 1 &&
        weekday <= 7) {
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
    if (!take_month()) return false;
    in_.take_mark(',');
    return take_year_behind_month();
  }

  bool take_year_behind_month() {
    while (take_use(kOf)) {
    }
    return take_year(true);
  }

  bool read_month_behind(char mark) {
    if (mark != '.' || is_press()) {
      if (take_month()) {
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
    parts_.year = full_year(last);
    return mark != '-' || last > kDaysOfMonth;
  }

  /// "December 13, 2019", "December 2019", and "Dec 13 10:15:00 EST 2019" of Unix.
  bool read_month_first() {
    if (!take_month()) return false;
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
  const int month = word_of(in.peek(), forms).month;
  if (month == 0) return false;
  parts.month = month;
  in.skip();
  in.take_mark('.');
  return true;
}

bool take_weekday(Tokens& in, Parts& parts, Forms forms) {
  const Word& word = word_of(in.peek(), forms);
  if (!word.is_weekday) return false;
  if (word.month != 0) {
    // A month, if only one is meant.
    bool other_month = false;
    for (std::size_t i = 1; in.peek(i).kind != DateToken::Kind::End; ++i) {
      other_month |= word_of(in.peek(i), forms).month != 0;
    }
    if (!other_month) return false;
  }
  parts.weekday = word.weekday;
  in.skip();
  // "segunda-feira"
  if (forms == Forms::Press && in.peek().text == "-" && ascii::same(in.peek(1).text, "feira")) {
    in.skip(2);
  }
  in.take_mark('.');
  in.take_mark(',');
  return true;
}

bool read_calendar(Tokens& in, Parts& parts, Forms forms) {
  return CalendarReader(in, parts, forms).read();
}

int full_year(int two_digits) {
  return two_digits + (two_digits < 50 ? 2000 : 1900);
}

}  // namespace dateline::dates
