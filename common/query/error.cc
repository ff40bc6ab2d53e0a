// SPDX-License-Identifier: GPL-2.0-or-later
// Pointing at the trouble.
#include "common/query/error.h"

#include "common/terminal.h"
#include "common/text/utf8.h"

#include <algorithm>

#include <fmt/format.h>

namespace dateline::query {

std::size_t QueryError::column() const {
  return text::characters(std::string_view(text_).substr(0, span_.begin)) + 1;
}

std::string QueryError::pointer() const {
  if (text_.empty()) return "";
  const std::size_t begin = std::min(span_.begin, text_.size());
  const std::size_t end = std::clamp(span_.end, begin, text_.size());
  const std::size_t before = display_width(printable_line(text_.substr(0, begin)));
  const std::size_t under = display_width(printable_line(text_.substr(begin, end - begin)));
  return printable_line(text_) + "\n" + std::string(before, ' ') + "^" +
         std::string(under > 1 ? under - 1 : 0, '~');
}

std::string located(const Error& error) {
  const auto* in_query = dynamic_cast<const QueryError*>(&error);
  if (in_query == nullptr) return error.what();
  return fmt::format("query, column {}: {}", in_query->column(), error.what());
}

std::string close_hint(std::string_view text, std::size_t brackets) {
  const std::size_t last = text.find_last_not_of(" \t\n\r");
  if (last != std::string_view::npos && (text[last] == '(' || text[last] == ',')) {
    return "write something behind it, and close it";
  }
  return fmt::format("close {}: {}{}", brackets > 1 ? "them" : "it", text,
                     std::string(brackets, ')'));
}

}  // namespace dateline::query
