// SPDX-License-Identifier: GPL-2.0-or-later
// The shell finds out which pagers there are.
#include "searcher/interactive/pager.h"

#include "common/cli/program.h"
#include "common/terminal/terminal.h"

#include <algorithm>
#include <cstdio>

#include <unistd.h>

namespace dateline::interactive {
namespace {

/// Ends with kNoPager, having read nothing, where there is none. $PAGER is a command line, by
/// custom. The shell outlives a Ctrl-C, which is for the pager. Less, also as $PAGER, shows colours
/// and UTF-8, and leaves what was read on the screen unless LESS is set.
constexpr const char* kPager = R"(
trap : INT
export LESS="-R ${LESS--X}" LESSCHARSET="${LESSCHARSET-utf-8}"
if [ -n "$PAGER" ]; then
  (trap : INT; eval "$PAGER")
  case $? in 126 | 127) ;; *) exit 0 ;; esac
fi
for pager in less more; do
  if command -v $pager >/dev/null; then $pager; exit 0; fi
done
exit 127
)";
constexpr int kNoPager = 127 << 8;

/// False when there is no pager.
bool pipe_to_pager(const std::string& text) {
  FILE* const pipe = ::popen(kPager, "w");
  if (pipe == nullptr) return false;
  std::fwrite(text.data(), 1, text.size(), pipe);  // who quits early has seen enough
  return ::pclose(pipe) != kNoPager;
}

/// Does the text fit on a screen that keeps a row for the prompt?
bool fits(std::string_view text) {
  const std::size_t columns = terminal_width(STDOUT_FILENO);
  const std::size_t height = terminal_height(STDOUT_FILENO);
  std::size_t rows = 0;
  while (!text.empty() && rows < height) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    rows += rows_of_line(text.substr(0, end), columns);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return rows < height;
}

}  // namespace

std::size_t rows_of_line(std::string_view line, std::size_t columns) {
  std::string visible;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\x1B') {
      i = std::min(line.find('m', i), line.size());
    } else {
      visible += line[i];
    }
  }
  const std::size_t width = display_width(visible);
  return width == 0 ? 1 : (width + columns - 1) / columns;
}

void show_paged(const std::string& text) {
  if (fits(text) || !pipe_to_pager(text)) print(text);
}

}  // namespace dateline::interactive
