// SPDX-License-Identifier: GPL-2.0-or-later
// repair: its output.
#include "common/cli/program.h"
#include "common/date/date.h"
#include "indexer/commands/options.h"
#include "indexer/commands/repair/repair.h"
#include "indexer/commands/verbs.h"

#include <fmt/format.h>

namespace dateline::commands {
namespace {

std::string lost_date(const std::string& sortable) {
  const auto date = from_sortable(sortable);
  return date ? iso(*date) : "undated";
}

Exit run_repair(const ArchiveFlags& flags) {
  const RepairSummary summary = repair(flags.archive, flags.patience());
  std::string text;
  for (const RepairedSegment& segment : summary.segments) {
    text += fmt::format("repaired:   {}, {} articles kept, {} lost: {}\n", segment.path,
                        with_thousands(segment.kept), with_thousands(segment.lost),
                        printable_line(segment.wrong));
  }
  for (const std::string& note : summary.notes) {
    text += fmt::format("note:       {}\n", printable_line(note));
  }
  for (const LostArticle& lost : summary.lost) {
    const std::string id = lost.id.empty() ? "an article whose id is lost, too" : lost.id;
    text += fmt::format("lost:       {} ({}, {}) of {}\n", printable_line(id),
                        lost.source.empty() ? "source not known" : printable_line(lost.source),
                        lost_date(lost.published), lost.segment);
  }
  if (summary.reads_sources_again) {
    text += "again:      the next add reads all files again, and brings back what they hold\n";
  }
  if (text.empty()) text = "ok          nothing needs repair\n";
  print(text);
  return summary.lost.empty() ? Exit::Ok : Exit::NothingFound;
}

}  // namespace

cli::Verb repair_verb() {
  return archive_verb<ArchiveFlags>(
      "repair", kKeep,
      "Rebuild what is damaged from the records that are sound, and list what is lost",
      {"dateline-index repair news", "dateline-index repair news > lost.txt"}, offer_lock_timeout,
      run_repair);
}

}  // namespace dateline::commands
