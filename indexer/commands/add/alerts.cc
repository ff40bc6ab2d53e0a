// SPDX-License-Identifier: GPL-2.0-or-later
// A separate program, so no alert can stop or break indexing, and cron can run it as well.
#include "indexer/commands/add/alerts.h"

#include "common/archive/manifest.h"
#include "common/archive/saved_searches.h"
#include "common/archive/trust.h"
#include "common/cli/program.h"
#include "common/errors/errors.h"
#include "common/errors/failure.h"
#include "common/fields/record.h"
#include "common/process/child.h"
#include "common/text/shell_word.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dateline::commands {
namespace fs = std::filesystem;
namespace {

constexpr const char* kSearcher = "dateline-search";

std::string searcher() {
  std::error_code unknown;
  const fs::path beside = fs::read_symlink("/proc/self/exe", unknown).parent_path() / kSearcher;
  return fs::exists(beside, unknown) ? beside.string() : kSearcher;
}

/// One line of `deliver --format jsonl`.
void take_line(std::string_view line, AlertOutcomes& outcomes) {
  const Json report = Json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!report.is_object()) return;
  AlertOutcome& outcome = outcomes[report.value("alert", "")];
  outcome.delivered += report.value("delivered", std::uint64_t{0});
  // It may have several places.
  if (outcome.problem.empty()) outcome.problem = report.value("problem", "");
}

/// How long all alerts may take together: each gives up on its own if a target hangs, so this is
/// for anything else that may hang, such as the archive's own disk.
std::chrono::seconds patience_for(std::size_t alerts) {
  return std::chrono::minutes(10) + alerts * std::chrono::seconds(20);
}

void run(const fs::path& archive, std::size_t alerts, AlertOutcomes& outcomes) {
  ChildOptions options;
  options.keep_output = true;
  options.patience = patience_for(alerts);
  const ChildOutcome child = run_child(
      {searcher(), "deliver", "--of-archive", "--format", "jsonl", archive.string()}, options);
  for (auto& [name, outcome] : outcomes) outcome.problem.clear();
  std::string_view rest = child.output;
  for (std::size_t end = 0; (end = rest.find('\n')) != std::string_view::npos;) {
    take_line(rest.substr(0, end), outcomes);
    rest.remove_prefix(end + 1);
  }
  if (child.is_late) {
    throw Error(Code::Machine, fmt::format("{} deliver took over {} seconds and was stopped",
                                           kSearcher, patience_for(alerts).count()));
  }
  // It reports itself what is wrong with an alert, and then exits with 1, or 3 for damage.
  const bool is_told = std::any_of(outcomes.begin(), outcomes.end(), [](const auto& outcome) {
    return !outcome.second.problem.empty();
  });
  if (child.exit_code > static_cast<int>(is_told ? Exit::BadArchive : Exit::NothingFound)) {
    throw Error(Code::Machine,
                fmt::format("{} deliver ended with exit code {}", kSearcher, child.exit_code));
  }
}

/// The number of alerts. An unreadable saved search may be one; `deliver` says what is wrong with
/// it.
std::size_t alerts_of(const fs::path& archive) {
  const std::vector<std::string> names = saved_names(archive);
  const auto is_alert = [&](const std::string& name) {
    try {
      return !read_saved(archive, name).deliver.empty();
    } catch (const Error&) {
      return true;
    }
  };
  return static_cast<std::size_t>(std::count_if(names.begin(), names.end(), is_alert));
}

}  // namespace

void deliver_alerts(const fs::path& archive, AlertOutcomes& outcomes) {
  outcomes.erase("");
  try {
    const std::size_t alerts = alerts_of(archive);
    if (alerts == 0) return;
    if (!is_trusted(archive, read_manifest(archive).uuid)) {
      outcomes[""].problem = "the archive is not trusted";
      complain(
          fmt::format("alerts were not delivered: you have neither made nor trusted {}; if you "
                      "trust its maker, run: {}",
                      archive.string(), trust_command(archive)));
      return;
    }
    run(fs::absolute(archive), alerts, outcomes);
  } catch (...) {
    outcomes[""].problem = failure_of(std::current_exception()).what();
  }
  if (!outcomes.contains("")) return;
  complain(fmt::format("alerts were not delivered: {}", outcomes[""].problem));
  complain(fmt::format("  they wait for the next run, or for: dateline-search deliver {}",
                       text::plain_shell_word(archive.string())));
}

}  // namespace dateline::commands
