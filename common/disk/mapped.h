// SPDX-License-Identifier: GPL-2.0-or-later
// Whole files in memory, read-only, each block compared with its checksum when it is first used.
#pragma once

#include "common/disk/fd.h"
#include "common/disk/sums.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

namespace dateline::disk {

/// A whole file in memory, read-only, as the system pages it in. What was read stays there as long
/// as the system has room, and counts towards the process's memory: see `let_go_of_pages`. A file
/// of a page or less is read at once, and so are all others once the process has mapped as many
/// files as it should: an archive may have more than the system allows. Safe to share between
/// threads.
class MappedFile {
 public:
  /// With the sums of its blocks, if they are known. Throws Damaged when the file has another
  /// number of blocks or is cut short while being read, or Error (Machine).
  explicit MappedFile(const std::filesystem::path& path,
                      std::optional<BlockSums> sums = std::nullopt);
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  /// The file's content, unchecked.
  [[nodiscard]] std::string_view bytes() const noexcept { return bytes_; }

  /// `part`, which lies within `bytes`. Throws Damaged, naming file and block, unless all its
  /// blocks are as they were written. Each block is read for that once.
  std::string_view checked(std::string_view part) const {
    if (seen_ == nullptr || part.empty()) return part;
    const auto begin = static_cast<std::size_t>(part.data() - bytes_.data());
    const std::size_t first = begin / kSumBlockBytes;
    const std::size_t last = (begin + part.size() - 1) / kSumBlockBytes;
    for (std::size_t word = first / kBits; word <= last / kBits; ++word) {
      std::uint64_t mask = ~std::uint64_t{0};
      if (word == first / kBits) mask &= ~std::uint64_t{0} << (first % kBits);
      if (word == last / kBits) mask &= ~std::uint64_t{0} >> (kBits - 1 - last % kBits);
      const std::uint64_t unseen = mask & ~seen_[word].load(std::memory_order_relaxed);
      if (unseen != 0) look_at(word * kBits, unseen);
    }
    return part;
  }

 private:
  friend void let_go_of_pages();
  static constexpr std::size_t kBits = 64;

  /// Checks the blocks from `first` on whose bits are set.
  void look_at(std::size_t first, std::uint64_t blocks) const;

  /// False when there are too many maps.
  bool map(const Fd& file, std::size_t size, const std::filesystem::path& path);

  std::string_view bytes_;
  std::unique_ptr<char[]> content_;  ///< of a file that is not mapped
  std::string name_;
  BlockSums sums_;
  std::unique_ptr<std::atomic<std::uint64_t>[]> seen_;  ///< a bit a block; none without sums
};

/// Once more than 200 MB of mapped files are in the process's memory, releases them all; later
/// reads find them in the system's cache, which takes time. To be called now and then while going
/// through many articles once. Safe while other threads read.
void let_go_of_pages();

}  // namespace dateline::disk
