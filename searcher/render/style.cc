// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/render/style.h"

#include <algorithm>

#include <fmt/format.h>
#include <unistd.h>

namespace dateline {

TextStyle style_of_stdout(ColorMode color) {
  // Piped text keeps to a width that mail and editors show well.
  const std::size_t columns = is_terminal(STDOUT_FILENO) ? terminal_width(STDOUT_FILENO) : 80;
  return {std::min<std::size_t>(columns, 100), wants_color(color, STDOUT_FILENO)};
}

std::string laid_out(const Snippet& snippet, std::string_view indent, std::string_view base,
                     const TextStyle& style) {
  std::string out;
  std::string line;
  std::size_t column = 0;
  const std::size_t room = std::max<std::size_t>(style.width, indent.size() + 20) - indent.size();
  auto match = snippet.matches.begin();
  const auto flush = [&] {
    out += fmt::format("{}{}\n", indent, line);
    line.clear();
    column = 0;
  };
  for (std::size_t at = 0; at < snippet.text.size();) {
    const std::size_t end = std::min(snippet.text.find(' ', at), snippet.text.size());
    if (end == at) {
      ++at;
      continue;
    }
    std::string word;
    for (std::size_t i = at; i < end;) {
      while (match != snippet.matches.end() && match->end <= i) ++match;
      const bool inside = match != snippet.matches.end() && match->begin <= i;
      const std::size_t next = match == snippet.matches.end() ? end
                               : inside                       ? std::min(match->end, end)
                                                              : std::min(match->begin, end);
      word += styled(printable(std::string_view(snippet.text).substr(i, next - i)),
                     inside ? kMatch : base, style.color && (inside || !base.empty()));
      i = next;
    }
    const std::size_t width =
        display_width(printable(std::string_view(snippet.text).substr(at, end - at)));
    if (column != 0 && column + 1 + width > room) flush();
    if (column != 0) {
      line += ' ';
      ++column;
    }
    line += word;
    column += width;
    at = end + 1;
  }
  if (column != 0) flush();
  return out;
}

}  // namespace dateline
