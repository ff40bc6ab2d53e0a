// SPDX-License-Identifier: GPL-2.0-or-later
// RFC 5322 section 2.2, read as leniently as it is written.
#include "indexer/readers/stream/header_fields.h"

#include "common/text/ascii.h"
#include "common/text/utf8.h"

#include <algorithm>

namespace dateline {

HeaderFields::HeaderFields(std::string_view bytes) {
  // They are ASCII by the standards, and whatever a crawler met in practice.
  const std::string text = text::decode_8bit(std::string(bytes)).text;
  std::string_view lines = text;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    const bool continues = line.starts_with(' ') || line.starts_with('\t');
    if (continues && !fields_.empty()) {
      fields_.back().second += ' ';
      fields_.back().second += text::trim(line);
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    fields_.emplace_back(text::trim(line.substr(0, colon)), text::trim(line.substr(colon + 1)));
  }
}

std::string_view HeaderFields::value(std::string_view name) const {
  const auto it = std::find_if(fields_.begin(), fields_.end(),
                               [&](const auto& field) { return ascii::same(field.first, name); });
  return it == fields_.end() ? std::string_view() : std::string_view(it->second);
}

std::string parameter(std::string_view value, std::string_view name) {
  while (!value.empty()) {
    const std::size_t end = std::min(value.find(';'), value.size());
    const std::string_view part = text::trim(value.substr(0, end));
    value.remove_prefix(std::min(end + 1, value.size()));
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos ||
        !ascii::same(text::trim(part.substr(0, equals)), name)) {
      continue;
    }
    std::string_view found = text::trim(part.substr(equals + 1));
    if (found.size() >= 2 && found.front() == '"' && found.back() == '"') {
      found = found.substr(1, found.size() - 2);
    }
    return std::string(found);
  }
  return "";
}

}  // namespace dateline
