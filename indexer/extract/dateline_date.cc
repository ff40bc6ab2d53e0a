// SPDX-License-Identifier: GPL-2.0-or-later
// Days of datelines; what `parse_date` reads in full is left to it.
#include "indexer/extract/dateline_date.h"

#include "common/date/names.h"
#include "common/date/tokens.h"
#include "common/text/ascii.h"
#include "indexer/extract/char_cursor.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace dateline {
namespace {

/// Month names that are English words, and so occur in prose.
constexpr std::array<std::string_view, 8> kProseMonths = {"set", "out", "led", "pro",
                                                          "lip", "dub", "des", "sty"};

int month_named(std::string_view name) {
  const bool is_prose = std::any_of(kProseMonths.begin(), kProseMonths.end(),
                                    [&](std::string_view word) { return ascii::same(word, name); });
  return is_prose ? 0 : dates::meaning_of(name).month;
}

/// Longer than any month name; hostile words are not folded.
constexpr std::size_t kMaxMonthBytes = 24;

class DayReader {
 public:
  explicit DayReader(std::string_view text) : in_(text) {}

  std::optional<StatedDay> read() {
    const bool found =
        ascii::is_digit(in_.peek()) ? read_numeric() || read_day_month() : read_month_day();
    if (!found) return std::nullopt;
    stated_.bytes = in_.at();
    return stated_;
  }

 private:
  /// A number of `least` to `most` digits; 0, which is neither a day nor a year, if there is none.
  int take_number(std::size_t least, std::size_t most) {
    const std::size_t start = in_.at();
    int value = 0;
    while (ascii::is_digit(in_.peek()) && in_.at() - start < most) {
      value = value * 10 + (in_.peek() - '0');
      in_.next();
    }
    return in_.at() - start < least || ascii::is_digit(in_.peek()) ? 0 : value;
  }

  /// A whole date in digits; `parse_date` decides whether it has one reading.
  bool read_numeric() {
    const std::string_view text = in_.rest();
    std::size_t size = std::min(text.find_first_not_of("0123456789.-/"), text.size());
    // The final dot of "13.12.2019." is not part of the date.
    while (!ascii::is_digit(text[size - 1])) --size;
    const std::string_view numeric = text.substr(0, size);
    const auto digits = std::count_if(numeric.begin(), numeric.end(), ascii::is_digit);
    if (digits + 2 != static_cast<std::ptrdiff_t>(size)) return false;
    const DateResult result = parse_date(numeric);
    const Date* date = std::get_if<Date>(&result);
    if (date == nullptr || date->precision != Precision::Day) return false;
    stated_ = {date->year, date->month, date->day, 0};
    in_.seek(size);
    return true;
  }

  bool read_day_month() {
    stated_.day = take_number(1, 2);
    if (stated_.day == 0) return false;
    take_ordinal_ending();
    if (!in_.skip_blanks()) return false;
    if (in_.take("de ") || in_.take("of ")) in_.skip_blanks();
    return take_month() && take_year();
  }

  bool read_month_day() {
    if (!take_month() || !in_.skip_blanks()) return false;
    stated_.day = take_number(1, 2);
    if (stated_.day == 0) return false;
    take_ordinal_ending();
    return take_year();
  }

  /// "13th", "1er", "1º", "13."
  void take_ordinal_ending() {
    for (const std::string_view ending : {"st", "nd", "rd", "th", "er", "\u00BA", "."}) {
      if (in_.take(ending)) return;
    }
  }

  bool take_month() {
    const std::size_t start = in_.at();
    while (is_letter(in_.peek())) in_.next();
    const std::string_view name = in_.since(start);
    if (name.empty() || name.size() > kMaxMonthBytes) return false;
    stated_.month = month_named(name);
    in_.take('.');
    return stated_.month != 0;
  }

  /// Takes the year if one follows; false when another number or a letter does ("Dec 13, 45").
  bool take_year() {
    const std::size_t before = in_.at();
    in_.take(',');
    const bool apart = in_.skip_blanks();
    if (in_.take("de ")) in_.skip_blanks();
    if (apart && ascii::is_digit(in_.peek())) {
      stated_.year = take_number(4, 4);
      return stated_.year != 0 && !is_letter(in_.peek());
    }
    in_.seek(before);
    return !is_letter(in_.peek()) && !ascii::is_digit(in_.peek());
  }

  CharCursor in_;
  StatedDay stated_;
};

std::int64_t days_apart(std::int64_t day, const DateRange& period) {
  if (day < period.first_day) return period.first_day - day;
  return std::max<std::int64_t>(0, day - period.last_day);
}

}  // namespace

std::optional<StatedDay> read_stated_day(std::string_view text) {
  return DayReader(text).read();
}

std::optional<Date> resolve(const StatedDay& stated, const Date& published) {
  if (stated.year != 0) return make_date(stated.year, stated.month, stated.day);
  if (!published.known()) return std::nullopt;
  const DateRange period = whole_period(published);
  std::optional<Date> nearest;
  for (const int year : {published.year - 1, published.year, published.year + 1}) {
    const std::optional<Date> date = make_date(year, stated.month, stated.day);
    if (!date) continue;
    if (!nearest ||
        days_apart(day_number(*date), period) < days_apart(day_number(*nearest), period)) {
      nearest = date;
    }
  }
  return nearest;
}

}  // namespace dateline
