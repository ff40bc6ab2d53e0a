// SPDX-License-Identifier: GPL-2.0-or-later
// The hyphens of prose: ASCII's, Unicode's own, and the one that does not break lines.
#include "common/text/compounds.h"

#include "common/text/among.h"
#include "common/text/ascii.h"
#include "common/text/signs.h"
#include "common/text/term.h"

#include <algorithm>
#include <array>

namespace dateline::text {
namespace {

/// More words than this are an address, or a joke.
constexpr unsigned kMostWords = 4;

constexpr std::array<std::string_view, 3> kHyphens = {"-", "\u2010", "\u2011"};

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
  if (between == "\u200C") return By::NonJoiner;
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
  compound.hyphenated = by_ == By::Hyphen;
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

std::vector<std::string> ways_to_write(std::string_view text, std::size_t most) {
  std::vector<std::string> ways = {""};
  const std::vector<Token> all = tokens(text);
  std::size_t written = 0;  // bytes of `text` that are in `ways`
  const auto write_to = [&](std::size_t end) {
    for (std::string& way : ways) way += text.substr(written, end - written);
    written = end;
  };
  TermMaker english("en");
  const auto write = [&](const std::optional<Compound>& compound, std::size_t end) {
    if (!compound || compound->hyphenated) return;
    const Token& first = all[end - compound->words];
    if (compound->words == 1) {
      const std::string stem = english.term(first.in(text));
      if (english.term(compound->joined) == stem) return;
    }
    if (ways.size() > most / 2) {
      ways.clear();
      return;
    }
    write_to(first.begin);
    std::vector<std::string> as_one = ways;
    for (std::string& way : as_one) way += compound->joined;
    write_to(all[end - 1].end);
    ways.insert(ways.end(), as_one.begin(), as_one.end());
  };
  Compounds compounds(text);
  for (std::size_t i = 0; i < all.size(); ++i) write(compounds.take(all[i]), i);
  write(compounds.finish(), all.size());
  write_to(text.size());
  return ways;
}

}  // namespace dateline::text
