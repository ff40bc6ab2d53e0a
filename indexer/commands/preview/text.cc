// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/commands/preview/text.h"

#include "common/date/date.h"
#include "common/terminal/terminal.h"

#include <variant>

#include <fmt/format.h>

namespace dateline::commands {
namespace {

/// Empty for a column, which only a mapping file can name.
std::string map_option(const NotUsed& one, bool has_date) {
  if (!one.name.starts_with('/')) return "";
  const bool is_date =
      !has_date && std::holds_alternative<Date>(parse_stated_date(one.value).result);
  return fmt::format("   --map {}={}", is_date ? "date" : "FIELD", printable_line(one.name));
}

}  // namespace

std::string unused_text(const std::vector<NotUsed>& not_used, bool has_date) {
  std::string text;
  for (const NotUsed& one : not_used) {
    text +=
        fmt::format("    {:<14} {}  {}{}\n", text.empty() ? "not used" : "",
                    printable_line(one.name), printable_line(one.value), map_option(one, has_date));
  }
  return text;
}

}  // namespace dateline::commands
