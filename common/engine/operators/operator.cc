// SPDX-License-Identifier: GPL-2.0-or-later
// What most operators do.
#include "common/engine/query/operator.h"

#include "common/engine/match/near.h"
#include "common/engine/match/positions.h"
#include "common/engine/plan/planner.h"

namespace dateline::query {

Step Operator::plan(const Node& node, Planner& planner) const {
  return planner.places(node);
}

Placed Operator::placed(const Node& node, Planner& planner, const std::string& language) const {
  return planner.placed_children(node, language, StepKind::All);
}

std::vector<match::Place> Operator::stand(const Asked& /*asked*/, const ChildPlaces& children,
                                          const match::Divisions& /*divisions*/,
                                          match::Tries& /*tries*/, bool /*one*/) const {
  std::vector<match::Place> all;
  for (const auto& child : children) all.insert(all.end(), child.begin(), child.end());
  return all;
}

std::vector<std::set<match::Place>> Operator::taking_part(const Asked& /*asked*/,
                                                          const ChildPlaces& /*children*/,
                                                          const match::Divisions& /*divisions*/,
                                                          match::Tries& /*tries*/) const {
  return {};
}

std::unique_ptr<match::Positions> Operator::positions(const Places& /*places*/,
                                                      const segment::Reader& /*segment*/) const {
  return nullptr;
}

}  // namespace dateline::query
