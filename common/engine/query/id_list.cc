// SPDX-License-Identifier: GPL-2.0-or-later
// Lines, and a filter for each.
#include "common/engine/query/id_list.h"

#include "common/errors/errors.h"
#include "common/text/utf8.h"

#include <cerrno>
#include <fstream>
#include <iostream>
#include <system_error>
#include <unordered_set>

#include <fmt/format.h>

namespace dateline::query {
namespace {

std::vector<std::string> lines_of(std::istream& in, const std::string& name) {
  std::vector<std::string> ids;
  std::unordered_set<std::string> known;
  for (std::string line; std::getline(in, line);) {
    if (ids.empty() && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    std::string id(text::trim(line));
    if (id.empty() || !known.insert(id).second) continue;
    ids.push_back(std::move(id));
    if (ids.size() > kMaxIds) {
      throw Error(Code::Usage, fmt::format("{} has more than {} ids", name, kMaxIds),
                  "ask with a part of them at a time");
    }
  }
  if (ids.empty()) {
    throw Error(Code::Usage, fmt::format("{} has no ids", name), "write one on each line");
  }
  return ids;
}

}  // namespace

std::vector<std::string> read_ids(const std::filesystem::path& file) {
  if (file == "-") return lines_of(std::cin, "standard input");
  std::error_code unknown;
  std::ifstream in(file);
  if (!in || std::filesystem::is_directory(file, unknown)) {
    const int error = in ? EISDIR : errno;
    throw Error(Code::Usage,
                fmt::format("cannot read ids from {}: {}", file.string(),
                            std::generic_category().message(error)),
                "name a file that has an id on each line");
  }
  return lines_of(in, file.string());
}

Node with_id_among(const std::vector<std::string>& ids) {
  Node any;
  any.kind = Kind::Or;
  for (const std::string& id : ids) {
    Node& one = any.children.emplace_back();
    one.kind = Kind::Filter;
    one.field = Field::Id;
    one.exact = true;
    one.text = id;
  }
  return any.children.size() == 1 ? Node(any.children.front()) : any;
}

}  // namespace dateline::query
