// SPDX-License-Identifier: GPL-2.0-or-later
// By the lengths of lines.
#include "common/text/paragraphs.h"

#include "common/text/utf8.h"

#include <algorithm>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace dateline::text {
namespace {

using Lines = std::vector<std::string_view>;

/// No typewriter, wire or mail program broke lines at more characters, and none at less.
constexpr std::size_t kWidest = 132;
constexpr std::size_t kNarrowest = 30;

std::vector<Lines> split(std::string_view body) {
  std::vector<Lines> all(1);
  while (!body.empty()) {
    const std::size_t end = std::min(body.find('\n'), body.size());
    const std::string_view line = trim(body.substr(0, end));
    body.remove_prefix(std::min(end + 1, body.size()));
    if (!line.empty()) {
      all.back().push_back(line);
    } else if (!all.back().empty()) {
      all.emplace_back();
    }
  }
  if (all.back().empty()) all.pop_back();
  return all;
}

/// The width at which lines were broken; 0 if they were not.
std::size_t width_of(const std::vector<Lines>& all) {
  std::size_t lines = 0;
  std::size_t wide = 0;
  std::size_t longest = 0;
  for (const Lines& paragraph : all) {
    for (const std::string_view line : paragraph) {
      const std::size_t length = characters(line);
      ++lines;
      if (length > kWidest) {
        ++wide;
      } else {
        longest = std::max(longest, length);
      }
    }
  }
  return wide * 10 > lines || longest < kNarrowest ? 0 : longest;
}

bool is_broken(const Lines& lines, std::size_t width) {
  std::size_t full = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const std::size_t length = characters(lines[i]);
    const std::string_view next = lines[i + 1];
    const std::size_t word = characters(next.substr(0, next.find(' ')));
    if (length * 5 >= width * 4 || length + 1 + word > width) ++full;
  }
  return lines.size() > 1 && width != 0 && full * 2 > lines.size() - 1;
}

/// Is no blank needed between two lines: behind a hyphen, and between ideographs?
bool adjoin(std::string_view line, std::string_view next) {
  const auto size = static_cast<std::int32_t>(line.size());
  const auto* const data = reinterpret_cast<const std::uint8_t*>(line.data());
  std::int32_t at = size;
  UChar32 last = 0;
  U8_PREV(data, 0, at, last);
  if (last == '-' && at > 0 && line[static_cast<std::size_t>(at) - 1] != ' ') return true;
  const auto* const after = reinterpret_cast<const std::uint8_t*>(next.data());
  std::size_t i = 0;
  UChar32 first = 0;
  U8_NEXT(after, i, next.size(), first);
  const auto is_wide = [](UChar32 c) {
    const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    // Hangul has blanks between words.
    return (width == U_EA_WIDE || width == U_EA_FULLWIDTH) && !(c >= 0xAC00 && c <= 0xD7A3);
  };
  return is_wide(last) && is_wide(first);
}

}  // namespace

std::vector<std::vector<std::string>> paragraphs(std::string_view body) {
  const std::vector<Lines> all = split(body);
  const std::size_t width = width_of(all);
  std::vector<std::vector<std::string>> out;
  for (const Lines& lines : all) {
    std::vector<std::string>& paragraph = out.emplace_back();
    if (!is_broken(lines, width)) {
      paragraph.assign(lines.begin(), lines.end());
      continue;
    }
    std::string& whole = paragraph.emplace_back(lines.front());
    for (std::size_t i = 1; i < lines.size(); ++i) {
      if (!adjoin(lines[i - 1], lines[i])) whole += ' ';
      whole += lines[i];
    }
  }
  return out;
}

std::string flowed(std::string_view body) {
  std::string out;
  for (const std::vector<std::string>& paragraph : paragraphs(body)) {
    if (!out.empty()) out += "\n";
    for (const std::string& line : paragraph) out += line + "\n";
  }
  if (!out.empty()) out.pop_back();
  return out;
}

}  // namespace dateline::text
