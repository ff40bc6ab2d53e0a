// SPDX-License-Identifier: GPL-2.0-or-later
// Adding, and running the one that was asked for.
#include "searcher/verbs/table.h"

#include "common/archive/archive.h"
#include "common/disk/lock.h"
#include "common/program.h"
#include "common/time_zone.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dateline {

namespace {

/// What was not found may be on its way.
void tell_of_writer(const std::filesystem::path& archive) {
  if (const auto writer = disk::writer_of(archive)) {
    complain(fmt::format(
        "process {} is writing to the archive: what it has not yet published is not found",
        *writer));
  }
}

}  // namespace

CLI::App* VerbTable::add(const std::string& name, const std::string& about, Run run, Needs needs) {
  CLI::App* verb = app_.add_subcommand(name, about);
  verbs_.push_back({verb, std::move(run), needs});
  return verb;
}

const CLI::App* VerbTable::find(std::string_view name) const {
  const auto verb = std::find_if(verbs_.begin(), verbs_.end(),
                                 [&](const Verb& each) { return each.app->get_name() == name; });
  return verb == verbs_.end() ? nullptr : verb->app;
}

Exit VerbTable::run() const {
  const auto verb = std::find_if(verbs_.begin(), verbs_.end(),
                                 [](const Verb& each) { return each.app->parsed(); });
  if (verb == verbs_.end()) throw Error(Exit::Usage, "no verb is given", "see --help");
  if (verb->needs != Needs::Nothing) settle_archive(flags_);
  if (verb->needs == Needs::SavedName) settle_saved_name(flags_);
  SearchRequest& request = flags_.request;
  request.today = today_in_zone(flags_.time_zone);
  request.query =
      query::translated(fmt::format("{}", fmt::join(flags_.words, " ")), flags_.dialect);
  const Exit exit = verb->run(flags_);
  if (exit == Exit::NothingFound && verb->needs != Needs::Nothing) tell_of_writer(request.archive);
  return exit;
}

void settle_archive(Flags& flags) {
  const char* fallback = std::getenv("DATELINE_ARCHIVE");
  const bool named = !flags.words.empty() &&
                     (fallback == nullptr || *fallback == '\0' || is_archive(flags.words.front()) ||
                      flags.words.front().find('/') != std::string::npos);
  if (named) {
    flags.request.archive = flags.words.front();
    flags.words.erase(flags.words.begin());
  } else if (fallback != nullptr && *fallback != '\0') {
    flags.request.archive = fallback;
  } else {
    throw Error(Exit::Usage, "no archive is named",
                "give its directory first, or set DATELINE_ARCHIVE");
  }
}

void settle_saved_name(Flags& flags) {
  if (flags.words.empty()) {
    throw Error(Exit::Usage, "no saved search is named", "give its name behind the archive");
  }
  flags.saved_name = flags.words.front();
  flags.words.erase(flags.words.begin());
}

}  // namespace dateline
