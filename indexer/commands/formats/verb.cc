// SPDX-License-Identifier: GPL-2.0-or-later
// formats.
#include "common/cli/program.h"
#include "indexer/commands/verbs.h"
#include "indexer/readers/formats.h"
#include "indexer/readers/read_source.h"

#include <fmt/format.h>

namespace dateline::commands {
namespace {

struct FormatsFlags {};

Exit run_formats(const FormatsFlags& /*flags*/) {
  std::string text;
  for (const Format& format : formats()) {
    text += fmt::format("{:<14} {}\n", format.name, format.description);
  }
  print(text);
  return Exit::Ok;
}

void offer_formats(CLI::App& /*verb*/, FormatsFlags& /*flags*/) {}

}  // namespace

cli::Verb formats_verb() {
  return cli::verb<FormatsFlags>("formats", kFill, "List the formats that add reads",
                                 {"dateline-index formats", "dateline-index formats | grep -i xml"},
                                 offer_formats, run_formats);
}

}  // namespace dateline::commands
