// SPDX-License-Identifier: GPL-2.0-or-later
// Splitting a file of any size at marks where the next document begins.
#pragma once

#include "indexer/readers/stream/input.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dateline {

/// A document with its markup is kept up to this size.
inline constexpr std::size_t kMaxBlockBytes = std::size_t{16} << 20U;

/// The bytes from one mark to before the next; what precedes the first mark is a block without one.
struct Block {
  std::string_view text;  ///< valid until the next block is asked for
  std::uint64_t line = 0;
  std::uint64_t offset = 0;
  bool is_marked = false;
  bool was_cut = false;  ///< it exceeded kMaxBlockBytes, and the rest was left out
  bool is_last = false;
};

/// Finds the first complete mark in `text` at or after `from`; npos if there is none.
using FindMark = std::size_t (*)(std::string_view text, std::size_t from);

/// No mark is longer.
inline constexpr std::size_t kMaxMarkBytes = 512;

/// The blocks of an input in order, in constant memory.
class Blocks {
 public:
  /// `high_bit_is_parity`: the file is of seven bits, and the eighth is cleared.
  Blocks(Input& input, FindMark find_mark, bool high_bit_is_parity = false);

  /// Empty at the end of the file. Throws std::system_error when reading fails.
  std::optional<Block> next();

 private:
  bool fill();
  void skip_to_mark();
  std::size_t find_next_mark();
  std::size_t find_end();
  void drop(std::size_t bytes);

  Input& input_;
  FindMark find_mark_;
  bool high_bit_is_parity_;
  std::string buffer_;
  std::size_t begin_ = 0;     ///< where the next block begins in `buffer_`
  std::size_t searched_ = 0;  ///< no mark begins between `begin_` and here
  std::size_t given_ = 0;     ///< bytes of the block last returned, not dropped yet
  bool was_cut_ = false;      ///< the block last returned continues in the input
  bool is_marked_ = false;    ///< there is a mark at `begin_`
  bool at_end_ = false;
  std::uint64_t line_ = 1;
  std::uint64_t offset_ = 0;
};

}  // namespace dateline
