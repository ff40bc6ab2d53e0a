// SPDX-License-Identifier: GPL-2.0-or-later
// IPTC 7901, the text format of the European agencies: "AFP0123 4 I 0321 optional" (sender and
// number, priority, category, words), keywords, the text, and a date-time group.
#include "common/text/ascii.h"
#include "common/text/utf8.h"
#include "indexer/readers/wire/formats.h"
#include "indexer/readers/wire/message_reader.h"

#include <algorithm>
#include <regex>

namespace dateline {
namespace {

/// The category in `line`; empty when it is no header of IPTC 7901.
std::string category_of(const std::string& line) {
  static const std::regex header(R"([A-Za-z]{1,8} ?\d{3,5} +[1-9] +([A-Za-z]{1,4}) +\d{1,5}\b.*)");
  std::smatch match;
  if (line.size() > wire::kMaxReadHeaderBytes || !std::regex_match(line, match, header)) return "";
  return match.str(1);
}

/// Is the first line of `text` such a header? A pattern is too slow for every line of a file.
bool begins_iptc_header(std::string_view text) {
  const auto pass = [&](auto is_it, std::size_t least, std::size_t most) {
    std::size_t size = 0;
    while (size < std::min(most, text.size()) && is_it(text[size])) ++size;
    text.remove_prefix(size);
    return size >= least;
  };
  const auto is_blank = [](char c) { return c == ' '; };
  const auto is_priority = [](char c) { return c >= '1' && c <= '9'; };
  if (!pass(ascii::is_letter, 1, 8)) return false;
  pass(is_blank, 0, 1);
  return pass(ascii::is_digit, 3, 5) && pass(is_blank, 1, 8) && pass(is_priority, 1, 1) &&
         pass(is_blank, 1, 8) && pass(ascii::is_letter, 1, 4) && pass(is_blank, 1, 8) &&
         pass(ascii::is_digit, 1, 5) && !text.empty() && ascii::kBlanks.find(text[0]) != text.npos;
}

std::size_t find_iptc_header(std::string_view text, std::size_t from) {
  return wire::find_line(text, from, begins_iptc_header);
}

void take_iptc7901(const std::vector<std::string>& header, RawArticle& raw) {
  if (header.empty()) return;
  raw.section = category_of(header[0]);
  // Keywords are on the following lines: "Election/Parties/" or "Syria-diplomacy".
  for (std::size_t i = 1; i < header.size(); ++i) {
    std::string_view rest = header[i];
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('/'), rest.size());
      const std::string_view keyword = text::trim(rest.substr(0, end));
      if (!keyword.empty()) raw.tags.emplace_back(keyword);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
}

}  // namespace

bool starts_iptc7901(std::string_view head) {
  const std::vector<std::string> header = wire::first_header(head, find_iptc_header);
  return !header.empty() && !category_of(header[0]).empty();
}

std::unique_ptr<Reader> open_iptc7901(Input& input, const ReaderOptions& options) {
  return wire::open_messages(input, options, take_iptc7901, find_iptc_header);
}

}  // namespace dateline
