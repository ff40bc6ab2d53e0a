// SPDX-License-Identifier: GPL-2.0-or-later
// Combines several statements about an article into one.
#include "indexer/readers/html/for_programs.h"

#include "common/date/date.h"
#include "common/date/sentinel_date.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <variant>

namespace dateline::html {

void complete(Stated& stated, Stated other) {
  const auto take = [](auto& into, auto& from) {
    if (into.empty()) into = std::move(from);
  };
  stated.is_article = stated.is_article || other.is_article;
  take(stated.headline, other.headline);
  take(stated.date, other.date);
  take(stated.unread_date, other.unread_date);
  take(stated.source, other.source);
  take(stated.whole, other.whole);
  take(stated.url, other.url);
  take(stated.authors, other.authors);
  take(stated.section, other.section);
  take(stated.pages, other.pages);
  take(stated.tags, other.tags);
  take(stated.language, other.language);
  take(stated.summary, other.summary);
  take(stated.body, other.body);
}

bool is_no_date(std::string_view date) {
  if (is_zero(date)) return true;
  const DateResult result = parse_stated_date(date).result;
  const Date* const read = std::get_if<Date>(&result);
  return (read != nullptr && is_sentinel(*read)) || date.starts_with("0000-");
}

bool is_readable_date(std::string_view date) {
  return std::holds_alternative<Date>(parse_stated_date(date).result);
}

bool is_same_day(std::string_view a, std::string_view b) {
  const DateResult one = parse_stated_date(a).result;
  const DateResult other = parse_stated_date(b).result;
  const Date* const x = std::get_if<Date>(&one);
  const Date* const y = std::get_if<Date>(&other);
  return x != nullptr && y != nullptr && day_number(*x) == day_number(*y);
}

void take_date(std::string date, Stated& stated) {
  if (date.empty() || is_no_date(date)) return;
  std::string& into = is_readable_date(date) ? stated.date : stated.unread_date;
  if (into.empty()) into = std::move(date);
}

std::vector<std::string> split_list(std::string_view list) {
  std::vector<std::string> parts;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find_first_of(",;"), list.size());
    std::string part = text::plain_line(list.substr(0, end));
    if (!part.empty()) parts.push_back(std::move(part));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return parts;
}

}  // namespace dateline::html
