// SPDX-License-Identifier: GPL-2.0-or-later
// Pointing at the trouble.
#include "common/query/error.h"

#include "common/terminal.h"

#include <algorithm>

namespace dateline::query {

std::size_t QueryError::column() const {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < std::min(span_.begin, text_.size()); ++i) {
    characters += (static_cast<unsigned char>(text_[i]) & 0xC0U) != 0x80U ? 1 : 0;
  }
  return characters + 1;
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

}  // namespace dateline::query
