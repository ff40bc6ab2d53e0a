// SPDX-License-Identifier: GPL-2.0-or-later
// Days of datelines; what `parse_date` reads in full is left to it.
#include "indexer/extract/dateline_date.h"

#include "common/text/fold.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_map>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace dateline {
namespace {

/// Folded names and abbreviations; English ones are `month_from_name`'s.
const std::unordered_map<std::string_view, int>& foreign_months() {
  static const std::unordered_map<std::string_view, int> months = {
      // French
      {"janvier", 1},
      {"janv", 1},
      {"fevrier", 2},
      {"fevr", 2},
      {"fev", 2},
      {"mars", 3},
      {"avril", 4},
      {"avr", 4},
      {"mai", 5},
      {"juin", 6},
      {"juillet", 7},
      {"juil", 7},
      {"aout", 8},
      {"septembre", 9},
      {"octobre", 10},
      {"novembre", 11},
      {"decembre", 12},
      // German; also as written without umlauts and in Austria
      {"januar", 1},
      {"janner", 1},
      {"februar", 2},
      {"feber", 2},
      {"marz", 3},
      {"maerz", 3},
      {"juni", 6},
      {"juli", 7},
      {"okt", 10},
      {"oktober", 10},
      {"dez", 12},
      {"dezember", 12},
      // Spanish
      {"enero", 1},
      {"ene", 1},
      {"febrero", 2},
      {"marzo", 3},
      {"abril", 4},
      {"abr", 4},
      {"mayo", 5},
      {"junio", 6},
      {"julio", 7},
      {"agosto", 8},
      {"ago", 8},
      {"septiembre", 9},
      {"setiembre", 9},
      {"octubre", 10},
      {"noviembre", 11},
      {"diciembre", 12},
      {"dic", 12},
      // Italian, where it differs
      {"gennaio", 1},
      {"gen", 1},
      {"febbraio", 2},
      {"aprile", 4},
      {"maggio", 5},
      {"mag", 5},
      {"giugno", 6},
      {"giu", 6},
      {"luglio", 7},
      {"lug", 7},
      {"settembre", 9},
      {"ottobre", 10},
      {"ott", 10},
      {"dicembre", 12},
      // Portuguese, where it differs
      {"janeiro", 1},
      {"fevereiro", 2},
      {"marco", 3},
      {"maio", 5},
      {"junho", 6},
      {"julho", 7},
      {"setembro", 9},
      {"outubro", 10},
      {"novembro", 11},
      {"dezembro", 12},
      // Russian
      {"января", 1},
      {"янв", 1},
      {"февраля", 2},
      {"фев", 2},
      {"февр", 2},
      {"марта", 3},
      {"мар", 3},
      {"апреля", 4},
      {"апр", 4},
      {"мая", 5},
      {"июня", 6},
      {"июн", 6},
      {"июля", 7},
      {"июл", 7},
      {"августа", 8},
      {"авг", 8},
      {"сентября", 9},
      {"сен", 9},
      {"сент", 9},
      {"октября", 10},
      {"окт", 10},
      {"ноября", 11},
      {"ноя", 11},
      {"нояб", 11},
      {"декабря", 12},
      {"дек", 12}};
  return months;
}

/// Longer than any name of a month, so that hostile words are not folded.
constexpr std::size_t kMaxMonthBytes = 24;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

class DayReader {
 public:
  explicit DayReader(std::string_view text) : text_(text) {}

  std::optional<StatedDay> read() {
    const bool found = !text_.empty() && is_digit(text_[0]) ? read_numeric() || read_day_month()
                                                            : read_month_day();
    if (!found) return std::nullopt;
    stated_.bytes = at_;
    return stated_;
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  bool take(std::string_view what) {
    if (!text_.substr(at_).starts_with(what)) return false;
    at_ += what.size();
    return true;
  }

  /// Blanks, the typographic ones too; false when there are none.
  bool skip_blanks() {
    const std::size_t start = at_;
    const auto* data = reinterpret_cast<const std::uint8_t*>(text_.data());
    for (std::size_t next = at_; next < text_.size(); at_ = next) {
      UChar32 c = 0;
      U8_NEXT(data, next, text_.size(), c);
      if (c < 0 || !u_isUWhiteSpace(c)) break;
    }
    return at_ > start;
  }

  std::string_view take_word() {
    const std::size_t start = at_;
    const auto* data = reinterpret_cast<const std::uint8_t*>(text_.data());
    for (std::size_t next = at_; next < text_.size(); at_ = next) {
      UChar32 c = 0;
      U8_NEXT(data, next, text_.size(), c);
      const bool mark = c >= 0 && u_charType(c) == U_NON_SPACING_MARK;
      if (c < 0 || (!u_isalpha(c) && !mark)) break;
    }
    return text_.substr(start, at_ - start);
  }

  /// A number of `least` to `most` digits that no further digit or letter follows.
  int take_number(std::size_t least, std::size_t most) {
    std::size_t size = 0;
    int value = 0;
    while (is_digit(peek(size)) && size <= most) value = value * 10 + (peek(size++) - '0');
    if (size < least || size > most) return 0;
    at_ += size;
    return value;
  }

  /// A whole date in digits; `parse_date` decides whether it has one reading.
  bool read_numeric() {
    std::size_t size = 0;
    std::size_t marks = 0;
    while (is_digit(peek(size)) || peek(size) == '.' || peek(size) == '-' || peek(size) == '/') {
      marks += is_digit(peek(size)) ? 0U : 1U;
      ++size;
    }
    // The mark that closes "2019-12-13." or "13.12.2019/" is not the date's.
    while (size > 0 && !is_digit(peek(size - 1))) {
      --size;
      --marks;
    }
    if (marks != 2) return false;
    const DateResult result = parse_date(text_.substr(at_, size));
    const Date* date = std::get_if<Date>(&result);
    if (date == nullptr || date->precision != Precision::Day) return false;
    stated_ = {date->year, date->month, date->day, 0};
    at_ += size;
    return true;
  }

  bool read_day_month() {
    stated_.day = take_number(1, 2);
    if (stated_.day == 0) return false;
    take_ordinal_ending();
    if (!skip_blanks()) return false;
    if (take("de ") || take("of ")) skip_blanks();
    return take_month() && take_year();
  }

  bool read_month_day() {
    if (!take_month() || !skip_blanks()) return false;
    stated_.day = take_number(1, 2);
    if (stated_.day == 0) return false;
    take_ordinal_ending();
    return take_year();
  }

  /// "13th", "1er", "1º", "13."
  void take_ordinal_ending() {
    for (const std::string_view ending : {"st", "nd", "rd", "th", "er", "\u00BA", "."}) {
      if (take(ending)) return;
    }
  }

  bool take_month() {
    const std::string_view name = take_word();
    if (name.empty() || name.size() > kMaxMonthBytes) return false;
    stated_.month = month_from_name(name);
    if (stated_.month == 0) {
      const auto it = foreign_months().find(text::fold(name));
      if (it == foreign_months().end()) return false;
      stated_.month = it->second;
    }
    if (peek() == '.') ++at_;
    return true;
  }

  /// Takes the year if one follows; false when a number follows that is none, as in "Dec 13, 45".
  bool take_year() {
    const std::size_t before = at_;
    if (peek() == ',') ++at_;
    const bool apart = skip_blanks();
    if (take("de ")) skip_blanks();
    const bool is_number = apart && is_digit(peek());
    stated_.year = is_number ? take_number(4, 4) : 0;
    if (!is_number) at_ = before;
    return !is_number || stated_.year != 0;
  }

  std::string_view text_;
  std::size_t at_ = 0;
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
