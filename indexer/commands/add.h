// SPDX-License-Identifier: GPL-2.0-or-later
// `dateline-index add`: from paths to a published revision.
#pragma once

#include "common/archive/manifest.h"
#include "indexer/build/writer.h"
#include "indexer/extract/understand.h"
#include "indexer/readers/mapping.h"
#include "indexer/readers/reader.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dateline {

struct AddOptions {
  std::filesystem::path archive;
  std::vector<std::filesystem::path> paths;  ///< files, directories, "-"
  const Format* format = nullptr;            ///< null: told by the content
  std::optional<Mapping> mapping;
  Defaults defaults;
  ShardBy shard_by = ShardBy::Year;  ///< of an archive that is made now
  WriterOptions writer;
  bool show_progress = false;
  bool quiet = false;  ///< no line on stderr for each reject
};

struct AddSummary {
  std::uint64_t read = 0;  ///< articles that readers found, rejected ones included
  std::uint64_t added = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t replaced = 0;
  std::uint64_t superseded = 0;  ///< other articles of this run with the same id came later
  std::uint64_t rejected = 0;
  std::uint64_t undated = 0;
  std::map<Flag, std::uint64_t> flags;
  std::uint64_t bytes = 0;  ///< read from the sources
  double seconds = 0;

  /// True when not one article could be taken.
  [[nodiscard]] bool found_nothing() const { return read == rejected; }
};

/// Reads, understands and indexes. Makes the archive where `archive` does not exist or is an empty
/// directory. What is no article goes to rejects.jsonl and stderr, and never stops the run. Throws
/// Error for what does: a locked or damaged archive, a full disk; then what was published stays.
AddSummary add(const AddOptions& options);

/// The closing summary for people.
std::string summary_text(const AddSummary& summary, const std::filesystem::path& archive);

}  // namespace dateline
