// SPDX-License-Identifier: GPL-2.0-or-later
// Each of these is needed by at least two formats.
#include "indexer/readers/xml/fields.h"

#include "common/text/ascii.h"
#include "common/text/utf8.h"

#include <algorithm>

#include <fmt/format.h>

namespace dateline::xml {
void set(std::string& field, std::string_view value) {
  value = text::trim(value);
  if (!value.empty()) field = value;
}

void set_if_empty(std::string& field, std::string_view value) {
  if (field.empty()) set(field, value);
}

void add(std::vector<std::string>& list, std::string_view value) {
  value = text::trim(value);
  if (!value.empty()) list.emplace_back(value);
}

std::vector<std::string> names_in_byline(std::string_view byline) {
  constexpr std::string_view kBy = "by ";
  constexpr std::string_view kAnd = " and ";
  std::string line = text::single_line(byline);
  if (ascii::lower(line).starts_with(kBy)) line.erase(0, kBy.size());
  std::vector<std::string> names;
  const std::string folded = ascii::lower(line);
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t stop = std::min(folded.find(';', at), line.size());
    const std::size_t end = std::min(folded.find(kAnd, at), stop);
    add(names, std::string_view(line).substr(at, end - at));
    at = end + (end < stop ? kAnd.size() : 1);
  }
  return names;
}

std::string_view code_of(std::string_view qualified) {
  const std::size_t mark = qualified.find_last_of(":/");
  return mark == std::string_view::npos ? qualified : qualified.substr(mark + 1);
}

std::string qualified_id(std::string_view publisher, std::string_view id) {
  id = text::trim(id);
  const bool is_number = ascii::all_digits(id);
  if (!is_number || id.empty() || publisher.empty()) return std::string(id);
  return fmt::format("{}:{}", publisher, id);
}

Status status_of(std::string_view stated) {
  const std::string status = ascii::lower(text::trim(stated));
  if (status == "withheld") return Status::Withheld;
  if (status == "canceled" || status == "cancelled") return Status::Canceled;
  return Status::Usable;
}

}  // namespace dateline::xml
