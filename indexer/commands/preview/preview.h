// SPDX-License-Identifier: GPL-2.0-or-later
// `dateline-index preview`: what a run would do with files, before it runs.
#pragma once

#include "indexer/extract/understand.h"
#include "indexer/readers/read_source.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace dateline::commands {

struct PreviewOptions {
  std::vector<std::filesystem::path> paths;  ///< files, directories, "-"
  ReadingOptions reading;
  Defaults defaults;
  std::size_t limit = 3;  ///< articles, and rejects, of each format
  bool as_json = false;
};

/// A value of an article as understood, and where it comes from.
struct Understood {
  std::string_view field;
  std::string value;
  std::string from;  ///< a name in the file, "dateline", "detected", …
};

/// The fields that `article` has, in an order for people.
std::vector<Understood> understood_fields(const RawArticle& raw, const Article& article,
                                          const Defaults& defaults);

/// Shows the first articles of each format, field by field with the evidence, the rejects among
/// them, which keys and columns are not used, and which formats all files have. Writes nothing.
struct Preview {
  std::string text;
  bool found_articles = false;
};
Preview preview(const PreviewOptions& options);

}  // namespace dateline::commands
