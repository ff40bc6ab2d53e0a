// SPDX-License-Identifier: GPL-2.0-or-later
// Everything about one operator of the query language: how it is written, here and in other
// languages, described, planned, answered by servers, and found in an article. Each has a file in
// this folder; to add one, also name it in Kind (tree.h) and in operators.cc.
#pragma once

#include "common/engine/query/dialect.h"
#include "common/engine/query/tree.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::segment {
class Reader;
}

namespace dateline::match {
class Positions;
class Tries;
struct Divisions;
struct Place;
}  // namespace dateline::match

namespace dateline::query {

class Leaf;
class Planner;
enum class StepKind;
struct Placed;
struct Places;
struct Step;

/// What another language writes between two operands.
struct Foreign {
  int rank = 0;           ///< of two operators, the one of lower rank binds tighter
  std::string text;       ///< as it is written here
  std::size_t words = 1;  ///< how many words it consists of there
};

/// Places of each child of a node, rising.
using ChildPlaces = std::vector<std::vector<match::Place>>;

/// What an operator does not override is done as most do it.
class Operator {
 public:
  Operator() = default;
  Operator(const Operator&) = delete;
  Operator& operator=(const Operator&) = delete;
  virtual ~Operator() = default;

  // --- How it is written -----------------------------------------------------------------------

  /// The operator that `typed` is between two operands, without them. Throws Error (Usage) for what
  /// is almost one.
  [[nodiscard]] virtual std::optional<Node> between(std::string_view /*typed*/) const { return {}; }
  /// The operator that `name` is directly before a bracket. Throws as between() does.
  [[nodiscard]] virtual std::optional<Node> before_bracket(std::string_view /*name*/) const {
    return {};
  }
  /// What completion inserts: names before a bracket with it, those between operands with a space.
  [[nodiscard]] virtual std::span<const std::string_view> completions() const { return {}; }
  /// Its lines of `--help`.
  [[nodiscard]] virtual std::string_view help() const { return {}; }

  /// What the folded `word`, followed by `next`, is in the dialect between two operands.
  [[nodiscard]] virtual std::optional<Foreign> in_dialect(Dialect /*dialect*/,
                                                          std::string_view /*word*/,
                                                          std::string_view /*next*/) const {
    return {};
  }
  /// Does the dialect also have `word` before an operand?
  [[nodiscard]] virtual bool is_before_operand(Dialect /*dialect*/,
                                               std::string_view /*word*/) const {
    return false;
  }
  /// What goes between operands in that dialect, to suggest when something else was written.
  [[nodiscard]] virtual std::string_view examples(Dialect /*dialect*/) const { return {}; }

  // --- How it is said --------------------------------------------------------------------------

  /// What programs call it, in `explain --format json`: `near`.
  [[nodiscard]] virtual std::string_view kind() const = 0;
  /// In plain words, children aside: `at 3 places or more:`.
  [[nodiscard]] virtual std::string in_words(const Node& node) const = 0;
  /// As it is written between its operands, or before a bracket: `NEAR/5`, `atleast3`.
  [[nodiscard]] virtual std::string name(const Node& /*node*/) const { return {}; }
  /// The query with all helpful brackets; see canonical.h.
  [[nodiscard]] virtual std::string canonical(const Node& node) const = 0;
  /// Does it need no brackets as an operand of others?
  [[nodiscard]] virtual bool is_one_operand(const Node& /*node*/) const { return true; }

  // --- What it asks ----------------------------------------------------------------------------

  /// Itself, if it is a word or several, of no other operators.
  [[nodiscard]] virtual const Leaf* leaf() const { return nullptr; }
  /// See query::may_stand_near.
  [[nodiscard]] virtual bool may_stand_near(const Node& /*node*/) const { return false; }
  /// The children that articles must have.
  [[nodiscard]] virtual std::span<const Node> wanted(const Node& node) const {
    return node.children;
  }
  /// As places in the text, unless overridden.
  [[nodiscard]] virtual Step plan(const Node& node, Planner& planner) const;
  /// For what may stand near, and asks for places: in articles of that language.
  [[nodiscard]] virtual Placed placed(const Node& node, Planner& planner,
                                      const std::string& language) const;

  // --- Where it stands -------------------------------------------------------------------------

  /// Its places in an article, given those of its children; with `one`, one place is enough. In any
  /// order; those of all children, unless overridden.
  [[nodiscard]] virtual std::vector<match::Place> stand(const Asked& asked,
                                                        const ChildPlaces& children,
                                                        const match::Divisions& divisions,
                                                        match::Tries& tries, bool one) const;
  /// Do children count only if it finds them together?
  [[nodiscard]] virtual bool binds() const { return false; }
  /// For those that do: the places of each child that take part.
  [[nodiscard]] virtual std::vector<std::set<match::Place>> taking_part(
      const Asked& asked, const ChildPlaces& children, const match::Divisions& divisions,
      match::Tries& tries) const;
  /// A faster way to tell which articles have it, if there is one.
  [[nodiscard]] virtual std::unique_ptr<match::Positions> positions(
      const Places& places, const segment::Reader& segment) const;
  /// The step by which stock servers answer it if its children are terms; nothing if there is none.
  [[nodiscard]] virtual std::optional<StepKind> served(const Places& /*places*/) const {
    return {};
  }
};

/// The operator of nodes of that kind.
const Operator& operator_of(Kind kind);
inline const Operator& operator_of(const Node& node) {
  return operator_of(node.kind);
}

/// All of them, in the order in which help lists them.
std::span<const Operator* const> operators();

}  // namespace dateline::query
