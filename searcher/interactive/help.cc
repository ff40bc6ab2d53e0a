// SPDX-License-Identifier: GPL-2.0-or-later
// Generated from the table of commands.
#include "searcher/interactive/help.h"

#include "searcher/interactive/command.h"

#include <fmt/format.h>

namespace dateline::interactive {

std::string help_page() {
  std::string out =
      "A line is a query, unless it is one of these commands:\n"
      "  N              article N in full\n";
  for (const CommandName& name : command_names()) {
    if (name.about.empty() || name.verb == Verb::Open) continue;
    const std::string form = fmt::format("{}{}{}", name.letter.empty() ? name.word : name.letter,
                                         name.argument.empty() ? "" : " ", name.argument);
    const std::string also = name.letter.empty() ? "" : std::string(name.word);
    out += fmt::format("  {:<9} {:<9} {}\n", form, also, name.about);
  }
  return out +
         "\n"
         "/n searches for what would be a command. Queries: words, \"a phrase\", repatri*,\n"
         "flood AND (Elbe OR Danube), quake w/5 Turkey, title:ceasefire, date:2019-12,\n"
         "source:reuters; all of it: dateline-search help query\n"
         "Tab completes fields, sources, places …; Up and Ctrl-R recall lines.\n"
         "Ctrl-C discards a line, or stops the search that is running.\n";
}

}  // namespace dateline::interactive
