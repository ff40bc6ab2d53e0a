// SPDX-License-Identifier: GPL-2.0-or-later
// REVISION.OFFSET.CHECK in hexadecimal; the check covers the query and both numbers.
#include "searcher/match/cursor.h"

#include "common/errors.h"

#include <charconv>

#include <fmt/format.h>
#include <xxhash.h>

namespace dateline {

std::string make_cursor(const std::string& query_key, std::uint64_t revision, std::size_t offset) {
  const std::string covered = fmt::format("{:x}.{:x}.{}", revision, offset, query_key);
  const auto check = static_cast<std::uint32_t>(XXH3_64bits(covered.data(), covered.size()));
  return fmt::format("{:x}.{:x}.{:08x}", revision, offset, check);
}

std::size_t read_cursor(const std::string& cursor, const std::string& query_key,
                        std::uint64_t revision) {
  std::uint64_t its_revision = 0;
  std::size_t offset = 0;
  const char* const end = cursor.data() + cursor.size();
  auto parsed = std::from_chars(cursor.data(), end, its_revision, 16);
  if (parsed.ec == std::errc() && parsed.ptr != end && *parsed.ptr == '.') {
    parsed = std::from_chars(parsed.ptr + 1, end, offset, 16);
  }
  if (parsed.ec != std::errc() || make_cursor(query_key, its_revision, offset) != cursor) {
    throw Error(Exit::Usage, fmt::format("'{}' is not a page of this query", cursor),
                "give --page the cursor that this very query printed, with the same options");
  }
  if (its_revision != revision) {
    throw Error(
        Exit::Usage,
        fmt::format("the archive has changed since that page was made (revision {}, now {})",
                    its_revision, revision),
        "begin again with the first page");
  }
  return offset;
}

}  // namespace dateline
