// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/engine/query/leaf.h"

#include "common/engine/plan/planner.h"
#include "common/errors/errors.h"
#include "common/text/compounds.h"
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

std::vector<std::string> ways_of(std::string_view text) {
  constexpr std::size_t kMost = 64;
  return text::ways_to_write(text, kMost);
}

Node in_any_way(Node node, std::vector<std::string> ways) {
  if (ways.empty()) {
    throw Error(Code::Usage, "too many of these words are written in more than one way",
                "make the phrase shorter");
  }
  if (ways.size() == 1) return node;
  Node either;
  either.kind = Kind::Or;
  either.field = node.field;
  either.span = node.span;
  for (std::string& way : ways) either.children.emplace_back(node).text = std::move(way);
  return either;
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
