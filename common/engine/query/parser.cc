// SPDX-License-Identifier: GPL-2.0-or-later
// Recursive descent over this grammar; operators bind tighter than juxtaposition:
//
//   query       := sequence
//   sequence    := disjunction+
//   disjunction := conjunction ("OR" conjunction)*
//   conjunction := near (("AND" | "NOT" | "AND" "NOT") near)*
//   near        := unary (proximity unary)*          one operator throughout
//   proximity   := what an operator of query/operators is between operands: "w/" n
//   unary       := ("-" | "NOT") primary | primary
//   primary     := [field ":"] ( ["="] (word | phrase) | wildcard | fuzzy | names | group )
//   wildcard    := word with "*" or "?" in it | "wildcard(" such a word ")"
//   group       := "(" sequence ")"
//                | ("headline" | "lead" | "firstN" | "caps" | "exact" | "forms"
//                   | as an operator: "atleastN") group
//
// An article must have all of a sequence; with Reading::Any, and in any( ), one of its words,
// phrases and what is built from them, while filters (fields whose values are not words of the
// text) and exclusions restrict all of it.
#include "common/engine/query/parser.h"

#include "common/engine/query/error.h"
#include "common/engine/query/id_list.h"
#include "common/engine/query/leaf.h"
#include "common/engine/query/lexer.h"
#include "common/engine/query/names.h"
#include "common/engine/query/properties.h"
#include "common/text/tokenizer.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace dateline::query {
namespace {

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

/// Makes errors point at `span`, wherever in a saved query they are.
void place(Node& node, Span span) {
  node.span = span;
  for (Node& child : node.children) place(child, span);
}

class Parser {
 public:
  Parser(std::string_view text, const ParseOptions& options, std::vector<std::string> open = {})
      : text_(text),
        options_(options),
        tokens_(lex(text, options.limits)),
        open_(std::move(open)),
        plain_form_(options.form),
        reading_(options.reading) {}

  Node query() {
    if (here().kind == TokenKind::End) return {};
    Node tree = sequence();
    if (here().kind == TokenKind::Close) {
      fail(here().span, "this bracket closes nothing",
           mended("remove it, or open one before it", text_, here().span, ""));
    }
    return tree;
  }

 private:
  [[noreturn]] void fail(Span span, const std::string& message, Advice hint) const {
    throw QueryError(message, std::move(hint), std::string(text_), span);
  }

  [[nodiscard]] std::string_view typed(Span span) const {
    return text_.substr(span.begin, span.end - span.begin);
  }
  [[nodiscard]] const Token& here() const { return tokens_[at_]; }
  const Token& take() { return tokens_[at_++]; }

  [[nodiscard]] bool at_unit() const {
    return here().kind != TokenKind::End && here().kind != TokenKind::Close;
  }

  /// Everything, if there is no unit; the caller checks what is there instead.
  Node sequence() {
    const std::size_t begin = here().span.begin;
    std::size_t end = begin;
    const Reading reading = reading_;
    if (reading_ == Reading::Some) reading_ = Reading::All;
    std::vector<Node> ranked;
    std::vector<Node> filters;
    while (at_unit()) {
      Node unit = disjunction();
      end = tokens_[at_ - 1].span.end;
      (is_ranked(unit) ? ranked : filters).push_back(std::move(unit));
    }
    reading_ = reading;
    std::vector<Node> all;
    if (reading == Reading::All) {
      all = std::move(ranked);
    } else if (ranked.size() == 1) {
      all.push_back(std::move(ranked.front()));
    } else if (!ranked.empty()) {
      all.push_back(parent(Kind::Or, std::move(ranked)));
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
      const Token& last = op.kind == TokenKind::And && here().kind == TokenKind::Not ? take() : op;
      const bool negated = last.kind == TokenKind::Not;
      expect_operand(last, negated ? "NOT" : "AND");
      Node operand = near();
      children.push_back(negated ? negation(std::move(operand), last.span.begin)
                                 : std::move(operand));
    }
    return children.size() == 1 ? std::move(children.front())
                                : parent(Kind::And, std::move(children));
  }

  Node near() {
    std::vector<Node> children;
    children.push_back(unary());
    if (here().kind != TokenKind::Infix) return std::move(children.front());
    const Node op = here().node;
    const std::string_view chain = typed(here().span);  // as it was first typed
    while (here().kind == TokenKind::Infix) {
      const Token& next = take();
      expect_operand(next, typed(next.span));
      if (next.node != op) {
        fail(next.span, fmt::format("use one operator throughout; this chain began with {}", chain),
             fmt::format("put brackets around what belongs together, or write {} here too", chain));
      }
      children.push_back(unary());
    }
    for (const Node& child : children) expect_places(child, chain);
    return with_children(op, std::move(children));
  }

  static Node with_children(Node node, std::vector<Node> children) {
    node.span = {children.front().span.begin, children.back().span.end};
    node.children = std::move(children);
    return node;
  }

  /// Operators on places in the text take words and phrases, not articles.
  void expect_places(const Node& node, std::string_view what) const {
    if (may_stand_near(node)) return;
    fail(node.span, fmt::format("{} takes words, phrases, word*, (a OR b) and the like", what),
         node.kind == Kind::And ? "join the words by OR, or make them a phrase by quotes"
                                : "use AND for what concerns the whole article");
  }

  Node unary() {
    if (here().kind != TokenKind::Minus && here().kind != TokenKind::Not) return primary();
    const Token& op = take();
    if (here().kind == TokenKind::Minus || here().kind == TokenKind::Not) {
      fail(here().span, "this is excluded twice", "leave one of the two out");
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
      case TokenKind::Infix:
        fail(op.span, fmt::format("nothing follows this '{}'", name),
             fmt::format("give it a word on its right, or search for \"{}\" in quotes", name));
      default:
        break;
    }
  }

  Node primary() {
    const Token& token = take();
    switch (token.kind) {
      case TokenKind::Leaf:
        return leaf(token);
      case TokenKind::Open:
        return bracket(token);
      case TokenKind::FieldName:
        return field_value(token);
      case TokenKind::Form:
        return in_form(token);
      case TokenKind::PlainForm:
        return in_plain_form(token);
      case TokenKind::Function:
        return call(token);
      default:
        fail(token.span, fmt::format("nothing stands before this '{}'", typed(token.span)),
             "give it a word on its left, or put it in quotes to search for it");
    }
  }

  Node bracket(const Token& open) {
    if (++depth_ > options_.limits.depth) {
      fail(open.span, fmt::format("brackets are nested more than {} deep", options_.limits.depth),
           {"simplify the query, or allow deeper brackets", Setting::MaxDepth});
    }
    if (here().kind == TokenKind::Close) {
      const Span span = {open.span.begin, here().span.end};
      fail(span, "there is nothing in these brackets", mended("leave them out", text_, span, ""));
    }
    Node inside = sequence();
    if (here().kind != TokenKind::Close) {
      fail(open.span, "this bracket is never closed", close_hint(text_, depth_));
    }
    inside.span = {open.span.begin, take().span.end};
    --depth_;
    return inside;
  }

  Node field_value(const Token& name) {
    if (field_ != Field::Text) {
      fail(name.span, "a field cannot stand inside another field's brackets",
           "write it outside of them, as in headline(flood) source:reuters");
    }
    switch (here().kind) {
      case TokenKind::Leaf:
      case TokenKind::Open:
      case TokenKind::Form:
      case TokenKind::PlainForm:
      case TokenKind::Function:
        break;
      case TokenKind::Minus:
        fail(here().span, "a '-' cannot follow a colon",
             fmt::format("put it before the field: -{}{}", typed(name.span),
                         typed(tokens_[at_ + 1].span)));
      case TokenKind::FieldName:
        fail(here().span, "a field cannot be another field's value", "leave one of the two out");
      default:
        fail(name.span, "no value follows this field", "write the value directly after the colon");
    }
    field_ = name.node.field;
    count_ = name.node.count;
    Node value = primary();
    field_ = Field::Text;
    count_ = 0;
    value.span.begin = name.span.begin;
    return value;
  }

  Node in_form(const Token& token) {
    if (form_ != Form::Stem) {
      fail(token.span, "this word is already in = or caps()", "leave one of the two out");
    }
    const Kind next = here().node.kind;
    const bool is_word =
        here().kind == TokenKind::Leaf && (next == Kind::Word || next == Kind::Phrase);
    if (token.node.form == Form::Exact && !is_word) {
      fail(token.span, "'=' takes a word or a phrase", "write =word or =\"two words\"");
    }
    form_ = token.node.form;
    Node inside = primary();
    form_ = Form::Stem;
    inside.span.begin = token.span.begin;
    return inside;
  }

  /// What exact( ) or forms( ) holds.
  Node in_plain_form(const Token& token) {
    const Form around = std::exchange(plain_form_, token.node.form);
    Node inside = primary();
    plain_form_ = around;
    inside.span.begin = token.span.begin;
    return inside;
  }

  /// What any( ) holds.
  Node either() {
    const Reading around = std::exchange(reading_, Reading::Any);
    Node inside = primary();
    reading_ = around;
    return inside;
  }

  Node call(const Token& token) {
    if (token.node.kind == Kind::Or) return either();
    std::vector<Node> children;
    children.push_back(primary());
    const std::size_t end = children.front().span.end;
    Node node = with_children(token.node, std::move(children));
    node.span = {token.span.begin, end};
    expect_places(node.children.front(), operator_of(node).name(node) + "()");
    return node;
  }

  [[nodiscard]] bool in_text() const {
    return field_ == Field::Text || field_ == Field::Title || field_ == Field::Lead ||
           field_ == Field::Opening;
  }

  Node leaf(const Token& token) {
    Node node = token.node;
    node.field = field_;
    node.count = count_;
    node.form = form_;
    node.span = token.span;
    const Leaf& op = *operator_of(node).leaf();
    if (in_text()) {
      if (op.is_open() && form_ != Form::Stem) {
        fail(token.span, "wildcards, fuzzy() and names() do not work in = and caps()",
             "join the words that you mean by OR");
      }
      Node plain = read(node.span, [&] { return prepared(node, op); });
      return op.is_open() || form_ != Form::Stem ? plain : with_synonyms(node, std::move(plain));
    }
    if (op.is_open() || form_ != Form::Stem) {
      fail(token.span,
           fmt::format("wildcards, fuzzy(), = and caps() do not work in {}:", name_of(field_)),
           "write whole words; any word of the name will do");
    }
    if (field_ == Field::Saved) return saved(node);
    if (field_ == Field::Id && node.kind == Kind::Word && node.text.starts_with('@')) {
      return listed_ids(node);
    }
    if (field_ == Field::Name) {
      node.kind = Kind::Name;
      node.field = Field::Text;
      return read(node.span, [&] { return operator_of(node).leaf()->in_text(node); });
    }
    if (has_plain_value(field_) || field_ == Field::Flag) {
      return read(node.span, [&] { return read_property(node, options_.today); });
    }
    node.exact = node.kind == Kind::Phrase;
    node.kind = Kind::Filter;
    return node;
  }

  /// The node prepared for searching in the text, in the form of plain words.
  [[nodiscard]] Node prepared(const Node& node, const Leaf& op) const {
    Node plain = op.in_text(node);
    if (plain_form_ == Form::Stem || form_ != Form::Stem || op.is_open()) return plain;
    // Forms are asked for as they are typed.
    if (plain.kind == Kind::Or) plain = Node(plain.children.front());
    if (plain.kind == Kind::Phrase && !plain.children.empty()) return neighbours(std::move(plain));
    plain = node;
    plain.form = plain_form_;
    return op.in_text(plain);
  }

  /// The words and wildcards of a phrase, each word in the form of plain words.
  [[nodiscard]] Node neighbours(Node phrase) const {
    for (Node& word : phrase.children) {
      if (word.kind == Kind::Word) word.form = plain_form_;
    }
    if (phrase.children.size() == 1) return std::move(phrase.children.front());
    Node near;
    near.kind = Kind::Near;
    near.ordered = true;
    near.distance = 1;
    near.span = phrase.span;
    near.children = std::move(phrase.children);
    return near;
  }

  /// The result of `read` on what is at `span`; its errors are reported with their place.
  template <typename Read>
  Node read(Span span, const Read& read) const {
    try {
      return read();
    } catch (const Error& error) {
      fail(span, error.what(), error.hint());
    }
  }

  /// `plain`, which is made from `typed`, or any of its synonyms.
  Node with_synonyms(const Node& typed, Node plain) const {
    if (options_.synonyms == nullptr) return plain;
    const std::vector<std::string>& others = options_.synonyms->of(typed.text);
    if (others.empty()) return plain;
    std::vector<Node> all = {std::move(plain)};
    for (const std::string& other : others) {
      Node& synonym = all.emplace_back(typed);
      synonym.text = other;
      synonym.kind = text::tokens(other).size() > 1 ? Kind::Phrase : Kind::Word;
    }
    return parent(Kind::Or, std::move(all));
  }

  /// `id:@FILE`
  Node listed_ids(const Node& node) const {
    return read(node.span, [&] {
      if (!options_.ids) {
        throw Error(Code::Usage, "files of ids are not read here",
                    "write the ids out: id:(a OR b)");
      }
      Node any = with_id_among(options_.ids(node.text.substr(1)));
      place(any, node.span);
      return any;
    });
  }

  Node saved(const Node& node) const {
    if (!options_.saved) fail(node.span, "there are no saved queries here", "write the query out");
    try {
      const std::string text = options_.saved(open_, node.text);
      std::vector<std::string> open = open_;
      open.push_back(node.text);
      // It finds what it finds on its own, however the query around it is read.
      ParseOptions own = options_;
      own.reading = Reading::All;
      own.form = options_.saved_form;
      own.ids = nullptr;
      Node inside = Parser(text, own, std::move(open)).query();
      place(inside, node.span);
      return inside;
    } catch (const QueryError& e) {
      Advice hint = e.hint();
      hint.fix.clear();  // it fixes the saved query, not this one
      fail(node.span, fmt::format("in the saved query '{}': {}", node.text, e.what()), hint);
    } catch (const Error& e) {
      fail(node.span, e.what(), e.hint());
    }
  }

  std::string_view text_;
  const ParseOptions& options_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  unsigned depth_ = 0;
  std::vector<std::string> open_;  ///< saved queries that contain `text_`
  Field field_ = Field::Text;
  unsigned count_ = 0;
  Form form_ = Form::Stem;  ///< that = or caps( ) asks for
  Form plain_form_;         ///< of words without one
  Reading reading_;
};

}  // namespace

Node parse(std::string_view text, const ParseOptions& options) {
  return Parser(text, options).query();
}

}  // namespace dateline::query
