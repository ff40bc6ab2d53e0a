// SPDX-License-Identifier: GPL-2.0-or-later
// Quotes, brackets, operators in capitals, fields; all else is words.
#include "common/query/lexer.h"

#include "common/query/error.h"
#include "common/query/names.h"
#include "common/query/parser.h"
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

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr std::size_t kLeastWildcardLetters = 2;
constexpr std::size_t kLeastFuzzyLetters = 3;

/// Begins an operator that other query languages have.
constexpr std::string_view kWithin = "within/";

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_word_byte(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}
bool is_wild(char c) {
  return c == '*' || c == '?';
}

/// The wildcard that `typed` is, without punctuation around it; empty when it is none. A question
/// mark after the last letter is punctuation, unless a wildcard stands before it.
std::string_view wildcard_in(std::string_view typed) {
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
             "split it into several queries, or allow more words by --max-terms");
      }
    }
    add(TokenKind::End, at_);
    return std::move(tokens_);
  }

 private:
  [[noreturn]] void fail(Span span, const std::string& message, std::string hint) const {
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
      if ((c < 0x20 && !is_blank(text_[i])) || c == 0x7F) {
        fail({i, i + 1}, "the query holds a control character", "type it again without");
      }
    }
  }

  /// Operators, brackets and fields are not counted: there is hardly more of them than of words.
  static std::size_t words_in(const Token& token) {
    return token.text.empty() ? 0 : std::max<std::size_t>(text::tokens(token.text).size(), 1);
  }

  bool skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    return at_ < text_.size();
  }

  Token& add(TokenKind kind, std::size_t begin, std::string text = {}) {
    Token& token = tokens_.emplace_back();
    token.kind = kind;
    token.span = {begin, at_};
    token.text = std::move(text);
    return token;
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
    // What is no value of the field is best told by the reader of such values.
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
      const std::size_t found = text_.find(close, at_);
      if (found < end) {
        end = found;
        close_size = close.size();
      }
    }
    if (end == std::string_view::npos) {
      fail({begin, begin + quotes.open.size()}, "this quote is never closed",
           text::trim(text_.substr(at_)).empty()
               ? "write a phrase behind it, and close it"
               : close_hint(std::string(text_) + "\"", open_brackets()));
    }
    const std::string_view inside = text_.substr(at_, end - at_);
    at_ = end + close_size;
    if (text::trim(inside).empty()) {
      fail({begin, at_}, "there is nothing between these quotes", "leave them out");
    }
    add(TokenKind::Phrase, begin, std::string(inside));
  }

  void minus(std::string_view dash) {
    const std::size_t begin = at_;
    at_ += dash.size();
    if (at_ == text_.size() || is_blank(text_[at_]) || text_[at_] == ')') {
      fail({begin, at_}, "a '-' that stands alone excludes nothing",
           "put it directly before a word to exclude it (-football), or leave it out");
    }
    add(TokenKind::Minus, begin);
  }

  void equals() {
    const std::size_t begin = at_++;
    if (at_ == text_.size() || is_blank(text_[at_]) || text_[at_] == '(' || text_[at_] == ')' ||
        text_[at_] == '=') {
      fail(
          {begin, at_}, "this '=' stands before no word",
          "put it directly before a word to find it in this form only (=reports), or leave it out");
    }
    add(TokenKind::Equals, begin);
  }

  [[nodiscard]] std::size_t word_end() const {
    std::size_t end = at_;
    while (end < text_.size() && !is_blank(text_[end]) && text_[end] != '(' && text_[end] != ')') {
      const std::string_view here = text_.substr(end);
      if (std::any_of(kQuotes.begin(), kQuotes.end(), [&](const Quotes& quotes) {
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
    } else if (const auto proximity = proximity_of(typed)) {
      near(typed, *proximity, begin);
    } else if (has_plain_value_here()) {
      add(TokenKind::Word, begin, std::string(typed));
    } else {
      refuse_foreign(typed, {begin, end});
      plain(typed, begin);
    }
  }

  /// Does a plain value stand here, behind its field?
  [[nodiscard]] bool has_plain_value_here() const {
    return !tokens_.empty() && tokens_.back().kind == TokenKind::FieldName &&
           has_plain_value(tokens_.back().field);
  }

  /// `name:` directly followed by a value. Words such as `12:30` and `http://…` are no fields.
  bool field(std::string_view typed) {
    const std::size_t colon = typed.find(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    const std::string_view name = typed.substr(0, colon);
    if (!std::all_of(name.begin(), name.end(), [](char c) { return is_letter(c) || c == '-'; })) {
      return false;
    }
    const std::size_t begin = at_;
    const std::size_t after = begin + colon + 1;
    const auto known = field_of(name);
    const bool has_value = after < text_.size() && !is_blank(text_[after]) && text_[after] != ')';
    if (known) {
      at_ = after;
      if (!has_value) {
        fail({begin, at_},
             fmt::format("'{}' is followed by no value", text_.substr(begin, colon + 1)),
             fmt::format("write the value directly after the colon, as in {}:{}", text::fold(name),
                         example_of(*known)));
      }
      add(TokenKind::FieldName, begin).field = *known;
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
      default:
        return "reuters";
    }
  }

  [[noreturn]] void unknown_field(const std::string& name, Span span) const {
    const std::string_view nearest = field_like(name);
    if (!nearest.empty()) {
      fail(span, fmt::format("there is no field '{}:'", name),
           fmt::format("did you mean {}: ? To search for the text itself, put it in quotes",
                       nearest));
    }
    std::string known;
    for (const FieldName& field : field_names()) {
      if (!field.about.empty()) known += fmt::format("{}: ", field.name);
    }
    fail(span, fmt::format("there is no field '{}:'", name),
         fmt::format("fields are {}; to search for the text itself, put it in quotes", known));
  }

  /// A name directly before a bracket.
  bool function(std::string_view name, std::size_t begin) {
    const auto known = function_of(name);
    if (!known) return false;
    using What = Function::What;
    const bool numbered = known->what == What::AtLeast || known->field == Field::Opening;
    if (numbered && known->count == 0) {
      const char* const example =
          known->what == What::AtLeast ? "atleast3(flood)" : "first50(flood)";
      fail({begin, at_}, fmt::format("'{}(' says no number from 1 to {}", name, kMaxCount),
           fmt::format("write the number into the name, as in {}", example));
    }
    switch (known->what) {
      case What::Scope: {
        Token& token = add(TokenKind::FieldName, begin);
        token.field = known->field;
        token.count = known->count;
        return true;
      }
      case What::Caps:
        add(TokenKind::Caps, begin);
        return true;
      case What::AtLeast:
        add(TokenKind::AtLeast, begin).count = known->count;
        return true;
      case What::Fuzzy:
        fuzzy(begin);
        return true;
      case What::Wildcard:
        wildcard(begin);
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

  /// What stands in the brackets that open here, behind the name of a function at `begin`.
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

  /// `wildcard(wom?)`, in which a question mark at the end is no punctuation.
  void wildcard(std::size_t begin) {
    const std::string_view pattern = in_brackets(begin);
    if (pattern.find_first_of("*?") == std::string_view::npos ||
        pattern.find_first_of(" \t\n\r\"") != std::string_view::npos) {
      fail({begin, at_}, "wildcard() takes one word with * or ? in it",
           "write it as in wildcard(wom?)");
    }
    add(TokenKind::Wildcard, begin, std::string(pattern));
  }

  /// `fuzzy(word)` or `fuzzy(word,2)`.
  void fuzzy(std::size_t begin) {
    const std::string_view inside = in_brackets(begin);
    const std::size_t comma = inside.rfind(',');
    const std::string_view word = text::trim(inside.substr(0, comma));
    if (text::characters(word) < kLeastFuzzyLetters ||
        word.find_first_of(" *?\"") != std::string_view::npos) {
      fail({begin, at_}, "fuzzy() takes one word of at least three letters",
           instead_of_fuzzy(word));
    }
    const std::string_view letters =
        comma == std::string_view::npos ? "1" : text::trim(inside.substr(comma + 1));
    if (letters != "1" && letters != "2") {
      fail({begin, at_}, "fuzzy() takes a word and how many letters may differ, 1 or 2",
           fmt::format("write fuzzy({},2)", word));
    }
    add(TokenKind::Fuzzy, begin, std::string(word)).distance = letters == "1" ? 1 : 2;
  }

  /// What is written for `fuzzy(inside)`, which is not one word, or too short a word.
  static std::string instead_of_fuzzy(std::string_view inside) {
    if (std::any_of(inside.begin(), inside.end(), is_wild)) {
      return "leave fuzzy() out, or the wildcards";
    }
    std::vector<std::string> words;
    for (const text::Token token : text::tokens(inside)) {
      const std::string word(token.in(inside));
      const bool is_short = text::characters(word) < kLeastFuzzyLetters;
      words.push_back(is_short ? word : fmt::format("fuzzy({})", word));
    }
    if (words.empty()) return "put a word into the brackets, as in fuzzy(gaddafi)";
    return fmt::format("write {}", fmt::join(words, " pre/1 "));
  }

  void near(std::string_view typed, const Proximity& proximity, std::size_t begin) {
    if (proximity.reach == Reach::Words && proximity.distance == 0) {
      const std::string_view name = typed.substr(0, typed.find('/'));
      fail({begin, at_}, fmt::format("'{}' names no distance", typed),
           fmt::format("write {}/n with n from 1 to {}, as in quake {}/5 Turkey", name,
                       kMaxNearDistance, name));
    }
    Token& token = add(TokenKind::Near, begin);
    token.reach = proximity.reach;
    token.ordered = proximity.ordered;
    token.distance = proximity.distance;
  }

  /// The `+-3d` of `date:2019-12-13 +-3d`.
  void refuse_parted_reach(std::string_view typed, Span span) const {
    const std::string_view before = text::trim(text_.substr(0, span.begin));
    const std::string_view date = before.substr(before.find_last_of(" \t\n\r") + 1);
    if (date.find(':') == std::string_view::npos) return;
    for (const std::string_view sign : {"+-", "+/-", "±"}) {
      if (!typed.starts_with(sign)) continue;
      fail(span, fmt::format("'{}' belongs to the date before it", typed),
           fmt::format("leave out the blank: {}{}", date, typed));
    }
  }

  /// Operators of other query languages would be dropped in silence as punctuation.
  void refuse_foreign(std::string_view typed, Span span) const {
    refuse_parted_reach(typed, span);
    if (typed.front() == '+') {
      fail({span.begin, span.begin + 1}, "'+' is no operator here",
           "join words by AND, or give --all to require every word");
    }
    if (typed == "&&" || typed == "||" || typed == "!" || typed == "|" || typed == "&") {
      fail(span, fmt::format("'{}' is no operator here", typed), "write AND, OR or NOT");
    }
    if (typed.front() == '!' && typed.size() > 1) {
      fail({span.begin, span.begin + 1}, "'!' is no operator here",
           fmt::format("write -{} to exclude the word", typed.substr(1)));
    }
    if (text::fold(typed.substr(0, kWithin.size())) == kWithin) {
      const std::string_view distance = typed.substr(kWithin.size());
      if (is_number(distance)) {
        fail(span, fmt::format("'{}' is no operator here", typed),
             fmt::format("write w/{}", distance));
      }
    }
    refuse_suffix(typed, span);
  }

  /// `word~2`, `"a phrase"~5` and `word^2` of Lucene.
  void refuse_suffix(std::string_view typed, Span span) const {
    const std::size_t sign = typed.find_first_of("~^");
    if (sign == std::string_view::npos) return;
    const bool behind = sign > 0 || (!tokens_.empty() && tokens_.back().span.end == span.begin);
    const std::string_view number = typed.substr(sign + 1);
    if (!behind || number.find_first_not_of("0123456789.") != std::string_view::npos) return;
    if (typed[sign] == '^' && number.empty()) return;
    fail({span.begin + sign, span.end}, fmt::format("'{}' is no operator here", typed[sign]),
         typed[sign] == '~' ? instead_of_tilde(typed.substr(0, sign), number)
                            : "leave it out: words have no weights here");
  }

  /// What is written here for `word~2` and for `"a phrase"~5`.
  [[nodiscard]] std::string instead_of_tilde(std::string_view word, std::string_view number) const {
    if (text::characters(word) >= kLeastFuzzyLetters) {
      return fmt::format("write fuzzy({},{})", word, number == "1" ? 1 : 2);
    }
    const bool is_distance = is_number(number) && number.size() < 4 && number.front() != '0';
    if (!word.empty() || tokens_.back().kind != TokenKind::Phrase || !is_distance) {
      return "leave it out";
    }
    std::vector<std::string_view> words;
    for (const text::Token token : text::tokens(tokens_.back().text)) {
      words.push_back(token.in(tokens_.back().text));
    }
    return fmt::format("write {}", fmt::join(words, fmt::format(" w/{} ", number)));
  }

  void plain(std::string_view typed, std::size_t begin) {
    const std::string_view pattern = wildcard_in(typed);
    if (pattern.empty()) {
      add(TokenKind::Word, begin, std::string(typed));
      return;
    }
    add(TokenKind::Wildcard, begin, std::string(pattern));
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

std::vector<Token> lex_phrase_word(std::string_view piece) {
  std::vector<Token> words;
  const std::string_view pattern = wildcard_in(piece);
  if (has_letters(pattern)) {
    words.push_back({TokenKind::Wildcard, {}, std::string(pattern)});
    return words;
  }
  for (const text::Token token : text::tokens(piece)) {
    words.push_back({TokenKind::Word, {}, std::string(token.in(piece))});
  }
  return words;
}

}  // namespace dateline::query
