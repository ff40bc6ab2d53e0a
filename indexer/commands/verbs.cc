// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/commands/verbs.h"

namespace dateline::commands {

std::vector<cli::Verb> all_verbs() {
  return {create_verb(),   add_verb(),     preview_verb(),  formats_verb(),
          delete_verb(),   deleted_verb(), undelete_verb(), status_verb(),
          settings_verb(), check_verb(),   backup_verb(),   repair_verb(),
          upgrade_verb(),  compact_verb(), shard_verb(),    trust_verb()};
}

}  // namespace dateline::commands
