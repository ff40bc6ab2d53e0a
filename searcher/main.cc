// SPDX-License-Identifier: GPL-2.0-or-later
// dateline-search: flags in, one verb run, errors to exit codes.
#include "common/archive/manifest.h"
#include "common/cli/help_formatter.h"
#include "common/cli/man/pages.h"
#include "common/cli/program.h"
#include "common/cli/verb_names.h"
#include "common/cli/verbs.h"
#include "common/cli/version.h"
#include "common/errors/errors.h"
#include "common/fields/json_format.h"
#include "searcher/verbs/dashes.h"
#include "searcher/verbs/help/query_language.h"
#include "searcher/verbs/verbs.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace {

using namespace dateline;

/// The verb that may be left out.
constexpr const char* kImplied = "search";

/// Throws Error (Usage) if the word where the archive belongs is something else: a misspelt verb,
/// one of the other program, or what should follow the archive.
void expect_archive(const std::vector<std::string>& words, bool has_verb, const CLI::App& app) {
  const std::size_t at = has_verb ? 1 : 0;
  if (words.size() <= at || std::getenv("DATELINE_ARCHIVE") != nullptr) return;
  const std::string& word = words[at];
  if (word.starts_with('-') || std::filesystem::exists(word)) return;
  const auto archive =
      std::find_if(words.begin() + static_cast<std::ptrdiff_t>(at) + 1, words.end(),
                   [](const std::string& other) { return is_archive(other); });
  if (!has_verb) {
    cli::expect_not_of("dateline-index", cli::kIndexVerbs, words);
    const std::string verb = cli::verb_like(app, word);
    if (!verb.empty()) {
      throw Error(Code::Usage, fmt::format("'{}' is neither a command nor an archive", word),
                  fmt::format("did you mean {}?", verb));
    }
  }
  if (archive == words.end()) {
    if (has_verb) return;
    throw Error(Code::Missing, fmt::format("there is no archive at {}", word),
                "the archive comes first: dateline-search ARCHIVE QUERY; make one with: "
                "dateline-index add ARCHIVE PATH...");
  }
  throw Error(Code::Usage, fmt::format("there is no archive at {}, but one at {}", word, *archive),
              fmt::format("the archive comes first: dateline-search {}{} …",
                          has_verb ? words.front() + " " : "", *archive));
}

/// The arguments with the verb spelled out.
std::vector<std::string> arguments(int argc, char** argv, const CLI::App& app) {
  std::vector<std::string> all(argv + 1, argv + argc);
  const bool has_verb =
      !all.empty() &&
      (cli::find_verb(app, all.front()) != nullptr || cli::Pages::are_asked_for(all) ||
       all.front() == "--version" || all.front() == "--help" || all.front() == "-h");
  if (!all.empty()) expect_archive(all, has_verb, app);
  if (!has_verb) all.insert(all.begin(), kImplied);
  mark_dashes(all, cli::find_verb(app, all.front()));
  return all;
}

/// Says what is wrong with a command that follows the archive, as it does in other programs.
[[noreturn]] void refuse_misplaced(const Error& error, const std::vector<std::string>& words) {
  std::vector<std::string> in_order = words;
  std::swap(in_order[0], in_order[1]);
  throw Error(Code::Usage, error.what(),
              fmt::format("'{}' is a command, and these come first: dateline-search {}",
                          in_order.front(), fmt::join(in_order, " ")));
}

std::optional<Exit> parse(CLI::App& app, int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  const bool is_misplaced = words.size() > 1 && is_archive(words[0]) &&
                            cli::find_verb(app, words[0]) == nullptr &&
                            cli::find_verb(app, words[1]) != nullptr;
  try {
    return parse_arguments(app, arguments(argc, argv, app));
  } catch (const Error& error) {
    if (!is_misplaced || error.code() != Code::Usage) throw;
    refuse_misplaced(error, words);
  }
}

Exit dispatch(int argc, char** argv) {
  CLI::App app{"Search a Dateline archive.", "dateline-search"};
  app.formatter(std::make_shared<cli::HelpFormatter>(
      "Usage: dateline-search ARCHIVE QUERY...\n"
      "       dateline-search COMMAND ARCHIVE [QUERY, ID or NAME...] [OPTIONS]\n"
      "       dateline-search help COMMAND\n"));
  app.set_version_flag("--version", fmt::format("dateline-search {}", kVersion));
  app.footer(queries() + kFooter);
  const cli::VerbTable verbs(app, all_verbs(), kFooter);
  cli::Pages pages(app, kJsonFormatVersion);
  pages.implied_verb = kImplied;
  pages.see_also = {"dateline-index(1)", "dateline-query(7)"};
  pages.topic = {"query", "dateline-query", kQueryLanguage};
  if (const auto ended = parse(app, argc, argv)) return *ended;
  if (const auto printed = pages.run()) return *printed;
  return verbs.run();
}

}  // namespace

int main(int argc, char** argv) {
  return run_program("dateline-search", dispatch, argc, argv,
                     is_given("--format", "json", argc, argv));
}
