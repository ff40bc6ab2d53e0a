// SPDX-License-Identifier: GPL-2.0-or-later
// Operators with all helpful brackets; fields and forms at each word; words as they are compared.
#include "common/engine/query/canonical.h"

#include "common/engine/query/leaf.h"
#include "common/text/fold.h"
#include "common/text/spelling.h"
#include "common/text/term.h"
#include "common/text/tokenizer.h"

#include <initializer_list>
#include <vector>

#include <fmt/format.h>

namespace dateline::query {
namespace {

bool is_word(std::string_view text) {
  text::Token token;
  return text::next_token(text, 0, token) && token.begin == 0 && token.end == text.size();
}

/// `other`, if it is a single word like `word`.
std::string in_place_of(std::string_view word, std::string other) {
  return is_word(other) ? other : std::string(word);
}

/// The first of `others` that is a word which articles of every language have where they have
/// `word`; `word` itself if none is.
std::string alike(std::string_view word, std::initializer_list<std::string> others) {
  for (const std::string& other : others) {
    if (is_word(other) && text::same_in_every_language(word, other)) return other;
  }
  return std::string(word);
}

}  // namespace

std::string compared(std::string_view word, Form form) {
  if (form != Form::Stem) return alike(word, {text::spelling(word, form == Form::Cased)});
  return alike(word, {text::normalise(word, ""), text::fold_as_written(word)});
}

std::string compared_words(const std::string& text, Form form) {
  std::vector<std::string> words;
  for (const text::Token token : text::tokens(text)) {
    words.push_back(compared(token.in(text), form));
  }
  return words.empty() ? text : in_a_row(words);
}

std::string in_a_row(const std::vector<std::string>& words) {
  std::string row = fmt::format("{}", fmt::join(words, " "));
  if (ways_of(row).size() == 1) return row;
  return fmt::format("{}", fmt::join(words, ", "));
}

std::string as_written(std::string_view text) {
  std::string out;
  std::size_t at = 0;
  for (const text::Token token : text::tokens(text)) {
    const std::string_view word = token.in(text);
    out += text.substr(at, token.begin - at);
    out += alike(word, {text::fold_as_written(word)});
    at = token.end;
  }
  return out += text.substr(at);
}

std::string folded_words(std::string_view text) {
  std::string out;
  std::size_t at = 0;
  for (const text::Token token : text::tokens(text)) {
    out += text.substr(at, token.begin - at);
    out += in_place_of(token.in(text), text::fold(token.in(text)));
    at = token.end;
  }
  return out += text.substr(at);
}

std::string in_quotes(const std::string& text) {
  if (text.find('"') == std::string::npos) return fmt::format("\"{}\"", text);
  if (text.find("“") == std::string::npos && text.find("”") == std::string::npos) {
    return fmt::format("“{}”", text);
  }
  return fmt::format("«{}»", text);
}

std::string in_field(const Node& node, const std::string& value) {
  if (node.field == Field::Text) return value;
  if (node.field == Field::Opening) return fmt::format("first{}({})", node.count, value);
  return fmt::format("{}:{}", name_of(node.field), value);
}

std::string in_form(Form form, const std::string& value) {
  switch (form) {
    case Form::Exact:
      return "=" + value;
    case Form::Cased:
      return fmt::format("caps({})", value);
    case Form::Stem:
      break;
  }
  return value;
}

std::string operand(const Node& node) {
  const std::string text = canonical(node);
  return operator_of(node).is_one_operand(node) ? text : fmt::format("({})", text);
}

std::string joined(const std::vector<Node>& nodes, std::string_view between) {
  std::vector<std::string> operands;
  for (const Node& node : nodes) operands.push_back(operand(node));
  return fmt::format("{}", fmt::join(operands, between));
}

std::string canonical(const Node& tree) {
  return operator_of(tree).canonical(tree);
}

}  // namespace dateline::query
