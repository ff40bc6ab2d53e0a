// SPDX-License-Identifier: GPL-2.0-or-later
// Nexis and Factiva: the same grammar, operators of several ranks between operands, with other
// names and signs.
#include "common/engine/query/dialects/translate.h"

#include "common/engine/query/dialects/pieces.h"
#include "common/engine/query/error.h"
#include "common/engine/query/operator.h"
#include "common/text/ascii.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

namespace dateline::query {
namespace {

using Mark = Piece::Kind;

constexpr int kRanks = 6;

/// What proximity operators begin with.
constexpr std::array<std::string_view, 5> kSlashed = {"w/", "pre/", "near/", "onear/", "adj/"};

/// A field or function before a bracket, or before `=`: what goes on both sides of its operand.
struct Wrapper {
  std::string_view name;
  std::string_view before;
  std::string_view between;  ///< what precedes a second copy of the operand; empty for none
  std::string_view after;
};

constexpr std::array<Wrapper, 13> kNexisWrappers = {{{"headline", "headline(", "", ")"},
                                                     {"hlead", "(headline(", ") OR lead(", "))"},
                                                     {"lead", "lead(", "", ")"},
                                                     {"byline", "author:(", "", ")"},
                                                     {"section", "section:(", "", ")"},
                                                     {"publication", "source:(", "", ")"},
                                                     {"pub", "source:(", "", ")"},
                                                     {"source", "source:(", "", ")"},
                                                     {"dateline", "place:(", "", ")"},
                                                     {"language", "lang:(", "", ")"},
                                                     {"subject", "tag:(", "", ")"},
                                                     {"caps", "caps(", "", ")"},
                                                     {"wildcard", "wildcard(", "", ")"}}};
constexpr std::array<Wrapper, 9> kFactivaWrappers = {{{"hd", "headline(", "", ")"},
                                                      {"hl", "headline(", "", ")"},
                                                      {"hlp", "(headline(", ") OR lead(", "))"},
                                                      {"lp", "lead(", "", ")"},
                                                      {"by", "author:(", "", ")"},
                                                      {"se", "section:(", "", ")"},
                                                      {"sn", "source:(", "", ")"},
                                                      {"la", "lang:(", "", ")"},
                                                      {"ns", "tag:(", "", ")"}}};

class Translator {
 public:
  Translator(std::string_view text, Dialect dialect)
      : text_(text),
        dialect_(dialect),
        nexis_(dialect == Dialect::Nexis),
        pieces_(pieces_of(text)) {}

  std::string run() {
    if (here().kind == Mark::End) return "";
    std::string out = level(kRanks - 1);
    refuse_unjoined();
    if (here().kind != Mark::End)
      fail(here().span, "this bracket closes nothing", mended("remove it", text_, here().span, ""));
    return out;
  }

 private:
  [[noreturn]] void fail(Span span, const std::string& message, Advice hint) const {
    no_counterpart(text_, span, message, std::move(hint));
  }
  [[nodiscard]] const Piece& here() const { return pieces_[at_]; }
  [[nodiscard]] const Piece& after() const {
    return pieces_[std::min(at_ + 1, pieces_.size() - 1)];
  }

  /// The operator here; of several, the one with most words.
  [[nodiscard]] std::optional<Foreign> operator_here() const {
    std::optional<Foreign> longest;
    if (here().kind != Mark::Word) return longest;
    const std::string word = text::fold(here().text);
    const std::string next = after().kind == Mark::Word ? text::fold(after().text) : "";
    for (const Operator* const op : operators()) {
      auto known = op->in_dialect(dialect_, word, next);
      if (known && (!longest || known->words > longest->words)) longest = std::move(known);
    }
    return longest;
  }

  /// Operands joined by operators of that rank or tighter.
  std::string level(int rank) {
    if (rank < 0) return operand();
    std::string out = level(rank - 1);
    std::string chain;  // the operator of the chain in `out`
    for (auto op = operator_here(); op && op->rank == rank; op = operator_here()) {
      const Span span = here().span;
      at_ += op->words;
      if (here().kind == Mark::End || here().kind == Mark::Close) {
        fail(span, "nothing follows this operator", "give it a word on its right");
      }
      const bool grows = op->text == "AND" || op->text == "OR";
      if (!chain.empty() && (!grows || chain != op->text)) out = "(" + out + ")";
      chain = op->text;
      out += fmt::format(" {} {}", chain, level(rank - 1));
    }
    return chain.empty() || rank == kRanks - 1 ? out : "(" + out + ")";
  }

  /// An operand is followed by an operator, a closing bracket or the end.
  void refuse_unjoined() const {
    if (here().kind == Mark::End || here().kind == Mark::Close) return;
    fail(here().span, "nothing joins this to what precedes it",
         "write AND, OR or another operator between them");
  }

  std::string bracket() {
    const Span open = here().span;
    ++at_;
    std::string inside = level(kRanks - 1);
    refuse_unjoined();
    if (here().kind != Mark::Close) never_closed(text_, pieces_, open);
    ++at_;
    return inside;
  }

  static std::string wrapped(const Wrapper& wrapper, const std::string& inside) {
    std::string out = std::string(wrapper.before) + inside;
    if (!wrapper.between.empty()) out += std::string(wrapper.between) + inside;
    return out + std::string(wrapper.after);
  }

  [[nodiscard]] bool is_operator_before_operand(std::string_view word) const {
    return std::any_of(operators().begin(), operators().end(),
                       [&](const Operator* op) { return op->is_before_operand(dialect_, word); });
  }

  /// `headline(…)`, `atleast5(…)` of Nexis; `hd=…`, `atleast5 x`, `wc>800` of Factiva.
  std::optional<std::string> function() {
    const std::string word = text::fold(here().text);
    const bool before_bracket = after().kind == Mark::Open && after().attached;
    if (is_operator_before_operand(word)) {
      ++at_;
      return fmt::format("{}({})", word, here().kind == Mark::Open ? bracket() : single());
    }
    if (word == "allcaps" && before_bracket) return in_capitals();
    if (nexis_ && (word.starts_with("length>") || word.starts_with("length<"))) {
      ++at_;
      return "length:" + word.substr(6);
    }
    if (!nexis_ && (word.starts_with("wc>") || word.starts_with("wc<"))) {
      ++at_;
      return "length:" + word.substr(2);
    }
    if (word == "date" || (before_bracket && word == "body")) {
      fail(here().span, fmt::format("'{}' has no counterpart here", here().text),
           {"write date:2019-12..2020-01, or give dates", Setting::Dates});
    }
    if (nexis_ && before_bracket) {
      for (const Wrapper& wrapper : kNexisWrappers) {
        if (wrapper.name != word) continue;
        ++at_;
        return wrapped(wrapper, bracket());
      }
    }
    return nexis_ ? std::nullopt : factiva_field(word);
  }

  std::optional<std::string> factiva_field(const std::string& word) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos) return std::nullopt;
    for (const Wrapper& wrapper : kFactivaWrappers) {
      if (word.substr(0, equals) != wrapper.name) continue;
      const std::string value = here().text.substr(equals + 1);
      ++at_;
      return wrapped(wrapper, !value.empty()              ? value
                              : here().kind == Mark::Open ? bracket()
                                                          : single());
    }
    fail(here().span, fmt::format("'{}' has no counterpart here", here().text),
         "fields that have one are hd= hl= hlp= lp= by= se= sn= la= ns=");
  }

  std::string in_capitals() {
    ++at_;
    return "caps(" + ascii::upper(bracket()) + ")";
  }

  /// One word or phrase.
  std::string single() {
    const Piece& piece = here();
    if (piece.kind != Mark::Word && piece.kind != Mark::Quoted) {
      fail(piece.span, "a word is missing here", "give one");
    }
    ++at_;
    return piece.kind == Mark::Quoted ? piece.text : word(piece);
  }

  std::string operand() {
    if (here().kind == Mark::Open) return "(" + bracket() + ")";
    if (here().kind == Mark::Word) {
      if (auto known = function()) return *known;
    }
    // Words side by side are a phrase.
    std::vector<std::string> words;
    bool quoted = false;
    while ((here().kind == Mark::Word || here().kind == Mark::Quoted) && !operator_here()) {
      const bool more = here().kind == Mark::Quoted;
      if (!words.empty() && (more || quoted)) break;
      quoted = more;
      words.push_back(single());
    }
    if (words.empty()) fail(here().span, "a word is missing here", "give one");
    if (words.size() == 1) return words.front();
    return fmt::format("\"{}\"", fmt::join(words, " "));
  }

  /// Operators without a counterpart would be read as words.
  void refuse_operator(const Piece& piece) const {
    const std::string word = text::fold(piece.text);
    const bool is_sign = word == "&" || word == "&&" || word == "|" || word == "||";
    const bool is_between = word.size() > 2 && word.front() == '/' && word.back() == '/';
    const bool is_slashed =
        std::any_of(kSlashed.begin(), kSlashed.end(),
                    [&](std::string_view name) { return word.starts_with(name); });
    if (!is_sign && !is_between && !is_slashed) return;
    std::string known;
    for (const Operator* const op : operators()) {
      const std::string_view examples = op->examples(dialect_);
      if (!examples.empty()) known += fmt::format("{}{}", known.empty() ? "" : ", ", examples);
    }
    fail(piece.span, fmt::format("the operator '{}' has no counterpart here", piece.text),
         fmt::format("those that have one are {}; to search for the text itself, put it in quotes",
                     known));
  }

  [[nodiscard]] std::string word(const Piece& piece) const {
    refuse_operator(piece);
    std::string out = piece.text;
    if (!nexis_) {
      if (out.find('$') != std::string::npos && out.find('$') != 0) {
        fail(piece.span, "'$' for a few letters has no counterpart here",
             "write * for any letters, or ? for one");
      }
      return out;
    }
    if (out.size() > 1 && out.back() == '*') {
      fail(piece.span, "'*' at the end of a word, for one letter or none, has no counterpart here",
           "write ! for any ending, or join the words by OR");
    }
    std::replace(out.begin(), out.end(), '*', '?');
    if (out.size() > 1 && out.back() == '!') out.back() = '*';
    return out;
  }

  std::string_view text_;
  Dialect dialect_;
  bool nexis_;
  std::vector<Piece> pieces_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  const auto add = [&](Mark kind, std::size_t begin, std::size_t end) {
    const bool attached = !pieces.empty() && pieces.back().span.end == begin;
    pieces.push_back({kind, std::string(text.substr(begin, end - begin)), {begin, end}, attached});
  };
  for (std::size_t at = 0; at < text.size();) {
    if (is_blank(text[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    if (text[at] == '(' || text[at] == ')') {
      ++at;
      add(text[begin] == '(' ? Mark::Open : Mark::Close, begin, at);
    } else if (text[at] == '"') {
      const std::size_t close = text.find('"', at + 1);
      if (close == std::string_view::npos) {
        no_counterpart(text, {begin, begin + 1}, "this quote is never closed",
                       text::trim(text.substr(begin + 1)).empty()
                           ? "put a phrase after it, and close it"
                           : fmt::format("close it: {}\"", text));
      }
      at = close + 1;
      add(Mark::Quoted, begin, at);
    } else {
      while (at < text.size() && !is_blank(text[at]) && text[at] != '(' && text[at] != ')' &&
             text[at] != '"') {
        ++at;
      }
      add(Mark::Word, begin, at);
    }
  }
  pieces.push_back({Mark::End, "", {text.size(), text.size()}, false});
  return pieces;
}

void no_counterpart(std::string_view text, Span span, const std::string& message, Advice hint) {
  throw QueryError(message, std::move(hint), std::string(text), span);
}

void never_closed(std::string_view text, const std::vector<Piece>& pieces, Span open) {
  std::size_t brackets = 0;
  for (const Piece& piece : pieces) {
    if (piece.kind == Mark::Open) ++brackets;
    if (piece.kind == Mark::Close) --brackets;
  }
  no_counterpart(text, open, "this bracket is never closed", close_hint(text, brackets));
}

std::string translated(std::string_view text, Dialect dialect) {
  switch (dialect) {
    case Dialect::Dateline:
      return std::string(text);
    case Dialect::Lucene:
      return from_lucene(text);
    case Dialect::Nexis:
    case Dialect::Factiva:
      break;
  }
  return Translator(text, dialect).run();
}

}  // namespace dateline::query
