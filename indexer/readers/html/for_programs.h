// SPDX-License-Identifier: GPL-2.0-or-later
// What a page says of its article in places that are meant for programs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline::html {

/// As written, entities decoded; empty where nothing is said.
struct Stated {
  bool is_article = false;  ///< the page calls itself an article
  std::string headline;
  std::string date;         ///< one that can be read
  std::string unread_date;  ///< the first that can not
  std::string source;
  std::string whole;  ///< what the article is a part of: a site, a periodical
  std::string url;
  std::vector<std::string> authors;
  std::string section;
  std::vector<std::string> pages;
  std::vector<std::string> tags;
  std::string language;
  std::string summary;
  std::string body;
};

/// Fills what `stated` leaves open from `other`.
void complete(Stated& stated, Stated other);

/// True of what programs write for a date that they do not have: year one, or the epoch.
bool is_no_date(std::string_view date);

/// True of a date that has one reading. What has none, or two, may be told elsewhere on the page.
bool is_readable_date(std::string_view date);

/// True of two dates of one day, whatever their form and precision beyond it.
bool is_same_day(std::string_view a, std::string_view b);

/// Takes the date of one place where the page states it, unless an earlier one could be read.
void take_date(std::string date, Stated& stated);

/// The parts of a list as people type it, "a, b; c", trimmed.
std::vector<std::string> split_list(std::string_view list);

}  // namespace dateline::html
