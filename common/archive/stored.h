// SPDX-License-Identifier: GPL-2.0-or-later
// What the archive stores of an article, here or on a server.
#pragma once

#include "common/archive/archive.h"
#include "common/disk/damaged.h"
#include "common/schema.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace dateline {

/// A document of a published segment, or of a server.
struct Located {
  std::size_t segment = 0;  ///< index into Archive::segments(), then Archive::served()
  std::uint32_t docid = 0;
};

/// What `work` makes of the segment's reader. Where that is damaged, ShardDown names the segment.
template <typename Work>
auto reading(const OpenSegment& open, Work work) {
  try {
    return work(*open.reader);
  } catch (const disk::Damaged& e) {
    throw ShardDown(open.shard, open.segment.path + ": " + e.what());
  }
}

/// Where the article with that id is. Throws ShardDown, as the others do.
std::optional<Located> locate(const Archive& archive, const std::string& id);

/// Its id, its record, and what it has in a slot.
std::string id_of(const Archive& archive, const Located& article);
std::string record_of(const Archive& archive, const Located& article);
std::string value_of(const Archive& archive, const Located& article, schema::Slot slot);

}  // namespace dateline
