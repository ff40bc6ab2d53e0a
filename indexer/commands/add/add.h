// SPDX-License-Identifier: GPL-2.0-or-later
// `dateline-index add`: from paths to a published revision.
#pragma once

#include "common/archive/manifest.h"
#include "indexer/commands/add/summary.h"
#include "indexer/extract/understand.h"
#include "indexer/readers/read_source.h"
#include "indexer/writer/writer.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace dateline::commands {

struct AddOptions {
  std::filesystem::path archive;
  std::vector<std::filesystem::path> paths;  ///< files, directories, "-"
  std::filesystem::path watched;             ///< a directory to keep watching; empty for none
  std::vector<std::string> exclude;          ///< patterns of files to leave out this time
  std::vector<std::string> ignore;           ///< the same, from now on
  ReadingOptions reading;
  Defaults defaults;
  std::optional<Date> since;         ///< articles published before are left out
  ShardBy shard_by = ShardBy::Year;  ///< for a new archive
  WriterOptions writer;
  bool again = false;    ///< also read what was read before
  bool dry_run = false;  ///< write nothing
  bool strict = false;   ///< stop at the first reject
  bool show_progress = false;
  bool quiet = false;  ///< no line on stderr for each reject
};

/// Reads, understands and indexes. Creates the archive if `archive` does not exist or is an empty
/// directory. What cannot be read goes to rejects.jsonl and stderr, and stops the run only if
/// `strict`; files that hold no article are counted. SIGINT and SIGTERM end it after publishing
/// what was read so far; with a directory to watch it runs until then. Throws Error for anything
/// else that stops it: a locked or damaged archive, a full disk, rejects that cannot be written;
/// then what was published stays.
AddSummary add(const AddOptions& options);

}  // namespace dateline::commands
