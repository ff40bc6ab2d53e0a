// SPDX-License-Identifier: GPL-2.0-or-later
// A buffer with one block and what was read beyond it.
#include "indexer/readers/stream/blocks.h"

#include <algorithm>
#include <utility>

namespace dateline {

Blocks::Blocks(Input& input, FindMark find_mark, bool high_bit_is_parity)
    : input_(input), find_mark_(find_mark), high_bit_is_parity_(high_bit_is_parity) {
  // A byte order mark is gone once something was read.
  input_.peek();
  offset_ = input_.position();
}

bool Blocks::fill() {
  buffer_.erase(0, begin_);
  searched_ -= begin_;
  begin_ = 0;
  const std::string_view chunk = input_.chunk();
  if (chunk.empty()) {
    at_end_ = true;
    return false;
  }
  const std::size_t old_size = buffer_.size();
  buffer_ += chunk;
  if (high_bit_is_parity_) {
    std::transform(buffer_.begin() + static_cast<std::ptrdiff_t>(old_size), buffer_.end(),
                   buffer_.begin() + static_cast<std::ptrdiff_t>(old_size),
                   [](char c) { return static_cast<char>(c & 0x7F); });
  }
  return true;
}

void Blocks::drop(std::size_t bytes) {
  const std::string_view gone = std::string_view(buffer_).substr(begin_, bytes);
  line_ += static_cast<std::uint64_t>(std::count(gone.begin(), gone.end(), '\n'));
  offset_ += bytes;
  begin_ += bytes;
  searched_ = std::max(searched_, begin_);
}

/// Searches the buffer; a mark that may be split by the buffer's end is found later.
std::size_t Blocks::find_next_mark() {
  const std::size_t mark = find_mark_(buffer_, searched_);
  if (mark == std::string::npos) {
    const std::size_t kept_back = std::min(buffer_.size(), kMaxMarkBytes);
    searched_ = std::max(searched_, buffer_.size() - kept_back);
  }
  return mark;
}

/// Skips the rest of a block that was cut, as it arrives.
void Blocks::skip_to_mark() {
  while (true) {
    const std::size_t mark = find_next_mark();
    if (mark != std::string::npos) return drop(mark - begin_);
    drop(searched_ - begin_);
    if (!fill()) return drop(buffer_.size() - begin_);
  }
}

/// The position of the next mark, or the end of what is in memory.
std::size_t Blocks::find_end() {
  // A block's own mark is not where the next one begins.
  if (is_marked_) searched_ = std::max(searched_, std::min(begin_ + 1, buffer_.size()));
  std::size_t end = find_next_mark();
  while (end == std::string::npos && buffer_.size() - begin_ <= kMaxBlockBytes && fill()) {
    end = find_next_mark();
  }
  return std::min(end, buffer_.size());
}

std::optional<Block> Blocks::next() {
  drop(given_);
  given_ = 0;
  if (was_cut_) skip_to_mark();
  std::size_t end = find_end();
  if (end == begin_ && !is_marked_) {
    is_marked_ = true;
    end = find_end();
  }
  if (end == begin_) return std::nullopt;
  was_cut_ = end - begin_ > kMaxBlockBytes;
  given_ = std::min(end - begin_, kMaxBlockBytes);
  const bool is_last = at_end_ && end == buffer_.size() && !was_cut_;
  const std::string_view text = std::string_view(buffer_).substr(begin_, given_);
  return Block{text, line_, offset_, std::exchange(is_marked_, true), was_cut_, is_last};
}

}  // namespace dateline
