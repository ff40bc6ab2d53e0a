// SPDX-License-Identifier: GPL-2.0-or-later
// Spreadsheets run a cell depending on its first character.
#include "searcher/render/cell.h"

#include <algorithm>
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
  quoted.reserve(safe.size() + 16);
  for (std::size_t at = 0; at <= safe.size();) {
    const std::size_t quote = std::min(safe.find('"', at), safe.size());
    quoted.append(safe, at, quote - at);
    quoted += quote < safe.size() ? "\"\"" : "\"";
    at = quote + 1;
  }
  return quoted;
}

}  // namespace dateline
