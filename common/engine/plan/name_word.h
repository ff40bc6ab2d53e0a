// SPDX-License-Identifier: GPL-2.0-or-later
// Which words one word of a name stands for.
#pragma once

#include "common/engine/plan/place_rule.h"
#include "common/engine/query/tree.h"
#include "common/text/name_spelling.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace dateline::query {

/// Of a Name.
class NameWord {
 public:
  explicit NameWord(const Node& node)
      : spelling_(text::name_word(node.text)),
        struck_(node.struck),
        alone_(node.exact ? node.text : ""),
        by_(node.form == Form::Cased ? Spellings::By::Name : Spellings::By::Word) {}

  /// `word` is folded.
  [[nodiscard]] bool matches(std::string_view word) const {
    if (!alone_.empty()) return word == alone_;
    return spelling_.matches(word) &&
           std::find(struck_.begin(), struck_.end(), text::name_word(word)) == struck_.end();
  }
  /// How it is written: with a capital, or in any way.
  [[nodiscard]] Spellings::By by() const { return by_; }
  [[nodiscard]] bool accepts(std::string_view written, std::string_view word) const {
    return matches(word) && (by_ == Spellings::By::Word || text::is_capitalised(written));
  }

 private:
  text::NameSpelling spelling_;
  std::vector<std::string> struck_;
  std::string alone_;
  Spellings::By by_;
};

}  // namespace dateline::query
