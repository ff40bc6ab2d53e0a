// SPDX-License-Identifier: GPL-2.0-or-later
// One look at each word: what matters is how far back the other stood last.
#include "common/match/pair.h"

#include "common/schema.h"
#include "common/segment/token_code.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace dateline::match {
namespace {

using query::Reach;

class PairIn final : public Positions {
 public:
  PairIn(Pair pair, const segment::Reader& segment) : pair_(std::move(pair)), segment_(segment) {
    for (auto* numbers : {&pair_.first, &pair_.second}) std::sort(numbers->begin(), numbers->end());
    segment::put_token(headline_end_, segment::kHeadlineEnd);
#ifdef __SSE2__
    if (pair_.first.size() != 1 || pair_.second.size() != 1) return;
    segment::put_token(first_bytes_, pair_.first.front());
    segment::put_token(second_bytes_, pair_.second.front());
    is_scanned_ = true;
#endif
  }

  bool stand(std::uint32_t docid) override {
    last_first_ = last_second_ = kNowhere;
    if (pair_.reach != Reach::Words) {
      sentences_ = segment_.wording().sentences(docid);
      part_end_ = next_end(0);
    }
    const std::string_view tokens = segment_.forward().tokens(docid);
    if (is_scanned_) return scan(tokens);
    std::uint32_t word = 0;
    std::uint32_t gap = 0;
    std::size_t at = 0;
    for (std::uint32_t number = 0; segment::next_token(tokens, at, number);) {
      if (number == segment::kHeadlineEnd) {
        gap = schema::kFieldGap;
      } else {
        const bool is_first = holds(pair_.first, number);
        const bool is_second = holds(pair_.second, number);
        if ((is_first || is_second) && meets(is_first, is_second, word, gap)) return true;
        ++word;
      }
    }
    return false;
  }

 private:
  static constexpr std::uint32_t kNowhere = 0xFFFFFFFF;

  static bool holds(const std::vector<std::uint32_t>& numbers, std::uint32_t number) {
    return numbers.size() == 1 ? numbers.front() == number
                               : std::binary_search(numbers.begin(), numbers.end(), number);
  }

  /// Two terms are sought as bytes, sixteen at a time. Only the first byte of a token has its top
  /// bit set, so that these bits count the words between.
  bool scan(std::string_view tokens) {
    std::uint32_t words = 0;
    std::uint32_t gap = 0;
#ifdef __SSE2__
    const __m128i one = _mm_set1_epi8(first_bytes_.front());
    const __m128i two = _mm_set1_epi8(second_bytes_.front());
    const __m128i end = _mm_set1_epi8(headline_end_.front());
    for (std::size_t at = 0; at < tokens.size(); at += sizeof(__m128i)) {
      std::array<char, sizeof(__m128i)> block{};
      std::memcpy(block.data(), tokens.data() + at, std::min(block.size(), tokens.size() - at));
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block.data()));
      const auto begins = static_cast<unsigned>(_mm_movemask_epi8(bytes));
      auto found = static_cast<unsigned>(_mm_movemask_epi8(
          _mm_or_si128(_mm_cmpeq_epi8(bytes, end),
                       _mm_or_si128(_mm_cmpeq_epi8(bytes, one), _mm_cmpeq_epi8(bytes, two)))));
      for (; found != 0; found &= found - 1) {
        const auto i = static_cast<unsigned>(std::countr_zero(found));
        const std::string_view rest = tokens.substr(at + i);
        if (rest.front() == headline_end_.front()) {
          gap = schema::kFieldGap;
          continue;
        }
        const bool is_first = rest.starts_with(first_bytes_);
        const bool is_second = rest.starts_with(second_bytes_);
        if (!is_first && !is_second) continue;
        // The end of the headline begins a token, too, and is no word.
        const std::uint32_t before =
            words + static_cast<std::uint32_t>(std::popcount(begins & ((1U << i) - 1)));
        if (meets(is_first, is_second, before - (gap == 0 ? 0 : 1), gap)) return true;
      }
      words += static_cast<std::uint32_t>(std::popcount(begins));
    }
#endif
    return false;
  }

  /// The word behind the sentence or paragraph that begins with word `begin`.
  [[nodiscard]] std::uint32_t next_end(std::uint32_t begin) {
    for (;;) {
      const segment::Sentence sentence = sentences_.next();
      begin += sentence.words;
      if (sentence.words == 0) return kNowhere;
      if (pair_.reach == Reach::Sentence || sentence.ends_paragraph) return begin;
    }
  }

  [[nodiscard]] bool near(std::uint32_t last, std::uint32_t position) const {
    return last != kNowhere && (pair_.reach != Reach::Words || position - last <= pair_.distance);
  }

  /// Takes the next word that is one of the two, or both; tells whether they now stand as asked.
  bool meets(bool is_first, bool is_second, std::uint32_t word, std::uint32_t gap) {
    while (word >= part_end_) {
      last_first_ = last_second_ = kNowhere;
      part_end_ = next_end(part_end_);
    }
    const std::uint32_t position = word + gap;
    if (is_second && near(last_first_, position)) return true;
    if (is_first && !pair_.ordered && near(last_second_, position)) return true;
    if (is_first) last_first_ = position;
    if (is_second) last_second_ = position;
    return false;
  }

  Pair pair_;
  const segment::Reader& segment_;
  bool is_scanned_ = false;
  std::string first_bytes_;  ///< of the only token of each, if there is only one
  std::string second_bytes_;
  std::string headline_end_;
  segment::Wording::Sentences sentences_{""};
  std::uint32_t part_end_ = kNowhere;    ///< the word behind the sentence or paragraph at hand
  std::uint32_t last_first_ = kNowhere;  ///< where it stood last; in the same part, if parts matter
  std::uint32_t last_second_ = kNowhere;
};

}  // namespace

std::unique_ptr<Positions> make_pair_positions(Pair pair, const segment::Reader& segment) {
  return std::make_unique<PairIn>(std::move(pair), segment);
}

}  // namespace dateline::match
