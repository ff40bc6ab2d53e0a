// SPDX-License-Identifier: GPL-2.0-or-later
// tmux, controlled over its socket.
#include "tests/e2e/tmux.h"

#include <functional>
#include <stdexcept>

namespace e2e {
namespace {

std::string trimmed(std::string screen) {
  while (!screen.empty() && (screen.back() == '\n' || screen.back() == ' ')) screen.pop_back();
  return screen;
}

std::string last_line(std::string screen) {
  screen = trimmed(std::move(screen));
  const std::size_t end = screen.rfind('\n');
  return end == std::string::npos ? screen : screen.substr(end + 1);
}

std::string wait_until(const Terminal& terminal, const std::string& what,
                       const std::function<bool(const std::string&)>& is_there) {
  std::string screen;
  const bool came = test::wait_until([&] { return is_there(screen = terminal.screen()); });
  if (!came) throw std::runtime_error("the terminal never showed '" + what + "', but\n" + screen);
  return screen;
}

}  // namespace

Terminal::Terminal(const std::string& command) {
  const Outcome started = tmux({"-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24",
                                command + "; echo ended: $?; exec cat"});
  if (started.exit_code != 0) throw std::runtime_error("tmux: " + started.err);
}

Terminal::~Terminal() {
  static_cast<void>(tmux({"kill-server"}));
}

Outcome Terminal::tmux(std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), {"-S", directory_.path("socket")});
  return run("tmux", arguments, {.input = {}, .environment = {"LC_ALL=C.UTF-8"}});
}

void Terminal::press(const std::vector<std::string>& keys) const {
  std::vector<std::string> arguments = {"send-keys"};
  arguments.insert(arguments.end(), keys.begin(), keys.end());
  static_cast<void>(tmux(arguments));
}

void Terminal::type(const std::string& text) const {
  static_cast<void>(tmux({"send-keys", "-l", text}));
}

void Terminal::resize(int columns, int rows) const {
  static_cast<void>(
      tmux({"resize-window", "-x", std::to_string(columns), "-y", std::to_string(rows)}));
}

std::string Terminal::screen() const {
  return tmux({"capture-pane", "-p"}).out;
}

std::string Terminal::screen_with_colours() const {
  return tmux({"capture-pane", "-p", "-e"}).out;
}

std::string Terminal::wait_for_last(const std::string& line) const {
  return wait_until(*this, line, [&](const std::string& s) { return last_line(s) == line; });
}

void Terminal::press_until_last(const std::string& key, const std::string& line) const {
  wait_until(*this, line, [&](const std::string& s) {
    if (last_line(s) == line) return true;
    press({key});
    return false;
  });
}

void Terminal::wait_for_only(const std::string& line) const {
  wait_until(*this, line, [&](const std::string& s) { return trimmed(s) == line; });
}

std::string Terminal::wait_for(const std::string& text) const {
  return wait_until(*this, text, [&](const std::string& s) { return contains(s, text); });
}

}  // namespace e2e
