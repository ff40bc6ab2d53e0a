// SPDX-License-Identifier: GPL-2.0-or-later
// Reading the file.
#include "common/engine/query/synonyms.h"

#include "common/errors/errors.h"
#include "common/text/fold.h"
#include "common/text/tokenizer.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>

namespace dateline::query {
namespace {

/// The form in which two spellings of a word or phrase are equal.
std::string key_of(std::string_view text) {
  std::string key;
  for (const text::Token token : text::tokens(text)) {
    if (!key.empty()) key += ' ';
    key += text::fold(token.in(text));
  }
  return key;
}

}  // namespace

Synonyms::Synonyms(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) {
    throw Error(Code::Usage, fmt::format("the synonyms {} cannot be read", file.string()),
                {"check the path", Setting::Synonyms});
  }
  std::string line;
  for (unsigned number = 1; std::getline(in, line); ++number) {
    add_line(std::string_view(line).substr(0, line.find('#')),
             fmt::format("{}:{}", file.string(), number));
  }
}

void Synonyms::add_line(std::string_view line, const std::string& place) {
  if (!text::is_utf8(line)) {
    throw Error(Code::Usage, fmt::format("{} is not UTF-8 text", place), "save the file as UTF-8");
  }
  if (text::trim(line).empty()) return;
  std::vector<std::string> names;
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t comma = std::min(line.find(',', at), line.size());
    const std::string_view name = text::trim(line.substr(at, comma - at));
    if (!key_of(name).empty()) names.emplace_back(name);
    at = comma + 1;
  }
  if (names.size() < 2) {
    throw Error(Code::Usage, fmt::format("{} has fewer than two words", place),
                "write words of one meaning on one line, separated by commas: usa, united states");
  }
  for (const std::string& name : names) {
    std::vector<std::string>& others = others_[key_of(name)];
    for (const std::string& other : names) {
      const bool known = key_of(other) == key_of(name) ||
                         std::any_of(others.begin(), others.end(), [&](const std::string& o) {
                           return key_of(o) == key_of(other);
                         });
      if (!known) others.push_back(other);
    }
  }
}

const std::vector<std::string>& Synonyms::of(std::string_view text) const {
  static const std::vector<std::string> none;
  const auto at = others_.find(key_of(text));
  return at == others_.end() ? none : at->second;
}

}  // namespace dateline::query
