// SPDX-License-Identifier: GPL-2.0-or-later
// Alignment and checksums.
#include "common/disk/arrays.h"

#include <bit>
#include <string>

#include <xxhash.h>

namespace dateline::disk {

static_assert(std::endian::native == std::endian::little);

class ArrayWriter::Sum {
 public:
  Sum() : state_(XXH3_createState()) { XXH3_64bits_reset(state_); }
  Sum(const Sum&) = delete;
  Sum& operator=(const Sum&) = delete;
  ~Sum() { XXH3_freeState(state_); }

  void add(std::string_view bytes) { XXH3_64bits_update(state_, bytes.data(), bytes.size()); }
  [[nodiscard]] std::uint64_t value() const { return XXH3_64bits_digest(state_); }

 private:
  XXH3_state_t* state_;
};

void not_whole(const char* what) {
  throw Damaged(what, "its parts do not fit together");
}

void ArrayFile::damaged() const {
  not_whole(what_);
}

void ArrayFile::verify_sum(std::string_view footer, std::uint64_t checksum) const {
  ArrayWriter::Sum sum;
  sum.add(bytes().substr(0, bytes().size() - footer.size()));
  sum.add(footer);
  if (sum.value() != checksum) {
    throw Damaged(what_, "it has changed since it was written (its checksum differs)");
  }
}

ArrayWriter::ArrayWriter(const std::filesystem::path& path)
    : file_(path), sum_(std::make_unique<Sum>()) {}

ArrayWriter::~ArrayWriter() = default;

void ArrayWriter::append(std::string_view bytes) {
  sum_->add(bytes);
  file_.append(bytes);
}

void ArrayWriter::align() {
  constexpr std::string_view kZeros("\0\0\0\0\0\0\0", 7);
  append(kZeros.substr(0, (8 - size() % 8) % 8));
}

std::uint64_t ArrayWriter::sum_with(std::string_view footer) {
  sum_->add(footer);
  return sum_->value();
}

}  // namespace dateline::disk
