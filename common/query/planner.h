// SPDX-License-Identifier: GPL-2.0-or-later
// How plans are made: what plan.cc, plan_places.cc and plan_lists.cc share.
#pragma once

#include "common/archive/archive.h"
#include "common/query/error.h"
#include "common/query/expansion.h"
#include "common/query/places.h"
#include "common/query/plan.h"
#include "common/schema.h"
#include "common/text/term.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::query {

/// The terms that stand for something in one language, and equal for several.
template <typename Terms>
using ByLanguage = std::map<Terms, std::vector<std::string>>;

using Steps = std::vector<Step>;

Step make(Step::Op op, Steps children);
Step term_step(std::string term, std::size_t worth = kUnscored);

class Planner {
 public:
  /// With `asked`, frequencies are not looked up: the terms are put there.
  Planner(const Archive& archive, std::string_view text, const Limits& limits,
          const Deadline& deadline, std::set<std::string>* asked = nullptr);

  Plan run(const Node& tree);

 private:
  /// Where something stands, and what finds the articles where it may.
  struct Placed {
    Places places;
    Step candidates;
  };

  // plan.cc
  std::uint64_t frequency(const std::string& term) const;
  Step step(const Node& node);
  Steps steps(const std::vector<Node>& nodes);
  Step all_of(const Node& node);
  std::size_t worth_of(const std::vector<std::string>& terms);
  Step scored_term(const std::string& term) { return term_step(term, worth_of({term})); }
  Steps scored_terms(const std::vector<std::string>& terms);
  /// The terms of the words in `node.text`, in each language, without prefix.
  ByLanguage<std::vector<std::string>> terms_of(const Node& node);
  Step confined(Step step, const std::vector<std::string>& languages) const;
  Step words(const Node& node);
  std::vector<std::string> operand(const Node& node, const std::string& language);
  std::optional<Step> near_of_terms(const Node& node);
  Step filter(const Node& node);
  Step name(const Node& node, const schema::Facet& facet);

  // plan_places.cc
  Step places(const Node& node);
  Placed placed(const Node& node, const std::string& language);
  Placed placed_words(const Node& node, const std::string& language);
  Placed placed_expansion(const Node& node);
  Placed placed_all(const Node& node, Places::Op op, const std::string& language);
  const Expansion& expansion(const Node& node);

  // plan_lists.cc
  Step length(const Node& node);
  Step story(const Node& node);
  Step first_of_stories(const Node& node);
  Step dates_of(const Node& node, schema::Slot slot);

  [[nodiscard]] QueryError failure(Span span, const std::string& message, std::string hint) const;
  [[noreturn]] void fail(const Node& node, const std::string& message, std::string hint) const {
    throw failure(node.span, message, std::move(hint));
  }
  [[noreturn]] void too_many(const Node& node) const;
  [[nodiscard]] std::string checked_pattern(const Node& node) const;
  /// What that shard is asked for `root`. Throws RefusedByShard when its servers cannot answer.
  [[nodiscard]] Step served(const Step& root, const ServedShard& shard) const;

  const Archive& archive_;
  std::string_view text_;
  Limits limits_;
  const Deadline& deadline_;
  std::set<std::string>* asked_;
  std::uint64_t documents_;
  std::map<std::string, text::TermMaker> makers_;
  std::vector<double> worths_;
  std::map<std::string, Expansion> expansions_;
  std::vector<Expanded> expanded_;
};

/// The prefix of the terms that are found in the node's field.
inline std::string prefix_of(const Node& node) {
  return std::string(node.field == Field::Title ? schema::kHeadlinePrefix : std::string_view());
}

}  // namespace dateline::query
