// SPDX-License-Identifier: GPL-2.0-or-later
// Reading a date as people and programs state it: one scan over at most a few dozen tokens, then a
// check whether such a day exists and is the only one that can be meant.
#include "common/date/date.h"
#include "common/date/names.h"
#include "common/date/parts.h"
#include "common/date/plain_digits.h"
#include "common/date/tokens.h"
#include "common/text/ascii.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <memory>

#include <unicode/calendar.h>

namespace dateline {
namespace {

using dates::DateToken;
using dates::Forms;
using dates::Parts;
using dates::Tokens;
using dates::Use;

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

/// Longer text than any date we read; hostile text is rejected before it is scanned.
constexpr std::size_t kMaxDateBytes = 120;
constexpr std::size_t kMaxQuotedBytes = 40;

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
  return {DateProblem::Kind::Unrecognised, quoted(text) + " is not in a form of date that we read"};
}

/// A date in one of the query forms.
bool read_query_form(Tokens& in, Parts& parts) {
  dates::take_weekday(in, parts, Forms::Query);
  if (!dates::read_calendar(in, parts, Forms::Query)) return false;
  if (parts.precision >= Precision::Minute) return dates::read_zone(in, parts, Forms::Query);
  if (parts.precision != Precision::Day || in.at_end()) return true;
  if (!in.peek().spaced && in.take_word("T")) {
    if (const auto basic = in.take_number(4, 6); basic && basic->size() != 5) {
      dates::set_basic_time(*basic, parts);
      return dates::read_fraction(in, parts) && dates::read_zone(in, parts, Forms::Query);
    }
  } else {
    in.take_mark(',');
    in.take_word("at");
  }
  return dates::read_time_and_zone(in, parts, Forms::Query);
}

/// The forms of the press: label, weekday, and the day before or after the time.
class PressReader {
 public:
  PressReader(Tokens& in, Parts& parts) : in_(in), parts_(parts) {}

  bool read() {
    skip_labels();
    skip_lead();
    if (time_comes_first()) return read_time() && skip_marks() && read_day() && read_end();
    if (!read_day()) return false;
    return (goes_on_at_once() ? read_iso_time() : read_later_time()) && read_end();
  }

 private:
  bool has_use(Use use) const {
    return in_.at_word() && (dates::meaning_of(in_.peek().text).uses & use) != 0;
  }

  bool take_use(Use use) {
    const bool found = has_use(use);
    if (found) in_.skip();
    return found;
  }

  void skip_labels() {
    bool found = false;
    while (take_use(Use::kLabel)) found = true;
    if (found) in_.take_mark(':');
  }

  /// "Friday, ", "le vendredi".
  void skip_lead() {
    while (take_use(Use::kArticle) || dates::take_weekday(in_, parts_, Forms::Press)) {
    }
  }

  /// Between day and time: ", ", " | ", " - ".
  bool skip_marks() {
    constexpr std::array<std::string_view, 11> kMarks = {",", "-", "/", "|", ";", "·",
                                                         "•", "–", "—", "@", ":"};
    for (int i = 0; i < 2; ++i) {
      const bool is_mark = in_.peek().kind == DateToken::Kind::Mark &&
                           std::find(kMarks.begin(), kMarks.end(), in_.peek().text) != kMarks.end();
      if (is_mark) in_.skip();
    }
    return true;
  }

  /// "10:15 GMT, 13 December 2019"; 10.12.2019 is a day.
  [[nodiscard]] bool time_comes_first() const {
    if (!in_.at_number() || in_.peek().text.size() > 2) return false;
    if (in_.peek(1).text == ":") return true;
    if (ascii::same(in_.peek(1).text, "h") && !in_.peek(1).spaced) return true;
    const std::string_view word = in_.peek(1).text;
    return ascii::same(word, "am") || ascii::same(word, "pm");
  }

  bool read_time() {
    take_use(Use::kAt);
    return dates::read_time_and_zone(in_, parts_, Forms::Press);
  }

  /// The clock is read by then or comes later; a calendar sets no more than the day.
  bool read_day() {
    const Precision clock = parts_.precision;
    skip_lead();
    parts_.precision = Precision::Day;
    if (!dates::read_calendar(in_, parts_, Forms::Press)) return false;
    if (clock >= Precision::Minute) {
      if (parts_.precision != Precision::Day) return false;
      parts_.precision = clock;
    }
    if (take_use(Use::kYearWord)) in_.take_mark('.');
    // "13.12.2019.", as the South Slavs write it.
    const bool is_day = parts_.precision == Precision::Day || clock >= Precision::Minute;
    if (is_day && !in_.peek().spaced && in_.peek(1).kind != DateToken::Kind::Number) {
      in_.take_mark('.');
    }
    return true;
  }

  /// A time that is already read, or that follows the day without a space.
  [[nodiscard]] bool goes_on_at_once() const {
    if (parts_.precision >= Precision::Minute) return true;
    if (parts_.precision != Precision::Day || in_.peek().spaced) return false;
    const std::string_view next = in_.peek().text;
    return ascii::same(next, "T") || ascii::same(next, "Z") || next == "+" ||
           (next == "-" && in_.peek(2).text == ":");
  }

  /// T10:15, T101500; or only the zone, even of a day, as in XML Schema.
  bool read_iso_time() {
    if (!in_.take_word("T")) return dates::read_zone(in_, parts_, Forms::Press);
    const auto basic = in_.take_number(4, 6);
    if (!basic) return dates::read_time_and_zone(in_, parts_, Forms::Press);
    if (basic->size() == 5) return false;
    dates::set_basic_time(*basic, parts_);
    return dates::read_fraction(in_, parts_) && dates::read_zone(in_, parts_, Forms::Press);
  }

  bool read_later_time() {
    if (parts_.precision < Precision::Day) return true;
    const std::size_t start = in_.at();
    skip_marks();
    if (!dates::take_enclosed_weekday(in_, parts_)) {
      dates::take_weekday(in_, parts_, Forms::Press);
    }
    skip_marks();
    if (in_.at_number() || in_.at_word()) {
      while (take_use(Use::kAt)) skip_mark_after_at();
      const std::size_t at_time = in_.at();
      if (in_.at_number()) return dates::read_time_and_zone(in_, parts_, Forms::Press);
      if (in_.at_word() && dates::read_time_and_zone(in_, parts_, Forms::Press)) {
        if (in_.at() != at_time && parts_.precision >= Precision::Minute) return true;
      }
      parts_.precision = Precision::Day;
    }
    in_.seek(start);
    return true;
  }

  /// "kl. 10:15", "ב-10:15".
  void skip_mark_after_at() {
    if (!in_.take_mark('.')) in_.take_mark('-');
  }

  /// ", Sunday, Home Edition", "(Friday)".
  bool read_end() {
    const bool enclosed = in_.take_mark('(');
    const bool parted = !enclosed && in_.take_mark(',');
    const bool has_weekday = dates::take_weekday(in_, parts_, Forms::Press);
    if (enclosed && (!has_weekday || !in_.take_mark(')'))) return false;
    if (in_.at_end()) return has_weekday || !parted;
    while (in_.at_word() && !ascii::same(in_.peek().text, "Edition")) in_.skip();
    return has_weekday && in_.take_word("Edition") && in_.at_end();
  }

  Tokens& in_;
  Parts& parts_;
};

DateProblem impossible(std::string_view text, std::string_view what) {
  return {DateProblem::Kind::Impossible, quoted(text) + " is not " + std::string(what)};
}

DateProblem ambiguous(std::string_view text, const Parts& parts) {
  const auto month_name = [](int month) {
    return std::string(kMonths[static_cast<std::size_t>(month - 1)]);
  };
  return {DateProblem::Kind::Ambiguous,
          quoted(text) + " may be " + std::to_string(parts.day) + " " + month_name(parts.month) +
              " or " + std::to_string(parts.month) + " " + month_name(parts.day) + " " +
              std::to_string(parts.year)};
}

DateResult with_time(std::string_view text, Parts parts, Date date) {
  if (parts.precision < Precision::Minute) return date;
  // A leap second is real, and 24:00 is the end of the day (ISO 8601), but a Date can hold neither;
  // their neighbours keep order and day.
  if (parts.hour == 24 && parts.minute == 0 && parts.second == 0 && !parts.half_day_is_wrong) {
    parts.hour = 23;
    parts.minute = 59;
    parts.second = parts.precision == Precision::Second ? 59 : 0;
  }
  const int second = parts.second == 60 ? 59 : parts.second;
  if (parts.half_day_is_wrong || parts.offset_is_wrong ||
      !is_time_of_day(parts.hour, parts.minute, second)) {
    return impossible(text, "a time of the day");
  }
  date.hour = parts.hour;
  date.minute = parts.minute;
  date.second = second;
  date.precision = parts.precision;
  date.utc_offset_minutes = parts.offset;
  return date;
}

/// Of two possible days the one that is meant: on the stated weekday, or else by `order`.
DateOrder decide(const Parts& parts, const Date& day_first, const Date& month_first,
                 DateOrder order) {
  if (parts.weekday == 0) return order;
  const bool first = iso_weekday(day_number(day_first)) == parts.weekday;
  const bool second = iso_weekday(day_number(month_first)) == parts.weekday;
  if (first == second) return order;
  return first ? DateOrder::DayFirst : DateOrder::MonthFirst;
}

/// The day of our calendar on that of the Persian one.
std::optional<Date> from_persian(int year, int month, int day) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Calendar> calendar(icu::Calendar::createInstance(
      icu::TimeZone::createTimeZone("UTC"), icu::Locale("fa@calendar=persian"), status));
  if (U_FAILURE(status)) return std::nullopt;
  calendar->clear();
  calendar->setLenient(0);
  calendar->set(year, month - 1, day);
  const double milliseconds = calendar->getTime(status);
  if (U_FAILURE(status)) return std::nullopt;
  constexpr double kMillisecondsADay = 86'400'000;
  return from_day_number(static_cast<std::int64_t>(std::floor(milliseconds / kMillisecondsADay)));
}

/// Years that the papers of Iran count, and those that may be Iran's or those of Islam.
constexpr int kFirstForeignYear = 1300;
constexpr int kLastForeignYear = 1499;

bool is_foreign_year(int year) {
  return year >= kFirstForeignYear && year <= kLastForeignYear;
}

/// The same day in our calendar, if its text says in which it is; false if it cannot be.
bool to_our_calendar(Parts& parts, const dates::Plain& plain) {
  constexpr int kBuddhistAhead = 543;
  constexpr int kFirstBuddhist = 2400;
  constexpr int kLastBuddhist = 2700;
  const bool is_buddhist_year = parts.year >= kFirstBuddhist && parts.year <= kLastBuddhist;
  if (is_buddhist_year && (parts.is_buddhist || parts.has_thai_letters)) {
    parts.year -= kBuddhistAhead;
  }
  if (!is_foreign_year(parts.year)) return !parts.is_persian;
  const bool is_persian = parts.is_persian || plain.has_persian_digits;
  if (!is_persian || parts.precision < Precision::Day) return false;
  const auto day = from_persian(parts.year, parts.month, parts.day);
  if (!day) return false;
  parts.year = day->year;
  parts.month = day->month;
  parts.day = day->day;
  parts.order_is_open = false;
  return true;
}

StatedDate judge(std::string_view text, const Parts& parts, DateOrder order) {
  std::optional<Date> date;
  if (parts.precision < Precision::Day) {
    const bool is_year = parts.precision == Precision::Year;
    if (is_year || parts.month != 0) date = make_date(parts.year, parts.month, 0);
    if (date) return {*date};
    return {impossible(text, is_year ? "a year of the calendar" : "a month of the calendar")};
  }
  date = existing_day(parts.year, parts.month, parts.day);
  StatedDate stated;
  if (parts.order_is_open && parts.month != parts.day) {
    const std::optional<Date> other = existing_day(parts.year, parts.day, parts.month);
    if (date && other) {
      const DateOrder decided = decide(parts, *date, *other, order);
      const DateOrder alone = decide(parts, *date, *other, DateOrder::Unknown);
      if (decided == DateOrder::Unknown) return {ambiguous(text, parts)};
      stated.by_order = alone == DateOrder::Unknown;
      stated.shows = alone;
      if (decided == DateOrder::MonthFirst) date = other;
    } else if (date || other) {
      stated.shows = date ? DateOrder::DayFirst : DateOrder::MonthFirst;
      if (other) date = other;
    }
  }
  if (!date) return {impossible(text, "a day of the calendar")};
  stated.result = with_time(text, parts, *date);
  stated.contradicts_weekday =
      parts.weekday != 0 && iso_weekday(day_number(*date)) != parts.weekday;
  return stated;
}

/// 1576232100, 1576232100123, and in millionths and billionths of a second. Later seconds may be
/// years and months: 2019121310.
std::optional<DateResult> read_epoch(std::string_view text) {
  constexpr std::size_t kSecondsDigits = 10;
  constexpr auto kDigits = std::to_array<std::size_t>({kSecondsDigits, 13, 16, 19});
  const std::string_view whole = text.substr(0, text.find('.'));
  const std::string_view fraction = text.substr(std::min(text.size(), whole.size() + 1));
  if (std::find(kDigits.begin(), kDigits.end(), whole.size()) == kDigits.end()) return std::nullopt;
  if (whole[0] != '1' || whole[1] == '9') return std::nullopt;
  if (!ascii::all_digits(whole) || !ascii::all_digits(fraction) || text.ends_with('.'))
    return std::nullopt;
  double value = 0;
  for (const char digit : whole.substr(0, kSecondsDigits)) value = value * 10 + (digit - '0');
  return date_from_epoch(value);
}

/// 1.5762321e9, if it has the digits of a second.
std::optional<DateResult> read_exponent(std::string_view text) {
  constexpr std::size_t kLeastDigits = 8;
  const std::size_t mark = text.find_first_of("eE");
  if (mark == std::string_view::npos || mark < kLeastDigits || text[0] != '1') return std::nullopt;
  const std::string_view tail = text.substr(mark + 1);
  if (tail.empty() || tail.find_first_not_of("+0123456789") != std::string_view::npos ||
      text.substr(0, mark).find_first_not_of("0123456789.") != std::string_view::npos) {
    return std::nullopt;
  }
  double value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || stop != text.data() + text.size() || value >= 1e19) {
    return std::nullopt;
  }
  return read_epoch(std::to_string(static_cast<std::uint64_t>(value)));
}

/// What programs put around a date: quotation marks, ISODate("…") of MongoDB, "/Date(…)/" of .NET.
std::string_view without_wrapping(std::string_view text) {
  constexpr auto kWrappings = std::to_array<std::string_view>(
      {"/Date(", "\\/Date(", "ISODate(", "new Date(", "Date(", "Timestamp(", "datetime64("});
  for (const std::string_view wrapping : kWrappings) {
    if (!text.starts_with(wrapping)) continue;
    text = text.substr(wrapping.size(), text.rfind(')') - wrapping.size());
    // "/Date(1576232100000+0100)/": the number is of UTC.
    const std::size_t sign = text.find_first_of("+-");
    if (sign != std::string_view::npos && ascii::all_digits(text.substr(0, sign))) {
      text = text.substr(0, sign);
    }
    break;
  }
  if (text.size() > 2 && (text[0] == '"' || text[0] == '\'') && text.back() == text[0]) {
    text = text.substr(1, text.size() - 2);
  }
  return text::trim(text);
}

std::string_view without_ends(std::string_view text) {
  return text.size() > kMaxDateBytes ? text::trim(text) : text;
}

}  // namespace

DateResult parse_date(std::string_view text) {
  text = without_ends(text);
  if (text.size() > kMaxDateBytes) return unrecognised(text);
  Tokens tokens(text);
  Parts parts;
  if (!read_query_form(tokens, parts) || !tokens.at_end()) return unrecognised(text);
  // A query should name a day beyond doubt.
  parts.weekday = 0;
  return judge(text, parts, DateOrder::Unknown).result;
}

StatedDate parse_stated_date(std::string_view text, DateOrder order) {
  text = text::trim(text);
  if (text.size() > kMaxDateBytes) return {unrecognised(text)};
  const std::string_view bare = without_wrapping(text);
  const dates::Plain plain = text::is_ascii(bare) ? dates::Plain{} : dates::with_plain_digits(bare);
  const std::string_view digits = plain.text.empty() ? bare : std::string_view(plain.text);
  if (auto epoch = read_epoch(digits)) return {std::move(*epoch)};
  if (auto epoch = read_exponent(digits)) return {std::move(*epoch)};
  Tokens tokens(digits);
  Parts parts;
  parts.has_thai_letters = plain.has_thai_letters;
  if (!PressReader(tokens, parts).read() || !tokens.at_end() || !to_our_calendar(parts, plain)) {
    return {unrecognised(text)};
  }
  return judge(text, parts, order);
}

int month_from_name(std::string_view name) {
  if (name.size() > 1 && name.back() == '.') name.remove_suffix(1);
  if (!text::is_ascii(name)) return 0;
  return dates::english_meaning_of(name).month;
}

}  // namespace dateline
