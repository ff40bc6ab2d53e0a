// SPDX-License-Identifier: GPL-2.0-or-later
// The formats of export, as a table of functions.
#pragma once

#include "common/date/date.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// What the whole output is about.
struct Feed {
  std::string archive;              ///< UUID
  std::string query;                ///< as asked
  std::vector<std::string> fields;  ///< for formats that take them; empty for all
  Date now;                         ///< UTC
  bool has_mark = false;            ///< of csv and tsv: a byte order mark comes first
};

/// All functions append to `out`.
struct ExportFormat {
  std::string_view name;
  bool takes_fields = false;
  /// Parts can be appended to each other; otherwise each part is a separate document.
  bool appends = true;
  void (*begin)(const Feed& feed, std::string& out) = nullptr;  ///< null: nothing
  /// An article, given as its record (common/fields/record.h).
  void (*add)(const Feed& feed, std::string_view record, std::string& out) = nullptr;
  std::string_view between;  ///< articles
  std::string_view end;
  bool is_workbook = false;  ///< `add` makes rows of one (searcher/export/workbook.h)
};

/// jsonl, csv, tsv, xlsx, md, bibtex, ris, csl-json, atom, trec.
const std::vector<ExportFormat>& export_formats();

/// The names of all formats.
std::vector<std::string> export_format_names();

/// Throws Error (Usage) when there is none of that name.
const ExportFormat& export_format(std::string_view name);

}  // namespace dateline
