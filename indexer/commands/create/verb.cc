// SPDX-License-Identifier: GPL-2.0-or-later
// create: its flags.
#include "indexer/commands/create/create.h"
#include "indexer/commands/options.h"
#include "indexer/commands/verbs.h"

namespace dateline::commands {
namespace {

struct CreateFlags : ArchiveFlags {
  ShardBy shard_by = ShardBy::Year;
};

Exit run_create(const CreateFlags& flags) {
  create(flags.archive, flags.shard_by);
  return Exit::Ok;
}

void offer_create(CLI::App& verb, CreateFlags& flags) {
  offer_shard_by(verb, flags.shard_by);
}

}  // namespace

cli::Verb create_verb() {
  return archive_verb<CreateFlags>(
      "create", kFill, "Make an empty archive",
      {"dateline-index create news", "dateline-index create wire --shard-by month"}, offer_create,
      run_create);
}

}  // namespace dateline::commands
