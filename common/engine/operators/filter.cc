// SPDX-License-Identifier: GPL-2.0-or-later
// `source:reuters`, `lang:en`, `flag:date-future` and similar.
#include "common/engine/plan/planner.h"
#include "common/engine/query/canonical.h"
#include "common/engine/query/operator.h"
#include "common/fields/outlets.h"
#include "common/fields/schema.h"
#include "common/text/fold.h"
#include "common/text/tokenizer.h"

#include <fmt/format.h>

namespace dateline::query {
namespace {

Step named(const Node& node, const fields::Row& row, const Planner& planner) {
  if (node.exact) return term_step(schema::facet_term(row, node.text));
  Steps words;
  for (const text::Token token : text::tokens(node.text)) {
    words.push_back(term_step(schema::facet_word_term(row, token.in(node.text))));
  }
  if (words.empty()) planner.fail(node, "has no letter or digit to search for", "leave it out");
  return make(StepKind::All, std::move(words));
}

class Filter final : public Operator {
 public:
  std::string_view kind() const override { return "filter"; }
  std::string in_words(const Node& node) const override {
    return fmt::format("{} {} \"{}\"", name_of(node.field), node.exact ? "is exactly" : "holds",
                       node.text);
  }
  std::string canonical(const Node& node) const override {
    const std::string value = folded_words(node.text);
    return in_field(node, node.exact ? in_quotes(value) : value);
  }

  Step plan(const Node& node, Planner& planner) const override {
    const fields::Row& row = *row_of(node.field);
    if (row.terms == fields::Terms::Codes) {
      return term_step(std::string(row.prefix) + text::fold(node.text));
    }
    Step as_typed = named(node, row, planner);
    if (node.field != Field::Source && node.field != Field::Agency) return as_typed;
    const NewsSource* const known = SourceTable::built_in().find(node.text);
    if (known == nullptr) return as_typed;
    // Archives also hold the name as it was written, and older ones only that.
    Steps spellings = {std::move(as_typed)};
    for (const std::string& spelling : all_names(*known)) {
      spellings.push_back(term_step(schema::facet_term(row, spelling)));
    }
    return make(StepKind::Sum, std::move(spellings));
  }
};

}  // namespace

const Operator& filter_operator() {
  static const Filter filter;
  return filter;
}

}  // namespace dateline::query
