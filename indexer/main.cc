// SPDX-License-Identifier: GPL-2.0-or-later
// dateline-index: flags in, one function called, errors to exit codes.
#include "common/archive/trust.h"
#include "common/cli/choices.h"
#include "common/cli/completion.h"
#include "common/cli/pages.h"
#include "common/errors.h"
#include "common/json_format.h"
#include "common/language.h"
#include "common/program.h"
#include "common/schema.h"
#include "common/time_zone.h"
#include "indexer/commands/add.h"
#include "indexer/commands/backup.h"
#include "indexer/commands/maintain.h"
#include "indexer/commands/preview.h"
#include "indexer/commands/repair.h"
#include "indexer/commands/shard.h"
#include "indexer/commands/stop_signal.h"
#include "indexer/commands/trust.h"
#include "indexer/commands/upgrade.h"
#include "indexer/extract/source_names.h"

#include <cstdio>
#include <map>
#include <memory>
#include <set>
#include <thread>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <xapian.h>

namespace {

using namespace dateline;

constexpr const char* kFooter =
    "Exit codes: 0 done, 1 nothing found, or not all could be indexed, 2 wrong usage,\n"
    "3 archive missing or damaged, 4 archive locked, 5 the machine failed (disk full, I/O error).";

const std::map<std::string, ShardBy> kShardBy = {
    {"year", ShardBy::Year}, {"month", ShardBy::Month}, {"none", ShardBy::None}};

const std::map<std::string, DateOrder> kDateOrder = {{"dmy", DateOrder::DayFirst},
                                                     {"mdy", DateOrder::MonthFirst}};

/// What --mapping or --map says about where fields are.
std::optional<Mapping> mapping(const std::string& file, const std::vector<std::string>& pointers) {
  if (!file.empty() && !pointers.empty()) {
    throw Error(Exit::Usage, "--map and --mapping say the same thing in two ways", "give one");
  }
  if (!file.empty()) return read_mapping(file);
  if (pointers.empty()) return std::nullopt;
  Mapping by_pointers;
  for (const std::string& one : pointers) by_pointers.fields.push_back(mapped_field(one));
  return by_pointers;
}

std::chrono::milliseconds milliseconds(double seconds) {
  return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
}

/// All flags of all verbs.
struct Flags {
  std::string archive;
  std::vector<std::string> paths;
  std::string format = "auto";
  std::vector<std::string> map;
  std::string mapping;
  std::string source;
  std::string language;
  std::string sources;
  DateOrder date_order = DateOrder::Unknown;
  std::uint64_t max_expansion = kMaxExpansion;
  std::size_t max_article_size = kMaxBodyBytes;
  std::string since;
  std::string watched;
  bool again = false;
  bool strict = false;
  ShardBy shard_by = ShardBy::Year;
  unsigned jobs = std::max(1U, std::thread::hardware_concurrency());
  double lock_timeout = 0;
  bool progress = false;
  bool quiet = false;
  bool dry_run = false;
  std::vector<std::string> ids;
  std::string query;
  std::string time_zone;
  std::string status_format = "text";
  bool json = false;
  unsigned limit = 3;
  std::string shard;
  std::string output;
  std::vector<std::string> servers;
  std::string to;
  std::string against;
  unsigned keep = 0;
  ServerPatience patience;
  bool forget = false;

  [[nodiscard]] WriterOptions writer() const {
    // A run with --watch opens the archive often, and says the same once.
    const auto told = std::make_shared<std::set<std::string>>();
    return {jobs, milliseconds(lock_timeout), [told](const std::string& line) {
              if (told->insert(line).second) complain(line);
            }};
  }
};

/// `--since`, checked.
std::optional<Date> since_date(const std::string& given) {
  if (given.empty()) return std::nullopt;
  const DateResult result = parse_date(given);
  if (const Date* date = std::get_if<Date>(&result)) return *date;
  throw Error(Exit::Usage, fmt::format("--since {}: not one date", given),
              "write it as 2019, 2019-12 or 2019-12-13");
}

/// What `add` and `preview` have in common: what to read, and how.
template <typename Options>
void take_reading(const Flags& flags, Options& options) {
  options.paths.assign(flags.paths.begin(), flags.paths.end());
  if (flags.format != "auto") {
    options.reading.format = format_from_name(flags.format);
    if (options.reading.format == nullptr) {
      throw Error(Exit::Usage, fmt::format("--format {}: there is no such format", flags.format),
                  "dateline-index formats lists them");
    }
  }
  options.reading.mapping = mapping(flags.mapping, flags.map);
  options.reading.max_expansion = flags.max_expansion;
  options.defaults.source = flags.source;
  options.defaults.date_order = flags.date_order;
  if (!flags.sources.empty()) {
    options.defaults.sources = std::make_shared<const SourceTable>(sources_with(flags.sources));
  }
  options.defaults.language = language_code(flags.language);
  if (options.defaults.language.empty() && !flags.language.empty()) {
    throw Error(Exit::Usage, fmt::format("--language {}: no such language", flags.language),
                "give an ISO 639-1 code such as en, fr or ru");
  }
  options.defaults.max_body_bytes = flags.max_article_size;
}

Exit run_preview(const Flags& flags) {
  PreviewOptions options;
  take_reading(flags, options);
  options.limit = flags.limit;
  options.as_json = flags.json;
  const Preview shown = preview(options);
  print(shown.text);
  return shown.found_articles ? Exit::Ok : Exit::NothingFound;
}

Exit run_add(const Flags& flags) {
  if (flags.paths.empty() && flags.watched.empty()) {
    throw Error(Exit::Usage, "say what to add", "give a PATH, - or --watch DIR");
  }
  AddOptions options;
  options.archive = flags.archive;
  take_reading(flags, options);
  options.since = since_date(flags.since);
  options.watched = flags.watched;
  options.again = flags.again;
  options.dry_run = flags.dry_run;
  options.strict = flags.strict;
  options.shard_by = flags.shard_by;
  options.writer = flags.writer();
  options.show_progress = flags.progress || (!flags.quiet && is_terminal(STDERR_FILENO));
  options.quiet = flags.quiet;
  const AddSummary summary = add(options);
  print(summary_text(summary, flags.dry_run ? "" : (options.archive / "rejects.jsonl").string()));
  if (summary.stopped_by != 0) end_by(summary.stopped_by);
  return summary.all_went_well() ? Exit::Ok : Exit::NothingFound;
}

Exit run_delete(const Flags& flags) {
  if (flags.ids.empty() == flags.query.empty()) {
    throw Error(Exit::Usage, "say what to delete, in one way", "give --id ID... or --query QUERY");
  }
  const DeleteSummary summary =
      delete_articles({flags.archive, flags.ids, flags.query, today_in_zone(flags.time_zone),
                       flags.dry_run, flags.writer()});
  for (const std::string& id : summary.unknown_ids) {
    complain(fmt::format("no article has the id '{}'", id));
  }
  print(fmt::format("{}: {}\n", flags.dry_run ? "would delete" : "deleted",
                    with_thousands(summary.deleted)));
  return summary.deleted == 0 ? Exit::NothingFound : Exit::Ok;
}

Exit run_upgrade(const Flags& flags) {
  ProgressLine progress(is_terminal(STDERR_FILENO));
  std::uint64_t converted = 0;
  const UpgradeSummary summary = upgrade(
      {flags.archive, flags.to, milliseconds(flags.lock_timeout), [&](std::uint64_t articles) {
         converted += articles;
         if (progress.is_due()) {
           progress.show(fmt::format("upgraded {} articles", with_thousands(converted)));
         }
       }});
  progress.clear();
  if (summary.segments == 0 && summary.from == schema::kFormatVersion) {
    print(fmt::format("{} has format {} already\n", printable_line(flags.archive), summary.from));
    return Exit::Ok;
  }
  print(fmt::format("upgraded:   format {} to {}, {} articles, revision {}{}\n", summary.from,
                    schema::kFormatVersion, with_thousands(summary.articles), summary.revision,
                    flags.to.empty() ? "" : ", in " + printable_line(flags.to)));
  return Exit::Ok;
}

Exit run_backup(const Flags& flags) {
  const BackupSummary summary =
      back_up({flags.archive, flags.to, flags.keep, milliseconds(flags.lock_timeout)});
  print(
      fmt::format("backup:     {}, revision {}, {} articles\n"
                  "copied:     {} files, {}\n"
                  "were there: {} files, {}\n",
                  printable_line(flags.to), summary.revision, with_thousands(summary.articles),
                  with_thousands(summary.copied_files), size_text(summary.copied_bytes),
                  with_thousands(summary.present_files), size_text(summary.present_bytes)));
  if (!summary.revisions.empty()) {
    print(fmt::format("kept:       revisions {}\n", fmt::join(summary.revisions, ", ")));
  }
  if (!summary.served.empty()) {
    print(
        fmt::format("not copied: what servers have: shards {}\n", fmt::join(summary.served, ", ")));
  }
  return Exit::Ok;
}

Exit run_repair(const Flags& flags) {
  const RepairSummary summary = repair(flags.archive, milliseconds(flags.lock_timeout));
  std::string text;
  for (const RepairedSegment& segment : summary.segments) {
    text += fmt::format("repaired:   {}, {} articles kept, {} lost: {}\n", segment.path,
                        with_thousands(segment.kept), with_thousands(segment.lost),
                        printable_line(segment.wrong));
  }
  for (const std::string& note : summary.notes) {
    text += fmt::format("note:       {}\n", printable_line(note));
  }
  for (const LostArticle& lost : summary.lost) {
    const std::string id = lost.id.empty() ? "an article whose id is lost, too" : lost.id;
    text += fmt::format("lost:       {} ({}, {}) of {}\n", printable_line(id),
                        lost.source.empty() ? "source not known" : printable_line(lost.source),
                        lost.published.empty() ? "undated" : lost.published, lost.segment);
  }
  if (summary.reads_sources_again) {
    text += "again:      the next add reads all files again, and brings back what they hold\n";
  }
  if (text.empty()) text = "ok          nothing needs repair\n";
  print(text);
  return summary.lost.empty() ? Exit::Ok : Exit::NothingFound;
}

/// Throws Error where the archive, or what its servers have, is not what it should be.
Exit exit_of(const CheckReport& report, const std::string& archive) {
  if (!report.sound) {
    throw Error(Exit::BadArchive, fmt::format("{} is damaged", archive),
                "restore the damaged segments from a backup, or index their articles again");
  }
  if (!report.servers_right) {
    throw Error(Exit::BadArchive, "a server has not what it should have",
                "serve there the database that 'dateline-index shard move' wrote, or name another "
                "server with: dateline-index shard attach");
  }
  if (report.servers_reached) return Exit::Ok;
  complain(
      "what is here is sound; of servers that cannot be reached nothing is known: see that "
      "they run, and check again");
  return Exit::NothingFound;
}

Exit run_check(const Flags& flags) {
  const CheckReport report = check(flags.archive);
  print(report.text);
  if (!flags.against.empty()) {
    const BackupComparison backup = compare_backup(flags.archive, flags.against);
    const CheckReport there = check(flags.against);
    print(there.text);
    print(fmt::format("backup   {}, revision {}, {}\n", printable_line(flags.against),
                      backup.revision,
                      backup.behind == 0 ? "that of the archive"
                                         : fmt::format("{} behind the archive", backup.behind)));
    if (!there.sound) {
      throw Error(Exit::BadArchive, fmt::format("the backup {} is damaged", flags.against),
                  "back the archive up into a new directory");
    }
    const Exit exit = exit_of(report, flags.archive);
    return backup.behind == 0 ? exit : Exit::NothingFound;
  }
  return exit_of(report, flags.archive);
}

Exit run_compact(const Flags& flags) {
  read_manifest(flags.archive);
  Writer(flags.archive, flags.writer()).compact();
  return Exit::Ok;
}

Exit run_shard_move(const Flags& flags) {
  const ShardSummary summary =
      move_shard(flags.archive, flags.shard, flags.output, milliseconds(flags.lock_timeout));
  print(
      fmt::format("copied:     shard {}, {} articles, {}, to {}\n"
                  "serve it:   setsid xapian-tcpsrv --interface ADDRESS --port 7000 {}\n"
                  "hand over:  dateline-index shard attach {} {} 'remote HOST:7000'\n",
                  flags.shard, with_thousands(summary.articles), size_text(summary.bytes),
                  printable_line(flags.output), cli::plain_shell_word(printable_line(flags.output)),
                  cli::plain_shell_word(printable_line(flags.archive)), flags.shard));
  return Exit::Ok;
}

Exit run_shard_attach(const Flags& flags) {
  const ShardSummary summary =
      attach_shard(flags.archive, flags.shard, flags.servers, flags.patience,
                   milliseconds(flags.lock_timeout), complain);
  print(fmt::format("shard {}: {} articles are asked of {}; {} freed here\n", flags.shard,
                    with_thousands(summary.articles),
                    printable_line(fmt::format("{}", fmt::join(flags.servers, ", "))),
                    size_text(summary.bytes)));
  return Exit::Ok;
}

Exit run_shard_detach(const Flags& flags) {
  const ShardSummary summary = detach_shard(flags.archive, flags.shard, flags.writer());
  print(fmt::format("shard {}: {} articles are here again, in {}\n", flags.shard,
                    with_thousands(summary.articles), size_text(summary.bytes)));
  return Exit::Ok;
}

Exit run_trust(const Flags& flags) {
  if (flags.archive.empty()) {
    if (flags.forget) throw Error(Exit::Usage, "say which archive to forget", "give its directory");
    const std::string lines = trusted_lines();
    print(lines);
    if (!lines.empty()) return Exit::Ok;
    complain("no archive is trusted");
    return Exit::NothingFound;
  }
  if (!flags.forget) {
    print(trust_archive(flags.archive));
    return Exit::Ok;
  }
  if (forget_trust(flags.archive)) return Exit::Ok;
  complain(fmt::format("{} was not trusted", flags.archive));
  return Exit::NothingFound;
}

Exit run_formats() {
  std::string text;
  for (const Format& format : formats()) {
    text += fmt::format("{:<14} {}\n", format.name, format.description);
  }
  print(text);
  return Exit::Ok;
}

/// What to do about a shard that could not be asked or read.
std::string hint_for(const ShardDown& down, const std::string& archive, bool deletes) {
  if (down.is_damage()) {
    return fmt::format("run: dateline-index check {}; then repair it, or restore it from a backup",
                       cli::plain_shell_word(archive));
  }
  const char* const bound =
      deletes ? "bound the query by dates of shards that are here, as date:2019; or " : "";
  return fmt::format("{}see that a server of it runs, or name another: dateline-index shard attach",
                     bound);
}

void add_lock_timeout(CLI::App* verb, Flags& flags) {
  verb->add_option("--lock-timeout", flags.lock_timeout,
                   "Seconds to wait for another writer (default 0)")
      ->check(CLI::Range(0.0, 86400.0).description(""))
      ->type_name("SECONDS");
}

void add_shard_by(CLI::App* verb, Flags& flags) {
  verb->add_option("--shard-by", flags.shard_by,
                   "Period of a shard in a new archive: year, month, none (default year)")
      ->transform(cli::one_of(kShardBy))
      ->type_name("PERIOD");
}

CLI::App* add_verb(CLI::App& app, Flags& flags, const char* name, const char* description) {
  CLI::App* verb = app.add_subcommand(name, description);
  verb->add_option("ARCHIVE", flags.archive, "Directory of the archive")
      ->required()
      ->type_name("DIR");
  verb->footer(kFooter);
  return verb;
}

std::vector<std::string> format_names() {
  std::vector<std::string> names = {"auto"};
  for (const Format& format : formats()) names.emplace_back(format.name);
  return names;
}

void add_reading(CLI::App* verb, Flags& flags) {
  verb->add_option(
          "PATH", flags.paths,
          "Files or directories of articles, compressed or in tar and zip too; - is standard input")
      ->type_name("");
  verb->add_option("--format", flags.format,
                   "A format that 'dateline-index formats' lists (default auto: by content)")
      ->check(cli::suggest(format_names()))
      ->type_name("FORMAT");
  verb->add_option("--map", flags.map,
                   "FIELD=/JSON/POINTER: where JSON holds a field under another name")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false)
      ->type_name("FIELD=POINTER");
  verb->add_option("--mapping", flags.mapping,
                   "File that says where JSON, CSV or XML of any form hold what; see "
                   "docs/formats.md")
      ->type_name("FILE");
  verb->add_option("--source", flags.source, "Source of articles that name none")
      ->type_name("NAME");
  verb->add_option("--language", flags.language,
                   "Language of articles that name none (default: detect)")
      ->type_name("CODE");
  verb->add_option("--sources", flags.sources,
                   "TOML file of outlets: their names, aliases and domains")
      ->type_name("FILE");
  verb->add_option("--max-expansion", flags.max_expansion,
                   "Times its size that a compressed file may unpack to (default 200); what would "
                   "go on further is taken for a bomb")
      ->check(CLI::Range(1U, 1'000'000'000U).description(""))
      ->type_name("N");
  verb->add_option("--max-article-size", flags.max_article_size,
                   "Bytes of text to keep of an article; a longer one is cut and flagged "
                   "'truncated' (default 4194304)")
      ->check(CLI::Range(1U, 32U << 20U).description(""))
      ->type_name("BYTES");
  verb->add_option("--date-order", flags.date_order,
                   "How dates such as 02/03/2019 are meant: dmy, mdy (default: as other dates of "
                   "the file show)")
      ->transform(cli::one_of(kDateOrder))
      ->type_name("ORDER");
}

CLI::App* add_shard_verb(CLI::App* shard, Flags& flags, const char* name, const char* description) {
  CLI::App* verb = add_verb(*shard, flags, name, description);
  verb->add_option("SHARD", flags.shard, "Name of the shard, as status shows it")
      ->required()
      ->type_name("");
  add_lock_timeout(verb, flags);
  return verb;
}

Exit dispatch(int argc, char** argv) {
  Flags flags;
  CLI::App app{"Builds and maintains a Dateline archive of news articles.", "dateline-index"};
  app.footer(kFooter);
  app.set_version_flag("--version", "dateline-index " DATELINE_VERSION);
  app.require_subcommand(1);

  CLI::App* create_verb = add_verb(app, flags, "create", "Make an empty archive");
  add_shard_by(create_verb, flags);

  CLI::App* add = add_verb(app, flags, "add", "Index articles; makes the archive if it is new");
  add_reading(add, flags);
  add->add_option("--since", flags.since, "Leave out articles published before that date")
      ->check(cli::not_empty())
      ->type_name("DATE");
  add->add_option("--watch", flags.watched,
                  "Index what is in this directory, then what arrives in it, until interrupted")
      ->type_name("DIR");
  add->add_flag("--again", flags.again,
                "Read also files that were indexed before and have not changed");
  CLI::Option* const dry_run = add->add_flag("--dry-run", flags.dry_run,
                                             "Read and understand everything, and write nothing");
  dry_run->excludes("--watch");
  add->add_flag("--strict", flags.strict,
                "Stop with exit code 2 at the first thing that cannot be indexed");
  add_shard_by(add, flags);
  add->add_option("--jobs", flags.jobs, "Building threads (default: one for each core)")
      ->check(CLI::Range(1U, 256U).description(""))
      ->type_name("N");
  add_lock_timeout(add, flags);
  add->add_flag("--progress", flags.progress, "Show progress even when stderr is no terminal");
  add->add_flag("--quiet", flags.quiet, "No progress, and no line on stderr for each reject");

  CLI::App* preview_verb =
      app.add_subcommand("preview", "Show the first articles as understood; writes nothing");
  preview_verb->footer(kFooter);
  add_reading(preview_verb, flags);
  preview_verb->get_option("PATH")->required();
  preview_verb->add_option("-n,--limit", flags.limit, "Articles of each format (default 3)")
      ->check(CLI::Range(1U, 1000U).description(""))
      ->type_name("N");
  preview_verb->add_flag("--json", flags.json, "For programs; see docs/output.md");

  CLI::App* formats_verb = app.add_subcommand("formats", "List the formats that add reads");
  formats_verb->footer(kFooter);

  CLI::App* remove = add_verb(app, flags, "delete",
                              "Delete articles; add does not bring them back from files that it "
                              "has indexed, unless they change or with --again");
  remove->add_option("--id", flags.ids, "Ids of articles")->type_name("ID");
  remove->add_option("--query", flags.query, "Delete all articles that match this query")
      ->type_name("QUERY");
  remove->add_option("--tz", flags.time_zone, kZoneHelp)
      ->check(cli::not_empty())
      ->type_name("ZONE");
  remove->add_flag("--dry-run", flags.dry_run, "Only count them");
  add_lock_timeout(remove, flags);

  CLI::App* status_verb = add_verb(app, flags, "status", "Show what is in the archive");
  status_verb->add_option("--format", flags.status_format, "text or json (default text)")
      ->check(cli::one_of({"text", "json"}))
      ->type_name("FORMAT");

  CLI::App* check_verb =
      add_verb(app, flags, "check", "Verify every byte: manifest, segments, what lies beside them");
  check_verb
      ->add_option("--against", flags.against,
                   "A backup to verify too, and how far it is behind the archive")
      ->type_name("DEST");

  CLI::App* backup_verb = add_verb(
      app, flags, "backup", "Copy what has changed into a backup, which is an archive itself");
  backup_verb->add_option("DEST", flags.to, "Directory of the backup; made if it is new")
      ->required()
      ->type_name("");
  backup_verb->add_option("--keep", flags.keep, "Older revisions to keep restorable (default 0)")
      ->check(CLI::Range(0U, 10'000U).description(""))
      ->type_name("N");
  add_lock_timeout(backup_verb, flags);

  CLI::App* repair_verb =
      add_verb(app, flags, "repair",
               "Rebuild what is damaged from the records that are sound, and name what is lost");
  add_lock_timeout(repair_verb, flags);

  CLI::App* upgrade_verb = add_verb(
      app, flags, "upgrade", "Bring an archive of an older format to today's, without its sources");
  upgrade_verb
      ->add_option("--to", flags.to, "Make a new archive there, and leave the old one as it is")
      ->type_name("DIR");
  add_lock_timeout(upgrade_verb, flags);

  CLI::App* compact_verb = add_verb(app, flags, "compact", "Merge each shard into one segment");
  add_lock_timeout(compact_verb, flags);

  CLI::App* shard = app.add_subcommand("shard",
                                       "Hand shards over to Xapian's servers on other machines, "
                                       "and take them back; see docs/scale.md");
  shard->require_subcommand(1);
  CLI::App* move = add_shard_verb(shard, flags, "move", "Write a shard as a database for servers");
  move->add_option("DIR", flags.output, "Directory to be made")->required()->type_name("");
  CLI::App* attach = add_shard_verb(
      shard, flags, "attach", "Let servers answer for a shard that 'shard move' wrote for them");
  attach
      ->add_option(
          "SERVER", flags.servers,
          "'remote HOST:PORT' (xapian-tcpsrv) or 'ssh HOST PATH' (xapian-progsrv); several "
          "are replicas, asked in this order")
      ->required()
      ->type_name("");
  attach
      ->add_option("--timeout", flags.patience.timeout_seconds,
                   "Seconds that each server may take to answer (default 5)")
      ->check(CLI::Range(0.1, 3600.0).description(""))
      ->type_name("SECONDS");
  CLI::App* detach = add_shard_verb(shard, flags, "detach", "Fetch a shard back from its servers");

  CLI::App* trust_verb = add_verb(app, flags, "trust",
                                  "Let an archive that you were given deliver its alerts and have "
                                  "its servers asked; without one, list those that may");
  trust_verb->get_option("ARCHIVE")->required(false);
  trust_verb->add_flag("--forget", flags.forget, "No longer");

  cli::Pages pages(app, kJsonFormatVersion);
  pages.see_also = {"dateline-search(1)", "dateline-query(7)"};
  if (const auto ended = parse_arguments(app, argc, argv)) return *ended;
  if (const auto printed = pages.run()) return *printed;
  const auto run_verb = [&] {
    if (*move) return run_shard_move(flags);
    if (*attach) return run_shard_attach(flags);
    if (*detach) return run_shard_detach(flags);
    if (*create_verb) {
      create(flags.archive, flags.shard_by);
      return Exit::Ok;
    }
    if (*formats_verb) return run_formats();
    if (*preview_verb) return run_preview(flags);
    if (*add) return run_add(flags);
    if (*remove) return run_delete(flags);
    if (*status_verb) {
      print(status(flags.archive, flags.status_format == "json"));
      return Exit::Ok;
    }
    if (*check_verb) return run_check(flags);
    if (*upgrade_verb) return run_upgrade(flags);
    if (*backup_verb) return run_backup(flags);
    if (*repair_verb) return run_repair(flags);
    if (*compact_verb) return run_compact(flags);
    if (*trust_verb) return run_trust(flags);
    return Exit::Usage;
  };
  try {
    return run_verb();
  } catch (const ShardDown& down) {
    throw Error(down.code(), down.what(), hint_for(down, flags.archive, remove->parsed()));
  }
}

}  // namespace

int main(int argc, char** argv) {
  return run_program("dateline-index", dispatch, argc, argv);
}
