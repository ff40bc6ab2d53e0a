// SPDX-License-Identifier: GPL-2.0-or-later
// The table. A new format is a file in formats/, two lines in its header, and a line here.
#include "searcher/export/formats/format.h"

#include "common/errors/errors.h"
#include "searcher/export/formats/formats.h"

#include <algorithm>

#include <fmt/format.h>

namespace dateline {

const std::vector<ExportFormat>& export_formats() {
  using namespace formats_of_export;
  static const std::vector<ExportFormat> all = {
      {"jsonl", true, true, nullptr, add_json_line, "", ""},
      {"csv", true, true, begin_csv, add_csv, "", ""},
      {"tsv", true, true, begin_tsv, add_tsv, "", ""},
      {"xlsx", true, false, nullptr, add_xlsx_row, "", "", true},
      {"md", true, true, nullptr, add_markdown, "", ""},
      {"bibtex", false, true, nullptr, add_bibtex, "", ""},
      {"ris", false, true, nullptr, add_ris, "", ""},
      {"csl-json", false, false, begin_csl, add_csl, ",\n", "\n]\n"},
      {"atom", false, false, begin_atom, add_atom, "", "</feed>\n"},
      {"trec", false, true, nullptr, add_trec, "", ""},
  };
  return all;
}

std::vector<std::string> export_format_names() {
  std::vector<std::string> names;
  for (const ExportFormat& format : export_formats()) names.emplace_back(format.name);
  return names;
}

const ExportFormat& export_format(std::string_view name) {
  const auto it = std::find_if(export_formats().begin(), export_formats().end(),
                               [&](const ExportFormat& format) { return format.name == name; });
  if (it != export_formats().end()) return *it;
  throw Error(Code::Usage, fmt::format("there is no format '{}'", name),
              fmt::format("one of {}", fmt::join(export_format_names(), ", ")));
}

}  // namespace dateline
