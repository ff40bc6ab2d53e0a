// SPDX-License-Identifier: GPL-2.0-or-later
// Saved searches, set and run. Those that deliver somewhere are alerts.
//
// The promise: an article that comes to match is delivered once it is published, oldest first. Only
// after it has arrived is it written down as delivered; so a crash between the two delivers it
// again (a file is mended, a message is recognised; a command may see an id twice), and none is
// lost. What the archive had when the alert was set is not delivered.
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

/// What became of one alert.
struct Report {
  std::string name;
  std::string deliver;
  std::uint64_t delivered = 0;
  bool begins = false;  ///< it was set by hand, and what is there counts as seen from now on
  std::optional<Error> failure = std::nullopt;  ///< why not, or not all
  std::string missing;  ///< the shard that was not searched, and why; the others' are delivered
};

/// Saves the query, with what `--all`, `--from` and `--to` ask written into it, over one of that
/// name if `replace`. The query must be one that the archive can plan. An alert stays one, and
/// begins anew. Throws QueryError or Error.
void save(const SearchRequest& request, const std::string& name, bool replace);

/// Why the query of a saved search cannot be read; nothing when it can.
std::optional<Error> problem_of(const SearchRequest& request, const SavedSearch& saved);

/// Removes a saved search. Throws Error (Usage) when there is none, or another one names it.
void forget(const SearchRequest& request, const std::string& name);

/// Lets the saved search deliver to `deliver`, or nowhere when that is empty. Throws QueryError or
/// Error.
void set_alert(const SearchRequest& request, const std::string& name, const std::string& deliver);

/// Runs all alerts, and calls `on_report` after each. An alert that cannot be run, or not deliver,
/// is reported, tried again the next time, and stops no other. One caller at a time: throws Error
/// (Locked) after `patience`.
void deliver_all(const SearchRequest& request, std::chrono::milliseconds patience,
                 const std::function<void(const Report&)>& on_report);

}  // namespace dateline::alerts
