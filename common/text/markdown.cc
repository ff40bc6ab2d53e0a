// SPDX-License-Identifier: GPL-2.0-or-later
// Signs that are markup anywhere, and those that are so at the start of a line.
#include "common/text/markdown.h"

#include "common/text/ascii.h"

#include <algorithm>
#include <array>

namespace dateline {
namespace {

/// By byte.
constexpr auto kIsMarkup = [] {
  std::array<bool, 256> is_markup{};
  for (const char c : std::string_view("\\`*_[]<>#|~&!$")) {
    is_markup[static_cast<unsigned char>(c)] = true;
  }
  return is_markup;
}();

}  // namespace

std::string markdown_line(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  std::string out;
  out.reserve(line.size() + line.size() / 16);
  bool only_digits = true;  // so far: "1." and "1)" begin a list
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool anywhere = kIsMarkup[static_cast<unsigned char>(c)];
    const bool at_start = i == 0 && (c == '-' || c == '+' || c == '=');
    const bool after_number = i != 0 && only_digits && (c == '.' || c == ')');
    if (anywhere || at_start || after_number) out += '\\';
    out += c;
    only_digits = only_digits && ascii::is_digit(c);
  }
  return out;
}

}  // namespace dateline
