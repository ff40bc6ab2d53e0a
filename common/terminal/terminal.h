// SPDX-License-Identifier: GPL-2.0-or-later
// Text on its way to a terminal, which obeys what it is sent: article text must not command it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dateline {

/// `text` with everything that a terminal would act on (C0 but '\n', DEL, C1, direction overrides,
/// line separators) and every byte that is not UTF-8 replaced by U+FFFD. Tabs become spaces.
std::string printable(std::string_view text);

/// Like `printable`, on one line.
std::string printable_line(std::string_view text);

/// Columns that `text` occupies on a terminal (East Asian wide characters take two).
std::size_t display_width(std::string_view text);

/// Breaks `text` at spaces into lines of at most `width` columns, each starting with `indent`.
std::string wrapped(std::string_view text, std::size_t width, std::string_view indent);

bool is_terminal(int fd);

/// Columns of the terminal on `fd`, or 80.
std::size_t terminal_width(int fd);

/// Its lines, or 24.
std::size_t terminal_height(int fd);

enum class ColorMode { Auto, Always, Never };

/// Colour only on a terminal, and never when NO_COLOR is set, unless the user insists.
bool wants_color(ColorMode mode, int fd);

/// A line on stderr that is rewritten in place on a terminal, and printed once a second elsewhere.
/// For one thread at a time.
class ProgressLine {
 public:
  explicit ProgressLine(bool shown);
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine();

  /// True when enough time has passed to show something new.
  [[nodiscard]] bool is_due();
  void show(const std::string& line);
  /// Removes the line, so that something else can be printed.
  void clear();

 private:
  bool shown_;
  bool on_terminal_;
  bool visible_ = false;
  std::chrono::steady_clock::time_point next_;
};

/// "0:42", "12:05", "3:04:05".
std::string duration_text(std::chrono::seconds duration);

/// "1,234,567".
std::string with_thousands(std::uint64_t number);

/// "512 bytes", "1.2 MB": powers of ten.
std::string size_text(std::uint64_t bytes);

}  // namespace dateline
