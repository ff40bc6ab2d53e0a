// SPDX-License-Identifier: GPL-2.0-or-later
// Quotes, brackets, operators in capitals, fields; all else is words.
#include "common/query/lexer.h"

#include "common/query/error.h"
#include "common/query/parser.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

namespace dateline::query {
namespace {

struct FieldAlias {
  std::string_view name;
  Field field;
};

constexpr std::array<FieldAlias, 12> kFields = {{{"title", Field::Title},
                                                 {"headline", Field::Title},
                                                 {"source", Field::Source},
                                                 {"agency", Field::Agency},
                                                 {"place", Field::Place},
                                                 {"author", Field::Author},
                                                 {"section", Field::Section},
                                                 {"tag", Field::Tag},
                                                 {"lang", Field::Language},
                                                 {"language", Field::Language},
                                                 {"flag", Field::Flag},
                                                 {"date", Field::Date}}};

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

/// Levenshtein distance; the arguments are field names, so the cost does not matter.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::vector<Token> run() {
    check_bytes();
    while (skip_blanks()) {
      next();
      if (tokens_.size() > kMaxQueryTokens) {
        fail({0, text_.size()}, fmt::format("the query has more than {} parts", kMaxQueryTokens),
             "split it into several queries");
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

  bool skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    return at_ < text_.size();
  }

  Token& add(TokenKind kind, std::size_t begin, std::string text = {}) {
    tokens_.push_back({kind, {begin, at_}, std::move(text), Field::Text, 0});
    return tokens_.back();
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
    for (const std::string_view dash : kDashes) {
      if (rest().starts_with(dash)) return minus(dash);
    }
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
           fmt::format("close it: {}\"", text_));
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
    if (typed == "AND") {
      add(TokenKind::And, begin);
    } else if (typed == "OR") {
      add(TokenKind::Or, begin);
    } else if (typed == "NOT") {
      add(TokenKind::Not, begin);
    } else if (typed == "NEAR" || typed.starts_with("NEAR/")) {
      near(typed, begin);
    } else if (!tokens_.empty() && tokens_.back().kind == TokenKind::FieldName &&
               tokens_.back().field == Field::Date) {
      add(TokenKind::Word, begin, std::string(typed));
    } else {
      refuse_foreign(typed, {begin, end});
      plain(typed, begin);
    }
  }

  /// `name:` directly followed by a value. Words such as `12:30` and `http://…` are no fields.
  bool field(std::string_view typed) {
    const std::size_t colon = typed.find(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    const std::string_view name = typed.substr(0, colon);
    if (!std::all_of(name.begin(), name.end(), is_letter)) return false;
    const std::size_t begin = at_;
    const std::size_t after = begin + colon + 1;
    const std::string folded = text::fold(name);
    const auto* known = std::find_if(kFields.begin(), kFields.end(),
                                     [&](const FieldAlias& f) { return f.name == folded; });
    const bool has_value = after < text_.size() && !is_blank(text_[after]) && text_[after] != ')';
    if (known != kFields.end()) {
      at_ = after;
      if (!has_value) {
        fail({begin, at_},
             fmt::format("'{}' is followed by no value", text_.substr(begin, colon + 1)),
             fmt::format("write the value directly after the colon, as in {}:reuters", folded));
      }
      add(TokenKind::FieldName, begin).field = known->field;
      return true;
    }
    if (!has_value || text_[after] == '/') return false;
    unknown_field(folded, {begin, after});
  }

  [[noreturn]] void unknown_field(const std::string& name, Span span) const {
    const auto* nearest = std::min_element(
        kFields.begin(), kFields.end(), [&](const FieldAlias& a, const FieldAlias& b) {
          return edit_distance(name, a.name) < edit_distance(name, b.name);
        });
    if (edit_distance(name, nearest->name) <= 2) {
      fail(span, fmt::format("there is no field '{}:'", name),
           fmt::format("did you mean {}: ? To search for the text itself, put it in quotes",
                       nearest->name));
    }
    fail(span, fmt::format("there is no field '{}:'", name),
         "fields are title: source: agency: place: author: section: tag: lang: flag: date: ; to "
         "search for the text itself, put it in quotes");
  }

  void near(std::string_view typed, std::size_t begin) {
    unsigned distance = kDefaultNearDistance;
    if (typed != "NEAR") {
      const std::string_view digits = typed.substr(5);
      const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), distance);
      if (read.ec != std::errc() || read.ptr != digits.data() + digits.size() || distance == 0 ||
          distance > kMaxNearDistance) {
        fail({begin, at_}, fmt::format("'{}' names no distance", typed),
             fmt::format("write NEAR/n with n from 1 to {}, as in quake NEAR/5 Turkey",
                         kMaxNearDistance));
      }
    }
    add(TokenKind::Near, begin).distance = distance;
  }

  /// Operators of other query languages would be dropped in silence as punctuation.
  void refuse_foreign(std::string_view typed, Span span) const {
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
  }

  void plain(std::string_view typed, std::size_t begin) {
    const std::size_t star = typed.find('*');
    if (star == std::string_view::npos) {
      const std::size_t question = typed.find('?');
      // A closing question mark is punctuation; inside a word it is meant as a wildcard.
      if (question != std::string_view::npos && question + 1 < typed.size() &&
          is_letter(typed[question + 1])) {
        fail({begin + question, begin + question + 1}, "'?' is no wildcard here",
             "only a '*' at the end of a word is: repatri*");
      }
      add(TokenKind::Word, begin, std::string(typed));
      return;
    }
    if (star + 1 != typed.size()) {
      fail({begin + star, begin + star + 1}, "a '*' can stand only at the end of a word",
           "write the beginning of the word and a star: repatri*");
    }
    std::size_t characters = 0;
    for (const char c : typed.substr(0, star)) {
      characters += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
    }
    if (characters < 2) {
      fail({begin, at_}, "too few letters before the '*'", "give at least two: re*");
    }
    add(TokenKind::Prefix, begin, std::string(typed.substr(0, star)));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> lex(std::string_view text) {
  return Lexer(text).run();
}

}  // namespace dateline::query
