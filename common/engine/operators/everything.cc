// SPDX-License-Identifier: GPL-2.0-or-later
// Every article, for exclusions on their own.
#include "common/engine/plan/planner.h"
#include "common/engine/query/operator.h"

namespace dateline::query {
namespace {

class Everything final : public Operator {
 public:
  std::string_view kind() const override { return "everything"; }
  std::string in_words(const Node& /*node*/) const override { return "every article"; }
  std::string canonical(const Node& /*node*/) const override { return ""; }
  Step plan(const Node& /*node*/, Planner& /*planner*/) const override { return everything(); }
};

}  // namespace

const Operator& everything_operator() {
  static const Everything everything;
  return everything;
}

}  // namespace dateline::query
