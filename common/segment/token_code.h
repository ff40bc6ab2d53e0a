// SPDX-License-Identifier: GPL-2.0-or-later
// How an article's words are stored as a stream of tokens.
//
// Each word is the number of its term, frequent terms having small numbers, in one to five bytes.
// A first byte has its top bit set and tells the length; the others have it clear. So a sequence of
// words occurs in an article exactly where the bytes of its tokens occur, and a search for bytes
// finds a phrase.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace dateline::segment {

/// Ends the headline's tokens; stands for no term.
inline constexpr std::uint32_t kHeadlineEnd = 0;
inline constexpr unsigned char kHeadlineEndByte = 0x80;

/// The most bytes in a token.
inline constexpr std::size_t kTokenBytes = 5;

/// Appends the token with that number.
void put_token(std::string& to, std::uint32_t number);

inline bool begins_token(char byte) {
  return static_cast<unsigned char>(byte) >= 0x80;
}

/// Bytes of the token that begins with `first`.
inline std::size_t token_bytes(unsigned char first) {
  return first < 0xC0 ? 1 : first < 0xF0 ? 2 : first < 0xFE ? 3 : first == 0xFE ? 4 : 5;
}

/// The first number that needs that many bytes.
namespace token_ranges {
// First bytes 80–BF, C0–EF, F0–FD, FE and FF.
inline constexpr std::uint32_t kTwoBytes = 64;
inline constexpr std::uint32_t kThreeBytes = kTwoBytes + 48 * (1U << 7U);
inline constexpr std::uint32_t kFourBytes = kThreeBytes + 14 * (1U << 14U);
inline constexpr std::uint32_t kFiveBytes = kFourBytes + (1U << 21U);
}  // namespace token_ranges

/// How many words there are: all tokens but those that end a headline.
inline std::uint32_t count_words(std::string_view tokens) {
  // Words begin with bytes above kHeadlineEndByte.
  std::uint32_t words = 0;
  std::size_t at = 0;
#ifdef __SSE2__
  const __m128i headline_end = _mm_set1_epi8(static_cast<char>(kHeadlineEndByte));
  for (; at + sizeof headline_end <= tokens.size(); at += sizeof headline_end) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(tokens.data() + at));
    const __m128i words_begin = _mm_andnot_si128(_mm_cmpeq_epi8(bytes, headline_end), bytes);
    words += static_cast<std::uint32_t>(
        std::popcount(static_cast<unsigned>(_mm_movemask_epi8(words_begin))));
  }
#endif
  for (; at < tokens.size(); ++at) {
    words += static_cast<unsigned char>(tokens[at]) > kHeadlineEndByte ? 1 : 0;
  }
  return words;
}

/// Reads the token at `at`, moving past it. False at the end, and if no token begins there or it is
/// cut off: then the stream is damaged. There are never more words than `count_words` says.
inline bool next_token(std::string_view tokens, std::size_t& at, std::uint32_t& number) {
  if (at >= tokens.size()) return false;
  const auto first = static_cast<unsigned char>(tokens[at]);
  const std::size_t size = token_bytes(first);
  if (first < 0x80 || at + size > tokens.size()) return false;
  std::uint32_t rest = 0;
  for (std::size_t i = 1; i < size; ++i) {
    rest = rest << 7U | static_cast<unsigned char>(tokens[at + i]);
  }
  switch (size) {
    case 1:
      number = first & 0x3FU;
      break;
    case 2:
      number = token_ranges::kTwoBytes + ((first - 0xC0U) << 7U | rest);
      break;
    case 3:
      number = token_ranges::kThreeBytes + ((first - 0xF0U) << 14U | rest);
      break;
    case 4:
      number = token_ranges::kFourBytes + rest;
      break;
    default:
      number = token_ranges::kFiveBytes + rest;
  }
  at += size;
  return true;
}

/// Calls `visit` with the number of each word, in order; the end of the headline is none.
template <typename Visit>
void each_word(std::string_view tokens, Visit visit) {
  std::size_t at = 0;
  for (std::uint32_t number = 0; next_token(tokens, at, number);) {
    if (number != kHeadlineEnd) visit(number);
  }
}

}  // namespace dateline::segment
