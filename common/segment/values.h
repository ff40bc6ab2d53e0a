// SPDX-License-Identifier: GPL-2.0-or-later
// The values of one slot, one document after another.
#pragma once

#include "common/disk/pack.h"
#include "common/glass/posting_list.h"
#include "common/segment/reader.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace dateline::segment {

/// Reads the values of one slot in order of docid. All functions throw disk::Damaged.
class Values {
 public:
  Values(const Reader& segment, std::uint32_t slot);

  /// The document's value, or "". Docids must rise from call to call.
  std::string_view of(std::uint32_t docid);

 private:
  void enter_chunk();
  void next();

  glass::Table::Cursor cursor_;
  std::string prefix_;
  std::string buffer_;
  disk::Unpacker in_{""};
  std::uint32_t docid_ = 0;  ///< 0 at the end
  std::string_view value_;
};

}  // namespace dateline::segment
