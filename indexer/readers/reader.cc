// SPDX-License-Identifier: GPL-2.0-or-later
// Telling the format of an input from its content.
#include "indexer/readers/reader.h"

namespace dateline {

std::unique_ptr<Reader> make_reader(LineInput& input, const std::string& file, Format format,
                                    const FieldMap& map) {
  if (format == Format::Auto) {
    std::string_view head = input.peek();
    while (!head.empty() && (head.front() == '\n' || head.front() == '\r')) head.remove_prefix(1);
    const std::string_view first_line = head.substr(0, head.find('\n'));
    if (text::trim(first_line).starts_with('{')) format = Format::JsonLines;
    if (starts_founding_article(first_line)) format = Format::Text;
  }
  switch (format) {
    case Format::Text:
      return make_founding_reader(input, file);
    case Format::JsonLines:
      return make_json_lines_reader(input, file, map);
    case Format::Auto:
      break;
  }
  return nullptr;
}

}  // namespace dateline
