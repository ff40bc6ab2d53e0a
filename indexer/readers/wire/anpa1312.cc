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

/// "a0123", "w1895 wstm-", "W2870 US _asian".
bool is_number_line(std::string_view line) {
  const std::size_t digits = std::min(line.find_first_not_of("0123456789", 1), line.size());
  return ascii::is_letter(line[0]) && digits >= 4 && digits <= 6;
}

/// "u f BC-…": priority and category.
bool is_keyword_line(std::string_view line) {
  const auto is_code = ascii::is_letter;
  return line.size() > 4 && is_code(line[0]) && line[1] == ' ' && is_code(line[2]) &&
         line[3] == ' ';
}

void take_keyword_line(const std::string& line, RawArticle& raw) {
  static const std::regex pattern(R"((.*?)(?: +(\d\d-\d\d))?(?: +\d{2,5})?)");
  raw.section = section_of(ascii::lower(line[2]));
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

/// The service letter and number alone on a line, and the keyword line with its date and words.
bool begins_anpa_header(std::string_view text) {
  const std::string_view head = text.substr(0, 2 * wire::kMaxReadHeaderBytes);
  const std::size_t end = head.find('\n');
  if (end == std::string_view::npos || end < 5 ||
      !is_number_line(text::trim(head.substr(0, end)))) {
    return false;
  }
  static const std::regex keyword(R"([A-Za-z] [A-Za-z] .* \d\d-\d\d +\d{2,5})");
  const std::string_view rest = head.substr(end + 1);
  const std::string line = text::single_line(rest.substr(0, rest.find('\n')));
  return rest.find('\n') != std::string_view::npos && std::regex_match(line, keyword);
}

std::size_t find_anpa_header(std::string_view text, std::size_t from) {
  return wire::find_line(text, from, begins_anpa_header);
}

}  // namespace

bool starts_anpa1312(std::string_view head) {
  const std::vector<std::string> header = wire::first_header(head, find_anpa_header);
  if (header.empty()) return false;
  return (is_number_line(header[0]) || is_keyword_line(header[0])) &&
         std::any_of(header.begin(), header.end(), is_keyword_line);
}

std::unique_ptr<Reader> open_anpa1312(Input& input, const ReaderOptions& options) {
  return wire::open_messages(input, options, take_anpa1312, find_anpa_header);
}

}  // namespace dateline
