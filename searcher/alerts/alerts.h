// SPDX-License-Identifier: GPL-2.0-or-later
// Saved searches, set and run. Those that deliver somewhere are alerts.
//
// The promise: a newly matching article is delivered once it is published, oldest first. Only after
// it has arrived is it recorded as delivered; so a crash in between delivers it again (a file is
// repaired, a message is recognised; a command may see an id twice), and none is lost. What the
// archive had when the alert was set is not delivered.
#pragma once

#include "common/archive/saved_searches.h"
#include "common/errors/errors.h"
#include "searcher/find/search.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace dateline::alerts {

/// The result of one alert.
struct Report {
  std::string name;
  std::string deliver;
  std::uint64_t delivered = 0;
  bool begins = false;  ///< it was set by hand, and what is there counts as seen
  std::optional<Error> failure = std::nullopt;  ///< why not, or not all
  std::string missing;  ///< the shard that was not searched, and why; the others' are delivered
};

/// Saves the query, with `--any`, `--from` and `--to` written into it, replacing one of that name
/// if `replace`: in the archive, or, for who may not write there, in their own home. The archive
/// must be able to plan the query. An alert stays one, and starts over. Throws QueryError or Error.
void save(const SearchRequest& request, const std::string& name, bool replace);

/// Why the query of a saved search of that home cannot be read; nothing if it can.
std::optional<Error> problem_of(const SearchRequest& request, const std::filesystem::path& home,
                                const SavedSearch& saved);

/// Removes a saved search. Throws Error (Usage) when there is none, or another one names it.
void forget(const SearchRequest& request, const std::string& name);

/// Makes the saved search also deliver to `to`, from now on. Nothing changes if it does. Throws
/// QueryError or Error.
void add_alert(const SearchRequest& request, const std::string& name, const std::string& to);

/// Makes it deliver no longer to `to`, or nowhere if that is empty. Throws Error (Usage) when it
/// does not deliver there.
void end_alert(const SearchRequest& request, const std::string& name, const std::string& to);

/// Runs all alerts of the archive, unless it is for others to write, and, unless `of_archive_only`,
/// this reader's own; a search with several places is an alert to each. Calls `on_report` after
/// each. An alert that cannot run or deliver is reported, tried again next time, and does not stop
/// others. One caller at a time: throws Error (Locked) after `patience`.
void deliver_all(const SearchRequest& request, std::chrono::milliseconds patience,
                 bool of_archive_only, const std::function<void(const Report&)>& on_report);

}  // namespace dateline::alerts
