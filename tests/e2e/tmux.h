// SPDX-License-Identifier: GPL-2.0-or-later
// A terminal of 80 by 24 for programs that talk to one.
#pragma once

#include "tests/e2e/process.h"

#include <string>
#include <vector>

namespace e2e {

/// Runs one shell command in its own tmux. Waits for what it shows, and never sleeps.
class Terminal {
 public:
  /// "ended: STATUS" is shown when the command has ended.
  explicit Terminal(const std::string& command);
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;
  ~Terminal();

  /// Presses keys by tmux's names: "Tab", "C-d", "Enter".
  void press(const std::vector<std::string>& keys) const;
  /// Types text as it is.
  void type(const std::string& text) const;
  /// Gives the terminal another size.
  void resize(int columns, int rows) const;
  /// What it shows, without spaces at the ends of lines.
  [[nodiscard]] std::string screen() const;
  /// The same with the escape sequences that make its colours.
  [[nodiscard]] std::string screen_with_colours() const;
  /// Waits until the last line that is not empty is `line`; returns the screen, or throws with it.
  std::string wait_for_last(const std::string& line) const;
  /// Presses the key until the last line that is not empty is `line`, or throws with the screen.
  void press_until_last(const std::string& key, const std::string& line) const;
  /// Waits until the screen shows only `line`.
  void wait_for_only(const std::string& line) const;
  /// Waits until the screen contains `text`; returns the screen, or throws with it.
  std::string wait_for(const std::string& text) const;

 private:
  [[nodiscard]] Outcome tmux(std::vector<std::string> arguments) const;

  Directory directory_;
};

}  // namespace e2e
