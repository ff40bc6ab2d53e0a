// SPDX-License-Identifier: GPL-2.0-or-later
// Decoding HTTP's content codings (RFC 9110 section 8.4.1, RFC 7932) in memory, to a bounded size.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dateline {

enum class ContentCoding {
  Gzip,
  Deflate,  ///< zlib, or raw as some servers send it
  Brotli,
};

/// At most `limit` bytes; what precedes the fault in a truncated or broken body is kept. Empty if
/// it holds more, or nothing.
std::optional<std::string> without_coding(std::string_view bytes, ContentCoding coding,
                                          std::size_t limit);

}  // namespace dateline
