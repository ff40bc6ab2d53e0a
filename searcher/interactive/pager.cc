// SPDX-License-Identifier: GPL-2.0-or-later
// The terminal size is queried again for each screen.
#include "searcher/interactive/pager.h"

#include "common/cli/program.h"
#include "common/terminal/terminal.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

namespace dateline::interactive {
namespace {

/// Keys arrive one by one, unseen, while it lives.
class SingleKeys {
 public:
  SingleKeys() {
    if (tcgetattr(STDIN_FILENO, &before_) != 0) return;
    changed_ = true;
    termios single = before_;
    single.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO | ISIG);
    single.c_cc[VMIN] = 1;
    single.c_cc[VTIME] = 0;
    tcsetattr(STDIN_FILENO, TCSADRAIN, &single);
  }
  SingleKeys(const SingleKeys&) = delete;
  SingleKeys& operator=(const SingleKeys&) = delete;
  ~SingleKeys() {
    if (changed_) tcsetattr(STDIN_FILENO, TCSADRAIN, &before_);
  }

  /// 'q' at the end of input.
  static char read() {
    char key = 'q';
    while (::read(STDIN_FILENO, &key, 1) < 0 && errno == EINTR) {
    }
    return key;
  }

 private:
  termios before_{};
  bool changed_ = false;
};

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// How many lines from `first` on fit on a screen with a row left for the prompt.
std::size_t fitting(const std::vector<std::string_view>& lines, std::size_t first) {
  const std::size_t columns = terminal_width(STDOUT_FILENO);
  const std::size_t height = terminal_height(STDOUT_FILENO);
  const std::size_t room = height > 2 ? height - 1 : 1;
  std::size_t rows = 0;
  std::size_t count = 0;
  while (first + count < lines.size()) {
    rows += rows_of_line(lines[first + count], columns);
    if (rows > room && count != 0) break;
    ++count;
  }
  return count;
}

/// False if there is no such program.
bool pipe_to(const char* pager, const std::string& text) {
  FILE* const pipe = ::popen(pager, "w");  // a command line, by custom
  if (pipe == nullptr) return false;
  std::fwrite(text.data(), 1, text.size(), pipe);  // quitting early is fine
  const int status = ::pclose(pipe);
  constexpr int kNotFound = 127 << 8;
  return status != kNotFound;
}

void show_by_screens(const std::vector<std::string_view>& lines) {
  const SingleKeys keys;
  std::vector<std::size_t> tops = {0};
  for (;;) {
    const std::size_t top = tops.back();
    const std::size_t end = top + fitting(lines, top);
    std::string out;
    for (std::size_t i = top; i < end; ++i) out += fmt::format("{}\n", lines[i]);
    if (end == lines.size() && tops.size() == 1) return print(out);
    const bool is_last = end == lines.size();
    print(out + fmt::format("-- lines {} to {} of {} -- {}b back, q done", top + 1, end,
                            lines.size(), is_last ? "" : "Space next, "));
    const char key = SingleKeys::read();
    print("\r\x1B[K");
    if (key == 'b' || key == 'p') {
      if (tops.size() > 1) tops.pop_back();
    } else if (key == ' ' || key == '\n' || key == '\r' || key == 'n') {
      if (is_last) return;
      tops.push_back(end);
    } else if (key == 'q' || key == 'Q' || key == '\x03' || key == '\x04') {
      return;
    }
  }
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
  const std::vector<std::string_view> lines = lines_of(text);
  if (fitting(lines, 0) == lines.size()) return print(text);
  const char* const pager = std::getenv("PAGER");
  if (pager != nullptr && *pager != '\0' && pipe_to(pager, text)) return;
  show_by_screens(lines);
}

}  // namespace dateline::interactive
