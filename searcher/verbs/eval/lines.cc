// SPDX-License-Identifier: GPL-2.0-or-later
// Lines and columns.
#include "searcher/verbs/eval/lines.h"

#include "common/disk/file.h"
#include "common/text/utf8.h"

#include <algorithm>

#include <fmt/format.h>

namespace dateline {
namespace {

constexpr std::string_view kBlanks = " \t\r";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

std::string read_text(const std::filesystem::path& path) {
  if (!std::filesystem::exists(path)) {
    throw Error(Code::Usage, fmt::format("{}: no such file", path.string()),
                "give the path of a file");
  }
  if (std::filesystem::is_directory(path)) {
    throw Error(Code::Usage, fmt::format("{} is a directory", path.string()), "give a file");
  }
  std::string text = text::decode_8bit(disk::read_file(path)).text;
  if (text.starts_with(kByteOrderMark)) text.erase(0, kByteOrderMark.size());
  std::replace(text.begin(), text.end(), '\r', ' ');
  return text;
}

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    ++number;
    if (line.find_first_not_of(kBlanks) != std::string_view::npos) lines.push_back({number, line});
    begin = end + 1;
  }
  return lines;
}

std::vector<std::string_view> columns_of(std::string_view line) {
  std::vector<std::string_view> columns;
  for (std::size_t begin = line.find_first_not_of(kBlanks); begin < line.size();) {
    const std::size_t end = std::min(line.find_first_of(kBlanks, begin), line.size());
    columns.push_back(line.substr(begin, end - begin));
    begin = line.find_first_not_of(kBlanks, end);
  }
  return columns;
}

Error error_at(const std::filesystem::path& path, std::size_t line, const std::string& message,
               Advice hint) {
  return {Code::Usage, fmt::format("{}:{}: {}", path.string(), line, message), std::move(hint)};
}

}  // namespace dateline
