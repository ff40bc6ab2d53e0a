// SPDX-License-Identifier: GPL-2.0-or-later
// A person's name, as name.cc reads it: the surname; then, if there is one, the first name; then
// its initials. A surname counts with the first name or an initial before it, three words between
// them at most, or with the first name directly behind it.
#include "common/engine/match/near.h"
#include "common/engine/plan/planner.h"
#include "common/engine/query/canonical.h"
#include "common/engine/query/operator.h"
#include "common/fields/schema.h"

#include <algorithm>

#include <fmt/format.h>

namespace dateline::query {
namespace {

using match::Place;

/// Words between the first name and the surname: "Zine el-Abidine Ben Ali".
constexpr std::uint32_t kMostBetween = 3;

class Names final : public Operator {
 public:
  std::string_view kind() const override { return "names"; }
  std::string in_words(const Node& node) const override {
    return fmt::format("the {} \"{}\" in any spelling, made of:",
                       node.children.size() == 1 ? "name" : "person", node.text);
  }
  std::string canonical(const Node& node) const override {
    return in_field(node, fmt::format("names({})", node.text));
  }

  bool may_stand_near(const Node& /*node*/) const override { return true; }
  Placed placed(const Node& node, Planner& planner, const std::string& language) const override {
    const Node& surname = node.children.front();
    if (node.children.size() == 1) return operator_of(surname).placed(surname, planner, language);
    Placed all = planner.placed_children(node, language, StepKind::All);
    Steps steps = std::move(all.candidates.children);
    Steps first_names(std::make_move_iterator(steps.begin() + 1),
                      std::make_move_iterator(steps.end()));
    all.candidates = make(StepKind::All,
                          {std::move(steps.front()), make(StepKind::Max, std::move(first_names))});
    return all;
  }

  std::vector<Place> stand(const Asked& /*asked*/, const ChildPlaces& children,
                           const match::Divisions& divisions, match::Tries& tries,
                           bool /*one*/) const override {
    if (children.size() == 1) return children.front();
    std::vector<Place> found;
    each_pair(children, divisions, tries, [&](Place surname, std::size_t /*child*/, Place first) {
      found.push_back({std::min(surname.begin, first.begin), std::max(surname.end, first.end)});
    });
    return found;
  }
  bool binds() const override { return true; }
  std::vector<std::set<Place>> taking_part(const Asked& /*asked*/, const ChildPlaces& children,
                                           const match::Divisions& divisions,
                                           match::Tries& tries) const override {
    std::vector<std::set<Place>> members(children.size());
    if (children.size() == 1) {
      members.front() = {children.front().begin(), children.front().end()};
      return members;
    }
    each_pair(children, divisions, tries, [&](Place surname, std::size_t child, Place first) {
      members.front().insert(surname);
      members[child].insert(first);
    });
    return members;
  }

 private:
  template <typename Work>
  static void each_pair(const ChildPlaces& children, const match::Divisions& divisions,
                        match::Tries& tries, const Work& work) {
    // The body begins farther from the headline than it looks.
    const auto position = [&](std::uint32_t word) {
      return word < divisions.headline_words ? word : word + schema::kFieldGap;
    };
    const auto between = [&](Place before, Place after) {
      return position(after.begin) - position(before.end) - 1;
    };
    for (const Place surname : children.front()) {
      for (std::size_t child = 1; child < children.size(); ++child) {
        for (const Place first : children[child]) {
          tries.count();
          const bool is_initial = child > 1;
          if ((first.end < surname.begin && between(first, surname) <= kMostBetween) ||
              (!is_initial && surname.end < first.begin && between(surname, first) == 0)) {
            work(surname, child, first);
          }
        }
      }
    }
  }
};

}  // namespace

const Operator& names_operator() {
  static const Names names;
  return names;
}

}  // namespace dateline::query
