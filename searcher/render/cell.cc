// SPDX-License-Identifier: GPL-2.0-or-later
// Spreadsheets run a cell by its first character.
#include "searcher/render/cell.h"

#include <string_view>
#include <utility>

namespace dateline {

std::string no_formula(std::string printable) {
  if (!printable.empty() &&
      std::string_view("=+-@").find(printable.front()) != std::string_view::npos) {
    printable.insert(0, 1, '\'');
  }
  return printable;
}

std::string csv_cell(std::string printable) {
  const std::string safe = no_formula(std::move(printable));
  if (safe.find_first_of(",\"\n") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char c : safe) {
    if (c == '"') quoted += c;
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace dateline
