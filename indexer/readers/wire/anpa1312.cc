// SPDX-License-Identifier: GPL-2.0-or-later
// ANPA 1312, the text format of the American wires: "a0123" and a selector; "r i BC-Keyword 02-12
// 0398" (priority, category, keyword, month and day, words); the text, and the sender's stamp.
#include "common/text/ascii.h"
#include "common/text/utf8.h"
#include "indexer/readers/wire/formats.h"
#include "indexer/readers/wire/message_reader.h"

#include <algorithm>
#include <array>
#include <regex>

namespace dateline {
namespace {

/// Categories of ANPA 1312 that all wires use alike; the others stay letters.
struct Category {
  char code;
  std::string_view name;
};
constexpr std::array<Category, 12> kCategories = {{{'a', "Domestic"},
                                                   {'e', "Entertainment"},
                                                   {'f', "Financial"},
                                                   {'i', "International"},
                                                   {'k', "Commentary"},
                                                   {'l', "Lifestyle"},
                                                   {'n', "State and regional"},
                                                   {'o', "Weather"},
                                                   {'p', "Politics"},
                                                   {'s', "Sports"},
                                                   {'t', "Travel"},
                                                   {'w', "Washington"}}};

std::string section_of(char code) {
  const auto* known = std::find_if(kCategories.begin(), kCategories.end(),
                                   [&](const Category& each) { return each.code == code; });
  return known == kCategories.end() ? std::string(1, code) : std::string(known->name);
}

/// "a0123", "w1895 wstm-".
bool is_number_line(std::string_view line) {
  const std::size_t digits = std::min(line.find_first_not_of("0123456789", 1), line.size());
  return ascii::is_lower(line[0]) && digits >= 4 && digits <= 6;
}

/// "u f BC-…": priority and category.
bool is_keyword_line(std::string_view line) {
  const auto is_code = ascii::is_lower;
  return line.size() > 4 && is_code(line[0]) && line[1] == ' ' && is_code(line[2]) &&
         line[3] == ' ';
}

void take_keyword_line(const std::string& line, RawArticle& raw) {
  static const std::regex pattern(R"((.*?)(?: +(\d\d-\d\d))?(?: +\d{2,5})?)");
  raw.section = section_of(line[2]);
  const std::string rest(text::cut(std::string_view(line).substr(4), wire::kMaxReadHeaderBytes));
  std::smatch match;
  if (!std::regex_match(rest, match, pattern)) return;
  if (match.length(1) > 0) raw.tags.push_back(match.str(1));
  // Without a year: a stamp may say more.
  raw.date = match.str(2);
}

void take_anpa1312(const std::vector<std::string>& header, RawArticle& raw) {
  const auto line = std::find_if(header.begin(), header.end(), is_keyword_line);
  if (line != header.end()) take_keyword_line(*line, raw);
}

}  // namespace

bool starts_anpa1312(std::string_view head) {
  const std::vector<std::string> header = wire::first_header(head);
  if (header.empty()) return false;
  return (is_number_line(header[0]) || is_keyword_line(header[0])) &&
         std::any_of(header.begin(), header.end(), is_keyword_line);
}

std::unique_ptr<Reader> open_anpa1312(Input& input, const ReaderOptions& options) {
  return wire::open_messages(input, options, take_anpa1312);
}

}  // namespace dateline
