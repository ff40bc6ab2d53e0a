// SPDX-License-Identifier: GPL-2.0-or-later
// What was done with an archive last: its last run, what is unread, its alerts.
#pragma once

#include "common/archive/manifest.h"
#include "common/archive/saved_searches.h"
#include "common/fields/record.h"
#include "indexer/sources/last_run.h"
#include "indexer/sources/unread.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dateline::commands {

struct Activity {
  std::filesystem::path archive;
  std::optional<LastRun> last_run;
  std::vector<UnreadFile> unread;
  std::vector<std::string> ignored;
  std::vector<AlertState> alerts;
};

/// A part that is damaged is reported on stderr, and left out.
Activity activity_of(const std::filesystem::path& archive, const Manifest& manifest);

/// Lines for people, as the head of `status` has them; empty if there is nothing to say.
std::string activity_text(const Activity& activity);

/// Adds what there is to an object.
void put_activity(const Activity& activity, Json& json);

}  // namespace dateline::commands
