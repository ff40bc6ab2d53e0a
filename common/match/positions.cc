// SPDX-License-Identifier: GPL-2.0-or-later
// A phrase is a search for bytes.
#include "common/match/positions.h"

#include "common/schema.h"
#include "common/segment/token_code.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>
#include <vector>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace dateline::match {
namespace {

using segment::Forward;

/// A term of the query as it stands in token streams.
struct Word {
  std::uint32_t token = segment::kHeadlineEnd;
  bool in_headline = false;  ///< only there
};

Word word_of(const query::Step& step, const Forward& forward) {
  Word word;
  std::string_view term = step.term;
  // Stems are folded, so that a capital is a prefix.
  word.in_headline = term.starts_with(schema::kHeadlinePrefix);
  if (word.in_headline) term.remove_prefix(schema::kHeadlinePrefix.size());
  word.token = forward.token_of(term);
  return word;
}

/// Does `needle` stand in `text`? Looks for two bytes of it, those at `anchor`, sixteen places at a
/// time.
bool contains(std::string_view text, std::string_view needle, std::size_t anchor) {
  if (text.size() < needle.size()) return false;
  const auto stands = [&](std::size_t at) {
    return std::memcmp(text.data() + at, needle.data(), needle.size()) == 0;
  };
  const std::size_t places = text.size() - needle.size() + 1;
  std::size_t at = 0;
#ifdef __SSE2__
  const __m128i one = _mm_set1_epi8(needle[anchor]);
  const __m128i two = _mm_set1_epi8(needle[anchor + 1]);
  for (; at + 16 <= places; at += 16) {
    const char* const from = text.data() + at + anchor;
    const auto load = [](const char* p) {
      return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    };
    const __m128i both =
        _mm_and_si128(_mm_cmpeq_epi8(load(from), one), _mm_cmpeq_epi8(load(from + 1), two));
    for (auto found = static_cast<unsigned>(_mm_movemask_epi8(both)); found != 0;
         found &= found - 1) {
      if (stands(at + static_cast<unsigned>(std::countr_zero(found)))) return true;
    }
  }
#endif
  for (; at < places; ++at) {
    if (text[at + anchor] == needle[anchor] && stands(at)) return true;
  }
  return false;
}

class Phrase final : public Positions {
 public:
  Phrase(const std::vector<Word>& words, const Forward& forward) : forward_(forward) {
    std::uint32_t rarest = 0;
    for (const Word& word : words) {
      possible_ = possible_ && word.token != segment::kHeadlineEnd;
      in_headline_ = in_headline_ || word.in_headline;
      // The rarest word's first two bytes, or those that end with its only one.
      if (word.token >= rarest) {
        rarest = word.token;
        anchor_ = bytes_.size();
      }
      segment::put_token(bytes_, word.token);
    }
    anchor_ = std::min(anchor_, bytes_.size() - 2);
    segment::put_token(headline_end_, segment::kHeadlineEnd);
  }

  bool stand(std::uint32_t docid) override {
    if (!possible_) return false;
    std::string_view tokens = forward_.tokens(docid);
    if (in_headline_) tokens = tokens.substr(0, tokens.find(headline_end_));
    return contains(tokens, bytes_, anchor_);
  }

 private:
  const Forward& forward_;
  bool possible_ = true;
  bool in_headline_ = false;
  std::string bytes_;
  std::size_t anchor_ = 0;
  std::string headline_end_;
};

}  // namespace

std::unique_ptr<Positions> make_phrase(const query::Step& step, const Forward& forward) {
  std::vector<Word> words;
  for (const query::Step& child : step.children) words.push_back(word_of(child, forward));
  return std::make_unique<Phrase>(words, forward);
}

}  // namespace dateline::match
