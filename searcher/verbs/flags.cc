// SPDX-License-Identifier: GPL-2.0-or-later
// Text for a terminal, and the last word on stderr.
#include "searcher/verbs/flags.h"

#include "common/program.h"
#include "common/text/utf8.h"

#include <algorithm>

#include <unistd.h>

namespace dateline {

TextStyle text_style(const Flags& flags) {
  // Piped text keeps to a width that mail and editors show well.
  const std::size_t columns = is_terminal(STDOUT_FILENO) ? terminal_width(STDOUT_FILENO) : 80;
  return {std::min<std::size_t>(columns, 100), wants_color(flags.color, STDOUT_FILENO)};
}

Exit outcome_of(bool found, std::uint64_t left_out, const std::vector<MissingShard>& missing) {
  complain_of(missing);
  if (found) return Exit::Ok;
  if (left_out != 0) complain(text::trim(left_out_line(left_out)));
  complain(missing.empty() ? "no article matches" : "no article matches in what was searched");
  return Exit::NothingFound;
}

}  // namespace dateline
