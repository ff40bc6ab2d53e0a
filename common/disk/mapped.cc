// SPDX-License-Identifier: GPL-2.0-or-later
// mmap, and a list of what is mapped; files that are small, or too many to be mapped, are read.
#include "common/disk/mapped.h"

#include "common/disk/damaged.h"

#include <bit>
#include <cerrno>
#include <cstdint>
#include <fstream>
#include <mutex>
#include <set>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dateline::disk {
namespace {

constexpr std::uint64_t kMostMappedBytes = std::uint64_t{200} << 20U;

/// A file of one page takes that page when mapped, and a map, of which a process has few.
constexpr std::size_t kSmallBytes = 4096;

/// How many files may be mapped at a time: three quarters of the maps that the system allows a
/// process. Memory, threads and libraries need some, too.
std::size_t most_maps() {
  static const std::size_t most = [] {
    constexpr std::size_t kUsual = 65530;
    std::size_t limit = kUsual;
    std::ifstream setting("/proc/sys/vm/max_map_count");
    if (!(setting >> limit)) limit = kUsual;
    return limit / 4 * 3;
  }();
  return most;
}

/// The files that are mapped now.
struct Mapped {
  std::mutex mutex;
  std::set<const MappedFile*> files;
};

Mapped& mapped() {
  static Mapped all;
  return all;
}

}  // namespace

MappedFile::MappedFile(const std::filesystem::path& path, std::optional<BlockSums> sums)
    : name_(path.filename().string()) {
  const Fd file = open(path, O_RDONLY);
  struct stat status {};
  if (fstat(file.get(), &status) != 0) fail("cannot read", path);
  const auto size = static_cast<std::size_t>(status.st_size);
  if (sums) {
    sums_ = std::move(*sums);
    const std::size_t blocks = (size + kSumBlockBytes - 1) / kSumBlockBytes;
    if (blocks != sums_.size()) {
      throw Damaged(
          fmt::format("{} has {} blocks, but was published with {}", name_, blocks, sums_.size()));
    }
    seen_ = std::make_unique<std::atomic<std::uint64_t>[]>((blocks + kBits - 1) / kBits);
  }
  if (size == 0 || (size > kSmallBytes && map(file, size, path))) return;
  content_ = std::make_unique<char[]>(size);
  for (std::size_t done = 0; done < size;) {
    const ssize_t n = read(file.get(), content_.get() + done, size - done);
    if (n < 0) fail("cannot read", path);
    if (n == 0) throw Damaged(fmt::format("{} was cut short while it was read", path.string()));
    done += static_cast<std::size_t>(n);
  }
  bytes_ = {content_.get(), size};
}

bool MappedFile::map(const Fd& file, std::size_t size, const std::filesystem::path& path) {
  const std::lock_guard lock(mapped().mutex);
  if (mapped().files.size() >= most_maps()) return false;
  void* const address = mmap(nullptr, size, PROT_READ, MAP_SHARED, file.get(), 0);
  if (address == MAP_FAILED && errno == ENOMEM) return false;
  if (address == MAP_FAILED) fail("cannot map", path);
  bytes_ = {static_cast<const char*>(address), size};
  mapped().files.insert(this);
  return true;
}

MappedFile::~MappedFile() {
  if (content_ || bytes_.empty()) return;
  {
    const std::lock_guard lock(mapped().mutex);
    mapped().files.erase(this);
  }
  munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

void MappedFile::look_at(std::size_t first, std::uint64_t blocks) const {
  for (; blocks != 0; blocks &= blocks - 1) {
    const auto bit = static_cast<std::size_t>(std::countr_zero(blocks));
    const std::size_t block = first + bit;
    if (sum_of(bytes_.substr(block * kSumBlockBytes, kSumBlockBytes)) != sums_[block]) {
      throw Damaged(fmt::format("{}: block {} (from byte {}) has changed since it was written",
                                name_, block, block * kSumBlockBytes));
    }
    // It shows the file, which does not change: no other memory depends on it.
    seen_[first / kBits].fetch_or(std::uint64_t{1} << bit, std::memory_order_relaxed);
  }
}

void let_go_of_pages() {
  // The third number is how many pages of files are in memory.
  std::ifstream memory("/proc/self/statm");
  std::uint64_t pages = 0;
  for (int number = 0; number < 3; ++number) memory >> pages;
  if (pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)) <= kMostMappedBytes) return;
  const std::lock_guard lock(mapped().mutex);
  for (const MappedFile* file : mapped().files) {
    madvise(const_cast<char*>(file->bytes_.data()), file->bytes_.size(), MADV_DONTNEED);
  }
}

}  // namespace dateline::disk
