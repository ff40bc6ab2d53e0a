// SPDX-License-Identifier: GPL-2.0-or-later
// Scratch storage: nothing here must survive a crash, so nothing is fsynced.
#include "indexer/writer/spool.h"

#include "common/disk/file.h"

#include <fcntl.h>

namespace dateline {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{1} << 20U;

}  // namespace

Spool::Spool(std::filesystem::path path) : path_(std::move(path)) {
  fd_ = disk::create_file(path_, O_RDWR, 0600);
  if (!fd_) disk::fail("cannot create", path_);
}

Spool::~Spool() {
  std::error_code ignored;  // the next writer sweeps what is left
  std::filesystem::remove(path_, ignored);
}

std::uint64_t Spool::append(std::string_view record) {
  const std::uint64_t offset = bytes_;
  buffer_ += record;
  bytes_ += record.size();
  if (buffer_.size() >= kBufferBytes) flush();
  return offset;
}

void Spool::flush() {
  disk::write_all(fd_.get(), buffer_, path_);
  buffer_.clear();
}

std::string Spool::read(const SpoolEntry& entry) const {
  std::string record(entry.length, '\0');
  std::size_t done = 0;
  while (done < record.size()) {
    const ssize_t n = disk::pread(fd_.get(), record.data() + done, record.size() - done,
                                  static_cast<off_t>(entry.offset + done));
    if (n <= 0) disk::fail("cannot read back", path_);
    done += static_cast<std::size_t>(n);
  }
  return record;
}

}  // namespace dateline
