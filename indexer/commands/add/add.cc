// SPDX-License-Identifier: GPL-2.0-or-later
// Indexes what is there first, then what arrives.
#include "indexer/commands/add/add.h"

#include "common/errors/errors.h"
#include "indexer/commands/add/run.h"
#include "indexer/commands/add/stop_signal.h"
#include "indexer/commands/add/watch.h"
#include "indexer/commands/create/create.h"

#include <chrono>
#include <optional>

#include <fmt/format.h>

namespace dateline::commands {
namespace fs = std::filesystem;
namespace {

std::vector<Source> sources_at(const std::vector<fs::path>& paths, const Patterns& left_out) {
  std::vector<Source> all;
  for (const fs::path& path : paths) {
    for (Source& source : find_sources(path, left_out)) all.push_back(std::move(source));
  }
  return all;
}

/// What is left out for this run, and what the archive ignores.
Patterns left_out(const AddOptions& options) {
  Patterns patterns;
  patterns.add(options.exclude, "excluded");
  patterns.add(options.ignore, "ignored");
  patterns.add(ignored_patterns(options.archive), "ignored");
  return patterns;
}

/// How long until a retry of what could not be indexed.
constexpr std::chrono::seconds kRetry{1};

/// Indexes what arrives, with a line on stderr for each batch.
void index_arrivals(Run& run, Watch& watch, const fs::path& directory) {
  run.say(fmt::format("watching {}", printable_line(directory.string())));
  std::vector<Source> waiting;
  while (stop_signal() == 0) {
    const bool again = !waiting.empty();
    const auto patience = again ? kRetry : std::chrono::milliseconds(-1);
    for (Source& source : watch.arrivals(patience)) waiting.push_back(std::move(source));
    if (waiting.empty()) continue;
    const AddSummary before = run.summary();
    try {
      run.index(waiting);
    } catch (const Error& e) {
      if (e.code() != Code::Locked) throw;
      // Another writer is running, and will finish.
      if (!again) run.say(e.what());
      continue;
    }
    const AddSummary& now = run.summary();
    run.say(fmt::format("{} {} arrived: {} articles added, {} replaced, {} unchanged, {} rejected",
                        with_thousands(waiting.size()), waiting.size() == 1 ? "file" : "files",
                        with_thousands(now.added - before.added),
                        with_thousands(now.replaced - before.replaced),
                        with_thousands(now.unchanged - before.unchanged),
                        with_thousands(now.rejected - before.rejected)));
    waiting.clear();
  }
}

}  // namespace

AddSummary add(const AddOptions& options) {
  std::optional<Watch> watch;
  const Patterns patterns = left_out(options);
  if (!options.watched.empty()) watch.emplace(options.watched, patterns);
  if (!options.dry_run) make_archive(options.archive, options.shard_by);
  Run run(options);
  std::vector<Source> sources = sources_at(options.paths, patterns);
  if (watch) {
    for (Source& source : find_sources(options.watched, patterns))
      sources.push_back(std::move(source));
  }
  run.index(sources);
  if (watch) index_arrivals(run, *watch, options.watched);
  return run.finish();
}

}  // namespace dateline::commands
