// SPDX-License-Identifier: GPL-2.0-or-later
// Lucene's query language is close to Dateline's: what differs is rewritten in place, except `+`,
// which affects everything in the same brackets.
#include "common/engine/query/dialects/pieces.h"
#include "common/engine/query/error.h"

#include <algorithm>

#include <fmt/format.h>

namespace dateline::query {
namespace {

using Mark = Piece::Kind;

class Lucene {
 public:
  explicit Lucene(std::string_view text) : text_(text), pieces_(pieces_of(text)) {}

  std::string run() {
    std::string out = sequence();
    if (here().kind == Mark::Close)
      fail(here().span, "this bracket closes nothing", mended("remove it", text_, here().span, ""));
    return out;
  }

 private:
  /// Something between spaces, and whether `+` or `-` precedes it.
  struct Clause {
    enum class Sign { None, Plus, Minus, Operator } sign = Sign::None;
    std::string text;
    Span span;
  };

  [[noreturn]] void fail(Span span, const std::string& message, Advice hint) const {
    no_counterpart(text_, span, message, std::move(hint));
  }
  [[nodiscard]] const Piece& here() const { return pieces_[at_]; }

  std::string sequence() {
    std::vector<Clause> clauses;
    while (here().kind != Mark::End && here().kind != Mark::Close) clauses.push_back(clause());
    const auto has = [&](Clause::Sign sign) {
      return std::any_of(clauses.begin(), clauses.end(),
                         [&](const Clause& clause) { return clause.sign == sign; });
    };
    if (!has(Clause::Sign::Plus)) return in_order(clauses);
    std::vector<std::string> required;
    std::vector<std::string> any;
    std::string excluded;
    for (const Clause& clause : clauses) {
      if (clause.sign == Clause::Sign::Operator) {
        fail(clause.span, "'+' and operators cannot be mixed in one pair of brackets",
             "join all of it by AND, OR and NOT");
      }
      if (clause.sign == Clause::Sign::Minus) {
        excluded += " NOT " + clause.text;
        continue;
      }
      any.push_back(clause.text);
      if (clause.sign == Clause::Sign::Plus) required.push_back(clause.text);
    }
    std::string out = fmt::format("{}", fmt::join(required, " AND "));
    // What is not required raises the score.
    if (any.size() > required.size()) out += fmt::format(" AND ({})", fmt::join(any, " OR "));
    return out + excluded;
  }

  /// Of clauses without an operator between them, one is enough.
  static std::string in_order(const std::vector<Clause>& clauses) {
    std::string out;
    bool is_choice = false;
    bool after_operand = false;
    for (const Clause& clause : clauses) {
      if (!out.empty()) out += ' ';
      if (clause.sign == Clause::Sign::Minus) out += '-';
      const bool is_operand = clause.sign != Clause::Sign::Operator;
      is_choice = is_choice || (after_operand && is_operand);
      after_operand = is_operand;
      out += clause.text;
    }
    return is_choice ? fmt::format("any({})", out) : out;
  }

  Clause clause() {
    Clause clause;
    clause.span = here().span;
    if (here().kind == Mark::Word) {
      const std::string word = here().text;
      if (word == "AND" || word == "OR" || word == "NOT" || word == "&&" || word == "||" ||
          word == "!") {
        ++at_;
        clause.sign = Clause::Sign::Operator;
        clause.text = word == "&&" ? "AND" : word == "||" ? "OR" : word == "!" ? "NOT" : word;
        return clause;
      }
      const char first = word.front();
      if (first == '+' || first == '-' || first == '!') {
        clause.sign = first == '+' ? Clause::Sign::Plus : Clause::Sign::Minus;
        pieces_[at_].text.erase(0, 1);
        if (pieces_[at_].text.empty()) ++at_;
      }
    }
    clause.text = operand();
    return clause;
  }

  std::string operand() {
    if (here().kind == Mark::Open) {
      const Span open = here().span;
      ++at_;
      std::string inside = sequence();
      if (here().kind != Mark::Close) never_closed(text_, pieces_, open);
      ++at_;
      return "(" + inside + ")";
    }
    if (here().kind == Mark::Quoted) return phrase();
    if (here().kind != Mark::Word) fail(here().span, "a word is missing here", "give one");
    const Piece& piece = here();
    // `field:` directly before a phrase or bracket.
    if (piece.text.ends_with(':') && pieces_[at_ + 1].attached) {
      ++at_;
      return piece.text + operand();
    }
    const std::size_t range = piece.text.find_first_of("[{");
    if (range != std::string::npos && range > 0 && piece.text[range - 1] == ':') {
      return range_of(piece.text.substr(0, range));
    }
    ++at_;
    return word(piece);
  }

  /// `"a b"`, and `"a b"~5`: the words may be moved by that many places.
  std::string phrase() {
    const Piece quoted = here();
    ++at_;
    const bool sloppy = here().kind == Mark::Word && here().attached && here().text.front() == '~';
    if (!sloppy) return quoted.text;
    const std::string digits = here().text.substr(1);
    if (digits.empty() || digits.find_first_not_of("0123456789") != std::string::npos ||
        digits.size() > 3) {
      fail(here().span, "a number must follow this '~'", "write \"a b\"~5");
    }
    ++at_;
    std::vector<std::string> words;
    for (const Piece& piece :
         pieces_of(std::string_view(quoted.text).substr(1, quoted.text.size() - 2))) {
      if (piece.kind == Mark::Word) words.push_back(piece.text);
    }
    const std::size_t reach = std::stoul(digits) + std::max<std::size_t>(words.size(), 2) - 1;
    return fmt::format("({})", fmt::join(words, fmt::format(" w/{} ", reach)));
  }

  /// `date:[a TO b]`, whose parts are pieces.
  std::string range_of(const std::string& field) {
    const Span span = here().span;
    std::string inside;
    for (; here().kind == Mark::Word; ++at_) {
      inside += (inside.empty() ? "" : " ") + here().text;
      if (here().text.ends_with(']') || here().text.ends_with('}')) break;
    }
    const std::size_t to = inside.find(" TO ");
    if (here().kind != Mark::Word || to == std::string::npos) {
      fail(span, "this range is not [a TO b]", "write date:[2019-01 TO 2019-12]");
    }
    ++at_;
    if (inside[field.size()] == '{' || inside.back() == '}') {
      fail(span, "ranges that exclude their ends have no counterpart here",
           "write square brackets and the next day");
    }
    std::string begin = inside.substr(field.size() + 1, to - field.size() - 1);
    std::string end = inside.substr(to + 4, inside.size() - to - 5);
    if (begin == "*") begin.clear();
    if (end == "*") end.clear();
    return fmt::format("{}{}..{}", field, begin, end);
  }

  [[nodiscard]] std::string word(const Piece& piece) const {
    const std::string& word = piece.text;
    if (word.find('^') != std::string::npos) {
      fail(piece.span, "weights have no counterpart here", "leave '^' and its number out");
    }
    if (word.front() == '[' || word.front() == '{') {
      fail(piece.span, "this range has no field", "write date:[2019-01 TO 2019-12]");
    }
    if (word.front() == '_' && word.find(':') != std::string::npos) {
      fail(piece.span,
           fmt::format("'{}' has no counterpart here", word.substr(0, word.find(':') + 1)),
           "leave it out");
    }
    if (word.size() > 2 && word.front() == '/' && word.back() == '/') {
      fail(piece.span, "regular expressions have no counterpart here", "use * and ?");
    }
    if (word.ends_with('?') && word.find('/') == std::string::npos) {
      // One letter, here as elsewhere in a word.
      const std::size_t name = word.rfind(':') + 1;
      return fmt::format("{}wildcard({})", word.substr(0, name), word.substr(name));
    }
    const std::size_t tilde = word.find('~');
    if (tilde == std::string::npos || tilde == 0) return word;
    const std::string distance = word.substr(tilde + 1);
    return fmt::format("fuzzy({},{})", word.substr(0, tilde), distance.empty() ? "2" : distance);
  }

  std::string_view text_;
  std::vector<Piece> pieces_;
  std::size_t at_ = 0;
};

}  // namespace

std::string from_lucene(std::string_view text) {
  return Lucene(text).run();
}

}  // namespace dateline::query
