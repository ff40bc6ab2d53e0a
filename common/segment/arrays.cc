// SPDX-License-Identifier: GPL-2.0-or-later
// Alignment and checksums.
#include "common/segment/arrays.h"

#include "common/glass/pack.h"

#include <bit>
#include <string>

#include <xxhash.h>

namespace dateline::segment {

static_assert(std::endian::native == std::endian::little);

void ArrayFile::damaged() const {
  throw glass::Damaged(std::string(what_) + " is not whole");
}

void ArrayFile::verify_sum(std::size_t footer_bytes, std::uint64_t checksum) const {
  if (XXH3_64bits(bytes().data(), bytes().size() - footer_bytes) != checksum) {
    throw glass::Damaged(std::string(what_) + " is not as it was written (its checksum differs)");
  }
}

struct ArrayWriter::Sum {
  Sum() : state(XXH3_createState()) { XXH3_64bits_reset(state); }
  Sum(const Sum&) = delete;
  Sum& operator=(const Sum&) = delete;
  ~Sum() { XXH3_freeState(state); }
  XXH3_state_t* state;
};

ArrayWriter::ArrayWriter(const std::filesystem::path& path)
    : file_(path), sum_(std::make_unique<Sum>()) {}

ArrayWriter::~ArrayWriter() = default;

void ArrayWriter::append(std::string_view bytes) {
  XXH3_64bits_update(sum_->state, bytes.data(), bytes.size());
  file_.append(bytes);
}

void ArrayWriter::align() {
  constexpr std::string_view kZeros("\0\0\0\0\0\0\0", 7);
  append(kZeros.substr(0, (8 - size() % 8) % 8));
}

std::uint64_t ArrayWriter::checksum() const {
  return XXH3_64bits_digest(sum_->state);
}

}  // namespace dateline::segment
