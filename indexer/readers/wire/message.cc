// SPDX-License-Identifier: GPL-2.0-or-later
// SOH header STX text ETX trailer EOT, as ISO 646 names them; ZCZC and NNNN for SOH and EOT.
#include "indexer/readers/wire/message.h"

#include "common/text/utf8.h"

#include <algorithm>
#include <bit>

namespace dateline::wire {
namespace {

constexpr char kStartOfHeader = '\x01';
constexpr char kStartOfText = '\x02';
constexpr char kEndOfText = '\x03';
constexpr char kEndOfTransmission = '\x04';
constexpr std::string_view kTypedStart = "ZCZC";
constexpr std::string_view kTypedEnd = "\nNNNN";

/// A header of a message without STX has no more lines than this.
constexpr std::size_t kHeaderLines = 2;
constexpr std::size_t kMaxHeaderLines = 8;
constexpr std::size_t kMaxHeaderLineBytes = 256;

/// What lines and their devices leave before a header: blanks, NUL and SYN.
constexpr std::string_view kBeforeHeader(" \t\r\n\0\x16", 6);

/// Removes the next non-empty line from `text`; false if there is none.
bool take_line(std::string_view& text, std::string_view& line) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    line = text::trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty()) return true;
  }
  return false;
}

/// What follows the control character at `at`, if there is one.
std::string_view after(std::string_view text, std::size_t at) {
  return at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
}

}  // namespace

Message split_message(std::string_view block) {
  Message message;
  if (block.starts_with(kStartOfHeader)) block.remove_prefix(1);
  if (block.starts_with(kTypedStart)) block.remove_prefix(kTypedStart.size());
  const std::size_t end = std::min(block.find(kEndOfTransmission), block.find(kTypedEnd));
  if (end != std::string_view::npos) {
    const std::size_t mark = block[end] == kEndOfTransmission ? 1 : kTypedEnd.size();
    message.beyond = block.substr(end + mark);
    message.is_ended = true;
    block = block.substr(0, end);
  }
  const std::size_t start = block.find(kStartOfText);
  std::string_view header = block.substr(0, start);
  const std::size_t most = start == std::string_view::npos ? kHeaderLines : kMaxHeaderLines;
  std::string_view line;
  while (message.header.size() < most && take_line(header, line)) {
    message.header.push_back(text::single_line(text::cut(line, kMaxHeaderLineBytes)));
  }
  const std::string_view rest = start == std::string_view::npos ? header : after(block, start);
  const std::size_t text_end = rest.find(kEndOfText);
  message.text = rest.substr(0, text_end);
  message.trailer = after(rest, text_end);
  return message;
}

std::size_t find_start(std::string_view text, std::size_t from) {
  return text.find(kStartOfHeader, from);
}

std::size_t find_typed_start(std::string_view text, std::size_t from) {
  std::size_t at = text.find(kTypedStart, from);
  while (at != std::string_view::npos && at > 0 && text[at - 1] != '\n') {
    at = text.find(kTypedStart, at + 1);
  }
  return at;
}

bool high_bit_is_parity(std::string_view head) {
  bool any_high = false;
  bool all_high = true;
  bool all_even = true;
  bool all_odd = true;
  for (const char c : head) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_even = std::popcount(byte) % 2 == 0;
    any_high = any_high || byte >= 0x80;
    all_high = all_high && byte >= 0x80;
    all_even = all_even && is_even;
    all_odd = all_odd && !is_even;
  }
  return any_high && (all_high || all_even || all_odd);
}

std::size_t find_line(std::string_view text, std::size_t from,
                      bool (*is_header)(std::string_view text)) {
  std::size_t at = from;
  // Where a message ended, or behind SYN, another may begin on the line.
  constexpr std::string_view kBefore = "\n\x03\x04\x16";
  if (at > 0 && kBefore.find(text[at - 1]) == std::string_view::npos) {
    at = text.find_first_of(kBefore, at - 1) + 1;
  }
  while (at < text.size() && (at > 0 || from == 0)) {
    if (is_header(text.substr(at))) return at;
    const std::size_t end = text.find_first_of(kBefore, at);
    if (end == std::string_view::npos) break;
    at = end + 1;
  }
  return std::string_view::npos;
}

std::vector<std::string> first_header(std::string_view head, FindHeader find_header) {
  std::string plain(head);
  if (high_bit_is_parity(head)) {
    for (char& c : plain) c = static_cast<char>(c & 0x7F);
  }
  std::size_t start = find_start(plain, 0);
  if (start == std::string::npos) start = find_typed_start(plain, 0);
  if (start == std::string::npos) {
    const std::size_t first = plain.find_first_not_of(kBeforeHeader);
    if (first == std::string::npos || find_header(plain.substr(first), 0) != 0) return {};
    start = first;
  }
  return split_message(std::string_view(plain).substr(start)).header;
}

}  // namespace dateline::wire
