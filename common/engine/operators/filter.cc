// SPDX-License-Identifier: GPL-2.0-or-later
// `source:reuters`, `lang:en`, `flag:date-future` and similar.
#include "common/engine/operators/listed.h"
#include "common/engine/plan/outlet_spellings.h"
#include "common/engine/plan/planner.h"
#include "common/engine/query/canonical.h"
#include "common/engine/query/operator.h"
#include "common/fields/outlets.h"
#include "common/fields/record.h"
#include "common/fields/schema.h"
#include "common/text/fold.h"
#include "common/text/tokenizer.h"

#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

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

/// Is it an id or an address, which is compared as it is written?
bool is_verbatim(const Node& node) {
  return node.field == Field::Id || node.field == Field::Url;
}

/// The address stands in each article's summary, in the order of docids.
Step with_url(const Node& node, const Planner& planner) {
  const std::string member = fmt::format("\"url\":{}", dump(Json(node.text)));
  return chosen(node, planner, [&](const segment::Reader& reader) {
    return
        [&](std::uint32_t docid) { return reader.data(docid).find(member) != std::string::npos; };
  });
}

/// So that it is read as one value.
std::string verbatim(const std::string& value) {
  const bool is_plain =
      value.find_first_of(" \t()\"'“”„«»‘’‹›") == std::string::npos && !value.starts_with('@');
  return is_plain ? value : in_quotes(value);
}

class Filter final : public Operator {
 public:
  std::string_view kind() const override { return "filter"; }
  std::string in_words(const Node& node) const override {
    return fmt::format("{} {} \"{}\"", name_of(node.field), node.exact ? "is exactly" : "holds",
                       node.text);
  }
  std::string canonical(const Node& node) const override {
    if (is_verbatim(node)) return in_field(node, verbatim(node.text));
    const std::string value = folded_words(node.text);
    return in_field(node, node.exact ? in_quotes(value) : value);
  }

  Step plan(const Node& node, Planner& planner) const override {
    if (node.field == Field::Id) return term_step(schema::id_term(node.text));
    if (node.field == Field::Url) return with_url(node, planner);
    const fields::Row& row = *row_of(node.field);
    if (row.terms == fields::Terms::Codes) {
      return term_step(std::string(row.prefix) + text::fold(node.text));
    }
    Step as_typed = named(node, row, planner);
    if (node.field != Field::Source && node.field != Field::Agency) return as_typed;
    std::set<std::string> terms = other_spellings(planner.archive(), row, node.text);
    // Archives also hold a known name as it was written, and older ones only that.
    if (const NewsSource* const known = SourceTable::built_in().find(node.text)) {
      for (const std::string& spelling : all_names(*known)) {
        terms.insert(schema::facet_term(row, spelling));
      }
    }
    if (terms.empty()) return as_typed;
    Steps spellings = {std::move(as_typed)};
    for (const std::string& term : terms) spellings.push_back(term_step(term));
    return make(StepKind::Sum, std::move(spellings));
  }
};

}  // namespace

const Operator& filter_operator() {
  static const Filter filter;
  return filter;
}

}  // namespace dateline::query
