// SPDX-License-Identifier: GPL-2.0-or-later
// The hyphens of prose: ASCII's, Unicode's own, and the one that does not break lines.
#include "common/text/compounds.h"

#include <algorithm>
#include <array>

namespace dateline::text {
namespace {

/// More words than this are an address, or a joke.
constexpr unsigned kMostWords = 4;

constexpr std::array<std::string_view, 3> kHyphens = {"-", "\u2010", "\u2011"};

bool is_hyphen(std::string_view between) {
  return std::find(kHyphens.begin(), kHyphens.end(), between) != kHyphens.end();
}

}  // namespace

bool Compounds::parted_by_hyphen(std::size_t end, std::size_t begin) const {
  return is_hyphen(text_.substr(end, begin - end));
}

std::optional<Compound> Compounds::joined() const {
  if (words_ > kMostWords) return std::nullopt;
  Compound compound;
  compound.words = words_;
  Token token = first_;
  for (unsigned i = 0; i < words_; ++i, next_token(text_, token.end, token)) {
    compound.joined += token.in(text_);
  }
  const bool is_number = compound.joined.find_first_not_of("0123456789.,") == std::string::npos;
  Token whole;  // "U.S.-led" does not become a word
  const bool is_word = next_token(compound.joined, 0, whole) && whole.begin == 0 &&
                       whole.end == compound.joined.size();
  return is_number || !is_word ? std::nullopt : std::optional(std::move(compound));
}

std::string joined_at_hyphens(std::string_view word) {
  Compounds compounds(word);
  const std::vector<Token> all = tokens(word);
  for (const Token token : all) {
    if (compounds.take(token)) return "";
  }
  const auto compound = compounds.finish();
  const bool is_whole = compound && compound->words == all.size() && all.front().begin == 0 &&
                        all.back().end == word.size();
  return is_whole ? compound->joined : "";
}

}  // namespace dateline::text
