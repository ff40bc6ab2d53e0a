// SPDX-License-Identifier: GPL-2.0-or-later
// Bytes to characters; and queries with the error fixed.
#include "common/engine/query/error.h"

#include "common/text/ascii.h"
#include "common/text/utf8.h"

#include <algorithm>

#include <fmt/format.h>

namespace dateline::query {

QueryError::QueryError(const std::string& message, Advice hint, const std::string& text, Span span)
    : Error(Code::Query, message, std::move(hint), place_of(text, span)) {}

QueryPlace place_of(const std::string& text, Span span) {
  const std::size_t begin = std::min(span.begin, text.size());
  const std::size_t end = std::clamp(span.end, begin, text.size());
  const std::string_view whole = text;
  return {text, begin, end, text::characters(whole.substr(0, begin)) + 1,
          text::characters(whole.substr(begin, end - begin))};
}

Advice mended(Advice hint, std::string_view text, Span span, std::string_view instead) {
  hint.fix = fmt::format("{}{}{}", text.substr(0, span.begin), instead, text.substr(span.end));
  return hint;
}

Advice close_hint(std::string_view text, std::size_t brackets) {
  const std::size_t last = text.find_last_not_of(ascii::kBlanks);
  if (last != std::string_view::npos && (text[last] == '(' || text[last] == ',')) {
    return "put something after it, and close it";
  }
  const std::string closing(brackets, ')');
  return mended(fmt::format("close {}: {}{}", brackets > 1 ? "them" : "it", text, closing), text,
                {text.size(), text.size()}, closing);
}

}  // namespace dateline::query
