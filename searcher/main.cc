// SPDX-License-Identifier: GPL-2.0-or-later
// dateline-search: flags in, one verb run, errors to exit codes.
#include "common/archive/manifest.h"
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
#include <string>
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
  if (archive == words.end()) return;
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

Exit dispatch(int argc, char** argv) {
  CLI::App app{"Search a Dateline archive.", "dateline-search"};
  app.set_version_flag("--version", fmt::format("dateline-search {}", kVersion));
  app.footer(queries() + kFooter);
  const cli::VerbTable verbs(app, all_verbs(), kFooter);
  cli::Pages pages(app, kJsonFormatVersion);
  pages.implied_verb = kImplied;
  pages.see_also = {"dateline-index(1)", "dateline-query(7)"};
  pages.topic = {"query", "dateline-query", kQueryLanguage};
  if (const auto ended = parse_arguments(app, arguments(argc, argv, app))) return *ended;
  if (const auto printed = pages.run()) return *printed;
  return verbs.run();
}

}  // namespace

int main(int argc, char** argv) {
  return run_program("dateline-search", dispatch, argc, argv,
                     is_given("--format", "json", argc, argv));
}
