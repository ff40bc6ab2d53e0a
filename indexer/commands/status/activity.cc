// SPDX-License-Identifier: GPL-2.0-or-later
// As text and as JSON.
#include "indexer/commands/status/activity.h"

#include "common/archive/layout.h"
#include "common/archive/saved_searches.h"
#include "common/cli/program.h"
#include "common/errors/failure.h"
#include "common/terminal/terminal.h"
#include "indexer/sources/patterns.h"

#include <functional>
#include <numeric>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

namespace dateline::commands {
namespace fs = std::filesystem;
namespace {

std::uint64_t rejects_in(const std::vector<UnreadFile>& files) {
  return std::accumulate(
      files.begin(), files.end(), std::uint64_t{0},
      [](std::uint64_t sum, const UnreadFile& file) { return sum + file.rejects; });
}

void or_complain(const std::function<void()>& work) {
  if (const auto failure = failure_of(work)) complain(failure->what());
}

}  // namespace

Activity activity_of(const fs::path& archive, const Manifest& manifest) {
  Activity activity;
  activity.archive = archive;
  or_complain([&] { activity.last_run = read_last_run(archive); });
  or_complain([&] { activity.unread = unread_files(archive, manifest); });
  or_complain([&] { activity.ignored = ignored_patterns(archive); });
  std::vector<std::string> names;
  or_complain([&] { names = saved_names(archive); });
  for (const std::string& name : names) {
    or_complain([&] {
      for (AlertState& alert : alert_states(archive, read_saved(archive, name))) {
        activity.alerts.push_back(std::move(alert));
      }
    });
  }
  return activity;
}

std::string activity_text(const Activity& activity) {
  std::string text;
  if (const auto& run = activity.last_run) {
    text += fmt::format("last run   {}   {} read, {} added, {} replaced, {} rejected{}\n",
                        iso(run->began), with_thousands(run->read), with_thousands(run->added),
                        with_thousands(run->replaced), with_thousands(run->rejected),
                        run->was_stopped ? "; stopped before everything was read" : "");
  }
  if (!activity.unread.empty()) {
    const std::uint64_t files = activity.unread.size();
    text += fmt::format("unread     {}   in {} {}, {}{}; see {}\n",
                        with_thousands(rejects_in(activity.unread)), with_thousands(files),
                        files == 1 ? "file" : "files", printable_line(activity.unread.front().path),
                        files == 1 ? "" : ", …",
                        printable_line((activity.archive / kRejectsName).string()));
  }
  if (!activity.ignored.empty()) {
    text += fmt::format("ignored    {}\n",
                        printable_line(fmt::format("{}", fmt::join(activity.ignored, ", "))));
  }
  for (const AlertState& alert : activity.alerts) {
    text += fmt::format("alert      {} to {}; {}{}\n", alert.name, printable_line(alert.place),
                        alert.last_delivery.empty() ? "nothing delivered yet"
                                                    : "last delivery " + alert.last_delivery,
                        alert.problem.empty() ? "" : "; failed: " + printable_line(alert.problem));
  }
  return text;
}

void put_activity(const Activity& activity, Json& json) {
  json["last_run"] = nullptr;
  if (const auto& run = activity.last_run) {
    json["last_run"] = {{"began", iso(run->began)},    {"read", run->read},
                        {"added", run->added},         {"replaced", run->replaced},
                        {"withdrawn", run->withdrawn}, {"passed_over", run->passed_over},
                        {"rejected", run->rejected},   {"was_stopped", run->was_stopped}};
  }
  json["still_unread"] = rejects_in(activity.unread);
  json["unread_files"] = Json::array();
  for (const UnreadFile& file : activity.unread) {
    json["unread_files"].push_back({{"file", file.path}, {"rejects", file.rejects}});
  }
  json["ignored"] = activity.ignored;
  json["alerts"] = Json::array();
  for (const AlertState& alert : activity.alerts) {
    json["alerts"].push_back({{"name", alert.name},
                              {"deliver", alert.place},
                              {"last_delivery", alert.last_delivery},
                              {"problem", alert.problem}});
  }
}

}  // namespace dateline::commands
