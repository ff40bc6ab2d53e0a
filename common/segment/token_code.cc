// SPDX-License-Identifier: GPL-2.0-or-later
// Ranges of numbers, each beginning where the one before ends.
#include "common/segment/token_code.h"

namespace dateline::segment {
namespace {

// First bytes 80–BF, C0–EF, F0–FD, FE and FF.
constexpr std::uint32_t kTwoBytes = 64;
constexpr std::uint32_t kThreeBytes = kTwoBytes + 48 * (1U << 7U);
constexpr std::uint32_t kFourBytes = kThreeBytes + 14 * (1U << 14U);
constexpr std::uint32_t kFiveBytes = kFourBytes + (1U << 21U);

void put(std::string& to, unsigned first, std::uint32_t rest, unsigned more) {
  to += static_cast<char>(first + (rest >> (7 * more)));
  while (more-- > 0) to += static_cast<char>((rest >> (7 * more)) & 0x7FU);
}

}  // namespace

void put_token(std::string& to, std::uint32_t number) {
  if (number < kTwoBytes) return put(to, 0x80, number, 0);
  if (number < kThreeBytes) return put(to, 0xC0, number - kTwoBytes, 1);
  if (number < kFourBytes) return put(to, 0xF0, number - kThreeBytes, 2);
  if (number < kFiveBytes) return put(to, 0xFE, number - kFourBytes, 3);
  put(to, 0xFF, number - kFiveBytes, 4);
}

bool next_token(std::string_view tokens, std::size_t& at, std::uint32_t& number) {
  if (at >= tokens.size()) return false;
  const auto first = static_cast<unsigned char>(tokens[at]);
  const std::size_t size = token_bytes(first);
  if (at + size > tokens.size()) return false;
  std::uint32_t rest = 0;
  for (std::size_t i = 1; i < size; ++i) {
    rest = rest << 7U | static_cast<unsigned char>(tokens[at + i]);
  }
  switch (size) {
    case 1:
      number = first & 0x3FU;
      break;
    case 2:
      number = kTwoBytes + ((first - 0xC0U) << 7U | rest);
      break;
    case 3:
      number = kThreeBytes + ((first - 0xF0U) << 14U | rest);
      break;
    case 4:
      number = kFourBytes + rest;
      break;
    default:
      number = kFiveBytes + rest;
  }
  at += size;
  return true;
}

}  // namespace dateline::segment
