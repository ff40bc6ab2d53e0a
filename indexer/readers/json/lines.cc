// SPDX-License-Identifier: GPL-2.0-or-later
// JSON Lines: a broken line never hides the next one.
#include "common/text/utf8.h"
#include "indexer/readers/json/elements.h"

#include <fmt/format.h>

namespace dateline {
namespace {

class LineElements : public JsonElements {
 public:
  explicit LineElements(Input& input) : input_(input) {}

  bool next(JsonElement& element) override {
    do {
      if (!input_.next(element.text)) return false;
    } while (text::trim(element.text).empty());
    element.line = input_.line_number();
    element.offset = input_.offset();
    element.problem.clear();
    if (input_.was_cut()) {
      element.problem = fmt::format("a line of over {} MiB", kMaxLineBytes >> 20U);
    }
    return true;
  }

 private:
  Input& input_;
};

}  // namespace

std::unique_ptr<JsonElements> json_lines(Input& input) {
  return std::make_unique<LineElements>(input);
}

}  // namespace dateline
