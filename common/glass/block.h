// SPDX-License-Identifier: GPL-2.0-or-later
// Layout of a block of a glass B-tree. All numbers are big-endian.
//
//   0  revision (4)   4  level (1)   5  largest free run (2)   7  free bytes (2)
//   9  end of the directory (2)   11  directory: the offset (2) of each item, in order of key
//
// A leaf item is  size (2)  key length (1)  key  [component (2)]  tag
// where the size counts from the third byte on and carries three flags; the component, from 2 on,
// is there for all but the first part of a tag that is cut into several items.
// A branch item is  block (4)  key length (1)  key  component (2): all keys in and below that block
// are at least this key. The first key of a branch is empty.
#pragma once

#include <cstddef>
#include <cstdint>

namespace dateline::glass {

inline constexpr std::size_t kBlockBytes = 8192;
inline constexpr std::size_t kDirectoryStart = 11;
inline constexpr std::size_t kMaxKeyBytes = 255;
/// Four items must fit into a block.
inline constexpr std::size_t kMaxItemBytes = (kBlockBytes - kDirectoryStart - 4 * 2) / 4;

inline constexpr unsigned kCompressedFlag = 0x8000;
inline constexpr unsigned kLastFlag = 0x4000;
inline constexpr unsigned kFirstFlag = 0x2000;
inline constexpr unsigned kSizeMask = 0x1FFF;
/// What the size field does not count.
inline constexpr std::size_t kUncounted = 3;

inline unsigned read2(const std::uint8_t* at) {
  return static_cast<unsigned>(at[0]) << 8U | at[1];
}
inline std::uint32_t read4(const std::uint8_t* at) {
  return static_cast<std::uint32_t>(read2(at)) << 16U | read2(at + 2);
}
inline void write2(std::uint8_t* at, std::size_t value) {
  at[0] = static_cast<std::uint8_t>(value >> 8U);
  at[1] = static_cast<std::uint8_t>(value);
}
inline void write4(std::uint8_t* at, std::uint32_t value) {
  write2(at, value >> 16U);
  write2(at + 2, value & 0xFFFFU);
}

}  // namespace dateline::glass
