// SPDX-License-Identifier: GPL-2.0-or-later
// dateline-search: flags in, one verb run, errors to exit codes.
#include "common/cli/pages.h"
#include "common/errors.h"
#include "common/json_format.h"
#include "common/program.h"
#include "searcher/query_language.h"
#include "searcher/verbs/flags.h"
#include "searcher/verbs/options.h"
#include "searcher/verbs/table.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace {

using namespace dateline;

/// Stands for the '-' of a query word such as `-football` while CLI11 looks for options.
constexpr char kDash = '\x01';

bool takes_value(const CLI::Option* option) {
  return option != nullptr && option->get_items_expected_max() != 0;
}

/// Is it an option of one letter, alone or with a number for its value: `-h`, `-n`, `-n5`?
bool is_short_option(const std::string& word, const CLI::App* verb) {
  if (word == "-h") return true;
  if (verb == nullptr || !takes_value(verb->get_option_no_throw(word.substr(0, 2)))) return false;
  return std::all_of(word.begin() + 2, word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Keeps words such as `-football`, and all that stand behind `--`, from being options.
void keep_words(std::vector<std::string>& all, const CLI::App* verb) {
  const auto end = std::find(all.begin(), all.end(), "--");
  for (auto word = all.begin(); word != end; ++word) {
    const bool is_short = word->size() > 1 && (*word)[0] == '-' && (*word)[1] != '-';
    if (!is_short || is_short_option(*word, verb)) continue;
    const bool is_value = verb != nullptr && word != all.begin() &&
                          takes_value(verb->get_option_no_throw(*std::prev(word)));
    if (!is_value) (*word)[0] = kDash;
  }
  if (end == all.end()) return;
  for (auto word = all.erase(end); word != all.end(); ++word) {
    if (word->starts_with('-')) (*word)[0] = kDash;
  }
}

/// The arguments with the verb spelled out.
std::vector<std::string> arguments(int argc, char** argv, const VerbTable& table) {
  std::vector<std::string> all(argv + 1, argv + argc);
  const bool has_verb =
      !all.empty() &&
      (table.find(all.front()) != nullptr || cli::Pages::are_asked_for(all) ||
       all.front() == "--version" || all.front() == "--help" || all.front() == "-h");
  if (!has_verb) all.insert(all.begin(), "search");
  keep_words(all, table.find(all.front()));
  return all;
}

Exit dispatch(int argc, char** argv) {
  Flags flags;
  CLI::App app{"Searches a Dateline archive.", "dateline-search"};
  app.set_version_flag("--version", "dateline-search " DATELINE_VERSION);
  app.require_subcommand(1);
  app.footer(query_footer());
  VerbTable table(app, flags);
  add_search_verbs(table);
  add_count_verbs(table);
  add_reading_verbs(table);
  add_export_verbs(table);
  add_alert_verbs(table);
  add_eval_verb(table);
  add_help_verb(table);
  cli::Pages pages(app, kJsonFormatVersion);
  pages.implied_verb = "search";
  pages.see_also = {"dateline-index(1)", "dateline-query(7)"};
  pages.topic = {"query", "dateline-query", kQueryLanguage};
  if (const auto ended = parse_arguments(app, arguments(argc, argv, table))) return *ended;
  if (const auto printed = pages.run()) return *printed;
  for (std::string& word : flags.words) {
    if (word.starts_with(kDash)) word[0] = '-';
  }
  return table.run();
}

}  // namespace

int main(int argc, char** argv) {
  return run_program("dateline-search", dispatch, argc, argv);
}
