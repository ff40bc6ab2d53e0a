// SPDX-License-Identifier: GPL-2.0-or-later
// Ranges: where they split into two periods, and which ends belong to them.
#include "common/date/words.h"

#include "common/date/periods.h"
#include "common/date/refusals.h"
#include "common/errors/errors.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <optional>
#include <string>

#include <fmt/format.h>

namespace dateline::query {
namespace {

bool is_separator(char c) {
  return c == ' ' || c == '-' || c == '_';
}

/// What follows `keyword` and a space or hyphen, if `text` begins with them.
std::optional<std::string_view> after(std::string_view text, std::string_view keyword) {
  if (text.size() <= keyword.size() || text::fold(text.substr(0, keyword.size())) != keyword ||
      !is_separator(text[keyword.size()])) {
    return std::nullopt;
  }
  return text::trim(text.substr(keyword.size() + 1));
}

/// The two ends of a range as typed. An empty one is open.
struct Ends {
  std::string_view start;
  std::string_view end;
  bool after_start = false;  ///< all of `start` is before the range
  bool before_end = false;
};

/// Splits `text` at the first `keyword` between two spaces or hyphens.
std::optional<Ends> parted_at(std::string_view text, std::string_view keyword) {
  for (std::size_t i = 1; i + keyword.size() + 1 < text.size(); ++i) {
    if (!is_separator(text[i - 1])) continue;
    if (const auto end = after(text.substr(i), keyword); end && !end->empty()) {
      return Ends{text::trim(text.substr(0, i - 1)), *end};
    }
  }
  return std::nullopt;
}

/// "A until B", "A to B", "A before B".
std::optional<Ends> parted(std::string_view text) {
  for (const std::string_view keyword : {"until", "to", "before"}) {
    if (auto ends = parted_at(text, keyword)) {
      ends->before_end = keyword == "before";
      return ends;
    }
  }
  return std::nullopt;
}

std::optional<Ends> ends_in_words(std::string_view text) {
  if (const auto both = after(text, "between")) {
    if (const auto ends = parted_at(*both, "and")) return ends;
    throw Error(Code::Usage, fmt::format("'{}': 'between' needs two dates", text),
                date_fix("write both", {"between 2019-12-01 and 2020-01"}));
  }
  for (const std::string_view keyword : {"since", "from", "after"}) {
    const auto rest = after(text, keyword);
    if (!rest) continue;
    Ends ends = parted(*rest).value_or(Ends{*rest, {}});
    ends.after_start = keyword == "after";
    return ends;
  }
  for (const std::string_view keyword : {"until", "to", "before"}) {
    if (const auto end = after(text, keyword)) return Ends{{}, *end, false, keyword == "before"};
  }
  return parted(text);
}

std::optional<Ends> ends_of(std::string_view text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) return ends_in_words(text);
  const Ends ends{text::trim(text.substr(0, dots)), text::trim(text.substr(dots + 2))};
  if (ends.start.empty() && ends.end.empty()) {
    throw Error(Code::Usage, "'..' has neither start nor end", date_examples());
  }
  if (ends.end.starts_with('.')) {
    throw Error(Code::Usage, fmt::format("'{}': '..' goes between two dates", text),
                date_fix("write", {"2019-12-01..2020-01"}));
  }
  return ends;
}

std::string without_blanks(std::string_view text) {
  std::string joined(text);
  std::replace(joined.begin(), joined.end(), ' ', '-');
  return joined;
}

DateRange between(const Ends& ends, const Date& today) {
  DateRange range = all_days();
  if (!ends.start.empty()) {
    const DateRange start = read_period(ends.start, today);
    range.first_day = ends.after_start ? start.last_day + 1 : start.first_day;
  }
  if (!ends.end.empty()) {
    const DateRange end = read_period(ends.end, today);
    range.last_day = ends.before_end ? end.first_day - 1 : end.last_day;
  }
  if (!range.empty()) return range;
  if (ends.start.empty() || ends.end.empty()) {
    throw Error(Code::Usage, "no day is left: the calendar has the years 1 to 9999",
                date_examples());
  }
  if (ends.after_start || ends.before_end) {
    throw Error(Code::Usage,
                fmt::format("there is no day between '{}' and '{}'", ends.start, ends.end),
                date_fix("to include both, write", {"between 2019-12-01 and 2020-01"}));
  }
  throw Error(
      Code::Usage, fmt::format("the range ends ({}) before it starts ({})", ends.end, ends.start),
      date_fix("did you mean", {without_blanks(ends.end) + ".." + without_blanks(ends.start)}));
}

/// `A+-3d`: A and what is no further from it.
std::optional<DateRange> about(std::string_view text, const Date& today) {
  for (const std::string_view sign : {"+-", "+/-", "±"}) {
    const std::size_t at = text.find(sign);
    if (at == std::string_view::npos) continue;
    const std::string_view base = text::trim(text.substr(0, at));
    const std::string_view reach = text::trim(text.substr(at + sign.size()));
    const std::size_t digits = std::min(reach.find_first_not_of("0123456789"), reach.size());
    const auto n = count_from_digits(reach.substr(0, digits));
    const DateWords unit_words = date_words(reach.substr(digits));
    const auto unit = unit_words.size() == 1 ? unit_from_word(unit_words[0], true) : std::nullopt;
    const DateRange period = read_period(base, today);
    if (n && unit) return widened(period, *n, *unit);
    throw Error(Code::Usage, fmt::format("'{}': how far is '{}'?", text, reach),
                date_fix("write a number of days, weeks, months or years",
                         {without_blanks(base) + "+-3d", without_blanks(base) + "+-2m"}));
  }
  return std::nullopt;
}

}  // namespace

DateRange read_period(std::string_view text, const Date& today) {
  const std::string_view trimmed = text::trim(text);
  if (const auto period = period_in_words(date_words(trimmed), today)) return *period;
  const DateResult result = parse_date(trimmed);
  if (const Date* date = std::get_if<Date>(&result)) return whole_period(*date);
  throw period_refusal(trimmed, today);
}

DateRange read_range(std::string_view text, const Date& today) {
  const std::string_view trimmed = text::trim(text);
  if (const auto ends = ends_of(trimmed)) return between(*ends, today);
  if (const auto range = about(trimmed, today)) return *range;
  return read_period(trimmed, today);
}

}  // namespace dateline::query
