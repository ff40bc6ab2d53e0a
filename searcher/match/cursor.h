// SPDX-License-Identifier: GPL-2.0-or-later
// Where a page ends, so that the next one begins there and nowhere else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace dateline {

/// An opaque cursor: valid for one query on one revision of one archive.
std::string make_cursor(const std::string& query_key, std::uint64_t revision, std::size_t offset);

/// The offset in `cursor`. Throws Error (Usage) when it belongs to another query, or the archive
/// has changed since: then pages would repeat or skip articles in silence.
std::size_t read_cursor(const std::string& cursor, const std::string& query_key,
                        std::uint64_t revision);

}  // namespace dateline
