// SPDX-License-Identifier: GPL-2.0-or-later
// Periods in words and ranges of them.
#include "common/query/date_words.h"

#include "common/errors.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace dateline::query {
namespace {

constexpr const char* kExamples =
    "dates are written 2019-12-13, 2019-12, 2019, 2019-12-01..2020-01, yesterday, last-week, "
    "\"since 2019-12-01\"";

DateRange day(std::int64_t number) {
  return {number, number};
}

/// The month that lies `months` after that of `today`.
DateRange month_at(const Date& today, int months) {
  const int index = today.year * 12 + today.month - 1 + months;
  return whole_period(*make_date(index / 12, index % 12 + 1, 0));
}

DateRange this_or_last(std::string_view unit, const Date& today, bool last) {
  const std::int64_t now = day_number(today);
  if (unit == "week") {
    const std::int64_t monday = now - iso_weekday(now) + 1 - (last ? 7 : 0);
    return {monday, monday + 6};
  }
  if (unit == "month") return month_at(today, last ? -1 : 0);
  return whole_period(*make_date(today.year - (last ? 1 : 0), 0, 0));
}

bool is_unit(std::string_view word) {
  return word == "week" || word == "month" || word == "year";
}

/// `last N days`: today and the days before it, N in all; months and years reach back by calendar.
std::optional<DateRange> last_n(std::int64_t n, std::string_view unit, const Date& today) {
  const std::int64_t now = day_number(today);
  if (unit == "days" || unit == "day") return DateRange{now - n + 1, now};
  if (unit == "weeks" || unit == "week") return DateRange{now - 7 * n + 1, now};
  const bool months = unit == "months" || unit == "month";
  if (!months && unit != "years" && unit != "year") return std::nullopt;
  const std::int64_t index =
      std::int64_t{today.year} * 12 + today.month - 1 - (months ? n : 12 * n);
  if (index < 12) return DateRange{all_days().first_day, now};
  const int year = static_cast<int>(index / 12);
  const int month = static_cast<int>(index % 12) + 1;
  const int same_day = std::min(today.day, days_in_month(year, month));
  return DateRange{day_number(*make_date(year, month, same_day)) + 1, now};
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text::fold(text)) {
    if (c == ' ' || c == '-' || c == '_') {
      if (!words.back().empty()) words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

std::optional<DateRange> period_in_words(std::string_view text, const Date& today) {
  const std::vector<std::string> words = words_of(text);
  const std::int64_t now = day_number(today);
  if (words.size() == 1 && words[0] == "today") return day(now);
  if (words.size() == 1 && words[0] == "yesterday") return day(now - 1);
  if (words.size() == 2 && is_unit(words[1]) && (words[0] == "this" || words[0] == "last")) {
    return this_or_last(words[1], today, words[0] == "last");
  }
  if (words.size() == 3 && words[0] == "last") {
    std::int64_t n = 0;
    const std::string& digits = words[1];
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), n);
    const bool whole = read.ec == std::errc() && read.ptr == digits.data() + digits.size();
    if (whole && n >= 1 && n <= 100'000) return last_n(n, words[2], today);
  }
  return std::nullopt;
}

/// What follows `keyword` and a blank or hyphen, if `text` begins so.
std::optional<std::string_view> after(std::string_view text, std::string_view keyword) {
  if (text.size() <= keyword.size() || text::fold(text.substr(0, keyword.size())) != keyword) {
    return std::nullopt;
  }
  const char next = text[keyword.size()];
  if (next != ' ' && next != '-' && next != '_') return std::nullopt;
  return text::trim(text.substr(keyword.size() + 1));
}

std::string without_blanks(std::string_view text) {
  std::string joined(text);
  std::replace(joined.begin(), joined.end(), ' ', '-');
  return joined;
}

}  // namespace

DateRange read_period(std::string_view text, const Date& today) {
  const std::string_view trimmed = text::trim(text);
  if (const auto period = period_in_words(trimmed, today)) return *period;
  const DateResult result = parse_date(trimmed);
  if (const Date* date = std::get_if<Date>(&result)) return whole_period(*date);
  const auto& problem = std::get<DateProblem>(result);
  switch (problem.kind) {
    case DateProblem::Kind::Ambiguous:
      throw Error(Exit::Usage, problem.message, "write the one you mean as YYYY-MM-DD");
    case DateProblem::Kind::Impossible:
      throw Error(Exit::Usage, problem.message, "check the day and the month");
    case DateProblem::Kind::Unrecognised:
      break;
  }
  throw Error(Exit::Usage, fmt::format("'{}' is no date", trimmed), kExamples);
}

DateRange read_range(std::string_view text, const Date& today) {
  const std::string_view trimmed = text::trim(text);
  const DateRange all = all_days();
  if (const auto a = after(trimmed, "since"))
    return {read_period(*a, today).first_day, all.last_day};
  if (const auto a = after(trimmed, "after")) {
    return {read_period(*a, today).last_day + 1, all.last_day};
  }
  if (const auto b = after(trimmed, "until"))
    return {all.first_day, read_period(*b, today).last_day};
  if (const auto b = after(trimmed, "before")) {
    return {all.first_day, read_period(*b, today).first_day - 1};
  }
  const std::size_t dots = trimmed.find("..");
  if (dots == std::string_view::npos) return read_period(trimmed, today);
  const std::string_view start = text::trim(trimmed.substr(0, dots));
  const std::string_view end = text::trim(trimmed.substr(dots + 2));
  if (start.empty() && end.empty()) {
    throw Error(Exit::Usage, "'..' has neither start nor end", kExamples);
  }
  const DateRange range = {start.empty() ? all.first_day : read_period(start, today).first_day,
                           end.empty() ? all.last_day : read_period(end, today).last_day};
  if (range.empty()) {
    throw Error(Exit::Usage, fmt::format("the range ends ({}) before it starts ({})", end, start),
                fmt::format("did you mean {}..{} ?", without_blanks(end), without_blanks(start)));
  }
  return range;
}

}  // namespace dateline::query
