// SPDX-License-Identifier: GPL-2.0-or-later
// `a OR b`; any(a b), whose units it joins; synonyms; a word and its form as one.
#include "common/engine/plan/planner.h"
#include "common/engine/query/canonical.h"
#include "common/engine/query/leaf.h"
#include "common/text/compounds.h"
#include "common/text/fold.h"

#include <algorithm>

#include <fmt/format.h>

namespace dateline::query {
namespace {

/// What the parser adds to a word such as `re-elect`, or to a phrase with `B.Sc.` in it.
bool is_other_way(const Node& typed, const Node& node) {
  const bool is_alike = typed.kind == node.kind && typed.field == node.field &&
                        typed.count == node.count && typed.form == Form::Stem &&
                        node.form == Form::Stem && typed.text != node.text;
  if (!is_alike || (node.kind != Kind::Word && node.kind != Kind::Phrase)) return false;
  if (node.kind == Kind::Word && node.text == text::written_as_one(typed.text)) return true;
  const std::vector<std::string> ways = ways_of(typed.text);
  return std::find(ways.begin(), ways.end(), node.text) != ways.end();
}

std::vector<const Node*> alternatives(const Node& either) {
  std::vector<const Node*> all;
  for (const Node& child : either.children) {
    if (all.empty() || !is_other_way(*all.back(), child)) all.push_back(&child);
  }
  return all;
}

class Or final : public Operator {
 public:
  std::span<const std::string_view> completions() const override {
    static constexpr std::string_view kNames[] = {"OR ", "any("};
    return kNames;
  }
  std::optional<Node> before_bracket(std::string_view name) const override {
    if (text::fold(name) != "any") return std::nullopt;
    Node node;
    node.kind = Kind::Or;
    return node;
  }
  std::string_view help() const override {
    return "  any(flood dam burst)             one of the words is enough, as with OR between "
           "them\n";
  }
  std::optional<Foreign> in_dialect(Dialect dialect, std::string_view word,
                                    std::string_view /*next*/) const override {
    if (word != "or") return std::nullopt;
    // In Nexis OR binds tightest, in Factiva loosest.
    return Foreign{dialect == Dialect::Nexis ? 0 : 5, "OR"};
  }
  std::string_view examples(Dialect /*dialect*/) const override { return "or"; }

  std::string_view kind() const override { return "or"; }
  std::string in_words(const Node& /*node*/) const override { return "any of:"; }
  std::string canonical(const Node& node) const override {
    std::vector<std::string> operands;
    for (const Node* child : alternatives(node)) operands.push_back(operand(*child));
    return fmt::format("{}", fmt::join(operands, " OR "));
  }
  bool is_one_operand(const Node& node) const override { return alternatives(node).size() == 1; }

  bool may_stand_near(const Node& node) const override {
    return std::all_of(node.children.begin(), node.children.end(), query::may_stand_near);
  }
  Step plan(const Node& node, Planner& planner) const override {
    return make(StepKind::Sum, planner.steps(node.children));
  }
  Placed placed(const Node& node, Planner& planner, const std::string& language) const override {
    return planner.placed_children(node, language, StepKind::Max);
  }
};

}  // namespace

const Operator& or_operator() {
  static const Or any;
  return any;
}

}  // namespace dateline::query
