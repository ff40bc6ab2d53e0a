// SPDX-License-Identifier: GPL-2.0-or-later
// A table of what people write and no archive can know. Examples are always dates that this program
// accepts; a test reads each of them.
#include "common/date/refusals.h"

#include "common/date/periods.h"
#include "common/text/ascii.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

namespace dateline::query {
namespace {

std::string span(const DateRange& range) {
  if (range.first_day == range.last_day) return iso(from_day_number(range.first_day));
  return iso(from_day_number(range.first_day)) + ".." + iso(from_day_number(range.last_day));
}

bool has(const DateWords& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The year among the words, otherwise `otherwise`.
int year_in(const DateWords& words, int otherwise) {
  for (const std::string& word : words) {
    if (word.size() != 4 || word.find_first_not_of("0123456789") != std::string::npos) continue;
    if (const auto year = count_from_digits(word)) return *year;
  }
  return otherwise;
}

/// The latest year in which that day has come.
int latest_year(int month, int day, const Date& today) {
  const bool has_come = month < today.month || (month == today.month && day <= today.day);
  return has_come ? today.year : std::max(today.year - 1, 1);
}

std::optional<Error> season(const std::string& shown, const DateWords& words, const Date& today) {
  struct Season {
    std::string_view name;
    int first_month;
  };
  constexpr std::array<Season, 5> kSeasons = {
      {{"spring", 3}, {"summer", 6}, {"autumn", 9}, {"fall", 9}, {"winter", 12}}};
  for (const Season& one : kSeasons) {
    if (!has(words, one.name)) continue;
    const int year = std::min(year_in(words, latest_year(one.first_month, 1, today)), 9998);
    const Date first = *make_date(year, one.first_month, 0);
    const Date last = one.first_month == 12 ? *make_date(year + 1, 2, 0)
                                            : *make_date(year, one.first_month + 2, 0);
    return Error(Code::Usage,
                 fmt::format("{}: seasons fall in different months in different places", shown),
                 date_fix("name the months", {iso(first) + ".." + iso(last)}));
  }
  return std::nullopt;
}

std::optional<Error> feast(const std::string& shown, const DateWords& words, const Date& today) {
  struct Feast {
    std::string_view name;
    int month;  ///< 0 if the day differs each year
    int day;
  };
  constexpr std::array<Feast, 22> kFeasts = {
      {{"easter", 0, 0},      {"christmas", 12, 25}, {"xmas", 12, 25},   {"advent", 0, 0},
       {"ramadan", 0, 0},     {"eid", 0, 0},         {"passover", 0, 0}, {"pesach", 0, 0},
       {"hanukkah", 0, 0},    {"diwali", 0, 0},      {"holi", 0, 0},     {"lent", 0, 0},
       {"pentecost", 0, 0},   {"whitsun", 0, 0},     {"carnival", 0, 0}, {"thanksgiving", 0, 0},
       {"halloween", 10, 31}, {"epiphany", 1, 6},    {"new", 1, 1},      {"good", 0, 0},
       {"nowruz", 0, 0},      {"midsummer", 0, 0}}};
  for (const Feast& one : kFeasts) {
    if (!has(words, one.name)) continue;
    // "new" and "good" are holidays only with another word.
    if (one.name == "new" && !has(words, "year") && !has(words, "years")) continue;
    if (one.name == "good" && !has(words, "friday")) continue;
    const int year = year_in(words, latest_year(one.month, one.day, today));
    const std::string example =
        one.month == 0 ? "2019-04-19..2019-04-22" : iso(*make_date(year, one.month, one.day));
    return Error(Code::Usage, fmt::format("{}: holidays are not understood as dates", shown),
                 date_fix(one.month == 0 ? "write its days, in a form such as" : "write the day",
                          {example}));
  }
  return std::nullopt;
}

bool is_ordinal(std::string_view word) {
  const std::size_t digits = std::min(word.find_first_not_of("0123456789"), word.size());
  const std::string_view ending = word.substr(digits);
  return digits >= 1 && digits <= 2 &&
         (ending == "st" || ending == "nd" || ending == "rd" || ending == "th");
}

std::optional<Error> century(const std::string& shown, const DateWords& words, const Date& today) {
  const bool hundreds = words.size() <= 2 && !words.empty() && words.back().size() == 5 &&
                        words.back().ends_with("00s");
  if (hundreds) {
    const int year = year_in({words.back().substr(0, 4)}, today.year);
    return Error(Code::Usage, fmt::format("{} could be a decade or a century", shown),
                 date_fix("write the years", {fmt::format("{:04}..{:04}", year, year + 9),
                                              fmt::format("{:04}..{:04}", year, year + 99)}));
  }
  if (!has(words, "century")) return std::nullopt;
  int number = (today.year + 99) / 100;
  if (has(words, "last") && number > 1) --number;
  for (const std::string& word : words) {
    if (!is_ordinal(word)) continue;
    if (const auto n = count_from_digits(word.substr(0, word.size() - 2))) number = *n;
  }
  number = std::clamp(number, 1, 99);
  const int start = number * 100 - 99;
  return Error(
      Code::Usage, fmt::format("{}: centuries are counted in two ways", shown),
      date_fix("write the years", {fmt::format("{:04}..{:04}", std::max(start - 1, 1), start + 98),
                                   fmt::format("{:04}..{:04}", start, start + 99)}));
}

/// "90s", "the nineties", 1995s, "last decade".
std::optional<Error> decade(const std::string& shown, const DateWords& words, const Date& today) {
  constexpr std::array<std::string_view, 8> kNames = {
      "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"};
  if (words.empty()) return std::nullopt;
  if (has(words, "decade")) {
    const int start = std::max(today.year / 10 * 10 - 10, 10);
    return Error(
        Code::Usage, fmt::format("{}: which years?", shown),
        date_fix("write", {"last 10 years", fmt::format("{:04}..{:04}", start, start + 9)}));
  }
  const std::string& word = words.back();
  const auto named = std::find(kNames.begin(), kNames.end(), word);
  const bool digits = word.size() == 3 && word.ends_with("0s") && ascii::is_digit(word[0]);
  if (digits || named != kNames.end()) {
    const int tens = digits ? word[0] - '0' : static_cast<int>(named - kNames.begin()) + 2;
    const int here = today.year / 100 * 100 + tens * 10;
    const int later = here > today.year ? here - 100 : here;
    const auto years = [](int start) { return fmt::format("{:04}..{:04}", start, start + 9); };
    return Error(
        Code::Usage, fmt::format("{}: which century?", shown),
        date_fix("write the years", {years(std::max(later, 1)), years(std::max(later - 100, 1))}));
  }
  const bool is_year =
      word.size() == 5 && word.back() == 's' && word.find_first_not_of("0123456789") == 4;
  if (!is_year) return std::nullopt;
  const int year = std::max(year_in({word.substr(0, 4)}, today.year), 1);
  return Error(
      Code::Usage, fmt::format("{}: decades begin with a year that ends in 0", shown),
      date_fix("write the year or the years",
               {fmt::format("{:04}", year),
                fmt::format("{:04}..{:04}", std::max(year / 10 * 10, 1), year / 10 * 10 + 9)}));
}

std::optional<Error> ahead(const std::string& shown, const DateWords& words, const Date& today) {
  const std::int64_t now = day_number(today);
  std::optional<DateRange> meant;
  if (words.size() == 1 && words[0] == "tomorrow") meant = DateRange{now + 1, now + 1};
  if (words.size() == 2 && words[0] == "next") {
    const std::int64_t monday = now - iso_weekday(now) + 8;
    const int weekday = weekday_from_name(words[1]);
    if (words[1] == "week") meant = DateRange{monday, monday + 6};
    if (words[1] == "weekend") meant = DateRange{monday + 5, monday + 6};
    if (words[1] == "month") meant = month_at(today, 1);
    if (words[1] == "year") meant = whole_period(*make_date(today.year + 1, 0, 0));
    if (weekday != 0) {
      const std::int64_t next = now + (weekday - iso_weekday(now) + 6) % 7 + 1;
      meant = DateRange{next, next};
    }
  }
  if (!meant) {
    if (words.empty() || words[0] != "next") return std::nullopt;
    return Error(Code::Usage, fmt::format("{} is in the future", shown),
                 date_fix("to find articles dated in the future, write days", {"after today"}));
  }
  return Error(Code::Usage, fmt::format("{} is in the future", shown),
               date_fix("to find articles dated then, write the days", {span(*meant)}));
}

/// "last days", "week", "Q4", "2019-Q5", "2019-W60".
std::optional<Error> unfinished(const std::string& shown, const DateWords& words,
                                const Date& today) {
  if (const auto q = numbered_period(words, 'q')) {
    return Error(Code::Usage, fmt::format("{}: a year has four quarters", shown),
                 date_fix("write one of them", {fmt::format("{:04}-Q4", q->year)}));
  }
  if (const auto w = numbered_period(words, 'w')) {
    const int weeks = weeks_in_year(w->year);
    return Error(Code::Usage, fmt::format("{}: {} has weeks 1 to {}", shown, w->year, weeks),
                 date_fix("write one of them", {fmt::format("{:04}-W{:02}", w->year, weeks)}));
  }
  const std::string& word = words.back();
  if (words.size() == 1 && word.size() == 2 && word[0] == 'q' && word[1] >= '1' && word[1] <= '4') {
    const int year = today.year - ((today.month - 1) / 3 < word[1] - '1' ? 1 : 0);
    return Error(Code::Usage, fmt::format("{}: which year?", shown),
                 date_fix("write", {fmt::format("{:04}-Q{}", year, word[1]),
                                    fmt::format("{:04}-Q{}", year - 1, word[1])}));
  }
  const bool is_weekend = word == "weekend";
  const auto unit = unit_from_word(word);
  if (words.size() == 1 && (is_weekend || (unit && *unit != Unit::Day && !word.ends_with('s')))) {
    return Error(Code::Usage, fmt::format("{}: which one?", shown),
                 date_fix("write", {"this " + word, "last " + word}));
  }
  if (words.size() == 2 && words[0] == "last" && unit) {
    const std::string plural = word.ends_with('s') ? word : word + "s";
    return Error(Code::Usage, fmt::format("{}: how many?", shown),
                 date_fix("write", {"last 2 " + plural}));
  }
  return std::nullopt;
}

/// "december", "13 December": a date without its year.
std::optional<Error> yearless(std::string_view text, const std::string& shown, const Date& today) {
  std::vector<std::string> examples;
  // Leap days are eight years apart at most.
  for (int year = today.year; year > std::max(today.year - 17, 0) && examples.size() < 2; --year) {
    const DateResult result = parse_date(fmt::format("{} {:04}", text, year));
    const Date* date = std::get_if<Date>(&result);
    if (date == nullptr || date->precision > Precision::Day) continue;
    if (whole_period(*date).first_day <= day_number(today)) examples.push_back(iso(*date));
  }
  if (examples.empty()) return std::nullopt;
  return Error(Code::Usage, fmt::format("{}: which year?", shown), date_fix("write", examples));
}

/// 2019-2020, 2019–2020, 2019/2020.
std::optional<Error> joined_years(std::string_view text, const std::string& shown) {
  for (const std::string_view mark : {"-", "–", "—", "/", ":"}) {
    const std::size_t at = text.find(mark);
    if (at == std::string_view::npos) continue;
    const std::string_view first = text::trim(text.substr(0, at));
    const std::string_view last = text::trim(text.substr(at + mark.size()));
    const auto from = count_from_digits(first);
    const auto to = count_from_digits(last);
    if (first.size() != 4 || last.size() != 4 || !from || !to || *from > *to) continue;
    return Error(Code::Usage, fmt::format("{}: '..' goes between two dates", shown),
                 date_fix("write", {fmt::format("{}..{}", first, last)}));
  }
  return std::nullopt;
}

/// The three numbers of 02/03/2019 or 2019-02-30.
std::array<int, 3> numbers_in(std::string_view text) {
  std::array<int, 3> numbers{};
  std::size_t n = 0;
  for (std::size_t i = 0; i < text.size() && n < numbers.size();) {
    const std::size_t end = std::min(text.find_first_not_of("0123456789", i), text.size());
    if (const auto one = count_from_digits(text.substr(i, end - i))) numbers[n++] = *one;
    i = end == i ? i + 1 : end;
  }
  return numbers;
}

std::string fix_of(const DateProblem& problem, std::string_view text) {
  const auto [a, b, c] = numbers_in(text);
  std::vector<std::string> examples;
  if (problem.kind == DateProblem::Kind::Ambiguous) {
    for (const auto& date : {make_date(c, b, a), make_date(c, a, b)}) {
      if (date) examples.push_back(iso(*date));
    }
    if (!examples.empty()) return date_fix("write the one you mean", examples);
  } else if (make_date(a, b, 0) && a > 31 && b != 0) {
    return date_fix("write a day of the month, or the month",
                    {iso(*make_date(a, b, days_in_month(a, b))), iso(*make_date(a, b, 0))});
  }
  return date_fix("check day and month, and write it as", {"2019-12-13"});
}

}  // namespace

std::string date_fix(std::string_view lead, const std::vector<std::string>& examples) {
  std::string fix = std::string(lead) + ": ";
  for (std::size_t i = 0; i < examples.size(); ++i) {
    if (i != 0) fix += i + 1 == examples.size() ? " or " : ", ";
    const bool has_blank = examples[i].find(' ') != std::string::npos;
    fix += has_blank ? '"' + examples[i] + '"' : examples[i];
  }
  return fix;
}

std::string date_examples() {
  return date_fix("write dates as", {"2019-12-13", "2019-12", "2019", "2019-12-01..2020-01",
                                     "yesterday", "last-week", "since 2019-12-01"});
}

Error period_refusal(std::string_view text, const Date& today) {
  const std::string shown = fmt::format("'{}'", text);
  const DateWords words = date_words(text);
  const DateResult result = parse_date(text);
  const auto* problem = std::get_if<DateProblem>(&result);
  if (problem != nullptr && problem->kind != DateProblem::Kind::Unrecognised) {
    return {Code::Usage, problem->message, fix_of(*problem, text)};
  }
  if (!words.empty()) {
    for (const auto& refusal : {feast, season, century, decade, ahead, unfinished}) {
      if (auto error = refusal(shown, words, today)) return *error;
    }
    if (auto error = joined_years(text, shown)) return *error;
    if (auto error = yearless(text, shown, today)) return *error;
  }
  return {Code::Usage, fmt::format("{} is not a date", shown), date_examples()};
}

}  // namespace dateline::query
