// SPDX-License-Identifier: GPL-2.0-or-later
// Safe output, widths, progress.
#include "common/terminal/terminal.h"

#include "common/terminal/tell.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>
#include <unistd.h>

namespace dateline {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool commands_terminal(UChar32 c) {
  if (c < 0x20) return c != '\n' && c != '\t';
  if (c >= 0x7F && c <= 0x9F) return true;
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029;
}

/// Calls `use(code point or negative, bytes)` for each character.
template <typename Use>
void each_char(std::string_view text, Use use) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(text.data());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    UChar32 c = 0;
    U8_NEXT(data, i, text.size(), c);
    use(c, text.substr(start, i - start));
  }
}

std::size_t char_width(UChar32 c) {
  const int type = u_charType(c);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) return 0;
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

}  // namespace

std::string printable(std::string_view text) {
  // Most text is plain ASCII, and stays as it is.
  const auto is_plain = [](char c) { return (c >= ' ' && c <= '~') || c == '\n'; };
  const auto rest = std::find_if_not(text.begin(), text.end(), is_plain);
  std::string out(text.begin(), rest);
  if (rest == text.end()) return out;
  out.reserve(text.size());
  each_char(text.substr(out.size()), [&](UChar32 c, std::string_view bytes) {
    if (c < 0 || commands_terminal(c)) {
      out += kReplacement;
    } else if (c == '\t') {
      out += ' ';
    } else {
      out += bytes;
    }
  });
  return out;
}

std::string printable_line(std::string_view text) {
  std::string line = printable(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  each_char(text, [&](UChar32 c, std::string_view) { width += c < 0 ? 1 : char_width(c); });
  return width;
}

std::string wrapped(std::string_view text, std::size_t width, std::string_view indent) {
  std::string out;
  std::size_t column = 0;
  const std::size_t room = width > indent.size() + 20 ? width - indent.size() : 20;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    const std::size_t word_width = display_width(word);
    if (column == 0 || column + 1 + word_width > room) {
      if (!out.empty()) out += '\n';
      out += indent;
      column = 0;
    } else {
      out += ' ';
      ++column;
    }
    out += word;
    column += word_width;
  }
  return out;
}

bool is_terminal(int fd) {
  return isatty(fd) == 1;
}

std::size_t terminal_width(int fd) {
  winsize size{};
  if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

std::size_t terminal_height(int fd) {
  winsize size{};
  if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_row > 0) return size.ws_row;
  return 24;
}

bool wants_color(ColorMode mode, int fd) {
  if (mode != ColorMode::Auto) return mode == ColorMode::Always;
  const char* no_color = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool is_dumb = terminal != nullptr && std::string_view(terminal) == "dumb";
  return is_terminal(fd) && !is_dumb && (no_color == nullptr || *no_color == '\0');
}

ProgressLine::ProgressLine(bool shown)
    : shown_(shown),
      on_terminal_(is_terminal(STDERR_FILENO)),
      next_(std::chrono::steady_clock::now()) {}

ProgressLine::~ProgressLine() {
  clear();
}

bool ProgressLine::is_due() {
  return shown_ && std::chrono::steady_clock::now() >= next_;
}

void ProgressLine::show(const std::string& line) {
  if (!shown_) return;
  using std::chrono::milliseconds;
  next_ = std::chrono::steady_clock::now() + milliseconds(on_terminal_ ? 100 : 1000);
  tell(fmt::format("{}{}{}", on_terminal_ ? "\r\x1B[K" : "", line, on_terminal_ ? "" : "\n"));
  visible_ = on_terminal_;
}

void ProgressLine::clear() {
  if (visible_) tell("\r\x1B[K");
  visible_ = false;
}

std::string duration_text(std::chrono::seconds duration) {
  const auto s = duration.count();
  if (s >= 3600) return fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
  return fmt::format("{}:{:02}", s / 60, s % 60);
}

std::string with_thousands(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, 1, ',');
  return digits;
}

std::string size_text(std::uint64_t bytes) {
  constexpr std::array<const char*, 4> kUnits = {"kB", "MB", "GB", "TB"};
  if (bytes < 1000) return fmt::format("{} bytes", bytes);
  double size = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  for (; size >= 999.95 && unit + 1 < kUnits.size(); ++unit) size /= 1000;
  return fmt::format("{:.1f} {}", size, kUnits[unit]);
}

}  // namespace dateline
