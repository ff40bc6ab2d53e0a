// SPDX-License-Identifier: GPL-2.0-or-later
// save, saved, forget.
#include "common/archive/saved_searches.h"
#include "common/cli/failure_text.h"
#include "common/cli/program.h"
#include "common/errors/failure.h"
#include "common/fields/json_format.h"
#include "common/fields/record.h"
#include "searcher/alerts/alerts.h"
#include "searcher/render/counts.h"
#include "searcher/verbs/alert/saved_name.h"
#include "searcher/verbs/options.h"
#include "searcher/verbs/verbs.h"

#include <nlohmann/json.hpp>

namespace dateline {
namespace {

struct SaveFlags : SavedNameFlags {
  bool replace = false;
};

/// One line of the list, or what is wrong with it.
struct ListedSearch {
  SavedSearch saved;
  bool is_own = false;  ///< of the reader, not of the archive
  std::string problem;  ///< why it cannot be read as a query; empty if it can
};
using ListedSearches = std::vector<ListedSearch>;

std::string saved_text(const ArchiveFlags& /*flags*/, const ListedSearches& list) {
  std::string text;
  for (const auto& [saved, is_own, problem] : list) {
    text += fmt::format("{}{}\n  {}\n", saved.name, is_own ? "   (your own)" : "",
                        printable_line(saved.query));
    for (const std::string& place : saved.deliver) {
      text += fmt::format("  alert to {}\n", printable_line(place));
    }
    if (!problem.empty()) text += fmt::format("  cannot be read: {}\n", printable_line(problem));
  }
  return text;
}

std::string saved_json(const ArchiveFlags& /*flags*/, const ListedSearches& list) {
  Json all = Json::array();
  for (const auto& [saved, is_own, problem] : list) {
    all.push_back({{"name", saved.name}, {"query", saved.query}, {"own", is_own}});
    if (!saved.deliver.empty()) all.back()["deliver"] = saved.deliver;
    if (!problem.empty()) all.back()["problem"] = problem;
  }
  return dump_pretty({{"format_version", kJsonFormatVersion}, {"saved", all}});
}

constexpr std::array<Format<ArchiveFlags, ListedSearches>, 2> kSavedFormats = {
    {{"text", saved_text}, {"json", saved_json}}};

Exit run_save(SaveFlags& flags) {
  alerts::save(flags.request, flags.name, flags.replace);
  SearchRequest counting;
  counting.archive = flags.request.archive;
  counting.today = flags.request.today;
  counting.query = "query:" + flags.name;
  counting.limit = 0;
  std::string found;
  // What a server would have to count may be unknown now, and is saved all the same.
  (void)failure_of([&] {
    const std::uint64_t articles = search(counting).total.value();
    found = fmt::format(": {} {} today", count_text(articles), articles == 1 ? "matches" : "match");
  });
  const bool is_own = home_of(counting.archive, flags.name) != counting.archive;
  print(fmt::format("saved {}{}{}\n", flags.name, found,
                    is_own ? "; it is your own, as the archive is for others to write" : ""));
  return Exit::Ok;
}

Exit run_saved(ArchiveFlags& flags) {
  expect_no_more(flags, "saved lists all searches of the archive");
  const std::filesystem::path& archive = flags.request.archive;
  read_manifest(archive);
  ListedSearches list;
  for (const std::filesystem::path& home : saved_homes(archive)) {
    for (const std::string& name : saved_names(home)) {
      try {
        const SavedSearch saved = read_saved(home, name);
        const auto problem = alerts::problem_of(flags.request, home, saved);
        list.push_back({saved, home != archive, problem ? cli::one_line_of(*problem) : ""});
      } catch (const Error& error) {
        complain(error.what());
      }
    }
  }
  print(rendered(kSavedFormats, flags, list));
  if (!list.empty()) return Exit::Ok;
  complain("no search is saved");
  return Exit::NothingFound;
}

Exit run_forget(SavedNameFlags& flags) {
  expect_no_more(flags, "give one name");
  if (!is_saved(flags)) return Exit::NothingFound;
  alerts::forget(flags.request, flags.name);
  print(fmt::format("{} is no longer saved\n", flags.name));
  return Exit::Ok;
}

void offer_save(CLI::App& verb, SaveFlags& flags) {
  offer_words(verb, flags, "QUERY", "The query to save");
  verb.add_flag("--replace", flags.replace, "Replace the one saved as NAME");
  offer_reading(verb, flags);
}

void offer_saved(CLI::App& verb, ArchiveFlags& flags) {
  offer_formats(verb, flags, kSavedFormats);
}

void offer_forget(CLI::App& /*verb*/, SavedNameFlags& /*flags*/) {}

}  // namespace

cli::Verb save_verb() {
  return saved_name_verb<SaveFlags>(
      "save", kWatch, "Check a query and save it under a name",
      {"dateline-search save news floods 'flood* AND (Elbe OR Danube)'",
       "dateline-search save news floods 'flood* OR inundation' --replace"},
      offer_save, run_save);
}

cli::Verb saved_verb() {
  return archive_verb<ArchiveFlags>(
      "saved", kWatch, "List saved searches and alerts",
      {"dateline-search saved news", "dateline-search saved news --format json"}, offer_saved,
      run_saved);
}

cli::Verb forget_verb() {
  return saved_name_verb<SavedNameFlags>(
      "forget", kWatch, "Remove a saved search, and its alert",
      {"dateline-search forget news floods", "DATELINE_ARCHIVE=news dateline-search forget floods"},
      offer_forget, run_forget);
}

}  // namespace dateline
