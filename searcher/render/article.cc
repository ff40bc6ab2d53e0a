// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/render/article.h"

#include "common/segment/instants.h"
#include "common/terminal/terminal.h"
#include "common/text/joined.h"

#include <algorithm>
#include <limits>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dateline {

std::string_view evidence_text(Evidence evidence) {
  return evidence == Evidence::Meta ? "metadata" : name_of(evidence);
}

std::string date_text(const Article& article) {
  if (!article.published.date.known()) {
    return article.stated_date.empty() ? "undated" : "undated (\"" + article.stated_date + "\")";
  }
  return human(article.published.date);
}

std::string time_text(const Date& date) {
  if (date.precision < Precision::Minute) return "";
  std::string text = fmt::format(" {:02}:{:02}", date.hour, date.minute);
  if (!date.utc_offset_minutes) return text;
  const int offset = *date.utc_offset_minutes;
  if (offset == 0) return text + " UTC";
  const int minutes = offset < 0 ? -offset : offset;
  return text + fmt::format(" {}{:02}:{:02}", offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

std::set<std::int64_t> days_to_time(const std::vector<Date>& dates) {
  struct Instants {
    std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t greatest = 0;
    std::size_t dates = 0;
  };
  std::map<std::int64_t, Instants> met;
  for (const Date& date : dates) {
    if (date.day == 0) continue;
    Instants& of_day = met[day_number(date)];
    const std::uint64_t instant = segment::instant_of(date);
    of_day.least = std::min(of_day.least, instant);
    of_day.greatest = std::max(of_day.greatest, instant);
    ++of_day.dates;
  }
  std::set<std::int64_t> days;
  for (const auto& [day, of_day] : met) {
    if (of_day.dates > 1) days.insert(day);
    // The day in the east may be the next but one.
    for (const std::int64_t later : {day + 1, day + 2}) {
      const auto of_later = met.find(later);
      if (of_later == met.end() || of_later->second.least > of_day.greatest) continue;
      days.insert({day, later});
    }
  }
  return days;
}

bool is_on(const std::set<std::int64_t>& days, const Date& date) {
  return date.day != 0 && days.contains(day_number(date));
}

std::string origin_text(const Article& article, bool with_time) {
  std::string line = article.source.empty() ? "(source not stated)" : article.source;
  line += " · " + date_text(article);
  if (with_time) line += time_text(article.published.date);
  if (!article.place.empty()) line += " · " + article.place;
  return line;
}

std::string headline_text(std::string_view headline) {
  return std::string(headline.empty() ? "(no headline)" : headline);
}

std::string list_text(const std::vector<std::string>& values) {
  return text::joined(values, ", ");
}

std::string story_text(const StoryPlace& story) {
  if (story.articles == 1) return "";
  return story.is_first ? fmt::format("first of {} copies", with_thousands(story.articles))
                        : fmt::format("one of {} copies", with_thousands(story.articles));
}

Json to_json(const StoryPlace& story) {
  return {{"id", story.id}, {"articles", story.articles}, {"first", story.is_first}};
}

}  // namespace dateline
