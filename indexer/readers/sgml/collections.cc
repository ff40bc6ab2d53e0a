// SPDX-License-Identifier: GPL-2.0-or-later
// After the collections' own descriptions: a table of prefixes and how digits follow them.
#include "indexer/readers/sgml/collections.h"

#include "common/date/date.h"
#include "common/text/ascii.h"
#include "common/text/utf8.h"
#include "indexer/readers/wire/closing_time.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <variant>

#include <fmt/format.h>

namespace dateline::sgml {
namespace {

/// How the digits after the prefix state a date.
enum class Digits { None, YearMonthDay, MonthDayYear, YearQuarter, Year, FullYearMonthDay };

struct Collection {
  std::string_view prefix;
  std::string_view source;
  Digits digits;
  bool month_comes_first;
};

constexpr std::array<Collection, 17> kCollections = {{
    // TREC disks 1 to 5.
    {"AP", "Associated Press", Digits::YearMonthDay, true},
    {"WSJ", "The Wall Street Journal", Digits::YearMonthDay, true},
    {"FT", "Financial Times", Digits::YearQuarter, false},
    {"LA", "Los Angeles Times", Digits::MonthDayYear, true},
    {"FBIS", "FBIS", Digits::None, false},
    {"SJMN", "San Jose Mercury News", Digits::Year, true},
    // AQUAINT, and Gigaword, which puts a language after the agency.
    {"AFP", "AFP", Digits::FullYearMonthDay, false},
    {"APW", "Associated Press", Digits::FullYearMonthDay, true},
    {"CNA", "Central News Agency, Taiwan", Digits::FullYearMonthDay, false},
    {"LTW", "Los Angeles Times/Washington Post", Digits::FullYearMonthDay, true},
    {"NYT", "The New York Times", Digits::FullYearMonthDay, true},
    {"WPB", "Washington Post/Bloomberg", Digits::FullYearMonthDay, true},
    {"XIE", "Xinhua", Digits::FullYearMonthDay, false},
    {"XIN", "Xinhua", Digits::FullYearMonthDay, false},
    // CLEF.
    {"GH", "Glasgow Herald", Digits::YearMonthDay, false},
    {"LEMONDE", "Le Monde", Digits::None, false},
    {"EFE", "EFE", Digits::FullYearMonthDay, false},
}};

bool are_digits(std::string_view text) {
  return ascii::all_digits(text);
}

int number_of(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// Empty when there is no such day.
std::string day(int year, int month, int day_of_month) {
  const auto date =
      month == 0 || day_of_month == 0 ? std::nullopt : make_date(year, month, day_of_month);
  return date ? iso(*date) : "";
}

std::string date_in(std::string_view digits, Digits form) {
  const auto pair = [&](std::size_t at) { return number_of(digits.substr(at, 2)); };
  const std::size_t needed = form == Digits::FullYearMonthDay                      ? 8
                             : form == Digits::YearQuarter || form == Digits::Year ? 2
                                                                                   : 6;
  if (form == Digits::None || digits.size() < needed || !are_digits(digits.substr(0, needed))) {
    return "";
  }
  switch (form) {
    case Digits::YearMonthDay:
      return day(full_year(pair(0)), pair(2), pair(4));
    case Digits::MonthDayYear:
      return day(full_year(pair(4)), pair(0), pair(2));
    case Digits::FullYearMonthDay:
      return day(number_of(digits.substr(0, 4)), pair(4), pair(6));
    default:
      return std::to_string(full_year(pair(0)));
  }
}

bool is_date(std::string_view text) {
  return std::holds_alternative<Date>(parse_date(text));
}

/// "910514". What exceeds 31 can only be the year; collections we know write it first anyway.
std::string six_digits(std::string_view text, const DocumentNumber& number) {
  if (text.size() != 6 || !are_digits(text)) return "";
  if (!number.is_known && number_of(text.substr(0, 2)) <= 31) return "";
  return date_in(text, Digits::YearMonthDay);
}

/// "02/12/88", "06/01/1998 00:01:00".
std::string slashed(std::string_view text, const DocumentNumber& number) {
  if (text.size() < 8 || text[2] != '/' || text[5] != '/') return "";
  const std::string_view clock = text.substr(std::min(text.find(' '), text.size()));
  const std::string_view year = text.substr(6, text.size() - clock.size() - 6);
  if (!are_digits(text.substr(0, 2)) || !are_digits(text.substr(3, 2)) || !are_digits(year) ||
      (year.size() != 2 && year.size() != 4)) {
    return "";
  }
  int month = number_of(text.substr(0, 2));
  int day_of_month = number_of(text.substr(3, 2));
  const bool is_certain = month > 12 || day_of_month > 12 || number.month_comes_first;
  if (!is_certain) return "";
  if (month > 12) std::swap(month, day_of_month);
  const int full = year.size() == 2 ? full_year(number_of(year)) : number_of(year);
  const std::string date = day(full, month, day_of_month);
  return date.empty() ? "" : date + std::string(clock);
}

/// "01 JAN 92": the month is named, and the day comes first in every collection.
std::string with_full_year(std::string_view text) {
  const std::size_t blank = text.rfind(' ');
  if (blank == std::string_view::npos) return "";
  const std::string_view year = text.substr(blank + 1);
  if (year.size() != 2 || !are_digits(year)) return "";
  std::string date = fmt::format("{} {}", text.substr(0, blank), full_year(number_of(year)));
  return is_date(date) ? date : "";
}

/// A date followed by an edition or a weekday, after a comma.
std::string leading_date(std::string_view text) {
  constexpr int kMostCommas = 6;
  for (int i = 0; i < kMostCommas; ++i) {
    if (is_date(text)) return std::string(text);
    const std::size_t comma = text.rfind(',');
    if (comma == std::string_view::npos) break;
    text = text::trim(text.substr(0, comma));
  }
  return "";
}

}  // namespace

DocumentNumber read_document_number(std::string_view number) {
  DocumentNumber read;
  const std::size_t prefix_size = std::min(number.find_first_of("_0123456789"), number.size());
  const std::string_view prefix = number.substr(0, prefix_size);
  const auto* collection =
      std::find_if(kCollections.begin(), kCollections.end(),
                   [&](const Collection& each) { return each.prefix == prefix; });
  if (collection == kCollections.end()) return read;
  read.is_known = true;
  read.source = collection->source;
  read.month_comes_first = collection->month_comes_first;
  number.remove_prefix(prefix_size);
  // Gigaword: "_ENG_19941116.0001".
  if (number.size() > 5 && number[0] == '_' && number[4] == '_') {
    read.language = number.substr(1, 3);
    number.remove_prefix(5);
  }
  read.date = date_in(number, collection->digits);
  return read;
}

std::string readable_date(std::string_view written, const DocumentNumber& number) {
  const std::string text = text::single_line(written);
  for (const std::string& certain : {slashed(text, number), six_digits(text, number),
                                     with_full_year(text), leading_date(text)}) {
    if (!certain.empty()) return certain;
  }
  return text;
}

}  // namespace dateline::sgml
