// SPDX-License-Identifier: GPL-2.0-or-later
// POSIX calls, because durability needs fsync, which the C++ library does not offer.
#include "common/disk/file.h"

#include <array>
#include <cstdio>
#include <set>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dateline::disk {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kBufferBytes = std::size_t{1} << 20U;

/// If there are more trees, their file systems are synced.
constexpr std::size_t kFewTrees = 16;

fs::path directory_of(const fs::path& file) {
  return file.has_parent_path() ? file.parent_path() : ".";
}

}  // namespace

std::string read_file(const fs::path& path) {
  const Fd file = open(path, O_RDONLY);
  std::string content;
  std::array<char, 65536> block{};
  for (;;) {
    const ssize_t n = read(file.get(), block.data(), block.size());
    if (n < 0) fail("cannot read", path);
    if (n == 0) return content;
    content.append(block.data(), static_cast<std::size_t>(n));
  }
}

Fd create_file(const fs::path& path, int access, mode_t mode) noexcept {
  // A file of that name may be a link, or have other names: its target stays as it is.
  unlink(path.c_str());
  return try_open(path, access | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
}

void write_file(const fs::path& path, std::string_view content) {
  const Fd file = create_file(path, O_WRONLY);
  if (!file) fail("cannot create", path);
  write_all(file.get(), content, path);
  sync(file.get(), path);
}

void rename_file(const fs::path& from, const fs::path& to) {
  if (rename(from.c_str(), to.c_str()) != 0) fail("cannot replace", to);
}

void replace_file(const fs::path& path, std::string_view content) {
  fs::path beside = path;
  beside += ".new";
  try {
    write_file(beside, content);
    rename_file(beside, path);
  } catch (...) {
    unlink(beside.c_str());  // if it cannot be removed either, the next call replaces it
    throw;
  }
  sync_directory(directory_of(path));
}

bool remove_file(const fs::path& path) {
  if (unlink(path.c_str()) != 0) {
    if (errno == ENOENT) return false;
    fail("cannot remove", path);
  }
  sync_directory(directory_of(path));
  return true;
}

void make_directories(const fs::path& directory) {
  if (directory.empty() || fs::is_directory(directory)) return;
  const fs::path parent =
      directory.has_filename() ? directory.parent_path() : directory.parent_path().parent_path();
  make_directories(parent);
  if (mkdir(directory.c_str(), 0777) != 0 && errno != EEXIST) fail("cannot make", directory);
  sync_directory(parent.empty() ? "." : parent);
}

FileWriter::FileWriter(fs::path path) : path_(std::move(path)), fd_(create_file(path_, O_WRONLY)) {
  if (!fd_) fail("cannot create", path_);
  buffer_.reserve(kBufferBytes);
}

void FileWriter::append(std::string_view bytes) {
  if (buffer_.size() + bytes.size() > kBufferBytes) flush();
  if (bytes.size() >= kBufferBytes) {
    write_all(fd_.get(), bytes, path_);
  } else {
    buffer_ += bytes;
  }
  size_ += bytes.size();
}

void FileWriter::flush() {
  write_all(fd_.get(), buffer_, path_);
  buffer_.clear();
}

void FileWriter::close() {
  flush();
  if (!fd_.close()) fail("cannot write", path_);
}

void sync_file(const fs::path& path) {
  sync(open(path, O_RDONLY).get(), path);
}

void sync_directory(const fs::path& directory) {
  sync(open(directory, O_RDONLY | O_DIRECTORY).get(), directory);
}

void sync_tree(const fs::path& directory) {
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) sync_file(entry.path());
    if (entry.is_directory()) sync_directory(entry.path());
  }
  sync_directory(directory);
}

void sync_all(const std::vector<fs::path>& trees, const std::vector<fs::path>& directories) {
  if (trees.size() <= kFewTrees) {
    for (const fs::path& tree : trees) sync_tree(tree);
    for (const fs::path& directory : directories) sync_directory(directory);
    return;
  }
  std::set<dev_t> synced;
  for (const auto* const paths : {&trees, &directories}) {
    for (const fs::path& path : *paths) {
      const Fd directory = open(path, O_RDONLY | O_DIRECTORY);
      struct stat status {};
      if (fstat(directory.get(), &status) != 0) fail("cannot read", path);
      if (synced.insert(status.st_dev).second && syncfs(directory.get()) != 0) {
        fail("cannot write", path);
      }
    }
  }
}

std::uint64_t tree_bytes(const fs::path& directory) {
  std::uint64_t bytes = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  return bytes;
}

}  // namespace dateline::disk
