// SPDX-License-Identifier: GPL-2.0-or-later
// Operators with all the brackets that a reader wants; fields and forms at each word; words as they
// are compared.
#include "common/query/canonical.h"

#include "common/text/compounds.h"
#include "common/text/fold.h"
#include "common/text/spelling.h"
#include "common/text/term.h"
#include "common/text/tokenizer.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace dateline::query {
namespace {

/// `other`, if it is a single word as `word` is.
std::string in_place_of(std::string_view word, std::string other) {
  text::Token token;
  const bool is_word =
      text::next_token(other, 0, token) && token.begin == 0 && token.end == other.size();
  return is_word ? other : std::string(word);
}

/// A word as it is compared with those of articles.
std::string compared(std::string_view word, Form form) {
  return in_place_of(word, form == Form::Stem ? text::normalise(word, "")
                                              : text::spelling(word, form == Form::Cased));
}

/// The words of `text`, with single blanks between them; `text` itself where it has none.
std::string compared_words(const std::string& text, Form form) {
  std::string words;
  for (const text::Token token : text::tokens(text)) {
    words += (words.empty() ? "" : " ") + compared(token.in(text), form);
  }
  return words.empty() ? text : words;
}

/// `text`, its words folded. What stands between them may be part of a name.
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

/// In quotes that it does not hold.
std::string quoted(const std::string& text) {
  if (text.find('"') == std::string::npos) return fmt::format("\"{}\"", text);
  if (text.find("“") == std::string::npos && text.find("”") == std::string::npos) {
    return fmt::format("“{}”", text);
  }
  return fmt::format("«{}»", text);
}

/// A field before its value, or a scope around its words.
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

/// Several words in one, as `12:30`, are a phrase; but `re-elect` is more than that.
std::string word(const Node& node) {
  const std::string folded = text::fold(node.text);
  if (node.form == Form::Stem && !text::joined_at_hyphens(folded).empty()) return folded;
  const std::string words = compared_words(node.text, node.form);
  const bool is_phrase = words.find(' ') != std::string::npos;
  return in_form(node.form, is_phrase ? quoted(words) : words);
}

std::string phrase(const Node& node) {
  if (node.children.empty()) {
    return in_form(node.form, quoted(compared_words(node.text, node.form)));
  }
  std::string words;
  for (const Node& child : node.children) {
    words +=
        (words.empty() ? "" : " ") +
        (child.kind == Kind::Wildcard ? folded_words(child.text) : compared(child.text, node.form));
  }
  return quoted(words);
}

std::string dates(const Node& node) {
  const DateRange days = node.dates;
  const std::string first = iso(from_day_number(days.first_day));
  const std::string last = iso(from_day_number(days.last_day));
  if (first == last) return first;
  const bool open_start = days.first_day <= all_days().first_day;
  const bool open_end = days.last_day >= all_days().last_day;
  if (open_start && !open_end) return ".." + last;
  return open_end && !open_start ? first + ".." : first + ".." + last;
}

std::string length(const Node& node) {
  if (node.most == kAnyLength) return node.least == 0 ? "0.." : fmt::format(">{}", node.least - 1);
  if (node.least == node.most) return fmt::format("{}", node.least);
  return fmt::format("{}..{}", node.least, node.most);
}

std::string written(const Node& node);

/// What the parser puts beside a word that a hyphen parts.
bool is_joined_form(const Node& before, const Node& node) {
  return before.kind == Kind::Word && node.kind == Kind::Word && before.field == node.field &&
         before.form == Form::Stem && node.text == text::joined_at_hyphens(before.text);
}

std::vector<const Node*> alternatives(const Node& either) {
  std::vector<const Node*> all;
  for (const Node& child : either.children) {
    const Node* const before = &child == &either.children.front() ? nullptr : &child - 1;
    if (before == nullptr || !is_joined_form(*before, child)) all.push_back(&child);
  }
  return all;
}

bool is_one_operand(const Node& node) {
  switch (node.kind) {
    case Kind::Or:
      return alternatives(node).size() == 1;
    case Kind::And:
    case Kind::Near:
    case Kind::Ranked:
      return false;
    default:
      return true;
  }
}

std::string operand(const Node& node) {
  return is_one_operand(node) ? written(node) : fmt::format("({})", written(node));
}

std::string joined(const std::vector<Node>& nodes, std::string_view between) {
  std::vector<std::string> operands;
  for (const Node& node : nodes) operands.push_back(operand(node));
  return fmt::format("{}", fmt::join(operands, between));
}

std::string either(const Node& node) {
  std::vector<std::string> operands;
  for (const Node* child : alternatives(node)) operands.push_back(operand(*child));
  return fmt::format("{}", fmt::join(operands, " OR "));
}

/// Exclusions from everything, which no operator joins: `-a -b`.
std::string exclusions(std::vector<Node>::const_iterator from,
                       std::vector<Node>::const_iterator to) {
  std::string text;
  for (; from != to; ++from) text += (text.empty() ? "-" : " -") + operand(from->children.front());
  return text;
}

std::string all_of(const Node& node) {
  std::string text;
  for (auto at = node.children.begin(); at != node.children.end();) {
    const bool from_everything = at->kind == Kind::Everything;
    const auto end = from_everything
                         ? std::find_if(at + 1, node.children.end(),
                                        [](const Node& n) { return n.kind != Kind::Not; })
                         : at + 1;
    std::string part = from_everything ? exclusions(at + 1, end) : operand(*at);
    at = end;
    if (part.empty()) continue;  // everything, of which other parts are left
    const bool is_whole = text.empty() && at == node.children.end();
    if (from_everything && !is_whole) part = fmt::format("({})", part);
    text += (text.empty() ? "" : " AND ") + part;
  }
  return text;
}

std::string written(const Node& node) {
  switch (node.kind) {
    case Kind::Everything:
      return "";
    case Kind::Word:
      return in_field(node, word(node));
    case Kind::Wildcard:
      return in_field(node, folded_words(node.text));
    case Kind::Fuzzy:
      return in_field(node, fmt::format("fuzzy({},{})", folded_words(node.text), node.distance));
    case Kind::Phrase:
      return in_field(node, phrase(node));
    case Kind::Near:
      return joined(node.children, fmt::format(" {} ", operator_of(node)));
    case Kind::AtLeast:
      return fmt::format("atleast{}({})", node.count, written(node.children.front()));
    case Kind::Filter:
      return in_field(node, node.exact ? quoted(folded_words(node.text)) : folded_words(node.text));
    case Kind::DateIs:
      return in_field(node, dates(node));
    case Kind::DateNone:
      return in_field(node, "none");
    case Kind::Length:
      return in_field(node, length(node));
    case Kind::Story:
      return in_field(node, node.text);
    case Kind::First:
      return in_field(node, "yes");
    case Kind::And:
      return all_of(node);
    case Kind::Or:
      return either(node);
    case Kind::Not:
      return "NOT " + operand(node.children.front());
    case Kind::Ranked:
      return joined(node.children, " ");
  }
  return "";
}

}  // namespace

std::string canonical(const Node& tree) {
  return written(tree);
}

}  // namespace dateline::query
