// SPDX-License-Identifier: GPL-2.0-or-later
// Interpolative coding: the middle position first, which bounds those on either side.
#include "common/glass/positions.h"

#include "common/disk/pack.h"
#include "common/glass/posting.h"

#include <bit>

namespace dateline::glass {
namespace {

/// Appends numbers of any count of bits, the lowest first.
class BitWriter {
 public:
  explicit BitWriter(std::string& to) : to_(to) {}

  /// Appends `value`, which is one of 0 … `choices` - 1. If the number of choices is not a power of
  /// two, those in the middle take one bit less.
  void number(std::uint32_t value, std::uint32_t choices) {
    const auto width = static_cast<unsigned>(std::bit_width(choices - 1));
    const std::uint64_t spare = (std::uint64_t{1} << width) - choices;
    const std::uint64_t middle = (choices - spare) / 2;
    if (spare == 0 || value < middle) {
      bits(value, width);
    } else if (value < middle + spare) {
      bits(value, width - 1);
    } else {
      bits((value - middle - spare) | std::uint64_t{1} << (width - 1), width);
    }
  }

  /// Fills the last byte with zeros.
  void close() {
    if (filled_ != 0) to_ += static_cast<char>(waiting_);
  }

 private:
  void bits(std::uint64_t value, unsigned width) {
    waiting_ |= value << filled_;
    for (filled_ += width; filled_ >= 8; filled_ -= 8) {
      to_ += static_cast<char>(waiting_);
      waiting_ >>= 8U;
    }
  }

  std::string& to_;
  std::uint64_t waiting_ = 0;
  unsigned filled_ = 0;
};

/// Those between the first and the last, which the reader knows.
void put_between(BitWriter& out, std::span<const std::uint32_t> positions) {
  while (positions.size() > 2) {
    const std::size_t middle = (positions.size() - 1) / 2;
    const std::uint32_t lowest = positions.front() + static_cast<std::uint32_t>(middle);
    const std::uint32_t choices =
        positions.back() - positions.front() - static_cast<std::uint32_t>(positions.size()) + 2;
    out.number(positions[middle] - lowest, choices);
    put_between(out, positions.first(middle + 1));
    positions = positions.subspan(middle);
  }
}

}  // namespace

std::string position_key(std::string_view term, std::uint32_t docid) {
  std::string key = term_key(term);
  key += '\0';
  disk::pack_sortable(key, docid);
  return key;
}

void pack_positions(std::string& to, std::span<const std::uint32_t> positions) {
  const std::uint32_t first = positions.front();
  const std::uint32_t last = positions.back();
  disk::pack_uint(to, last);
  if (positions.size() == 1) return;
  BitWriter out(to);
  out.number(first, last);
  out.number(static_cast<std::uint32_t>(positions.size()) - 2, last - first);
  put_between(out, positions);
  out.close();
}

}  // namespace dateline::glass
