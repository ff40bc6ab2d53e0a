// SPDX-License-Identifier: GPL-2.0-or-later
// `a AND b`, `a NOT b`, and filters.
#include "common/engine/plan/planner.h"
#include "common/engine/query/canonical.h"
#include "common/engine/query/operator.h"

#include <algorithm>

#include <fmt/format.h>

namespace dateline::query {
namespace {

class And final : public Operator {
 public:
  std::span<const std::string_view> completions() const override {
    static constexpr std::string_view kNames[] = {"AND "};
    return kNames;
  }
  std::string_view help() const override {
    return "  Kazakhstan repatriation Syria    all of the words; best first, then articles with "
           "some\n"
           "  flood AND (Elbe OR Danube)      operators in capitals: AND OR NOT, brackets\n";
  }
  std::optional<Foreign> in_dialect(Dialect dialect, std::string_view word,
                                    std::string_view next) const override {
    if (word != "and" && (dialect != Dialect::Nexis || word != "&")) return std::nullopt;
    if (next == "not") return Foreign{4, "NOT", 2};
    return Foreign{4, "AND"};
  }
  std::string_view examples(Dialect /*dialect*/) const override { return "and"; }

  std::string_view kind() const override { return "and"; }
  std::string in_words(const Node& /*node*/) const override { return "all of:"; }

  std::string canonical(const Node& node) const override {
    std::string text;
    for (auto at = node.children.begin(); at != node.children.end();) {
      const bool from_everything = at->kind == Kind::Everything;
      const auto end = from_everything
                           ? std::find_if(at + 1, node.children.end(),
                                          [](const Node& n) { return n.kind != Kind::Not; })
                           : at + 1;
      std::string part = from_everything ? exclusions(at + 1, end) : operand(*at);
      at = end;
      if (part.empty()) continue;  // everything, which other parts restrict
      const bool is_whole = text.empty() && at == node.children.end();
      if (from_everything && !is_whole) part = fmt::format("({})", part);
      text += (text.empty() ? "" : " AND ") + part;
    }
    return text;
  }
  bool is_one_operand(const Node& /*node*/) const override { return false; }

  Step plan(const Node& node, Planner& planner) const override {
    Steps wanted;
    Steps excluded;
    for (const Node& child : node.children) {
      if (child.kind == Kind::Not) {
        excluded.push_back(planner.step(child.children.front()));
      } else if (child.kind != Kind::Everything) {
        wanted.push_back(planner.step(child));
      }
    }
    Step all = wanted.empty() ? everything() : make(StepKind::All, std::move(wanted));
    return excluded.empty() ? all
                            : without(std::move(all), make(StepKind::Sum, std::move(excluded)));
  }

 private:
  using Children = std::vector<Node>::const_iterator;

  /// Exclusions from everything, joined by no operator: `-a -b`.
  static std::string exclusions(Children from, Children to) {
    std::string text;
    for (; from != to; ++from) {
      text += (text.empty() ? "-" : " -") + operand(from->children.front());
    }
    return text;
  }
};

}  // namespace

const Operator& and_operator() {
  static const And all;
  return all;
}

}  // namespace dateline::query
