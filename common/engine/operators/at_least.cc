// SPDX-License-Identifier: GPL-2.0-or-later
// `atleast3(flood)`: what occurs at three places or more.
#include "common/engine/match/near.h"
#include "common/engine/query/canonical.h"
#include "common/engine/query/names.h"
#include "common/engine/query/operator.h"

#include <fmt/format.h>

namespace dateline::query {
namespace {

constexpr std::string_view kName = "atleast";

class AtLeast final : public Operator {
 public:
  std::optional<Node> before_bracket(std::string_view name) const override {
    const auto count = number_in_name(name, kName, "atleast3(flood)");
    if (!count) return std::nullopt;
    Node node;
    node.kind = Kind::AtLeast;
    node.count = *count;
    return node;
  }
  std::span<const std::string_view> completions() const override {
    static constexpr std::string_view kNames[] = {"atleast2("};
    return kNames;
  }
  bool is_before_operand(Dialect /*dialect*/, std::string_view word) const override {
    return word.starts_with(kName) && is_number(word.substr(kName.size()));
  }

  std::string_view kind() const override { return "atleast"; }
  std::string in_words(const Node& node) const override {
    return fmt::format("at {} places or more:", node.count);
  }
  std::string name(const Node& node) const override {
    return fmt::format("{}{}", kName, node.count);
  }
  std::string canonical(const Node& node) const override {
    return fmt::format("{}({})", name(node), query::canonical(node.children.front()));
  }

  std::vector<match::Place> stand(const Asked& asked, const ChildPlaces& children,
                                  const match::Divisions& /*divisions*/, match::Tries& /*tries*/,
                                  bool /*one*/) const override {
    const std::vector<match::Place>& places = children.front();
    return places.size() >= asked.count ? places : std::vector<match::Place>();
  }
};

}  // namespace

const Operator& at_least_operator() {
  static const AtLeast at_least;
  return at_least;
}

}  // namespace dateline::query
