// SPDX-License-Identifier: GPL-2.0-or-later
// add: its flags.
#include "common/cli/choices.h"
#include "common/cli/program.h"
#include "common/errors/errors.h"
#include "indexer/commands/add/add.h"
#include "indexer/commands/add/stop_signal.h"
#include "indexer/commands/options.h"
#include "indexer/commands/verbs.h"

#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

namespace dateline::commands {
namespace {

struct AddFlags : ArchiveFlags {
  ReadingFlags reading;
  std::string since;
  std::string watched;
  std::vector<std::string> exclude;
  std::vector<std::string> ignore;
  bool again = false;
  bool dry_run = false;
  bool strict = false;
  ShardBy shard_by = ShardBy::Year;
  unsigned jobs = default_jobs();
  bool progress = false;
  bool quiet = false;
};

/// `--since`, checked.
std::optional<Date> since_date(const std::string& given) {
  if (given.empty()) return std::nullopt;
  const DateResult result = parse_date(given);
  if (const Date* date = std::get_if<Date>(&result)) return *date;
  throw Error(Code::Usage, fmt::format("--since {}: not a single date", given),
              "write it as 2019, 2019-12 or 2019-12-13");
}

Exit run_add(const AddFlags& flags) {
  if (flags.reading.paths.empty() && flags.watched.empty() && flags.ignore.empty()) {
    throw Error(Code::Usage, "say what to add", "give a PATH, - or --watch DIR");
  }
  AddOptions options;
  options.archive = flags.archive;
  options.paths.assign(flags.reading.paths.begin(), flags.reading.paths.end());
  options.exclude = flags.exclude;
  options.ignore = flags.ignore;
  options.reading = flags.reading.reading();
  options.reading.unused = ListUnused::OfUndated;
  options.defaults = flags.reading.defaults();
  options.since = since_date(flags.since);
  options.watched = flags.watched;
  options.again = flags.again;
  options.dry_run = flags.dry_run;
  options.strict = flags.strict;
  options.shard_by = flags.shard_by;
  options.writer = flags.writer(flags.jobs);
  options.show_progress = flags.progress || (!flags.quiet && is_terminal(STDERR_FILENO));
  options.quiet = flags.quiet;
  const AddSummary summary = add(options);
  print(summary_text(summary, flags.dry_run ? "" : (options.archive / "rejects.jsonl").string()));
  // That is how watching is meant to end.
  if (summary.stopped_by != 0 && !flags.watched.empty() && !summary.was_stopped) return Exit::Ok;
  if (summary.stopped_by != 0) end_by(summary.stopped_by);
  return summary.all_went_well() ? Exit::Ok : Exit::NothingFound;
}

void offer_add(CLI::App& verb, AddFlags& flags) {
  offer_reading(verb, flags.reading);
  verb.add_option("--since", flags.since, "Leave out articles published before this date")
      ->check(cli::not_empty())
      ->type_name("DATE");
  verb.add_option("--watch", flags.watched,
                  "Index what is in this directory, then what arrives in it, until interrupted")
      ->type_name("DIR");
  cli::repeated(verb.add_option("--exclude", flags.exclude,
                                "Leave out files and directories whose name (or path, if it has a "
                                "/) matches, as '*.bak'"))
      ->type_name("PATTERN");
  cli::repeated(verb.add_option("--ignore", flags.ignore,
                                "The same from now on: the archive keeps the pattern in its file "
                                "'ignored'"))
      ->type_name("PATTERN");
  verb.add_flag("--again", flags.again,
                "Also read files that were indexed before and have not changed");
  verb.add_flag("--dry-run", flags.dry_run, "Read everything, and write nothing")
      ->excludes("--watch");
  verb.add_flag("--strict", flags.strict,
                "Stop with exit code 2 at the first thing that cannot be indexed");
  offer_shard_by(verb, flags.shard_by);
  verb.add_option("--jobs", flags.jobs, "Threads that build (default: one for each core)")
      ->check(CLI::Range(1U, 256U).description(""))
      ->type_name("N");
  offer_lock_timeout(verb, flags);
  verb.add_flag("--progress", flags.progress, "Show progress even if stderr is not a terminal");
  verb.add_flag("--quiet", flags.quiet, "No progress, and no line on stderr for each reject");
}

}  // namespace

cli::Verb add_verb() {
  return archive_verb<AddFlags>("add", kFill, "Index articles, and create the archive if it is new",
                                {"dateline-index add news articles/",
                                 "dateline-index add news --source 'The Times' 2019.csv.gz"},
                                offer_add, run_add);
}

}  // namespace dateline::commands
