// SPDX-License-Identifier: GPL-2.0-or-later
// Recursive descent over this grammar; operators bind tighter than juxtaposition:
//
//   query       := sequence
//   sequence    := unit+
//   unit        := disjunction
//   disjunction := conjunction ("OR" conjunction)*
//   conjunction := near (("AND" | "NOT" | "AND" "NOT") near)*
//   near        := unary ("NEAR/n" unary)*
//   unary       := ("-" | "NOT") primary | primary
//   primary     := [field ":"] (word | word"*" | "\"" phrase "\"" | "(" sequence ")")
//
// In a sequence, words, phrases and what is built of them are ranked alternatives; filters (fields
// other than title:) and exclusions restrict all of it.
#include "common/query/parser.h"

#include "common/query/date_words.h"
#include "common/query/error.h"
#include "common/query/lexer.h"
#include "common/text/compounds.h"

#include <algorithm>

#include <fmt/format.h>

namespace dateline::query {
namespace {

/// Made of filters only: it restricts a sequence and ranks nothing.
bool restricts(const Node& node) {
  switch (node.kind) {
    case Kind::Filter:
    case Kind::DateIs:
    case Kind::DateNone:
      return true;
    case Kind::Not:
      return true;
    case Kind::And:
    case Kind::Or:
      return std::all_of(node.children.begin(), node.children.end(), restricts);
    default:
      return false;
  }
}

bool may_stand_near(const Node& node) {
  if (node.kind == Kind::Word || node.kind == Kind::Prefix) return true;
  return node.kind == Kind::Or &&
         std::all_of(node.children.begin(), node.children.end(), may_stand_near);
}

Node parent(Kind kind, std::vector<Node> children) {
  Node node;
  node.kind = kind;
  node.span = {children.front().span.begin, children.back().span.end};
  for (Node& child : children) {
    if (child.kind == kind && (kind == Kind::And || kind == Kind::Or)) {
      std::move(child.children.begin(), child.children.end(), std::back_inserter(node.children));
    } else {
      node.children.push_back(std::move(child));
    }
  }
  return node;
}

class Parser {
 public:
  Parser(std::string_view text, const ParseOptions& options)
      : text_(text), options_(options), tokens_(lex(text)) {}

  Node query() {
    if (here().kind == TokenKind::End) return {};
    Node tree = sequence();
    if (here().kind == TokenKind::Close) {
      fail(here().span, "this bracket closes nothing", "remove it, or open one before it");
    }
    return tree;
  }

 private:
  [[noreturn]] void fail(Span span, const std::string& message, std::string hint) const {
    throw QueryError(message, std::move(hint), std::string(text_), span);
  }

  [[nodiscard]] const Token& here() const { return tokens_[at_]; }
  const Token& take() { return tokens_[at_++]; }

  [[nodiscard]] bool at_unit() const {
    return here().kind != TokenKind::End && here().kind != TokenKind::Close;
  }

  /// Everything, where no unit stands; what does stand there is for the caller to judge.
  Node sequence() {
    const std::size_t begin = here().span.begin;
    std::size_t end = begin;
    std::vector<Node> ranked;
    std::vector<Node> filters;
    while (at_unit()) {
      Node unit = disjunction();
      end = tokens_[at_ - 1].span.end;
      (restricts(unit) ? filters : ranked).push_back(std::move(unit));
    }
    std::vector<Node> all;
    if (options_.require_all) {
      all = std::move(ranked);
    } else if (ranked.size() == 1) {
      all.push_back(std::move(ranked.front()));
    } else if (!ranked.empty()) {
      all.push_back(parent(Kind::Ranked, std::move(ranked)));
    }
    if (all.empty() && std::all_of(filters.begin(), filters.end(),
                                   [](const Node& node) { return node.kind == Kind::Not; })) {
      all.emplace_back();  // exclusions alone exclude from everything
      all.back().span = {begin, begin};
    }
    std::move(filters.begin(), filters.end(), std::back_inserter(all));
    if (all.size() == 1) return std::move(all.front());
    Node node = parent(Kind::And, std::move(all));
    node.span = {begin, end};
    return node;
  }

  Node disjunction() {
    std::vector<Node> children;
    children.push_back(conjunction());
    while (here().kind == TokenKind::Or) {
      const Token& op = take();
      expect_operand(op, "OR");
      children.push_back(conjunction());
    }
    return children.size() == 1 ? std::move(children.front())
                                : parent(Kind::Or, std::move(children));
  }

  Node conjunction() {
    std::vector<Node> children;
    children.push_back(near());
    while (here().kind == TokenKind::And || here().kind == TokenKind::Not) {
      const Token& op = take();
      const bool both = op.kind == TokenKind::And && here().kind == TokenKind::Not;
      const bool negated = op.kind == TokenKind::Not || both;
      if (both) take();
      expect_operand(op, negated ? "NOT" : "AND");
      Node operand = near();
      children.push_back(negated ? negation(std::move(operand), op.span.begin)
                                 : std::move(operand));
    }
    return children.size() == 1 ? std::move(children.front())
                                : parent(Kind::And, std::move(children));
  }

  Node near() {
    std::vector<Node> children;
    children.push_back(unary());
    unsigned distance = 0;
    while (here().kind == TokenKind::Near) {
      const Token& op = take();
      expect_operand(op, "NEAR");
      if (distance != 0 && distance != op.distance) {
        fail(op.span, "one chain of NEAR takes one distance",
             fmt::format("write NEAR/{} here too, or join two NEARs by AND", distance));
      }
      distance = op.distance;
      children.push_back(unary());
    }
    if (children.size() == 1) return std::move(children.front());
    for (const Node& child : children) {
      if (!may_stand_near(child)) {
        fail(child.span, "NEAR takes words, word* and (a OR b)",
             "put single words on both sides of NEAR");
      }
    }
    Node node = parent(Kind::Near, std::move(children));
    node.distance = distance;
    return node;
  }

  Node unary() {
    if (here().kind != TokenKind::Minus && here().kind != TokenKind::Not) return primary();
    const Token& op = take();
    if (here().kind == TokenKind::Minus || here().kind == TokenKind::Not) {
      fail(here().span, "this excludes twice", "leave one of the two out");
    }
    expect_operand(op, op.kind == TokenKind::Not ? "NOT" : "-");
    return negation(primary(), op.span.begin);
  }

  static Node negation(Node child, std::size_t begin) {
    if (child.kind == Kind::Not) return std::move(child.children.front());
    Node node;
    node.kind = Kind::Not;
    node.span = {begin, child.span.end};
    node.children.push_back(std::move(child));
    return node;
  }

  void expect_operand(const Token& op, std::string_view name) const {
    switch (here().kind) {
      case TokenKind::End:
      case TokenKind::Close:
      case TokenKind::And:
      case TokenKind::Or:
      case TokenKind::Near:
        fail(op.span, fmt::format("nothing follows this '{}'", name),
             fmt::format("give it a word on its right, or search for \"{}\" in quotes", name));
      default:
        break;
    }
  }

  Node primary() {
    const Token& token = take();
    switch (token.kind) {
      case TokenKind::Word:
        return leaf(Kind::Word, token);
      case TokenKind::Prefix:
        return leaf(Kind::Prefix, token);
      case TokenKind::Phrase:
        return leaf(Kind::Phrase, token);
      case TokenKind::Open:
        return bracket(token);
      case TokenKind::FieldName:
        return field_value(token);
      default:
        fail(token.span,
             fmt::format("nothing stands before this '{}'",
                         text_.substr(token.span.begin, token.span.end - token.span.begin)),
             "give it a word on its left, or put it in quotes to search for it");
    }
  }

  Node bracket(const Token& open) {
    if (++depth_ > kMaxQueryDepth) {
      fail(open.span, fmt::format("brackets are nested more than {} deep", kMaxQueryDepth),
           "simplify the query");
    }
    if (here().kind == TokenKind::Close) {
      fail({open.span.begin, here().span.end}, "there is nothing in these brackets",
           "leave them out");
    }
    Node inside = sequence();
    if (here().kind != TokenKind::Close) {
      fail(open.span, "this bracket is never closed", fmt::format("close it: {})", text_));
    }
    inside.span = {open.span.begin, take().span.end};
    --depth_;
    return inside;
  }

  Node field_value(const Token& name) {
    if (field_ != Field::Text) {
      fail(name.span, "a field cannot stand inside another field's brackets",
           "close the brackets before it");
    }
    switch (here().kind) {
      case TokenKind::Word:
      case TokenKind::Prefix:
      case TokenKind::Phrase:
      case TokenKind::Open:
        break;
      default:
        fail(name.span, "this field is followed by no value",
             "write the value directly after the colon");
    }
    field_ = name.field;
    Node value = primary();
    field_ = Field::Text;
    value.span.begin = name.span.begin;
    return value;
  }

  Node leaf(Kind kind, const Token& token) {
    Node node;
    node.kind = kind;
    node.field = field_;
    node.span = token.span;
    node.text = token.text;
    if (field_ == Field::Text || field_ == Field::Title) {
      return kind == Kind::Word ? with_joined_form(std::move(node)) : node;
    }
    if (kind == Kind::Prefix) {
      fail(token.span, fmt::format("'*' does not work in {}:", name_of(field_)),
           "write whole words; any word of the name will do");
    }
    if (field_ == Field::Date) return date(std::move(node));
    node.kind = Kind::Filter;
    node.exact = kind == Kind::Phrase;
    return node;
  }

  /// `re-elect` finds `reelect` too; as typed it is the phrase "re elect", the form of texts that
  /// part the word by a hyphen or a blank.
  static Node with_joined_form(Node node) {
    Node joined = node;
    joined.text = text::joined_at_hyphens(node.text);
    if (joined.text.empty()) return node;
    Node either;
    either.kind = Kind::Or;
    either.field = node.field;
    either.span = node.span;
    either.children = {std::move(node), std::move(joined)};
    return either;
  }

  Node date(Node node) const {
    if (node.text == "none") {
      node.kind = Kind::DateNone;
      node.text.clear();
      return node;
    }
    try {
      node.dates = read_range(node.text, options_.today);
    } catch (const Error& e) {
      fail(node.span, e.what(), e.hint());
    }
    node.kind = Kind::DateIs;
    node.text.clear();
    return node;
  }

  std::string_view text_;
  const ParseOptions& options_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  unsigned depth_ = 0;
  Field field_ = Field::Text;
};

}  // namespace

Node parse(std::string_view text, const ParseOptions& options) {
  return Parser(text, options).query();
}

}  // namespace dateline::query
