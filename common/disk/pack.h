// SPDX-License-Identifier: GPL-2.0-or-later
// How glass, the on-disk format of Xapian 1.4, writes numbers and strings. After xapian-core's
// description of its format; read and written here without libxapian, because bulk indexing would
// spend most of its time on libxapian's way of building a database one document at a time.
#pragma once

#include "common/disk/damaged.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace dateline::disk {

/// Seven bits a byte, the lowest first; the top bit says that more follow.
inline void pack_uint(std::string& to, std::uint64_t value) {
  while (value >= 0x80) {
    to += static_cast<char>(value | 0x80U);
    value >>= 7U;
  }
  to += static_cast<char>(value);
}

/// Its length, then the string.
inline void pack_string(std::string& to, std::string_view text) {
  pack_uint(to, text.size());
  to += text;
}

/// All bytes of a number that ends its string, the lowest first; none for 0.
inline void pack_uint_last(std::string& to, std::uint32_t value) {
  for (; value != 0; value >>= 8U) to += static_cast<char>(value);
}

/// Encoded so that the bytes sort as the numbers do.
inline void pack_sortable(std::string& to, std::uint32_t value) {
  if (value < 0x8000U) {
    to += static_cast<char>(value >> 8U);
    to += static_cast<char>(value);
    return;
  }
  const int length = (37 - __builtin_clz(value)) / 7;
  const std::uint64_t whole = value | (std::uint64_t{0xFFU << (10 - length) & 0xFFU}
                                       << (8U * static_cast<unsigned>(length - 1)));
  for (int i = length - 1; i >= 0; --i) {
    to += static_cast<char>(whole >> (8U * static_cast<unsigned>(i)));
  }
}

/// Reads what the functions above wrote. Throws Damaged, which names `file`, where bytes are
/// missing.
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes, const char* file = nullptr)
      : at_(reinterpret_cast<const unsigned char*>(bytes.data())),
        end_(at_ + bytes.size()),
        file_(file) {}

  [[nodiscard]] bool at_end() const { return at_ == end_; }

  std::uint64_t uint() {
    if (at_ != end_ && *at_ < 0x80) return *at_++;  // as most are
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const unsigned char c = byte();
      value |= std::uint64_t{c & 0x7FU} << shift;
      if (c < 0x80) return value;
    }
    damaged("a number is too large");
  }

  std::uint32_t uint32() {
    const std::uint64_t value = uint();
    if (value > 0xFFFFFFFFU) damaged("a number is too large");
    return static_cast<std::uint32_t>(value);
  }

  std::string_view string() { return bytes(uint()); }

  std::string_view bytes(std::uint64_t count) {
    if (count > static_cast<std::uint64_t>(end_ - at_)) damaged("bytes are missing");
    const std::string_view text(reinterpret_cast<const char*>(at_), count);
    at_ += count;
    return text;
  }

  std::string_view rest() { return bytes(static_cast<std::uint64_t>(end_ - at_)); }

  std::uint32_t sortable() {
    const unsigned char first = byte();
    if (first < 0x80) return std::uint32_t{first} << 8U | byte();
    const int length = __builtin_clz(first ^ 0xFFU) - 22;
    if (first == 0xFF || length > 5) damaged("a number is too large");
    std::uint64_t value = first & (0xFFU >> (length - 1));
    for (int i = 1; i < length; ++i) value = value << 8U | byte();
    return static_cast<std::uint32_t>(value);
  }

  unsigned char byte() {
    if (at_ == end_) damaged("bytes are missing");
    return *at_++;
  }

 private:
  [[noreturn, gnu::cold, gnu::noinline]] void damaged(const char* what) const {
    throw file_ == nullptr ? Damaged(what) : Damaged(file_, what);
  }

  const unsigned char* at_;
  const unsigned char* end_;
  const char* file_;
};

}  // namespace dateline::disk
