// SPDX-License-Identifier: GPL-2.0-or-later
// Quotes, brackets, operators in capitals, fields; everything else is words.
#include "common/engine/query/lexer.h"

#include "common/engine/query/error.h"
#include "common/engine/query/leaf.h"
#include "common/engine/query/names.h"
#include "common/engine/query/parser.h"
#include "common/engine/query/pattern.h"
#include "common/text/ascii.h"
#include "common/text/compounds.h"
#include "common/text/fold.h"
#include "common/text/tokenizer.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace dateline::query {
namespace {

/// Opening quotes and what closes them: people paste queries from word processors.
struct Quotes {
  std::string_view open;
  std::array<std::string_view, 2> close;
};
constexpr std::array<Quotes, 4> kQuotes = {
    {{"\"", {"\"", "\""}}, {"“", {"”", "“"}}, {"„", {"“", "”"}}, {"«", {"»", "»"}}}};

constexpr std::array<std::string_view, 3> kDashes = {"-", "–", "−"};

constexpr std::size_t kLeastWildcardLetters = 2;

/// Begins an operator of other query languages.
constexpr std::string_view kWithin = "within/";

bool is_word_byte(char c) {
  return ascii::is_letter_or_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}
bool is_wild(char c) {
  return c == '*' || c == '?';
}

/// An address is text: its question mark is none of ours.
bool is_address(std::string_view typed) {
  return typed.find("://") != std::string_view::npos || ascii::starts_with(typed, "www.");
}

/// The wildcard `typed`, without punctuation around it; empty if it is not one. A question mark
/// after the last letter is punctuation, unless a wildcard precedes it.
std::string_view wildcard_in(std::string_view typed) {
  if (is_address(typed)) return {};
  const auto last_letter = std::find_if(typed.rbegin(), typed.rend(), is_word_byte).base();
  if (typed.find('*') == std::string_view::npos &&
      std::find(typed.begin(), last_letter, '?') == last_letter) {
    return {};
  }
  const auto belongs = [](char c) { return is_word_byte(c) || is_wild(c); };
  const auto first = std::find_if(typed.begin(), typed.end(), belongs);
  const auto last = std::find_if(typed.rbegin(), typed.rend(), belongs).base();
  return typed.substr(static_cast<std::size_t>(first - typed.begin()),
                      static_cast<std::size_t>(std::max(first, last) - first));
}

Node leaf_node(Kind kind, std::string_view text) {
  Node node;
  node.kind = kind;
  node.text = text;
  return node;
}

class Lexer {
 public:
  Lexer(std::string_view text, const Limits& limits) : text_(text), limits_(limits) {}

  std::vector<Token> run() {
    check_bytes();
    std::size_t words = 0;
    while (skip_blanks()) {
      next();
      words += words_in(tokens_.back());
      if (words > limits_.terms) {
        fail({0, text_.size()}, fmt::format("the query has more than {} words", limits_.terms),
             {"split it into several queries, or allow more words", Setting::MaxTerms});
      }
    }
    add(TokenKind::End, at_);
    return std::move(tokens_);
  }

 private:
  [[noreturn]] void fail(Span span, const std::string& message, Advice hint) const {
    throw QueryError(message, std::move(hint), std::string(text_), span);
  }

  void check_bytes() const {
    if (text_.size() > kMaxQueryBytes) {
      throw QueryError(fmt::format("the query is longer than {} bytes", kMaxQueryBytes),
                       "split it into several queries", "", {0, 0});
    }
    if (!text::is_utf8(text_)) {
      throw QueryError("the query is not UTF-8 text", "set the terminal's encoding to UTF-8", "",
                       {0, 0});
    }
    for (std::size_t i = 0; i < text_.size(); ++i) {
      const auto c = static_cast<unsigned char>(text_[i]);
      if ((c < 0x20 && !ascii::is_blank(text_[i])) || c == 0x7F) {
        fail({i, i + 1}, "the query contains a control character", "type the query without it");
      }
    }
  }

  /// Operators, brackets and fields are not counted: there are hardly more of them than words.
  static std::size_t words_in(const Token& token) {
    const std::string& text = token.node.text;
    return text.empty() ? 0 : std::max<std::size_t>(text::tokens(text).size(), 1);
  }

  bool skip_blanks() {
    while (at_ < text_.size() && ascii::is_blank(text_[at_])) ++at_;
    return at_ < text_.size();
  }

  Token& add(TokenKind kind, std::size_t begin, Node node = {}) {
    return tokens_.emplace_back(Token{kind, {begin, at_}, std::move(node)});
  }

  void leaf(Kind kind, std::size_t begin, std::string_view text) {
    add(TokenKind::Leaf, begin, leaf_node(kind, text));
  }

  /// The result of `read` on what ends here; its errors are reported with their place.
  template <typename Read>
  auto read(std::size_t begin, const Read& read) const {
    try {
      return read();
    } catch (const Error& error) {
      fail({begin, at_}, error.what(), error.hint());
    }
  }

  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }

  void next() {
    const std::size_t begin = at_;
    if (text_[at_] == '(' || text_[at_] == ')') {
      const TokenKind kind = text_[at_++] == '(' ? TokenKind::Open : TokenKind::Close;
      add(kind, begin);
      return;
    }
    for (const Quotes& quotes : kQuotes) {
      if (rest().starts_with(quotes.open)) return phrase(quotes);
    }
    // Invalid values of the field are best reported by the reader of such values.
    if (has_verbatim_value_here()) return verbatim();
    if (has_plain_value_here()) return word();
    for (const std::string_view dash : kDashes) {
      if (rest().starts_with(dash)) return minus(dash);
    }
    if (text_[at_] == '=') return equals();
    word();
  }

  void phrase(const Quotes& quotes) {
    const std::size_t begin = at_;
    at_ += quotes.open.size();
    std::size_t end = std::string_view::npos;
    std::size_t close_size = 0;
    for (const std::string_view close : quotes.close) {
      std::size_t found = text_.find(close, at_);
      while (found != std::string_view::npos && text::is_gershayim_at(text_, found)) {
        found = text_.find(close, found + close.size());
      }
      if (found < end) {
        end = found;
        close_size = close.size();
      }
    }
    if (end == std::string_view::npos) {
      fail({begin, begin + quotes.open.size()}, "this quote is never closed",
           text::trim(text_.substr(at_)).empty()
               ? Advice("put a phrase after it, and close it")
               : close_hint(std::string(text_) + "\"", open_brackets()));
    }
    const std::string_view inside = text_.substr(at_, end - at_);
    at_ = end + close_size;
    if (text::trim(inside).empty()) {
      const Span span = {begin, at_};
      fail(span, "there is nothing between these quotes",
           mended("leave them out", text_, span, ""));
    }
    leaf(Kind::Phrase, begin, inside);
  }

  void minus(std::string_view dash) {
    const std::size_t begin = at_;
    at_ += dash.size();
    if (at_ == text_.size() || ascii::is_blank(text_[at_]) || text_[at_] == ')') {
      fail({begin, at_}, "a '-' on its own excludes nothing",
           "put it directly before a word to exclude it (-football), or leave it out");
    }
    add(TokenKind::Minus, begin);
  }

  void equals() {
    const std::size_t begin = at_++;
    if (at_ == text_.size() || ascii::is_blank(text_[at_]) || text_[at_] == '(' ||
        text_[at_] == ')' || text_[at_] == '=') {
      fail(
          {begin, at_}, "no word follows this '='",
          "put it directly before a word to find it in this form only (=reports), or leave it out");
    }
    add(TokenKind::Form, begin).node.form = Form::Exact;
  }

  [[nodiscard]] std::size_t word_end() const {
    std::size_t end = at_;
    while (end < text_.size() && !ascii::is_blank(text_[end]) && text_[end] != '(' &&
           text_[end] != ')') {
      const std::string_view here = text_.substr(end);
      if (!text::is_gershayim_at(text_, end) &&
          std::any_of(kQuotes.begin(), kQuotes.end(), [&](const Quotes& quotes) {
            return here.starts_with(quotes.open) || here.starts_with(quotes.close[0]);
          })) {
        break;
      }
      ++end;
    }
    return end;
  }

  void word() {
    const std::size_t begin = at_;
    const std::size_t end = word_end();
    if (end == begin) {
      fail({begin, begin + 1}, "this quote closes nothing", "open it before the phrase");
    }
    const std::string_view typed = text_.substr(begin, end - begin);
    if (field(typed)) return;
    at_ = end;
    if (at_ < text_.size() && text_[at_] == '(' && function(typed, begin)) return;
    if (typed == "AND") {
      add(TokenKind::And, begin);
    } else if (typed == "OR") {
      add(TokenKind::Or, begin);
    } else if (typed == "NOT") {
      add(TokenKind::Not, begin);
    } else if (!infix(typed, begin)) {
      other(typed, begin);
    }
  }

  bool infix(std::string_view typed, std::size_t begin) {
    for (const Operator* const op : operators()) {
      auto node = read(begin, [&] { return op->between(typed); });
      if (!node) continue;
      add(TokenKind::Infix, begin, std::move(*node));
      return true;
    }
    return false;
  }

  /// The groups of digits that follow `typed`, if it begins a number such as `1 000 000`.
  void take_groups(std::string_view& typed, std::size_t begin) {
    constexpr std::size_t kBlankAndGroup = 4;
    while (at_ + kBlankAndGroup <= text_.size()) {
      const std::size_t end = at_ + kBlankAndGroup;
      const bool ends = end == text_.size() || ascii::is_blank(text_[end]) || text_[end] == ')';
      const std::string_view longer = text_.substr(begin, end - begin);
      if (!ends || text_[at_] != ' ' || text::written_as_one(longer).empty()) break;
      at_ = end;
      typed = longer;
    }
  }

  void other(std::string_view typed, std::size_t begin) {
    if (has_plain_value_here()) return leaf(Kind::Word, begin, typed);
    if (ascii::all_digits(typed)) take_groups(typed, begin);
    refuse_foreign(typed, {begin, at_});
    const std::string_view pattern = wildcard_in(typed);
    pattern.empty() ? leaf(Kind::Word, begin, typed) : leaf(Kind::Wildcard, begin, pattern);
  }

  /// Is there an id or an address here, after its field?
  [[nodiscard]] bool has_verbatim_value_here() const {
    if (tokens_.empty() || tokens_.back().kind != TokenKind::FieldName) return false;
    const Field named = tokens_.back().node.field;
    return named == Field::Id || named == Field::Url;
  }

  /// An id or an address, up to a space: it may have colons, and brackets that it closes.
  void verbatim() {
    const std::size_t begin = at_;
    int open = 0;
    while (at_ < text_.size() && !ascii::is_blank(text_[at_])) {
      if (text_[at_] == ')' && --open < 0) break;
      if (text_[at_] == '(') ++open;
      ++at_;
    }
    leaf(Kind::Word, begin, text_.substr(begin, at_ - begin));
  }

  /// Is there a plain value here, after its field?
  [[nodiscard]] bool has_plain_value_here() const {
    return !tokens_.empty() && tokens_.back().kind == TokenKind::FieldName &&
           has_plain_value(tokens_.back().node.field);
  }

  /// `name:` directly followed by a value. Words such as `12:30` and `http://…` are not fields.
  bool field(std::string_view typed) {
    const std::size_t colon = typed.find(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    const std::string_view name = typed.substr(0, colon);
    if (!std::all_of(name.begin(), name.end(),
                     [](char c) { return ascii::is_letter(c) || c == '-'; })) {
      return false;
    }
    const std::size_t begin = at_;
    const std::size_t after = begin + colon + 1;
    const auto known = field_of(name);
    const bool has_value =
        after < text_.size() && !ascii::is_blank(text_[after]) && text_[after] != ')';
    if (known) {
      at_ = after;
      if (!has_value) {
        fail({begin, at_}, fmt::format("no value follows '{}'", text_.substr(begin, colon + 1)),
             fmt::format("write the value directly after the colon, as in {}:{}", text::fold(name),
                         example_of(*known)));
      }
      add(TokenKind::FieldName, begin).node.field = *known;
      return true;
    }
    if (!has_value || text_[after] == '/') return false;
    unknown_field(text::fold(name), {begin, after});
  }

  static std::string_view example_of(Field field) {
    switch (field) {
      case Field::Date:
      case Field::DatelineDate:
      case Field::Ingested:
        return "2019-12";
      case Field::Length:
        return ">800";
      case Field::First:
        return "yes";
      case Field::Name:
        return "gadhafi";
      default:
        return "reuters";
    }
  }

  [[noreturn]] void unknown_field(const std::string& name, Span span) const {
    if (name == "body" || name == "text" || name == "content" || name == "fulltext") {
      fail(span, fmt::format("there is no field '{}:'", name),
           mended("leave it out: a word is searched for in headline and text", text_, span, ""));
    }
    if (name == "before" || name == "until") {
      fail(span, fmt::format("there is no field '{}:'", name),
           "write date:..2019, which includes 2019");
    }
    if (name == "after" || name == "since") {
      fail(span, fmt::format("there is no field '{}:'", name),
           "write date:2019.., which includes 2019");
    }
    const std::string_view nearest = field_like(name);
    if (!nearest.empty()) {
      fail(span, fmt::format("there is no field '{}:'", name),
           mended(fmt::format("did you mean '{}:'? To search for the text itself, put it in quotes",
                              nearest),
                  text_, span, fmt::format("{}:", nearest)));
    }
    std::string known;
    for (const FieldName& field : field_names()) {
      if (!field.about.empty()) known += fmt::format(" {}:", field.name);
    }
    fail(span, fmt::format("there is no field '{}:'", name),
         fmt::format("fields are{}; to search for the text itself, put it in quotes", known));
  }

  /// A name directly before a bracket.
  bool function(std::string_view name, std::size_t begin) {
    if (const auto scope = read(begin, [&] { return scope_of(name); })) {
      Node& node = add(scope->is_kind              ? TokenKind::PlainForm
                       : scope->form == Form::Stem ? TokenKind::FieldName
                                                   : TokenKind::Form,
                       begin)
                       .node;
      node.field = scope->field;
      node.form = scope->form;
      node.count = scope->count;
      return true;
    }
    for (const Operator* const op : operators()) {
      auto node = read(begin, [&] { return op->before_bracket(name); });
      if (!node) continue;
      if (op->leaf() == nullptr) {
        add(TokenKind::Function, begin, std::move(*node));
      } else {
        const std::string_view inside = in_brackets(begin);
        add(TokenKind::Leaf, begin, read(begin, [&] { return op->leaf()->read(inside); }));
      }
      return true;
    }
    return false;
  }

  /// Brackets that are open here.
  [[nodiscard]] std::size_t open_brackets() const {
    const auto count = [&](TokenKind kind) {
      return std::count_if(tokens_.begin(), tokens_.end(),
                           [&](const Token& token) { return token.kind == kind; });
    };
    return static_cast<std::size_t>(
        std::max(count(TokenKind::Open) - count(TokenKind::Close), std::ptrdiff_t{0}));
  }

  /// The content of the brackets that open here, after the name of a function at `begin`.
  std::string_view in_brackets(std::size_t begin) {
    const std::size_t close = text_.find(')', at_);
    if (close == std::string_view::npos) {
      fail({begin, at_ + 1}, "this bracket is never closed",
           close_hint(text_, open_brackets() + 1));
    }
    const std::string_view inside = text_.substr(at_ + 1, close - at_ - 1);
    at_ = close + 1;
    return text::trim(inside);
  }

  /// The `+-3d` of `date:2019-12-13 +-3d`.
  void refuse_parted_reach(std::string_view typed, Span span) const {
    const std::string_view before = text::trim(text_.substr(0, span.begin));
    const std::string_view date = before.substr(before.find_last_of(ascii::kBlanks) + 1);
    if (date.find(':') == std::string_view::npos) return;
    for (const std::string_view sign : {"+-", "+/-", "±"}) {
      if (!typed.starts_with(sign)) continue;
      const auto end = static_cast<std::size_t>(before.data() + before.size() - text_.data());
      fail(span, fmt::format("'{}' belongs to the date before it", typed),
           mended(fmt::format("leave out the space: {}{}", date, typed), text_, {end, span.begin},
                  ""));
    }
  }

  /// Operators of other query languages would be silently dropped as punctuation.
  void refuse_foreign(std::string_view typed, Span span) const {
    refuse_parted_reach(typed, span);
    if (typed.front() == '+') {
      fail({span.begin, span.begin + 1}, "'+' is not an operator here",
           mended("leave it out: every word is required", text_, {span.begin, span.begin + 1}, ""));
    }
    if (typed == "&&" || typed == "||" || typed == "!" || typed == "|" || typed == "&") {
      const char* const meant = typed.front() == '&' ? "AND" : typed == "!" ? "NOT" : "OR";
      fail(span, fmt::format("'{}' is not an operator here", typed),
           mended("write AND, OR or NOT", text_, span, meant));
    }
    if (typed.front() == '!' && typed.size() > 1) {
      const Span sign = {span.begin, span.begin + 1};
      fail(sign, "'!' is not an operator here",
           mended(fmt::format("write -{} to exclude the word", typed.substr(1)), text_, sign, "-"));
    }
    refuse_glued(typed, span);
    if (text::fold(typed.substr(0, kWithin.size())) == kWithin) {
      const std::string_view distance = typed.substr(kWithin.size());
      if (is_number(distance)) {
        fail(span, fmt::format("'{}' is not an operator here", typed),
             fmt::format("write w/{}", distance));
      }
    }
    refuse_suffix(typed, span);
  }

  /// `a|b`, `a&&b` and `a+b`, but not C++ or a URL.
  void refuse_glued(std::string_view typed, Span span) const {
    if (is_address(typed)) return;
    std::size_t at = std::min(typed.find('|'), typed.find("&&"));
    for (std::size_t plus = typed.find('+'); plus < at; plus = typed.find('+', plus + 1)) {
      const auto is_letter = [&](std::size_t place) {
        return place < typed.size() &&
               (ascii::is_letter(typed[place]) || static_cast<unsigned char>(typed[place]) >= 0x80);
      };
      if (plus > 0 && is_letter(plus - 1) && is_letter(plus + 1)) at = plus;
    }
    if (at >= typed.size()) return;
    const std::size_t end = std::min(typed.find_first_not_of("|&+", at), typed.size());
    const Span sign = {span.begin + at, span.begin + end};
    const char* const meant = typed[at] == '|' ? " OR " : " AND ";
    // Of `title:a|b`, the field is for both.
    const bool is_value = !tokens_.empty() && tokens_.back().kind == TokenKind::FieldName &&
                          tokens_.back().span.end == span.begin;
    const std::size_t from = is_value ? tokens_.back().span.begin : span.begin;
    const std::string_view field = text_.substr(from, span.begin - from);
    fail(sign, fmt::format("'{}' is not an operator here", typed.substr(at, end - at)),
         mended(fmt::format("write {0}{1}{2}{0}{3}, or put it in quotes", field,
                            typed.substr(0, at), meant, typed.substr(end)),
                text_, sign, fmt::format("{}{}", meant, field)));
  }

  /// `word~2`, `"a phrase"~5` and `word^2` of Lucene.
  void refuse_suffix(std::string_view typed, Span span) const {
    if (is_address(typed)) return;
    const std::size_t sign = typed.find_first_of("~^");
    if (sign == std::string_view::npos) return;
    const bool behind = sign > 0 || (!tokens_.empty() && tokens_.back().span.end == span.begin);
    const std::string_view number = typed.substr(sign + 1);
    if (!behind || number.find_first_not_of("0123456789.") != std::string_view::npos) return;
    if (typed[sign] == '^' && number.empty()) return;
    fail({span.begin + sign, span.end}, fmt::format("'{}' is not an operator here", typed[sign]),
         typed[sign] == '~' ? instead_of_tilde(typed.substr(0, sign), number)
                            : "leave it out: words have no weights here");
  }

  /// What to write here instead of `word~2` and `"a phrase"~5`.
  [[nodiscard]] std::string instead_of_tilde(std::string_view word, std::string_view number) const {
    if (text::characters(word) >= kLeastFuzzyLetters) {
      return fmt::format("write fuzzy({},{})", word, number == "1" ? 1 : 2);
    }
    const bool is_distance = is_number(number) && number.size() < 4 && number.front() != '0';
    if (!word.empty() || tokens_.back().node.kind != Kind::Phrase || !is_distance) {
      return "leave it out";
    }
    std::vector<std::string_view> words;
    for (const text::Token token : text::tokens(tokens_.back().node.text)) {
      words.push_back(token.in(tokens_.back().node.text));
    }
    return fmt::format("write {}", fmt::join(words, fmt::format(" w/{} ", number)));
  }

  std::string_view text_;
  const Limits& limits_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> lex(std::string_view text, const Limits& limits) {
  return Lexer(text, limits).run();
}

bool has_letters(std::string_view pattern) {
  const auto wildcards = std::count_if(pattern.begin(), pattern.end(), is_wild);
  return text::characters(pattern) >= kLeastWildcardLetters + static_cast<std::size_t>(wildcards);
}

std::vector<Node> words_of_piece(std::string_view piece) {
  const std::string_view pattern = wildcard_in(piece);
  if (has_letters(pattern)) return {leaf_node(Kind::Wildcard, pattern)};
  std::vector<Node> words;
  for (const text::Token token : text::tokens(piece)) {
    words.push_back(leaf_node(Kind::Word, token.in(piece)));
  }
  return words;
}

}  // namespace dateline::query
