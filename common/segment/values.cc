// SPDX-License-Identifier: GPL-2.0-or-later
// Chunk by chunk.
#include "common/segment/values.h"

namespace dateline::segment {

Values::Values(const Reader& segment, std::uint32_t slot)
    : cursor_(segment.postlist()), prefix_(glass::kValueChunkKey) {
  disk::pack_uint(prefix_, slot);
  if (cursor_.seek(prefix_)) enter_chunk();
}

std::string_view Values::of(std::uint32_t docid) {
  while (docid_ != 0 && docid_ < docid) next();
  return docid_ == docid ? value_ : std::string_view();
}

void Values::enter_chunk() {
  docid_ = 0;
  if (!cursor_.key().starts_with(prefix_)) return;
  docid_ = disk::Unpacker(cursor_.key().substr(prefix_.size()), glass::kPostlistFile).sortable();
  in_ = disk::Unpacker(cursor_.tag(buffer_), glass::kPostlistFile);
  value_ = in_.string();
}

void Values::next() {
  if (!in_.at_end()) {
    docid_ += in_.uint32() + 1;
    value_ = in_.string();
    return;
  }
  docid_ = 0;
  if (cursor_.next()) enter_chunk();
}

}  // namespace dateline::segment
