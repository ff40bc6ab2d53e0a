// SPDX-License-Identifier: GPL-2.0-or-later
// Decompressing what is in memory, to a size that is bounded.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dateline {

enum class Compression {
  Gzip,
  Deflate,  ///< HTTP's: zlib, or raw as some servers send it
};

/// At most `limit` bytes; what a truncated or broken stream holds before its fault is kept. Empty
/// when it holds more, or nothing.
std::optional<std::string> inflate(std::string_view bytes, Compression compression,
                                   std::size_t limit);

}  // namespace dateline
