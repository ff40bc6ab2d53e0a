// SPDX-License-Identifier: GPL-2.0-or-later
// Reading a date as people and programs state it: one scan over at most a few dozen tokens.
#include "common/date.h"
#include "common/date_tokens.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <vector>

namespace dateline {
namespace {

using date_tokens::same_word;
using date_tokens::Token;

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 17> kWeekdays = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon",  "tue",
    "wed",    "thu",     "fri",       "sat",      "sun",    "tues",     "thur",   "thurs"};

/// Longer text than any date we read; hostile text is turned away before it is scanned.
constexpr std::size_t kMaxDateBytes = 80;
constexpr std::size_t kMaxQuotedBytes = 40;

bool is_among(std::string_view word, std::span<const std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view each) { return same_word(word, each); });
}

/// The value of a few digits, or zero of text that is too long to be a part of a date.
int to_int(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// A day that must exist, unlike `make_date`, which also takes unknown parts.
std::optional<Date> existing_day(int year, int month, int day) {
  if (month == 0 || day == 0) return std::nullopt;
  return make_date(year, month, day);
}

bool is_time_of_day(int hour, int minute, int second) {
  return hour < 24 && minute < 60 && second < 60;
}

/// The text as an error message may show it.
std::string quoted(std::string_view text) {
  std::string shown = text::single_line(text::cut(text, kMaxQuotedBytes));
  if (text.size() > kMaxQuotedBytes) shown += "…";
  return shown;
}

DateProblem unrecognised(std::string_view text) {
  if (text::trim(text).empty()) return {DateProblem::Kind::Unrecognised, "there is no date"};
  return {DateProblem::Kind::Unrecognised, quoted(text) + " is not a date in a form we read"};
}

struct Zone {
  std::string_view name;
  int offset_minutes;
};
constexpr std::array<Zone, 12> kZones = {{{"z", 0},
                                          {"ut", 0},
                                          {"utc", 0},
                                          {"gmt", 0},
                                          {"est", -300},
                                          {"edt", -240},
                                          {"cst", -360},
                                          {"cdt", -300},
                                          {"mst", -420},
                                          {"mdt", -360},
                                          {"pst", -480},
                                          {"pdt", -420}}};

/// Reads form first and values last, so that a recognised form with an impossible value can say so.
class DateReader {
 public:
  explicit DateReader(std::string_view text) : text_(text), tokens_(date_tokens::scan(text)) {}

  DateResult read() {
    skip_weekday();
    if (!read_calendar() || !read_clock() || peek().kind != Token::Kind::End) {
      return unrecognised(text_);
    }
    return judge();
  }

 private:
  [[nodiscard]] const Token& peek(std::size_t ahead = 0) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
  }

  bool take_mark(char mark) {
    if (peek().kind != Token::Kind::Mark || peek().text[0] != mark) return false;
    ++at_;
    return true;
  }

  bool take_word(std::string_view word) {
    if (peek().kind != Token::Kind::Word || !same_word(peek().text, word)) return false;
    ++at_;
    return true;
  }

  /// A number of `least` to `most` digits.
  std::optional<std::string_view> take_number(std::size_t least, std::size_t most) {
    const Token& token = peek();
    if (token.kind != Token::Kind::Number) return std::nullopt;
    if (token.text.size() < least || token.text.size() > most) return std::nullopt;
    ++at_;
    return token.text;
  }

  bool take_number(std::size_t least, std::size_t most, int& value) {
    const auto digits = take_number(least, most);
    if (digits) value = to_int(*digits);
    return digits.has_value();
  }

  /// A name with its point, if it has one.
  bool take_month() {
    if (peek().kind != Token::Kind::Word) return false;
    month_ = month_from_name(peek().text);
    if (month_ == 0) return false;
    ++at_;
    take_mark('.');
    return true;
  }

  void take_ordinal_ending() {
    static constexpr std::array<std::string_view, 4> kEndings = {"st", "nd", "rd", "th"};
    if (peek().kind == Token::Kind::Word && !peek().spaced && is_among(peek().text, kEndings)) {
      ++at_;
    }
  }

  void skip_weekday() {
    if (peek().kind != Token::Kind::Word) return;
    if (!is_among(peek().text, kWeekdays)) return;
    ++at_;
    take_mark('.');
    take_mark(',');
  }

  bool read_calendar() {
    if (peek().kind == Token::Kind::Word) return read_month_first();
    if (peek().kind != Token::Kind::Number) return false;
    switch (peek().text.size()) {
      case 1:
      case 2:
        return read_day_first();
      case 4:
        return read_year_first();
      case 8:
      case 12:
      case 14:
        return read_compact();
      default:
        return false;
    }
  }

  /// 20191213, 201912131015, 20191213101500.
  bool read_compact() {
    const std::string_view digits = peek().text;
    ++at_;
    year_ = to_int(digits.substr(0, 4));
    month_ = to_int(digits.substr(4, 2));
    day_ = to_int(digits.substr(6, 2));
    precision_ = Precision::Day;
    if (digits.size() > 8) set_basic_time(digits.substr(8));
    return true;
  }

  /// 2019, 2019-12, 2019-12-13, and the same with slashes or points.
  bool read_year_first() {
    take_number(4, 4, year_);
    precision_ = Precision::Year;
    const char mark = peek().kind == Token::Kind::Mark ? peek().text[0] : '\0';
    if (mark != '-' && mark != '/' && mark != '.') return true;
    ++at_;
    if (!take_number(1, 2, month_)) return false;
    precision_ = Precision::Month;
    if (!take_mark(mark)) return mark != '.';
    precision_ = Precision::Day;
    return take_number(1, 2, day_);
  }

  /// "13 December 2019", 13-Dec-2019, 13.12.2019, 31/12/2019.
  bool read_day_first() {
    take_number(1, 2, day_);
    precision_ = Precision::Day;
    if (take_mark('.')) {
      return take_number(1, 2, month_) && take_mark('.') && take_number(4, 4, year_);
    }
    for (const char mark : {'/', '-'}) {
      if (!take_mark(mark)) continue;
      if (!take_month()) {
        order_is_open_ = true;
        if (!take_number(1, 2, month_)) return false;
      }
      return take_mark(mark) && take_number(4, 4, year_);
    }
    take_ordinal_ending();
    take_word("of");
    if (!take_month()) return false;
    take_mark(',');
    return take_number(4, 4, year_);
  }

  /// "December 13, 2019", "December 2019".
  bool read_month_first() {
    if (!take_month()) return false;
    precision_ = Precision::Month;
    if (take_number(1, 2, day_)) {
      precision_ = Precision::Day;
      take_ordinal_ending();
    }
    take_mark(',');
    return take_number(4, 4, year_);
  }

  bool read_clock() {
    if (precision_ >= Precision::Minute) return read_zone();
    if (precision_ != Precision::Day || peek().kind == Token::Kind::End) return true;
    if (!peek().spaced && take_word("T")) {
      if (const auto basic = take_number(4, 6); basic && basic->size() != 5) {
        set_basic_time(*basic);
        return read_fraction() && read_zone();
      }
    } else {
      take_mark(',');
      take_word("at");
    }
    return read_time() && read_zone();
  }

  /// hhmm or hhmmss.
  void set_basic_time(std::string_view digits) {
    hour_ = to_int(digits.substr(0, 2));
    minute_ = to_int(digits.substr(2, 2));
    precision_ = Precision::Minute;
    if (digits.size() < 6) return;
    second_ = to_int(digits.substr(4, 2));
    precision_ = Precision::Second;
  }

  bool read_time() {
    if (!take_number(1, 2, hour_)) return false;
    precision_ = Precision::Minute;
    // British papers write 10.15.
    const bool has_minute = take_mark(':') || take_mark('.');
    if (has_minute && !take_number(2, 2, minute_)) return false;
    if (has_minute && take_mark(':')) {
      if (!take_number(2, 2, second_)) return false;
      precision_ = Precision::Second;
      if (!read_fraction()) return false;
    }
    return read_half_day() || has_minute;
  }

  /// Drops a fraction of a second; false when its mark has no digits.
  bool read_fraction() {
    if (precision_ != Precision::Second || (!take_mark('.') && !take_mark(','))) return true;
    return take_number(1, kMaxDateBytes).has_value();
  }

  /// am, pm, a.m., p.m.
  bool read_half_day() {
    bool afternoon = take_word("pm");
    bool found = afternoon || take_word("am");
    if (!found && peek(1).text == "." && same_word(peek(2).text, "m")) {
      afternoon = take_word("p");
      found = afternoon || take_word("a");
      if (!found) return false;
      at_ += 2;
      take_mark('.');
    }
    if (!found) return false;
    half_day_is_wrong_ = hour_ < 1 || hour_ > 12;
    hour_ = hour_ % 12 + (afternoon ? 12 : 0);
    return true;
  }

  bool read_zone() {
    if (peek().kind == Token::Kind::Word) {
      const std::string_view name = peek().text;
      ++at_;
      const auto* zone = std::find_if(kZones.begin(), kZones.end(),
                                      [&](const Zone& each) { return same_word(each.name, name); });
      if (zone == kZones.end()) return is_unknown_zone(name);
      offset_ = zone->offset_minutes;
      // "UTC+3" goes on with the offset.
      if (zone->offset_minutes != 0 || zone->name == "z") return true;
    }
    if (take_mark('+')) return read_offset(1);
    if (take_mark('-')) return read_offset(-1);
    return true;
  }

  /// RFC 2822, 4.3: other names of zones may mean several offsets and are taken for none.
  static bool is_unknown_zone(std::string_view name) {
    return name.size() >= 2 && name.size() <= 5 &&
           std::all_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  }

  bool read_offset(int sign) {
    int hours = 0;
    int minutes = 0;
    if (const auto both = take_number(4, 4)) {
      hours = to_int(both->substr(0, 2));
      minutes = to_int(both->substr(2, 2));
    } else {
      if (!take_number(1, 2, hours)) return false;
      if (take_mark(':') && !take_number(2, 2, minutes)) return false;
    }
    offset_is_wrong_ = hours > 23 || minutes > 59;
    offset_ = sign * (hours * 60 + minutes);
    // Mail adds the zone's name as a comment: "+0000 (UTC)".
    if (!take_mark('(')) return true;
    if (peek().kind == Token::Kind::Word) ++at_;
    return take_mark(')');
  }

  [[nodiscard]] DateProblem impossible(std::string_view what) const {
    return {DateProblem::Kind::Impossible, quoted(text_) + " is not " + std::string(what)};
  }

  [[nodiscard]] DateResult judge() {
    std::optional<Date> date;
    if (precision_ < Precision::Day) {
      const bool is_year = precision_ == Precision::Year;
      if (is_year || month_ != 0) date = make_date(year_, month_, 0);
      if (date) return *date;
      return impossible(is_year ? "a year of the calendar" : "a month of the calendar");
    }
    date = existing_day(year_, month_, day_);
    if (order_is_open_ && month_ != day_) {
      const std::optional<Date> other = existing_day(year_, day_, month_);
      if (date && other) return ambiguous();
      if (other) date = other;
    }
    if (!date) return impossible("a day of the calendar");
    return with_time(*date);
  }

  [[nodiscard]] DateProblem ambiguous() const {
    const auto month_name = [](int month) {
      return std::string(kMonths[static_cast<std::size_t>(month - 1)]);
    };
    return {DateProblem::Kind::Ambiguous, quoted(text_) + " may be " + std::to_string(day_) + " " +
                                              month_name(month_) + " or " + std::to_string(month_) +
                                              " " + month_name(day_) + " " + std::to_string(year_)};
  }

  [[nodiscard]] DateResult with_time(Date date) const {
    if (precision_ < Precision::Minute) return date;
    // A leap second is real, but a Date cannot hold it; its neighbour keeps order and day.
    const int second = second_ == 60 ? 59 : second_;
    if (half_day_is_wrong_ || offset_is_wrong_ || !is_time_of_day(hour_, minute_, second)) {
      return impossible("a time of the day");
    }
    date.hour = hour_;
    date.minute = minute_;
    date.second = second;
    date.precision = precision_;
    date.utc_offset_minutes = offset_;
    return date;
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int year_ = 0;
  int month_ = 0;
  int day_ = 0;
  int hour_ = 0;
  int minute_ = 0;
  int second_ = 0;
  Precision precision_ = Precision::Day;
  std::optional<int> offset_;
  bool order_is_open_ = false;  ///< two numbers, either of which may be the month
  bool half_day_is_wrong_ = false;
  bool offset_is_wrong_ = false;
};

}  // namespace

DateResult parse_date(std::string_view text) {
  if (text.size() > kMaxDateBytes) text = text::trim(text);
  if (text.size() > kMaxDateBytes) return unrecognised(text);
  const std::string plain = date_tokens::with_plain_blanks(text);
  return DateReader(text::trim(plain)).read();
}

int month_from_name(std::string_view name) {
  if (name.size() > 1 && name.back() == '.') name.remove_suffix(1);
  if (same_word(name, "sept")) return 9;
  const auto* month = std::find_if(kMonths.begin(), kMonths.end(), [&](std::string_view full) {
    return same_word(name, full) || same_word(name, full.substr(0, 3));
  });
  return month == kMonths.end() ? 0 : static_cast<int>(month - kMonths.begin()) + 1;
}

}  // namespace dateline
