// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/engine/query/leaf.h"

#include "common/engine/plan/planner.h"
#include "common/text/spelling.h"
#include "common/text/tokenizer.h"

#include <fmt/format.h>

namespace dateline::query {
namespace {

/// How a word of that form may be written; null for any spelling.
std::shared_ptr<const Spellings> spellings_of(std::string_view word, Form form) {
  if (form == Form::Stem) return nullptr;
  const bool cased = form == Form::Cased;
  return std::make_shared<const Spellings>(Spellings{
      cased ? Spellings::By::Cased : Spellings::By::Exact, {text::spelling(word, cased)}});
}

}  // namespace

Node Leaf::read(std::string_view /*inside*/) const {
  return {};
}

void Leaf::add_meant(const Node& node, text::TermMaker& maker, std::vector<Meant>& meant) const {
  for (const text::Token token : text::tokens(node.text)) {
    const std::string_view word = token.in(node.text);
    const std::string& term = maker.term(word);
    if (term.empty()) continue;
    meant.push_back({term, spellings_of(word, node.form), nullptr});
  }
}

Step Leaf::plan(const Node& node, Planner& planner) const {
  return is_open() ? planner.places(node) : planner.words(node);
}

Placed Leaf::placed(const Node& node, Planner& planner, const std::string& language) const {
  return is_open() ? planner.placed_expansion(node) : planner.placed_words(node, language);
}

std::string where_in_words(const Node& node) {
  std::string form = node.form == Form::Exact   ? " in this form"
                     : node.form == Form::Cased ? " written like this"
                                                : "";
  switch (node.field) {
    case Field::Title:
      return form + " in the headline";
    case Field::Lead:
      return form + " in the first two paragraphs";
    case Field::Opening:
      return form + fmt::format(" in the first {} words", node.count);
    default:
      return form;
  }
}

}  // namespace dateline::query
