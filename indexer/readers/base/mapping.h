// SPDX-License-Identifier: GPL-2.0-or-later
// Where a file of any other form has its articles' fields, as described by the user's file.
#pragma once

#include "indexer/readers/base/fields.h"

#include <filesystem>
#include <string>
#include <vector>

namespace dateline {

/// Where one field is: the first place with a value counts.
struct MappedField {
  Field field;
  std::vector<std::string> places;  ///< JSON pointers, column names or XML paths
};

/// See docs/formats.md.
struct Mapping {
  std::string format;  ///< "json", "csv", "xml"; empty means: by content
  /// Path of the repeated element (XML), or of the array (JSON; empty: by the usual rule).
  std::string articles;
  std::vector<MappedField> fields;
  std::string date_format;  ///< as strptime has it; empty: any form we read
  std::string source;       ///< for articles that name none
  std::string language;

  [[nodiscard]] const MappedField* find(Field field) const;
};

/// Reads a mapping file. Throws Error (Usage) that names the line and what to do.
Mapping read_mapping(const std::filesystem::path& file);

/// `FIELD=/JSON/POINTER` of `--map`. Throws Error (Usage).
MappedField mapped_field(const std::string& given);

/// Completes an article that was read by `mapping`: its date, and what is constant.
void complete(const Mapping& mapping, RawArticle& article);

}  // namespace dateline
