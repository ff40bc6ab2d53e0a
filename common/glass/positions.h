// SPDX-License-Identifier: GPL-2.0-or-later
// Entries of the position table: where a term occurs in a document.
//
//   key  "term" 00 docid
//   tag  the last position; unless it is the only one, then as a stream of bits:
//        the first position, their number minus two, and those between by interpolative
//        coding (Moffat & Stuiver 2000)
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace dateline::glass {

/// Keys sort by term, then by docid.
std::string position_key(std::string_view term, std::uint32_t docid);

/// Appends the tag. `positions` are not empty; they rise, from 1 on.
void pack_positions(std::string& to, std::span<const std::uint32_t> positions);

}  // namespace dateline::glass
