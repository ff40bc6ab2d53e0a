// SPDX-License-Identifier: GPL-2.0-or-later
// Finding bytes in a token stream, sixteen places at a time.
#pragma once

#include "common/segment/token_code.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace dateline::match {

/// The tokens of one or more words, to be found in streams of them.
class Bytes {
 public:
  Bytes() = default;
  /// `anchor` is the position of the two bytes that are looked for first; the rarer they are, the
  /// faster.
  explicit Bytes(std::string bytes, std::size_t anchor = 0)
      : bytes_(std::move(bytes)),
        anchor_(std::min(anchor, bytes_.size() - std::min<std::size_t>(bytes_.size(), 2))),
        second_(bytes_.size() == 1 ? 0 : anchor_ + 1) {}

  /// Those of the term with that number.
  static Bytes of_term(std::uint32_t number) {
    std::string bytes;
    segment::put_token(bytes, number);
    return Bytes(std::move(bytes));
  }

  /// Does the stream have them at `at`?
  [[nodiscard]] bool stand(std::string_view text, std::size_t at) const {
    // Few of the places that are looked at need a call.
    return text.size() - at >= bytes_.size() && text[at] == bytes_.front() &&
           (bytes_.size() == 1 || std::memcmp(text.data() + at, bytes_.data(), bytes_.size()) == 0);
  }

  /// Calls `visit` with each place where they occur, rising, until it returns true. Returns whether
  /// it did.
  template <typename Visit>
  bool find(std::string_view text, Visit visit) const {
    return find_between(text, 0, text.size(), visit);
  }

  /// The same of the places from `begin` on and before `end`.
  template <typename Visit>
  bool find_between(std::string_view text, std::size_t begin, std::size_t end, Visit visit) const {
    if (text.size() < bytes_.size()) return false;
    const std::size_t places = text.size() - bytes_.size() + 1;
    end = std::min(end, places);
    std::size_t at = begin;
#ifdef __SSE2__
    const __m128i one = _mm_set1_epi8(bytes_[anchor_]);
    const __m128i two = _mm_set1_epi8(bytes_[second_]);
    const auto equal = [&](std::size_t from, __m128i to) {
      return _mm_cmpeq_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + from)),
                            to);
    };
    // If fewer than sixteen are left, some are looked at again, or needlessly.
    while (at < end && places >= 16) {
      const std::size_t block = std::min(at, places - 16);
      const __m128i both = _mm_and_si128(equal(block + anchor_, one), equal(block + second_, two));
      auto found = static_cast<unsigned>(_mm_movemask_epi8(both)) >> (at - block) << (at - block);
      for (; found != 0; found &= found - 1) {
        const std::size_t place = block + static_cast<unsigned>(std::countr_zero(found));
        if (place >= end) return false;
        if (stand(text, place) && visit(place)) return true;
      }
      at = block + 16;
    }
#endif
    for (; at < end; ++at) {
      if (stand(text, at) && visit(at)) return true;
    }
    return false;
  }

 private:
  std::string bytes_;  ///< not empty
  std::size_t anchor_ = 0;
  std::size_t second_ = 0;
};

/// The part of a stream before the end of the headline.
inline std::string_view headline_of(std::string_view tokens) {
  return tokens.substr(0, tokens.find(static_cast<char>(segment::kHeadlineEndByte)));
}

/// Numbers the words of a stream, which are asked for in rising order.
class WordNumbers {
 public:
  explicit WordNumbers(std::string_view tokens) : tokens_(tokens) {}

  /// Of the word whose token begins at `place`.
  std::uint32_t at(std::size_t place) {
    words_ += segment::count_words(tokens_.substr(counted_, place - counted_));
    counted_ = place;
    return words_;
  }

 private:
  std::string_view tokens_;
  std::size_t counted_ = 0;
  std::uint32_t words_ = 0;  ///< before `counted_`
};

}  // namespace dateline::match
