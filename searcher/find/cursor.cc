// SPDX-License-Identifier: GPL-2.0-or-later
// REVISION.OFFSET.CHECK in hexadecimal, and what was left out: 7.14.2e502975 or
// 7.14.9ab31c07.2018,2019-05; the check covers the query and all of these.
#include "searcher/find/cursor.h"

#include "common/errors/errors.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <xxhash.h>

namespace dateline {
namespace {

std::vector<std::string> split(std::string_view names) {
  std::vector<std::string> all;
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(','), names.size());
    all.emplace_back(names.substr(0, end));
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return all;
}

/// Those of `names` missing from `others`, as "shard 2018" or "shards 2018 and 2019".
std::string shards_beyond(const std::vector<std::string>& names,
                          const std::vector<std::string>& others) {
  std::vector<std::string> beyond;
  std::set_difference(names.begin(), names.end(), others.begin(), others.end(),
                      std::back_inserter(beyond));
  if (beyond.empty()) return "";
  return fmt::format("shard{} {}", beyond.size() == 1 ? "" : "s", fmt::join(beyond, ", "));
}

/// Two pages that leave out different shards are not pages of one list.
[[noreturn]] void refuse_other_shards(const std::vector<std::string>& then,
                                      const std::vector<std::string>& now) {
  const std::string back = shards_beyond(then, now);
  const std::string gone = shards_beyond(now, then);
  std::string message = "that page was made ";
  if (!back.empty()) message += fmt::format("without {}, which can be searched now", back);
  if (!back.empty() && !gone.empty()) message += ", and ";
  if (!gone.empty()) message += fmt::format("with {}, which cannot be searched now", gone);
  throw Error(Code::Gone, message, "start again with the first page");
}

/// What a cursor was made from.
struct Made {
  Paged of;
  std::size_t offset = 0;
};

/// Throws Error (Usage) when it belongs to another query or the archive has changed since.
Made made_by(const std::string& cursor, const Paged& paged) {
  Made made{{paged.query_key}};
  const char* const end = cursor.data() + cursor.size();
  auto parsed = std::from_chars(cursor.data(), end, made.of.revision, 16);
  if (parsed.ec == std::errc() && parsed.ptr != end && *parsed.ptr == '.') {
    parsed = std::from_chars(parsed.ptr + 1, end, made.offset, 16);
  }
  if (parsed.ec == std::errc() && parsed.ptr != end) {
    const std::size_t check = static_cast<std::size_t>(parsed.ptr - cursor.data()) + 1;
    const std::size_t dot = cursor.find('.', check);
    if (dot != std::string::npos) made.of.without = split(std::string_view(cursor).substr(dot + 1));
  }
  if (parsed.ec != std::errc() || make_cursor(made.of, made.offset) != cursor) {
    throw Error(Code::Usage, fmt::format("'{}' is not a page of this query", cursor),
                "give the cursor that this same query printed, with the same options; a "
                "query with 'today' or another relative date is different on another day");
  }
  if (made.of.revision != paged.revision) {
    throw Error(
        Code::Gone,
        fmt::format("the archive has changed since that page was made (revision {}, now {})",
                    made.of.revision, paged.revision),
        "start again with the first page");
  }
  return made;
}

}  // namespace

Paged paged(std::string query_key, const Archive& archive,
            const std::vector<MissingShard>& missing) {
  Paged paged{std::move(query_key), archive.manifest().revision};
  for (const MissingShard& shard : missing) paged.without.push_back(shard.name);
  std::sort(paged.without.begin(), paged.without.end());
  return paged;
}

std::string make_cursor(const Paged& paged, std::size_t offset) {
  const std::string without = fmt::format("{}", fmt::join(paged.without, ","));
  const std::string covered =
      fmt::format("{:x}.{:x}.{}.{}", paged.revision, offset, without, paged.query_key);
  const auto check = static_cast<std::uint32_t>(XXH3_64bits(covered.data(), covered.size()));
  return fmt::format("{:x}.{:x}.{:08x}{}{}", paged.revision, offset, check,
                     without.empty() ? "" : ".", without);
}

std::size_t read_cursor(const std::string& cursor, const Paged& paged) {
  const Made made = made_by(cursor, paged);
  if (made.of.without != paged.without) refuse_other_shards(made.of.without, paged.without);
  return made.offset;
}

std::size_t offset_in(const std::string& cursor, const Paged& paged) {
  return made_by(cursor, paged).offset;
}

}  // namespace dateline
