// SPDX-License-Identifier: GPL-2.0-or-later
// Characters are taken until the next does not fit.
#include "searcher/render/columns.h"

#include "common/terminal/terminal.h"
#include "common/text/utf8.h"

namespace dateline {
namespace {

constexpr std::string_view kEllipsis = "…";

std::string blanks(std::string_view text, std::size_t columns) {
  const std::size_t width = display_width(text);
  return std::string(columns > width ? columns - width : 0, ' ');
}

}  // namespace

std::string first_columns(std::string_view text, std::size_t columns) {
  if (display_width(text) <= columns) return std::string(text);
  if (columns == 0) return "";
  std::size_t end = 0;
  for (std::size_t width = 0; end < text.size();) {
    std::size_t next = end + 1;
    while (next < text.size() && !text::begins_character(text[next])) ++next;
    width += display_width(text.substr(end, next - end));
    if (width > columns - 1) break;
    end = next;
  }
  return std::string(text.substr(0, end)).append(kEllipsis);
}

std::string last_columns(std::string_view text, std::size_t columns) {
  if (display_width(text) <= columns) return std::string(text);
  if (columns == 0) return "";
  std::size_t begin = text.size();
  for (std::size_t width = 0; begin > 0;) {
    std::size_t next = begin - 1;
    while (next > 0 && !text::begins_character(text[next])) --next;
    width += display_width(text.substr(next, begin - next));
    if (width > columns - 1) break;
    begin = next;
  }
  return std::string(kEllipsis).append(text.substr(begin));
}

std::string filled(std::string_view text, std::size_t columns) {
  return std::string(text) + blanks(text, columns);
}

std::string filled_before(std::string_view text, std::size_t columns) {
  return blanks(text, columns).append(text);
}

}  // namespace dateline
