// SPDX-License-Identifier: GPL-2.0-or-later
// `fire notnear/5 ceasefire`: the first operand with none of the others near it.
#include "common/engine/match/near.h"
#include "common/engine/plan/planner.h"
#include "common/engine/query/canonical.h"
#include "common/engine/query/names.h"
#include "common/engine/query/operator.h"
#include "common/fields/schema.h"
#include "common/text/fold.h"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

namespace dateline::query {
namespace {

using match::Place;

/// What is near places where it must not be.
class Vicinity {
 public:
  Vicinity(const Asked& asked, const std::vector<Place>& places, const match::Divisions& divisions)
      : asked_(asked), divisions_(divisions) {
    std::uint32_t latest = 0;
    for (const Place place : places) {
      begins_.push_back(position(place.begin));
      latest = std::max(latest, position(place.end));
      latest_ends_.push_back(latest);
      if (const auto part = part_of(place)) parts_.insert(*part);
    }
  }

  /// This also covers what overlaps such a place.
  [[nodiscard]] bool holds(Place place) const {
    const std::uint32_t reach = asked_.reach == Reach::Words ? asked_.distance : 0;
    const auto before =
        std::upper_bound(begins_.begin(), begins_.end(), position(place.end) + reach) -
        begins_.begin();
    if (before != 0 &&
        latest_ends_[static_cast<std::size_t>(before) - 1] + reach >= position(place.begin)) {
      return true;
    }
    const auto part = part_of(place);
    return part && parts_.contains(*part);
  }

 private:
  /// The body begins farther from the headline than it looks.
  [[nodiscard]] std::uint32_t position(std::uint32_t word) const {
    return word < divisions_.headline_words ? word : word + schema::kFieldGap;
  }

  /// The end of the sentence or paragraph that contains all of it.
  [[nodiscard]] std::optional<std::uint32_t> part_of(Place place) const {
    if (asked_.reach == Reach::Words) return std::nullopt;
    const auto& ends =
        asked_.reach == Reach::Sentence ? divisions_.sentence_ends : divisions_.paragraph_ends;
    const auto end = std::lower_bound(ends.begin(), ends.end(), place.begin);
    if (end == ends.end() || *end < place.end) return std::nullopt;
    return *end;
  }

  const Asked& asked_;
  const match::Divisions& divisions_;
  std::vector<std::uint32_t> begins_;       ///< of the places, rising
  std::vector<std::uint32_t> latest_ends_;  ///< of each place and those before it
  std::set<std::uint32_t> parts_;
};

class NotNear final : public Operator {
 public:
  std::optional<Node> between(std::string_view typed) const override {
    Node node;
    node.kind = Kind::NotNear;
    node.distance = kDefaultNearDistance;
    if (typed == "NOTNEAR") return node;
    if (text::fold(typed.substr(0, typed.find('/'))) != "notnear") return std::nullopt;
    return with_reach(std::move(node), typed, /*may_be_word=*/false);
  }
  std::span<const std::string_view> completions() const override {
    static constexpr std::string_view kNames[] = {"notnear/5 "};
    return kNames;
  }
  std::string_view help() const override {
    return "  fire notnear/5 ceasefire        fire with no ceasefire within 5 words\n";
  }

  /// `not w/5`, `not w/s`, `not w/p` of Nexis.
  std::optional<Foreign> in_dialect(Dialect dialect, std::string_view word,
                                    std::string_view next) const override {
    if (dialect != Dialect::Nexis || word != "not") return std::nullopt;
    const auto near = operator_of(Kind::Near).in_dialect(dialect, next, "");
    if (!near || !near->text.starts_with("w/")) return std::nullopt;
    return Foreign{near->rank, "notnear/" + near->text.substr(2), 2};
  }
  std::string_view examples(Dialect dialect) const override {
    return dialect == Dialect::Nexis ? "not w/5, not w/s, not w/p" : "";
  }

  std::string_view kind() const override { return "notnear"; }
  std::string in_words(const Node& node) const override {
    if (node.reach == Reach::Sentence) return "the first, with none of the others in its sentence:";
    if (node.reach == Reach::Paragraph) {
      return "the first, with none of the others in its paragraph:";
    }
    return fmt::format("the first, with none of the others within {} word{}:", node.distance,
                       node.distance == 1 ? "" : "s");
  }
  std::string name(const Node& node) const override { return "notnear/" + reach_name(node); }
  std::string canonical(const Node& node) const override {
    return joined(node.children, fmt::format(" {} ", name(node)));
  }
  bool is_one_operand(const Node& /*node*/) const override { return false; }

  bool may_stand_near(const Node& /*node*/) const override { return true; }
  std::span<const Node> wanted(const Node& node) const override {
    return std::span(node.children).first(1);
  }
  /// Articles need not contain the others, which do not score.
  Placed placed(const Node& node, Planner& planner, const std::string& language) const override {
    Placed all = Operator::placed(node, planner, language);
    all.candidates = Step(all.candidates.children.front());
    return all;
  }

  std::vector<Place> stand(const Asked& asked, const ChildPlaces& children,
                           const match::Divisions& divisions, match::Tries& /*tries*/,
                           bool /*one*/) const override {
    std::vector<Place> left = children.front();
    for (std::size_t c = 1; c < children.size(); ++c) {
      const Vicinity vicinity(asked, children[c], divisions);
      std::erase_if(left, [&](Place place) { return vicinity.holds(place); });
    }
    return left;
  }
  bool binds() const override { return true; }
  std::vector<std::set<Place>> taking_part(const Asked& asked, const ChildPlaces& children,
                                           const match::Divisions& divisions,
                                           match::Tries& tries) const override {
    const std::vector<Place> left = stand(asked, children, divisions, tries, /*one=*/false);
    return {std::set<Place>(left.begin(), left.end())};
  }
};

}  // namespace

const Operator& not_near_operator() {
  static const NotNear not_near;
  return not_near;
}

}  // namespace dateline::query
