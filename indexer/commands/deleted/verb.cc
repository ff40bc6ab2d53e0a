// SPDX-License-Identifier: GPL-2.0-or-later
// deleted, undelete: their flags.
#include "common/cli/choices.h"
#include "common/cli/program.h"
#include "common/errors/errors.h"
#include "common/text/shell_word.h"
#include "indexer/commands/deleted/deleted.h"
#include "indexer/commands/options.h"
#include "indexer/commands/verbs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dateline::commands {
namespace {

struct DeletedFlags : ArchiveFlags {
  std::string format = "text";
};

Exit run_deleted(const DeletedFlags& flags) {
  const DeletedAtRevision deleted = deleted_now(flags.archive);
  print(flags.format == "json" ? deleted_json(deleted) : deleted_text(deleted));
  if (deleted.list.size() != 0) return Exit::Ok;
  complain("no article has been deleted");
  return Exit::NothingFound;
}

void offer_deleted(CLI::App& verb, DeletedFlags& flags) {
  verb.add_option("--format", flags.format, "text or json (default text)")
      ->check(cli::one_of({"text", "json"}))
      ->type_name("FORMAT");
}

struct UndeleteFlags : ArchiveFlags {
  std::vector<std::string> ids;
  std::vector<std::string> words;  ///< which belong to no option
  bool all = false;
};

Exit run_undelete(const UndeleteFlags& flags) {
  if (!flags.words.empty()) {
    throw Error(
        Code::Usage, fmt::format("'{}' is one word too many", flags.words.front()),
        fmt::format("to allow articles again by their ids: dateline-index undelete {} --id {}",
                    text::plain_shell_word(flags.archive), fmt::join(flags.words, " ")));
  }
  if (flags.ids.empty() != flags.all) {
    throw Error(Code::Usage, "give either --id or --all",
                "--id ID... allows these articles again, --all every deleted one");
  }
  const UndeleteSummary summary = undelete(flags.archive, flags.ids, flags.all, flags.writer());
  for (const std::string& id : summary.unknown_ids) {
    complain(fmt::format("no article with the id '{}' has been deleted", id));
  }
  print(fmt::format("allowed again: {}{}\n", with_thousands(summary.allowed),
                    summary.allowed == 0 ? "" : "   the next add of their files adds them"));
  return summary.allowed == 0 ? Exit::NothingFound : Exit::Ok;
}

void offer_undelete(CLI::App& verb, UndeleteFlags& flags) {
  verb.add_option("--id", flags.ids, "Ids of deleted articles")->type_name("ID");
  verb.add_option("WORD", flags.words)->group("");
  verb.add_flag("--all", flags.all, "Allow every deleted article again");
  offer_lock_timeout(verb, flags);
}

}  // namespace

cli::Verb deleted_verb() {
  return archive_verb<DeletedFlags>(
      "deleted", kFill, "List the articles that were deleted, when and why",
      {"dateline-index deleted news", "dateline-index deleted news --format json"}, offer_deleted,
      run_deleted);
}

cli::Verb undelete_verb() {
  return archive_verb<UndeleteFlags>(
      "undelete", kFill,
      "Allow deleted articles again; they come back when add reads their files, which it will",
      {"dateline-index undelete news --id 2019-12-13-0042", "dateline-index undelete news --all"},
      offer_undelete, run_undelete);
}

}  // namespace dateline::commands
