// SPDX-License-Identifier: GPL-2.0-or-later
// The bytes of a JSON file in order, for finding the ends of strings and objects.
#pragma once

#include "indexer/readers/stream/input.h"

#include <cstdint>
#include <string>

namespace dateline {

/// A place in an input, and what was passed since a mark. Memory: what is kept, at most
/// kMaxLineBytes.
class JsonBytes {
 public:
  /// `input` must outlive this.
  explicit JsonBytes(Input& input);

  /// The next byte, or -1 at the end.
  int peek() {
    if (at_ == end_ && !refill()) return -1;
    return static_cast<unsigned char>(*at_);
  }
  /// Passes the byte that `peek` returned.
  void pass() { ++at_; }
  /// Passes bytes until a quote, backslash or line end, and appends them to `key` up to a key's
  /// limit; false at the end of the file.
  bool pass_plain_text(std::string* key);
  /// Passes bytes until a line end; false at the end of the file.
  bool pass_line();

  [[nodiscard]] std::uint64_t offset() const {
    return chunk_offset_ + static_cast<std::uint64_t>(at_ - begin_);
  }
  /// 1-based number of the line; counts what was passed since the last call.
  std::uint64_t line();

  /// A whole value was passed.
  void arrived() { input_.arrived(); }

  void keep_from_here();
  void keep_nothing() { keeps_ = false; }
  /// What was passed since `keep_from_here`; empty if that exceeded the limit.
  std::string take_kept();
  [[nodiscard]] bool is_over_limit() const { return is_over_limit_; }

 private:
  /// Where a byte comes next, searched for once and remembered until it is passed.
  class NextByte {
   public:
    explicit NextByte(char byte) : byte_(byte) {}
    const char* from(const char* at, const char* end);
    void forget() { found_ = nullptr; }

   private:
    char byte_;
    const char* found_ = nullptr;
  };

  void keep();
  bool refill();

  Input& input_;
  const char* begin_ = nullptr;
  const char* at_ = nullptr;
  const char* end_ = nullptr;
  const char* mark_ = nullptr;
  const char* counted_ = nullptr;
  std::uint64_t chunk_offset_;
  std::uint64_t line_ = 1;
  NextByte quote_{'"'};
  NextByte backslash_{'\\'};
  NextByte line_end_{'\n'};
  std::string kept_;
  bool keeps_ = false;
  bool is_over_limit_ = false;
};

}  // namespace dateline
