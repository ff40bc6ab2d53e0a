// SPDX-License-Identifier: GPL-2.0-or-later
// shard move, attach, detach: their flags and output.
#include "common/cli/program.h"
#include "common/text/shell_word.h"
#include "indexer/commands/options.h"
#include "indexer/commands/shard/shard.h"
#include "indexer/commands/verbs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dateline::commands {
namespace {

struct ShardFlags : ArchiveFlags {
  std::string shard;
};

struct MoveFlags : ShardFlags {
  std::string output;
};

struct AttachFlags : ShardFlags {
  std::vector<std::string> servers;
  ServerTimeouts server_timeouts;
};

Exit run_move(const MoveFlags& flags) {
  const ShardSummary summary =
      move_shard(flags.archive, flags.shard, flags.output, flags.patience());
  print(fmt::format(
      "copied:     shard {}, {} articles, {}, to {}\n"
      "serve it:   setsid xapian-tcpsrv --interface ADDRESS --port 7000 {}\n"
      "hand over:  dateline-index shard attach {} {} 'remote HOST:7000'\n",
      flags.shard, with_thousands(summary.articles), size_text(summary.bytes),
      printable_line(flags.output), text::plain_shell_word(printable_line(flags.output)),
      text::plain_shell_word(printable_line(flags.archive)), flags.shard));
  return Exit::Ok;
}

Exit run_attach(const AttachFlags& flags) {
  const ShardSummary summary = attach_shard(flags.archive, flags.shard, flags.servers,
                                            flags.server_timeouts, flags.patience(), complain);
  print(fmt::format("shard {}: {} articles are now on {}; {} freed here\n", flags.shard,
                    with_thousands(summary.articles),
                    printable_line(fmt::format("{}", fmt::join(flags.servers, ", "))),
                    size_text(summary.bytes)));
  return Exit::Ok;
}

Exit run_detach(const ShardFlags& flags) {
  const ShardSummary summary = detach_shard(flags.archive, flags.shard, flags.writer());
  print(fmt::format("shard {}: {} articles are here again, in {}\n", flags.shard,
                    with_thousands(summary.articles), size_text(summary.bytes)));
  return Exit::Ok;
}

void offer_shard(CLI::App& verb, ShardFlags& flags) {
  verb.add_option("SHARD", flags.shard, "Name of the shard, as status shows it")
      ->required()
      ->type_name("");
  offer_lock_timeout(verb, flags);
}

void offer_move(CLI::App& verb, MoveFlags& flags) {
  offer_shard(verb, flags);
  verb.add_option("DIR", flags.output, "Directory to create")->required()->type_name("");
}

void offer_attach(CLI::App& verb, AttachFlags& flags) {
  offer_shard(verb, flags);
  verb.add_option("SERVER", flags.servers,
                  "'remote HOST:PORT' (xapian-tcpsrv) or 'ssh HOST PATH' (xapian-progsrv); several "
                  "are replicas, asked in this order")
      ->required()
      ->type_name("");
  verb.add_option("--timeout", flags.server_timeouts.timeout_seconds,
                  "Seconds that each server may take to answer (default 5)")
      ->check(CLI::Range(0.1, 3600.0).description(""))
      ->type_name("SECONDS");
}

}  // namespace

cli::Verb shard_verb() {
  cli::Verb shard{"shard",
                  kKeep,
                  "Hand shards over to Xapian's servers on other machines, and take them back; see "
                  "docs/scale.md",
                  {},
                  nullptr};
  shard.verbs = {
      archive_verb<MoveFlags>("move", "", "Write a shard as a database for servers",
                              {"dateline-index shard move news 2018 /srv/2018"}, offer_move,
                              run_move),
      archive_verb<AttachFlags>(
          "attach", "", "Let servers answer for a shard that 'shard move' wrote for them",
          {"dateline-index shard attach news 2018 'remote one.example:7000'",
           "dateline-index shard attach news 2018 'remote one:7000' 'remote two:7000'"},
          offer_attach, run_attach),
      archive_verb<ShardFlags>("detach", "", "Fetch a shard back from its servers",
                               {"dateline-index shard detach news 2018"}, offer_shard, run_detach)};
  return shard;
}

}  // namespace dateline::commands
