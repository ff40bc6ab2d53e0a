// SPDX-License-Identifier: GPL-2.0-or-later
// What the operators that stand for one or more words have in common.
#pragma once

#include "common/engine/query/operator.h"
#include "common/text/term.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::query {

struct Spellings;

/// Which words of a text one word of a query means: those with its stem, or
struct Meant {
  std::string term;
  std::shared_ptr<const Spellings> spellings;  ///< of these forms, or
  /// all that this is true of.
  std::function<bool(std::string_view written, std::string_view folded)> accepts;
};

class Leaf : public Operator {
 public:
  /// May it stand for more words than it spells out?
  [[nodiscard]] virtual bool is_open() const { return false; }
  /// For one with a name before a bracket: the meaning of `inside`. Throws Error (Usage).
  [[nodiscard]] virtual Node read(std::string_view inside) const;
  /// Prepared for searching in the text; a node made from one token. Throws Error (Usage).
  [[nodiscard]] virtual Node in_text(Node node) const { return node; }
  /// Its words, which follow each other, as articles of a language mean them.
  virtual void add_meant(const Node& node, text::TermMaker& maker, std::vector<Meant>& meant) const;

  [[nodiscard]] const Leaf* leaf() const final { return this; }
  [[nodiscard]] bool may_stand_near(const Node& /*node*/) const final { return true; }
  [[nodiscard]] Placed placed(const Node& node, Planner& planner,
                              const std::string& language) const override;

 protected:
  /// `is_open` ones are planned as places, others by their terms if these suffice.
  [[nodiscard]] Step plan(const Node& node, Planner& planner) const override;
};

/// `node`, or one like it with any of the other `ways` of writing its text, of which its own comes
/// first. Throws Error (Usage) if there are none, as too many are.
Node in_any_way(Node node, std::vector<std::string> ways);

/// The ways of writing the text of a word or phrase in any form; see text::ways_to_write.
std::vector<std::string> ways_of(std::string_view text);

/// Where and in which form its words are searched for, in words: ` in the headline`.
std::string where_in_words(const Node& node);

}  // namespace dateline::query
