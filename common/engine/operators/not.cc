// SPDX-License-Identifier: GPL-2.0-or-later
// `-a`, `NOT a`.
#include "common/engine/plan/planner.h"
#include "common/engine/query/canonical.h"
#include "common/engine/query/operator.h"

namespace dateline::query {
namespace {

class Not final : public Operator {
 public:
  std::span<const std::string_view> completions() const override {
    static constexpr std::string_view kNames[] = {"NOT "};
    return kNames;
  }
  std::string_view help() const override {
    return "  minister -football              without a word\n";
  }
  std::optional<Foreign> in_dialect(Dialect /*dialect*/, std::string_view word,
                                    std::string_view /*next*/) const override {
    if (word != "not") return std::nullopt;
    return Foreign{4, "NOT"};
  }
  std::string_view examples(Dialect dialect) const override {
    return dialect == Dialect::Nexis ? "and not" : "not";
  }

  std::string_view kind() const override { return "not"; }
  std::string in_words(const Node& /*node*/) const override { return "not:"; }
  std::string canonical(const Node& node) const override {
    return "NOT " + operand(node.children.front());
  }
  std::span<const Node> wanted(const Node& /*node*/) const override { return {}; }
  Step plan(const Node& node, Planner& planner) const override {
    return without(everything(), planner.step(node.children.front()));
  }
};

}  // namespace

const Operator& not_operator() {
  static const Not none;
  return none;
}

}  // namespace dateline::query
