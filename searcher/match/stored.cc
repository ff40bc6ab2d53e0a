// SPDX-License-Identifier: GPL-2.0-or-later
// Segments are read in place, servers are asked for the document.
#include "searcher/match/stored.h"

#include "common/glass/pack.h"

#include <fmt/format.h>

namespace dateline {
namespace {

template <typename Here, typename There>
std::string stored(const Archive& archive, std::size_t segment, std::uint32_t docid, Here here,
                   There there) {
  if (segment < archive.segments().size()) {
    const OpenSegment& open = archive.segments()[segment];
    try {
      return here(*open.reader);
    } catch (const glass::Damaged& e) {
      throw ShardDown(open.shard, fmt::format("{}: {}", open.segment.path, e.what()));
    }
  }
  std::string content;
  ask(archive.served()[segment - archive.segments().size()],
      [&](const Xapian::Database& database) { content = there(database.get_document(docid)); });
  return content;
}

}  // namespace

std::string record_of(const Archive& archive, std::size_t segment, std::uint32_t docid) {
  return stored(
      archive, segment, docid, [&](const segment::Reader& reader) { return reader.record(docid); },
      [](const Xapian::Document& document) { return document.get_data(); });
}

std::string value_of(const Archive& archive, std::size_t segment, std::uint32_t docid,
                     schema::Slot slot) {
  return stored(
      archive, segment, docid,
      [&](const segment::Reader& reader) { return reader.value(slot, docid); },
      [&](const Xapian::Document& document) { return document.get_value(slot); });
}

}  // namespace dateline
