// SPDX-License-Identifier: GPL-2.0-or-later
// Options of verbs that show key words, and what these say on stderr.
#pragma once

#include "common/cli/program.h"
#include "searcher/verbs/keyness/key_words.h"
#include "searcher/verbs/options.h"

namespace dateline {

/// `--top`, `--min` and `--stop-list`.
void offer_key_words(CLI::App& verb, KeyWordRequest& words);

/// Where the format has only words, says how many there are.
void tell_what_is_shown(const ArchiveFlags& flags, const KeyWords& words);

}  // namespace dateline
