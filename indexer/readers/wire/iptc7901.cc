// SPDX-License-Identifier: GPL-2.0-or-later
// IPTC 7901, the text format of the European agencies: "AFP0123 4 I 0321 optional" (sender and
// number, priority, category, words), keywords, the text, and a date-time group.
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
  const std::vector<std::string> header = wire::first_header(head);
  return !header.empty() && !category_of(header[0]).empty();
}

std::unique_ptr<Reader> open_iptc7901(Input& input, const ReaderOptions& options) {
  return wire::open_messages(input, options, take_iptc7901);
}

}  // namespace dateline
