// SPDX-License-Identifier: GPL-2.0-or-later
// The verbs of dateline-index. A new one is a folder beside this file, and a line in each of these.
#pragma once

#include "common/cli/verbs.h"

#include <vector>

namespace dateline::commands {

cli::Verb create_verb();
cli::Verb add_verb();
cli::Verb preview_verb();
cli::Verb formats_verb();
cli::Verb delete_verb();
cli::Verb deleted_verb();
cli::Verb undelete_verb();
cli::Verb status_verb();
cli::Verb settings_verb();
cli::Verb check_verb();
cli::Verb backup_verb();
cli::Verb repair_verb();
cli::Verb upgrade_verb();
cli::Verb compact_verb();
cli::Verb shard_verb();
cli::Verb trust_verb();

/// All of them, in the order of --help.
std::vector<cli::Verb> all_verbs();

/// Headings of --help.
inline constexpr const char* kFill = "Fill an archive";
inline constexpr const char* kKeep = "Keep it";

/// What follows the --help of each verb.
inline constexpr const char* kExitCodes =
    "Exit codes: 0 done, 1 nothing found, or not all could be indexed, 2 wrong usage,\n"
    "3 archive missing or damaged, 4 archive locked, 5 the machine failed (disk full, I/O error),\n"
    "130 or 143 ended by SIGINT or SIGTERM.";

}  // namespace dateline::commands
