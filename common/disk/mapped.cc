// SPDX-License-Identifier: GPL-2.0-or-later
// mmap, and a list of what is mapped.
#include "common/disk/mapped.h"

#include "common/disk/fd.h"

#include <cstdint>
#include <fstream>
#include <mutex>
#include <set>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dateline::disk {
namespace {

constexpr std::uint64_t kMostMappedBytes = std::uint64_t{200} << 20U;

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

MappedFile::MappedFile(const std::filesystem::path& path) {
  const Fd file = open(path, O_RDONLY);
  struct stat status {};
  if (fstat(file.get(), &status) != 0) fail("cannot read", path);
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size == 0) return;
  void* const address = mmap(nullptr, size, PROT_READ, MAP_SHARED, file.get(), 0);
  if (address == MAP_FAILED) fail("cannot map", path);
  bytes_ = {static_cast<const char*>(address), size};
  const std::lock_guard lock(mapped().mutex);
  mapped().files.insert(this);
}

MappedFile::~MappedFile() {
  if (bytes_.empty()) return;
  {
    const std::lock_guard lock(mapped().mutex);
    mapped().files.erase(this);
  }
  munmap(const_cast<char*>(bytes_.data()), bytes_.size());
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
