// SPDX-License-Identifier: GPL-2.0-or-later
// Words and similar side by side: any of them, articles with all first.
#include "common/engine/plan/planner.h"
#include "common/engine/query/canonical.h"
#include "common/engine/query/operator.h"

namespace dateline::query {
namespace {

class Ranked final : public Operator {
 public:
  std::string_view help() const override {
    return "  Kazakhstan repatriation Syria   any of the words; articles with all of them come "
           "first\n";
  }
  std::string_view kind() const override { return "ranked"; }
  std::string in_words(const Node& /*node*/) const override {
    return "any of, articles with all of them first:";
  }
  std::string canonical(const Node& node) const override { return joined(node.children, " "); }
  bool is_one_operand(const Node& /*node*/) const override { return false; }
  Step plan(const Node& node, Planner& planner) const override {
    return make(StepKind::SumBonus, planner.steps(node.children));
  }
};

}  // namespace

const Operator& ranked_operator() {
  static const Ranked ranked;
  return ranked;
}

}  // namespace dateline::query
