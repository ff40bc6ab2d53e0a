// SPDX-License-Identifier: GPL-2.0-or-later
// compact.
#include "indexer/commands/options.h"
#include "indexer/commands/verbs.h"

namespace dateline::commands {
namespace {

Exit run_compact(const ArchiveFlags& flags) {
  read_manifest(flags.archive);  // creates no lock if there is no archive
  Writer(flags.archive, flags.writer()).compact();
  return Exit::Ok;
}

}  // namespace

cli::Verb compact_verb() {
  return archive_verb<ArchiveFlags>(
      "compact", kKeep, "Merge each shard into one segment",
      {"dateline-index compact news", "dateline-index compact news --lock-timeout 3600"},
      offer_lock_timeout, run_compact);
}

}  // namespace dateline::commands
