// SPDX-License-Identifier: GPL-2.0-or-later
// delete: its flags, the list of what it is about to delete, and the question.
#include "common/cli/choices.h"
#include "common/cli/program.h"
#include "common/date/time_zone.h"
#include "common/engine/query/context.h"
#include "common/engine/query/id_list.h"
#include "common/terminal/tell.h"
#include "common/text/ascii.h"
#include "common/text/shell_word.h"
#include "common/text/utf8.h"
#include "indexer/commands/delete/delete.h"
#include "indexer/commands/options.h"
#include "indexer/commands/verbs.h"

#include <algorithm>
#include <array>
#include <iostream>
#include <limits>

#include <fmt/format.h>
#include <unistd.h>

namespace dateline::commands {
namespace {

struct DeleteFlags : ArchiveFlags {
  std::vector<std::string> words;  ///< which belong to no option
  std::vector<std::string> ids;
  std::string query;
  std::vector<std::string> sources;
  bool missing = false;
  std::string reason;
  query::Context context;
  std::size_t shown = 10;
  bool shows_all = false;
  bool dry_run = false;
  bool yes = false;
};

constexpr std::size_t kMaxReasonBytes = 1000;

/// What was to be deleted is said without an option.
[[noreturn]] void refuse_words(const DeleteFlags& flags) {
  const std::string& word = flags.words.front();
  const std::string archive = text::plain_shell_word(flags.archive);
  std::string ids;
  for (const std::string& id : flags.words) ids += " " + text::plain_shell_word(id);
  // Several words are rather a headline, unless each has a digit.
  const bool are_ids =
      std::all_of(flags.words.begin(), flags.words.end(), [&](const std::string& each) {
        const bool may_be_id =
            flags.words.size() == 1 || each.find_first_of("0123456789") != std::string::npos;
        return may_be_id && each.find(' ') == std::string::npos;
      });
  throw Error(Code::Usage, fmt::format("'{}' is one word too many; nothing was deleted", word),
              are_ids ? fmt::format("to delete the {}: dateline-index delete {} --id{}",
                                    flags.words.size() == 1 ? "article with that id"
                                                            : "articles with these ids",
                                    archive, ids)
                      : fmt::format("to delete all that match a query: dateline-index delete {} "
                                    "--query QUERY",
                                    archive));
}

std::string text_of(const Doomed& doomed) {
  std::string text;
  if (!doomed.query.empty()) {
    text += fmt::format("query:    {}\n", printable_line(doomed.query));
  }
  if (!doomed.gone.empty()) {
    text += fmt::format("files:    {} gone, from {} to {}\n", with_thousands(doomed.gone.size()),
                        printable_line(doomed.gone.front()), printable_line(doomed.gone.back()));
  }
  text += fmt::format("articles: {}", with_thousands(doomed.articles));
  if (!doomed.first.empty()) {
    text += doomed.first == doomed.last ? fmt::format(", of {}", doomed.first)
                                        : fmt::format(", {} to {}", doomed.first, doomed.last);
  }
  if (doomed.undated != 0) text += fmt::format(", {} undated", with_thousands(doomed.undated));
  text += '\n';
  for (const Doomed::Named& article : doomed.named) {
    text += fmt::format(
        "  {:<10}  {}  {}\n", article.published.empty() ? "undated" : article.published,
        printable_line(article.id),
        article.unread ? "(its server does not answer)" : printable_line(article.headline));
  }
  if (!doomed.named.empty() && doomed.named.size() < doomed.articles) {
    text += fmt::format("  and {} more; --all lists them\n",
                        with_thousands(doomed.articles - doomed.named.size()));
  }
  return text;
}

/// Asks whoever sits at the terminal.
bool is_wanted(std::uint64_t articles) {
  tell(articles == 1 ? std::string("delete this article? [y/N] ")
                     : fmt::format("delete these {} articles? [y/N] ", with_thousands(articles)));
  std::string answer;
  std::getline(std::cin, answer);
  answer = ascii::lower(text::trim(answer));
  return answer == "y" || answer == "yes";
}

Exit run_delete(const DeleteFlags& flags) {
  if (!flags.words.empty()) refuse_words(flags);
  const std::array ways = {!flags.ids.empty(), !flags.query.empty(), !flags.sources.empty(),
                           flags.missing};
  if (std::count(ways.begin(), ways.end(), true) != 1) {
    throw Error(Code::Usage, "give one of --id, --query, --source and --missing",
                "--id ID... deletes articles, --query QUERY all that match, --source FILE... all "
                "that are in these files, --missing all whose files are gone");
  }
  if (!flags.context.languages.empty() && flags.query.empty()) {
    throw Error(Code::Usage, "a language bounds a query, and none was given; nothing was deleted",
                "give --query with --language");
  }
  DeleteOptions options;
  options.archive = flags.archive;
  options.ids = flags.ids;
  options.query = flags.query;
  options.sources.assign(flags.sources.begin(), flags.sources.end());
  options.missing = flags.missing;
  options.context = flags.context;
  options.reason = text::cut(text::single_line(flags.reason), kMaxReasonBytes);
  options.dry_run = flags.dry_run;
  options.shown = flags.shows_all ? std::numeric_limits<std::size_t>::max() : flags.shown;
  options.writer = flags.writer();
  const DeleteSummary summary = delete_articles(options, [&](const Doomed& doomed) {
    print(text_of(doomed));
    if (flags.dry_run || flags.yes) return true;
    if (isatty(STDIN_FILENO) != 0) return is_wanted(doomed.articles);
    throw Error(Code::Usage, "nothing was deleted: nobody can be asked without a terminal",
                "give --yes to delete what is listed");
  });
  for (const std::string& problem : summary.problems) complain(problem);
  print(fmt::format("{}: {}\n", flags.dry_run ? "would delete" : "deleted",
                    with_thousands(summary.deleted)));
  return summary.deleted == 0 ? Exit::NothingFound : Exit::Ok;
}

void offer_delete(CLI::App& verb, DeleteFlags& flags) {
  verb.add_option("WORD", flags.words)->group("");
  verb.add_option("--id", flags.ids, "Ids of articles")->type_name("ID");
  verb.add_option_function<std::string>(
          "--ids",
          [&flags](const std::string& file) {
            for (std::string& id : query::read_ids(file)) flags.ids.push_back(std::move(id));
          },
          "Ids of articles, one on each line of this file")
      ->type_name("FILE");
  verb.add_option("--query", flags.query, "Delete all articles that match this query")
      ->type_name("QUERY");
  cli::repeated(
      verb.add_option("--language", flags.context.languages,
                      "Only articles in this language, by its code or name; may be given again"))
      ->transform(cli::language())
      ->type_name("LANGUAGE");
  verb.add_option("--source", flags.sources,
                  "Delete the articles that these files or directories hold")
      ->type_name("FILE");
  verb.add_flag("--missing", flags.missing,
                "Delete the articles of files that do not exist any more");
  verb.add_option("--reason", flags.reason, "Why; 'dateline-index deleted' shows it")
      ->type_name("TEXT");
  verb.add_option("-n,--limit", flags.shown, "The most articles to list (default 10)")
      ->check(CLI::Range(0U, 1'000'000'000U).description(""))
      ->type_name("N");
  verb.add_flag("--all", flags.shows_all, "List all of them");
  verb.add_flag("--dry-run", flags.dry_run, "Only list them");
  verb.add_flag("--yes", flags.yes, "Do not ask");
  verb.add_option("--tz", flags.context.time_zone, kZoneHelp)
      ->check(cli::not_empty())
      ->type_name("ZONE");
  offer_lock_timeout(verb, flags);
}

}  // namespace

cli::Verb delete_verb() {
  return archive_verb<DeleteFlags>(
      "delete", kFill,
      "Delete articles, after showing them; what was deleted stays deleted, whichever file has it",
      {"dateline-index delete news --id 2019-12-13-0042 --reason 'withdrawn by The Times'",
       "dateline-index delete news --query 'source:\"The Times\" date:2019' --dry-run"},
      offer_delete, run_delete,
      "bound the query by dates of shards that are here, as date:2019, or leave out what that "
      "shard has; or ");
}

}  // namespace dateline::commands
