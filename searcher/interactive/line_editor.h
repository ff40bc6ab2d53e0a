// SPDX-License-Identifier: GPL-2.0-or-later
// Reads lines from the terminal, with editing, history and completion: libedit, wrapped.
#pragma once

#include "searcher/interactive/completion.h"
#include "searcher/interactive/history.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct editline;
struct history;

namespace dateline::interactive {

class LineEditor {
 public:
  using Completer = std::function<Completion(std::string_view before_cursor)>;

  /// For stdin and stdout, which are a terminal. `history` outlives it.
  LineEditor(const char* prompt, History& history, Completer completer);
  LineEditor(const LineEditor&) = delete;
  LineEditor& operator=(const LineEditor&) = delete;
  ~LineEditor();

  /// The next line; an empty one if it was canceled with Ctrl-C; nothing at the end of input.
  std::optional<std::string> read();

 private:
  friend struct Keys;  ///< what libedit calls for a key

  void list(const Completion& completion) const;

  std::string prompt_;
  History& history_;
  Completer completer_;
  bool canceled_ = false;
  std::unique_ptr<struct history, void (*)(struct history*)> recalled_;
  std::unique_ptr<editline, void (*)(editline*)> editor_;
};

}  // namespace dateline::interactive
