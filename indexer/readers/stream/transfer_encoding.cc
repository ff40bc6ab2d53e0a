// SPDX-License-Identifier: GPL-2.0-or-later
// RFC 2045 sections 6.7 and 6.8.
#include "indexer/readers/stream/transfer_encoding.h"

#include "common/text/ascii.h"

namespace dateline {
namespace {

int base64_value(char c) {
  if (ascii::is_upper(c)) return c - 'A';
  if (ascii::is_lower(c)) return c - 'a' + 26;
  if (ascii::is_digit(c)) return c - '0' + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : -1;
}

}  // namespace

std::string decode_base64(std::string_view text) {
  std::string bytes;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    if (c == '=') break;
    const int value = base64_value(c);
    if (value < 0) continue;
    bits = (bits << 6U | static_cast<unsigned>(value)) & 0xFFFFFU;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> static_cast<unsigned>(count) & 0xFFU);
  }
  return bytes;
}

std::string decode_quoted_printable(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') {
      bytes += text[i];
      continue;
    }
    const std::string_view rest = text.substr(i + 1);
    if (rest.starts_with("\r\n") || rest.starts_with('\n')) {
      i += rest.starts_with('\r') ? 2 : 1;
    } else if (rest.size() >= 2 && ascii::hex_value(rest[0]) >= 0 &&
               ascii::hex_value(rest[1]) >= 0) {
      bytes += static_cast<char>(ascii::hex_value(rest[0]) * 16 + ascii::hex_value(rest[1]));
      i += 2;
    } else {
      bytes += '=';
    }
  }
  return bytes;
}

}  // namespace dateline
