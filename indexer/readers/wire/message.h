// SPDX-License-Identifier: GPL-2.0-or-later
// A message of a wire: header, text and trailer, kept apart by control characters.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::wire {

/// The parts of a message, as received. A lost mark leaves its part empty.
struct Message {
  std::vector<std::string> header;  ///< its lines without controls, and without empty ones
  std::string_view text;
  std::string_view trailer;
  std::string_view beyond;  ///< what follows the end of the message
  bool is_ended = false;    ///< its end is marked
};

/// Splits what begins with a mark that `find_start` or `find_typed_start` found. Without STX the
/// header is its first two lines.
Message split_message(std::string_view block);

/// Where a message begins with the control character SOH.
std::size_t find_start(std::string_view text, std::size_t from);

/// Where a message begins with ZCZC at the start of a line, which teleprinters use in SOH's place.
std::size_t find_typed_start(std::string_view text, std::size_t from);

/// Is the high bit of each byte a parity bit, even, odd or always set? 7-bit lines send one.
bool high_bit_is_parity(std::string_view head);

/// Where a message that has lost its mark begins: with a header that nothing else looks like, at
/// the start of a line. At the end of `text` a line may go on.
using FindHeader = std::size_t (*)(std::string_view text, std::size_t from);

/// The header of the first message that begins in `head`, whose high bits may be parity; empty when
/// none does. Without any mark, `head` must begin with a header as `find_header` finds them.
std::vector<std::string> first_header(std::string_view head, FindHeader find_header);

/// The first start of a line, from `from` on, where `is_header` says so of what follows.
std::size_t find_line(std::string_view text, std::size_t from,
                      bool (*is_header)(std::string_view text));

}  // namespace dateline::wire
