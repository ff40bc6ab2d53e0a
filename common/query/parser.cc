// SPDX-License-Identifier: GPL-2.0-or-later
// Recursive descent over this grammar; operators bind tighter than juxtaposition:
//
//   query       := sequence
//   sequence    := disjunction+
//   disjunction := conjunction ("OR" conjunction)*
//   conjunction := near (("AND" | "NOT" | "AND" "NOT") near)*
//   near        := unary (proximity unary)*          one operator throughout
//   proximity   := "NEAR" | ("NEAR/" | "w/" | "pre/") n | ("w/" | "pre/") ("s" | "p")
//   unary       := ("-" | "NOT") primary | primary
//   primary     := [field ":"] ( ["="] (word | phrase) | wildcard | fuzzy | group )
//   wildcard    := word with "*" or "?" in it | "wildcard(" such a word ")"
//   group       := "(" sequence ")"
//                | ("headline" | "lead" | "firstN" | "caps" | "atleastN") "(" sequence ")"
//
// In a sequence, words, phrases and what is built of them are ranked alternatives; filters (fields
// whose values are no words of the text) and exclusions restrict all of it.
#include "common/query/parser.h"

#include "common/query/error.h"
#include "common/query/lexer.h"
#include "common/query/names.h"
#include "common/query/properties.h"
#include "common/text/compounds.h"
#include "common/text/tokenizer.h"
#include "common/text/utf8.h"

#include <algorithm>

#include <fmt/format.h>

namespace dateline::query {
namespace {

/// Made of filters and exclusions only: it restricts a sequence and ranks nothing.
bool restricts(const Node& node) {
  switch (node.kind) {
    case Kind::Everything:
    case Kind::Filter:
    case Kind::DateIs:
    case Kind::DateNone:
    case Kind::Length:
    case Kind::Story:
    case Kind::First:
    case Kind::Not:
      return true;
    case Kind::And:
    case Kind::Or:
      return std::all_of(node.children.begin(), node.children.end(), restricts);
    default:
      return false;
  }
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

/// Has errors point at `span`, wherever in a saved query they are.
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
        open_(std::move(open)) {}

  Node query() {
    if (here().kind == TokenKind::End) return {};
    Node tree = sequence();
    if (here().kind == TokenKind::Close) {
      fail(here().span, "this bracket closes nothing", "remove it, or open one before it");
    }
    return tree;
  }

  /// The text of what was read, with AND between the units of sequences.
  std::string joined() {
    std::stable_sort(insertions_.begin(), insertions_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::string out;
    std::size_t at = 0;
    for (const auto& [place, text] : insertions_) {
      out.append(text_.substr(at, place - at)).append(text);
      at = place;
    }
    return out.append(text_.substr(at));
  }

 private:
  [[noreturn]] void fail(Span span, const std::string& message, std::string hint) const {
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

  /// Everything, where no unit stands; what does stand there is for the caller to judge.
  Node sequence() {
    const std::size_t begin = here().span.begin;
    std::size_t end = begin;
    std::vector<Node> ranked;
    std::vector<Node> filters;
    std::vector<Unit> units;
    while (at_unit()) {
      const std::size_t unit_begin = here().span.begin;
      Node unit = disjunction();
      end = tokens_[at_ - 1].span.end;
      units.push_back({{unit_begin, end}, unit.kind == Kind::Or});
      (restricts(unit) ? filters : ranked).push_back(std::move(unit));
    }
    if (ranked.size() > 1) join(units);
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

  /// A part of a sequence.
  struct Unit {
    Span span;
    bool is_either = false;  ///< alternatives, which bind less than AND
  };

  void join(const std::vector<Unit>& units) {
    for (const Unit& unit : units) {
      std::string before = unit.is_either ? "(" : "";
      if (&unit != &units.front()) {
        const bool is_apart = text_[unit.span.begin - 1] == ' ';
        before = (is_apart ? "AND " : " AND ") + before;
      }
      insertions_.emplace_back(unit.span.begin, before);
      if (unit.is_either) insertions_.emplace_back(unit.span.end, ")");
    }
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
    Node node;
    std::string_view chain;  // the operator, as it was typed first
    while (here().kind == TokenKind::Near) {
      const Token& op = take();
      expect_operand(op, typed(op.span));
      if (children.size() > 1 &&
          (node.distance != op.distance || node.reach != op.reach || node.ordered != op.ordered)) {
        fail(op.span, fmt::format("one chain takes one operator, and this began with {}", chain),
             fmt::format("put brackets around what belongs together, or write {} here too", chain));
      }
      if (chain.empty()) chain = typed(op.span);
      node.distance = op.distance;
      node.reach = op.reach;
      node.ordered = op.ordered;
      children.push_back(unary());
    }
    if (children.size() == 1) return std::move(children.front());
    for (const Node& child : children) {
      expect_places(child, chain);
    }
    Node with_children = parent(Kind::Near, std::move(children));
    node.kind = Kind::Near;
    node.span = with_children.span;
    node.children = std::move(with_children.children);
    return node;
  }

  /// What is asked of places in the text can be asked of words and phrases, not of articles.
  void expect_places(const Node& node, std::string_view what) const {
    if (may_stand_near(node)) return;
    fail(node.span, fmt::format("{} takes words, phrases, word*, (a OR b) and the like", what),
         node.kind == Kind::Ranked || node.kind == Kind::And
             ? "join the words by OR, or make them a phrase by quotes"
             : "join by AND what is asked of the whole article");
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
      case TokenKind::Wildcard:
        return leaf(Kind::Wildcard, token);
      case TokenKind::Fuzzy:
        return leaf(Kind::Fuzzy, token);
      case TokenKind::Phrase:
        return leaf(Kind::Phrase, token);
      case TokenKind::Open:
        return bracket(token);
      case TokenKind::FieldName:
        return field_value(token);
      case TokenKind::Equals:
        return in_form(Form::Exact, token);
      case TokenKind::Caps:
        return in_form(Form::Cased, token);
      case TokenKind::AtLeast:
        return at_least(token);
      default:
        fail(token.span, fmt::format("nothing stands before this '{}'", typed(token.span)),
             "give it a word on its left, or put it in quotes to search for it");
    }
  }

  Node bracket(const Token& open) {
    if (++depth_ > options_.limits.depth) {
      fail(open.span, fmt::format("brackets are nested more than {} deep", options_.limits.depth),
           "simplify the query, or allow deeper brackets by --max-depth");
    }
    if (here().kind == TokenKind::Close) {
      fail({open.span.begin, here().span.end}, "there is nothing in these brackets",
           "leave them out");
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
      case TokenKind::Word:
      case TokenKind::Wildcard:
      case TokenKind::Fuzzy:
      case TokenKind::Phrase:
      case TokenKind::Open:
      case TokenKind::Equals:
      case TokenKind::Caps:
      case TokenKind::AtLeast:
        break;
      case TokenKind::Minus:
        fail(here().span, "a '-' excludes nothing behind a colon",
             fmt::format("put it before the field: -{}{}", typed(name.span),
                         typed(tokens_[at_ + 1].span)));
      case TokenKind::FieldName:
        fail(here().span, "a field is no value of another", "leave one of the two out");
      default:
        fail(name.span, "this field is followed by no value",
             "write the value directly after the colon");
    }
    field_ = name.field;
    count_ = name.count;
    Node value = primary();
    field_ = Field::Text;
    count_ = 0;
    value.span.begin = name.span.begin;
    return value;
  }

  Node in_form(Form form, const Token& token) {
    if (form_ != Form::Stem) {
      fail(token.span, "this word already stands in = or caps()", "leave one of the two out");
    }
    const TokenKind next = here().kind;
    if (form == Form::Exact && next != TokenKind::Word && next != TokenKind::Phrase) {
      fail(token.span, "'=' takes a word or a phrase", "write =word or =\"two words\"");
    }
    form_ = form;
    Node inside = primary();
    form_ = Form::Stem;
    inside.span.begin = token.span.begin;
    return inside;
  }

  Node at_least(const Token& token) {
    Node node;
    node.kind = Kind::AtLeast;
    node.count = token.count;
    node.children.push_back(primary());
    node.span = {token.span.begin, node.children.front().span.end};
    expect_places(node.children.front(), fmt::format("atleast{}()", token.count));
    return node;
  }

  [[nodiscard]] bool in_text() const {
    return field_ == Field::Text || field_ == Field::Title || field_ == Field::Lead ||
           field_ == Field::Opening;
  }

  Node leaf(Kind kind, const Token& token) {
    Node node;
    node.kind = kind;
    node.field = field_;
    node.count = count_;
    node.form = form_;
    node.span = token.span;
    node.text = token.text;
    node.distance = token.distance;
    const bool many = kind == Kind::Wildcard || kind == Kind::Fuzzy;
    if (in_text()) {
      if (many && form_ != Form::Stem) {
        fail(token.span, "wildcards and fuzzy() do not work in = and caps()",
             "join the words that you mean by OR");
      }
      if (kind == Kind::Wildcard && !has_letters(node.text)) {
        fail(token.span, "too few letters beside the wildcards",
             "give at least two: re*, *ion, w?m*n");
      }
      if (kind == Kind::Phrase) find_wildcards(node);
      return many || form_ != Form::Stem ? node : with_synonyms(std::move(node));
    }
    if (many || form_ != Form::Stem) {
      fail(token.span,
           fmt::format("wildcards, fuzzy(), = and caps() do not work in {}:", name_of(field_)),
           "write whole words; any word of the name will do");
    }
    if (field_ == Field::Saved) return saved(node);
    if (has_plain_value(field_) || field_ == Field::Flag) return property(std::move(node));
    node.kind = Kind::Filter;
    node.exact = kind == Kind::Phrase;
    return node;
  }

  /// Makes children of the words of a phrase that has wildcards in it.
  void find_wildcards(Node& phrase) const {
    const std::string& pieces = phrase.text;
    std::vector<Node> words;
    bool wild = false;
    for (std::size_t at = 0; at < pieces.size();) {
      const std::size_t begin = pieces.find_first_not_of(" \t\n\r", at);
      if (begin == std::string::npos) break;
      at = std::min(pieces.find_first_of(" \t\n\r", begin), pieces.size());
      const std::string piece = pieces.substr(begin, at - begin);
      if (piece == "*") refuse_any_word(phrase, begin);
      for (const Token& token : lex_phrase_word(piece)) {
        Node word;
        word.kind = token.kind == TokenKind::Wildcard ? Kind::Wildcard : Kind::Word;
        word.field = phrase.field;
        word.count = phrase.count;
        word.span = phrase.span;
        word.text = token.text;
        wild = wild || word.kind == Kind::Wildcard;
        words.push_back(std::move(word));
      }
    }
    if (wild && phrase.form == Form::Stem) phrase.children = std::move(words);
  }

  /// A `*` that stands alone at `at` of the phrase.
  [[noreturn]] void refuse_any_word(const Node& phrase, std::size_t at) const {
    const auto side = [](std::string_view words) {
      const std::string_view own = text::trim(words.substr(0, words.find('*')));
      return own.find(' ') == std::string_view::npos ? std::string(own)
                                                     : fmt::format("\"{}\"", own);
    };
    const std::string before = side(std::string_view(phrase.text).substr(0, at));
    const std::string behind = side(std::string_view(phrase.text).substr(at + 1));
    fail(phrase.span, "in a phrase * is part of a word, and stands for none",
         before.empty() || behind.empty()
             ? "leave it out"
             : fmt::format("for at most one word between: {} pre/2 {}", before, behind));
  }

  Node with_synonyms(Node node) const {
    Node plain = node.kind == Kind::Word ? with_joined_form(node) : node;
    if (options_.synonyms == nullptr) return plain;
    const std::vector<std::string>& others = options_.synonyms->of(node.text);
    if (others.empty()) return plain;
    std::vector<Node> all = {std::move(plain)};
    for (const std::string& other : others) {
      Node& synonym = all.emplace_back(node);
      synonym.text = other;
      synonym.children.clear();
      synonym.kind = text::tokens(other).size() > 1 ? Kind::Phrase : Kind::Word;
    }
    return parent(Kind::Or, std::move(all));
  }

  Node saved(const Node& node) const {
    if (!options_.saved) fail(node.span, "there are no saved queries here", "write the query out");
    try {
      const std::string text = options_.saved(open_, node.text);
      std::vector<std::string> open = open_;
      open.push_back(node.text);
      // It finds what it finds by itself, whatever is required around it.
      ParseOptions own = options_;
      own.require_all = false;
      Node inside = Parser(text, own, std::move(open)).query();
      place(inside, node.span);
      return inside;
    } catch (const QueryError& e) {
      fail(node.span, fmt::format("in the saved query '{}': {}", node.text, e.what()), e.hint());
    } catch (const Error& e) {
      fail(node.span, e.what(), e.hint());
    }
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

  Node property(Node node) const {
    const Span span = node.span;
    try {
      return read_property(std::move(node), options_.today);
    } catch (const Error& e) {
      fail(span, e.what(), e.hint());
    }
  }

  std::string_view text_;
  const ParseOptions& options_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  unsigned depth_ = 0;
  std::vector<std::string> open_;  ///< saved queries that `text_` stands in
  Field field_ = Field::Text;
  unsigned count_ = 0;
  Form form_ = Form::Stem;
  std::vector<std::pair<std::size_t, std::string>> insertions_;  ///< see joined()
};

}  // namespace

Node parse(std::string_view text, const ParseOptions& options) {
  return Parser(text, options).query();
}

std::string with_all_required(std::string_view text, const ParseOptions& options) {
  Parser parser(text, options);
  parser.query();
  return parser.joined();
}

}  // namespace dateline::query
