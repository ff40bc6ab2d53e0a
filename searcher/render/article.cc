// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/render/article.h"

#include "common/terminal/terminal.h"
#include "common/text/joined.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dateline {

std::string date_text(const Article& article) {
  if (!article.published.date.known()) {
    return article.stated_date.empty() ? "undated" : "undated (\"" + article.stated_date + "\")";
  }
  return human(article.published.date);
}

std::string origin_text(const Article& article) {
  std::string line = article.source.empty() ? "(source not stated)" : article.source;
  line += " · " + date_text(article);
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
