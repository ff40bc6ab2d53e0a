// SPDX-License-Identifier: GPL-2.0-or-later
// What a page says about its article in places meant for programs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline::html {

/// As written, entities decoded; empty if nothing is said.
struct Stated {
  bool is_article = false;  ///< the page calls itself an article
  bool is_damaged = false;  ///< a script says that it is about an article, and cannot be parsed
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

/// Fills the gaps in `stated` from `other`.
void complete(Stated& stated, Stated other);

/// True for what programs write for a missing date: year one, or the epoch.
bool is_no_date(std::string_view date);

/// True for a date with one reading. If it has none, or two, another may be elsewhere on the page.
bool is_readable_date(std::string_view date);

/// True for two dates of one day, whatever their form and further precision.
bool is_same_day(std::string_view a, std::string_view b);

/// Takes the date from one place where the page states it, unless an earlier one could be read.
void take_date(std::string date, Stated& stated);

/// The parts of a list as people type it, "a, b; c", trimmed.
std::vector<std::string> split_list(std::string_view list);

}  // namespace dateline::html
