// SPDX-License-Identifier: GPL-2.0-or-later
// Ranges of numbers, each beginning where the one before ends.
#include "common/segment/token_code.h"

namespace dateline::segment {
namespace {

using namespace token_ranges;

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

}  // namespace dateline::segment
