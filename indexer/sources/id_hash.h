// SPDX-License-Identifier: GPL-2.0-or-later
// An id, as a hash of 128 bits.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dateline {

using IdHash = std::array<std::uint64_t, 2>;

IdHash hash_of_id(std::string_view id);

struct HashOfIdHash {
  std::size_t operator()(const IdHash& id) const noexcept { return id[0]; }
};

}  // namespace dateline
