// SPDX-License-Identifier: GPL-2.0-or-later
// The hyphens of prose: ASCII's, Unicode's own, and the one that does not break lines.
#include "common/text/compounds.h"

#include "common/text/among.h"
#include "common/text/ascii.h"
#include "common/text/signs.h"

#include <algorithm>
#include <array>

namespace dateline::text {
namespace {

/// More words than this are an address, or a joke.
constexpr unsigned kMostWords = 4;

constexpr std::array<std::string_view, 4> kHyphens = {"-", "\u2010", "\u2011", "\u200C"};

/// Three digits, or such a group with a fraction.
bool is_group(std::string_view word) {
  const std::string_view digits = word.substr(0, word.find_first_of(".,"));
  return digits.size() == kGroup && ascii::all_digits(digits);
}

bool begins_groups(std::string_view word) {
  return word.size() <= kGroup && ascii::all_digits(word) && word.front() != '0';
}

}  // namespace

Compounds::By Compounds::sign_before(const Token& next) const {
  const std::string_view between = text_.substr(last_.end, next.begin - last_.end);
  if (is_among(between, kHyphens)) return By::Hyphen;
  if (between == ".") return By::Point;
  if (between != " " || !is_group(next.in(text_))) return By::Else;
  const std::string_view last = last_.in(text_);
  return words_ == 1 ? (begins_groups(last) ? By::Blank : By::Else)
                     : (last.size() == kGroup ? By::Blank : By::Else);
}

std::optional<Compound> Compounds::joined(const Token* next) const {
  constexpr std::size_t kMostBytes = 6;  // of a part of an abbreviation
  if (words_ > kMostWords) return std::nullopt;
  Compound compound;
  compound.words = words_;
  Token token = first_;
  bool has_single = false;
  bool is_short = true;
  for (unsigned i = 0; i < words_; ++i, next_token(text_, token.end, token)) {
    const std::string_view word = token.in(text_);
    compound.joined += word;
    has_single = has_single || word.size() == 1;
    is_short = is_short && word.size() <= kMostBytes;
  }
  const bool is_number = compound.joined.find_first_not_of("0123456789.,") == std::string::npos;
  switch (by_) {
    case By::Blank: {
      // "1 234 5" is a list.
      const bool goes_on = next != nullptr && is_digit_at(next->begin) &&
                           text_.substr(last_.end, next->begin - last_.end) == " ";
      return goes_on ? std::nullopt : std::optional(std::move(compound));
    }
    case By::Point:
      if (!has_single || !is_short) return std::nullopt;
      break;
    default:
      break;
  }
  Token whole;  // "U.S.-led" does not become a word
  const bool is_word = next_token(compound.joined, 0, whole) && whole.begin == 0 &&
                       whole.end == compound.joined.size();
  return is_number || !is_word ? std::nullopt : std::optional(std::move(compound));
}

std::optional<Compound> Compounds::small_plural() const {
  const std::string_view word = last_.in(text_);
  const std::string_view capitals = word.substr(0, word.size() - 1);
  const bool is_acronym = capitals.size() >= 2 && ascii::is_upper(capitals.back()) &&
                          std::all_of(capitals.begin(), capitals.end(), ascii::is_letter_or_digit);
  if (!is_acronym) return std::nullopt;
  return Compound{ascii::lower(word), 1};
}

std::string written_as_one(std::string_view text) {
  Compounds compounds(text);
  const std::vector<Token> all = tokens(text);
  for (const Token token : all) {
    if (compounds.take(token)) return "";
  }
  const auto compound = compounds.finish();
  if (!compound || compound->words != all.size() || all.front().begin != 0) return "";
  // The last point of "B.Sc." belongs to it.
  const std::string_view rest = text.substr(all.back().end);
  return rest.empty() || rest == "." ? compound->joined : "";
}

}  // namespace dateline::text
