// SPDX-License-Identifier: GPL-2.0-or-later
// POSIX calls, because durability needs fsync, which the C++ library does not offer.
#include "common/archive/files.h"

#include "common/errors.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <mutex>
#include <set>
#include <sstream>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dateline {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kBufferBytes = std::size_t{1} << 20U;

[[noreturn]] void fail(std::string_view what, const fs::path& path) {
  const int error = errno;
  throw Error(Exit::MachineFailed, fmt::format("{} {}: {}", what, path.string(), strerror(error)),
              error == ENOSPC ? "free some space and run the command again" : "");
}

void write_all(int fd, std::string_view content, const fs::path& path) {
  while (!content.empty()) {
    const ssize_t n = write(fd, content.data(), content.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail("cannot write", path);
    content.remove_prefix(static_cast<std::size_t>(n));
  }
}

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

class Descriptor {
 public:
  Descriptor(const fs::path& path, int flags)
      : path_(path), fd_(open(path.c_str(), flags | O_CLOEXEC, 0666)) {
    if (fd_ < 0) fail("cannot open", path_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }

  [[nodiscard]] int fd() const { return fd_; }

  // A failed fsync is final: the kernel may drop the dirty pages, and a second call would lie.
  void sync() {
    if (fsync(fd_) != 0) fail("cannot make durable", path_);
  }

 private:
  fs::path path_;
  int fd_;
};

}  // namespace

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) fail("cannot read", path);
  std::ostringstream out;
  out << in.rdbuf();
  if (in.bad()) fail("cannot read", path);
  return std::move(out).str();
}

void replace_file(const fs::path& path, std::string_view content) {
  fs::path beside = path;
  beside += ".new";
  {
    Descriptor file(beside, O_WRONLY | O_CREAT | O_TRUNC);
    write_all(file.fd(), content, beside);
    file.sync();
  }
  if (rename(beside.c_str(), path.c_str()) != 0) fail("cannot replace", path);
  sync_directory(path.has_parent_path() ? path.parent_path() : ".");
}

FileWriter::FileWriter(fs::path path)
    : path_(std::move(path)),
      fd_(open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
  if (fd_ < 0) fail("cannot create", path_);
  buffer_.reserve(kBufferBytes);
}

FileWriter::~FileWriter() {
  if (fd_ >= 0) ::close(fd_);
}

void FileWriter::append(std::string_view bytes) {
  if (buffer_.size() + bytes.size() > kBufferBytes) flush();
  if (bytes.size() >= kBufferBytes) {
    write_all(fd_, bytes, path_);
  } else {
    buffer_ += bytes;
  }
  size_ += bytes.size();
}

void FileWriter::flush() {
  write_all(fd_, buffer_, path_);
  buffer_.clear();
}

void FileWriter::close() {
  flush();
  const int fd = std::exchange(fd_, -1);
  if (::close(fd) != 0) fail("cannot write", path_);
}

MappedFile::MappedFile(const fs::path& path) {
  const Descriptor file(path, O_RDONLY);
  struct stat status {};
  if (fstat(file.fd(), &status) != 0) fail("cannot read", path);
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size == 0) return;
  void* const address = mmap(nullptr, size, PROT_READ, MAP_SHARED, file.fd(), 0);
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

void sync_directory(const fs::path& directory) {
  Descriptor(directory, O_RDONLY | O_DIRECTORY).sync();
}

void sync_tree(const fs::path& directory) {
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) Descriptor(entry.path(), O_RDONLY).sync();
    if (entry.is_directory()) sync_directory(entry.path());
  }
  sync_directory(directory);
}

std::uint64_t tree_bytes(const fs::path& directory) {
  std::uint64_t bytes = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  return bytes;
}

}  // namespace dateline
