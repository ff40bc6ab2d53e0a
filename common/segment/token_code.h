// SPDX-License-Identifier: GPL-2.0-or-later
// How an article's words are stored as a stream of tokens.
//
// Each word is the number of its term, frequent terms having small numbers, in one to five bytes.
// A first byte has its top bit set and tells the length; the others have it clear. So a sequence of
// words stands in an article exactly where the bytes of its tokens stand, and a search for bytes
// finds a phrase.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dateline::segment {

/// Ends the headline's tokens; stands for no term.
inline constexpr std::uint32_t kHeadlineEnd = 0;

/// Appends the token with that number.
void put_token(std::string& to, std::uint32_t number);

/// Bytes of the token that begins with `first`.
inline std::size_t token_bytes(unsigned char first) {
  return first < 0xC0 ? 1 : first < 0xF0 ? 2 : first < 0xFE ? 3 : first == 0xFE ? 4 : 5;
}

/// Reads the token at `at`, moving past it. False at the end, or where the stream is cut.
bool next_token(std::string_view tokens, std::size_t& at, std::uint32_t& number);

}  // namespace dateline::segment
