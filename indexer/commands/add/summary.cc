// SPDX-License-Identifier: GPL-2.0-or-later
// The closing summary.
#include "indexer/commands/add/summary.h"

#include "common/terminal/terminal.h"
#include "indexer/commands/add/stop_signal.h"

#include <algorithm>

#include <fmt/format.h>

namespace dateline::commands {

std::uint64_t AddSummary::all_passed_over() const {
  return sum_of(passed_over);
}

std::string summary_text(const AddSummary& summary, const std::string& log) {
  std::string text;
  const auto line = [&](const char* name, std::uint64_t value, const std::string& note = {}) {
    text += fmt::format("{:<12}{:>10}{}\n", name, with_thousands(value), note);
  };
  const std::string see = log.empty() ? "" : "   see " + printable_line(log);
  if (summary.skipped_files != 0) {
    line("skipped:", summary.skipped_files,
         fmt::format(" {} already indexed", summary.skipped_files == 1 ? "file" : "files"));
  }
  if (!summary.passed_over.empty()) {
    line("passed over:", summary.all_passed_over(), "   " + text_of(summary.passed_over));
  }
  line("read:", summary.read);
  if (summary.too_old != 0) line("too old:", summary.too_old, "   published before --since");
  line("added:", summary.added);
  line("unchanged:", summary.unchanged);
  line("replaced:", summary.replaced);
  if (summary.superseded != 0) line("superseded:", summary.superseded, see);
  if (summary.withdrawn != 0) line("withdrawn:", summary.withdrawn, "   not added again");
  if (summary.qualified != 0) {
    line("qualified:", summary.qualified,
         "   other articles have the same id; these got one of their own, as FILE:ID");
  }
  if (summary.undated != 0) line("undated:", summary.undated, "   find them with date:none");
  for (const auto& [flag, articles] : summary.flags) {
    line("flagged:", articles, fmt::format("   find them with flag:{}", name_of(flag)));
  }
  text += fmt::format("{:<12}{:>10.2f} s   {:.2f} MB/s\n", "time:", summary.seconds,
                      static_cast<double>(summary.bytes) / 1e6 / std::max(summary.seconds, 1e-9));
  if (summary.stopped_by != 0) {
    text += fmt::format("{:<12}{:>10}{}\n", "stopped:", name_of_signal(summary.stopped_by),
                        summary.was_stopped ? "   not everything was read" : "");
  }
  for (const auto& [name, alert] : summary.alerts) {
    const std::string by = name.empty() ? "   by any alert" : "   by alert " + name;
    line("delivered:", alert.delivered,
         alert.problem.empty() ? by : by + "; failed: " + printable_line(alert.problem));
  }
  if (summary.still_unread != 0) {
    text +=
        fmt::format("{:<13}{:>9}{}\n", "still unread:", with_thousands(summary.still_unread), see);
  }
  line("rejected:", summary.rejected, summary.rejected == 0 ? "" : see);
  return text;
}

}  // namespace dateline::commands
