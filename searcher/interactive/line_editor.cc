// SPDX-License-Identifier: GPL-2.0-or-later
// libedit calls back for the keys we bind; C functions find their LineEditor in its client data.
#include "searcher/interactive/line_editor.h"

#include "common/cli/program.h"
#include "common/errors/failure.h"
#include "common/terminal/terminal.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <new>

#include <fmt/format.h>
#include <histedit.h>
#include <unistd.h>

namespace dateline::interactive {
namespace {

LineEditor& self(EditLine* editor) {
  void* data = nullptr;
  el_get(editor, EL_CLIENTDATA, &data);
  return *static_cast<LineEditor*>(data);
}

}  // namespace

struct Keys {
  static char* prompt(EditLine* editor) { return self(editor).prompt_.data(); }

  static unsigned char complete(EditLine* editor, int /*key*/) {
    const LineEditor& line = self(editor);
    const LineInfo* const info = el_line(editor);
    const std::string_view typed(info->buffer,
                                 static_cast<std::size_t>(info->cursor - info->buffer));
    Completion completion;
    // An unreadable archive is reported when it is searched.
    if (failure_of([&] { completion = line.completer_(typed); })) return CC_ERROR;
    if (completion.candidates.empty()) return CC_ERROR;
    if (typed.substr(typed.size() - completion.replaced) != completion.text) {
      // libedit counts characters where we count bytes.
      el_deletestr(editor, static_cast<int>(
                               text::characters(typed.substr(typed.size() - completion.replaced))));
      el_insertstr(editor, completion.text.c_str());
      return CC_REFRESH;
    }
    if (completion.candidates.size() == 1) return CC_ERROR;
    line.list(completion);
    return CC_REDISPLAY;
  }

  static unsigned char cancel(EditLine* editor, int /*key*/) {
    self(editor).canceled_ = true;
    el_cursor(editor, std::numeric_limits<short>::max());
    el_insertstr(editor, "^C");
    el_push(editor, "\n");  // Enter leaves all rows of the line
    return CC_REFRESH;
  }

  static unsigned char suspend(EditLine* editor, int /*key*/) {
    el_set(editor, EL_PREP_TERM, 0);
    std::raise(SIGTSTP);
    el_set(editor, EL_PREP_TERM, 1);
    return CC_REDISPLAY;
  }
};

LineEditor::LineEditor(const char* prompt, History& history, Completer completer)
    : prompt_(prompt),
      history_(history),
      completer_(std::move(completer)),
      recalled_(history_init(), history_end),
      editor_(nullptr, el_end) {
  // Text is UTF-8 whatever the locale; without one, libedit would take each byte for a character.
  std::setlocale(LC_CTYPE, "");
  if (MB_CUR_MAX == 1) std::setlocale(LC_CTYPE, "C.UTF-8");
  editor_.reset(el_init("dateline-search", stdin, stdout, stderr));
  if (editor_ == nullptr || recalled_ == nullptr) throw std::bad_alloc();
  HistEvent event{};
  ::history(recalled_.get(), &event, H_SETSIZE, static_cast<int>(kHistoryLines));
  for (const std::string& line : history_.lines()) {
    ::history(recalled_.get(), &event, H_ENTER, line.c_str());
  }
  EditLine* const el = editor_.get();
  el_set(el, EL_CLIENTDATA, this);
  el_set(el, EL_PROMPT, &Keys::prompt);
  el_set(el, EL_EDITOR, "emacs");
  el_set(el, EL_SIGNAL, 1);
  el_set(el, EL_HIST, ::history, recalled_.get());
  el_set(el, EL_ADDFN, "dateline-complete", "Complete fields and values", &Keys::complete);
  el_set(el, EL_ADDFN, "dateline-cancel", "Discard the line", &Keys::cancel);
  el_set(el, EL_ADDFN, "dateline-suspend", "Stop the program", &Keys::suspend);
  // Ctrl-C and Ctrl-Z are keys while a line is edited, so that they do not interrupt us.
  el_set(el, EL_SETTY, "-d", "-isig", nullptr);
  const auto bind = [&](const char* key, const char* function) {
    el_set(el, EL_BIND, key, function, nullptr);
  };
  bind("^I", "dateline-complete");
  bind("^C", "dateline-cancel");
  bind("^Z", "dateline-suspend");
  bind("^W", "ed-delete-prev-word");
  bind("^R", "em-inc-search-prev");
  bind("\\e[3~", "ed-delete-next-char");
  el_source(el, nullptr);  // ~/.editrc has the last word
}

LineEditor::~LineEditor() = default;

std::optional<std::string> LineEditor::read() {
  canceled_ = false;
  el_resize(editor_.get());
  int count = 0;
  const char* const line = el_gets(editor_.get(), &count);
  if (canceled_) return "";
  if (line == nullptr || count <= 0) return std::nullopt;
  const std::string typed(text::trim(std::string_view(line, static_cast<std::size_t>(count))));
  if (!typed.empty()) {
    history_.add(typed);
    HistEvent event{};
    ::history(recalled_.get(), &event, H_ENTER, typed.c_str());
  }
  return typed;
}

void LineEditor::list(const Completion& completion) const {
  std::size_t widest = 0;
  std::vector<std::string> shown;
  for (const std::string& candidate : completion.candidates) {
    shown.push_back(printable_line(text::trim(candidate)));
    widest = std::max(widest, display_width(shown.back()));
  }
  const std::size_t columns =
      std::max<std::size_t>(1, terminal_width(STDOUT_FILENO) / (widest + 2));
  const std::size_t height = terminal_height(STDOUT_FILENO);
  const std::size_t most = columns * (height > 6 ? height - 4 : 2);
  std::string out = "\n";
  for (std::size_t i = 0; i < std::min(shown.size(), most); ++i) {
    out += shown[i];
    const bool ends_row = (i + 1) % columns == 0 || i + 1 == std::min(shown.size(), most);
    out += ends_row ? "\n" : std::string(widest + 2 - display_width(shown[i]), ' ');
  }
  if (shown.size() > most) out += fmt::format("… and {} more\n", shown.size() - most);
  print(out);
}

}  // namespace dateline::interactive
