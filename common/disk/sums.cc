// SPDX-License-Identifier: GPL-2.0-or-later
// Files are read once, a number of blocks at a time.
#include "common/disk/sums.h"

#include "common/disk/damaged.h"
#include "common/disk/fd.h"
#include "common/disk/file.h"

#include <cstring>
#include <memory>
#include <new>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <xxhash.h>

namespace dateline::disk {
namespace {

constexpr std::size_t kReadBytes = 32 * kSumBlockBytes;

[[noreturn]] void fail_size(const std::string& name, std::uint64_t is, std::uint64_t was) {
  throw Damaged(fmt::format("{} has {} bytes, but was published with {}", name, is, was));
}

[[noreturn]] void fail_sum(const std::string& name) {
  throw Damaged(fmt::format("{} has changed since it was written (its checksum differs)", name));
}

/// As many bytes as there are, up to `size`.
std::size_t fill(int fd, char* to, std::size_t size, const std::filesystem::path& path) {
  std::size_t filled = 0;
  while (filled < size) {
    const ssize_t n = read(fd, to + filled, size - filled);
    if (n < 0) fail("cannot read", path);
    if (n == 0) break;
    filled += static_cast<std::size_t>(n);
  }
  return filled;
}

}  // namespace

std::uint64_t sum_of(std::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

FileSum sum_file(const std::filesystem::path& path, std::string name, BlockSums* blocks) {
  const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(),
                                                                       XXH3_freeState);
  if (!state) throw std::bad_alloc();
  XXH3_64bits_reset(state.get());
  const Fd file = open(path, O_RDONLY);
  FileSum sum{std::move(name), 0, 0};
  std::vector<char> buffer(kReadBytes);
  while (const std::size_t read = fill(file.get(), buffer.data(), buffer.size(), path)) {
    sum.size += read;
    const std::string_view bytes(buffer.data(), read);
    XXH3_64bits_update(state.get(), bytes.data(), bytes.size());
    if (blocks == nullptr) continue;
    for (std::size_t at = 0; at < read; at += kSumBlockBytes) {
      blocks->push_back(sum_of(bytes.substr(at, kSumBlockBytes)));
    }
  }
  sum.sum = XXH3_64bits_digest(state.get());
  return sum;
}

void write_block_sums(const std::filesystem::path& path, const std::filesystem::path& to) {
  BlockSums blocks;
  sum_file(path, "", &blocks);
  replace_file(to,
               {reinterpret_cast<const char*>(blocks.data()), blocks.size() * sizeof(blocks[0])});
}

BlockSums read_block_sums(const std::filesystem::path& path, const FileSum& published) {
  const std::string bytes = read_file(path, published);
  BlockSums blocks(bytes.size() / sizeof(blocks[0]));
  std::memcpy(blocks.data(), bytes.data(), blocks.size() * sizeof(blocks[0]));
  return blocks;
}

void copy_durably(const std::filesystem::path& from, const std::filesystem::path& to) {
  const Fd source = open(from, O_RDONLY);
  std::error_code ignored;
  std::filesystem::remove(to, ignored);
  const Fd copy = open(to, O_WRONLY | O_CREAT | O_EXCL);
  std::vector<char> buffer(kReadBytes);
  while (const std::size_t read = fill(source.get(), buffer.data(), buffer.size(), from)) {
    write_all(copy.get(), {buffer.data(), read}, to);
  }
  sync(copy.get(), to);
}

void copy_durably(const std::filesystem::path& from, const std::filesystem::path& to,
                  const FileSum& published) {
  try {
    copy_durably(from, to);
    // What was written is read again: so both sides are known to be sound.
    verify_file(to, published);
  } catch (const Error&) {
    std::error_code ignored;
    std::filesystem::remove(to, ignored);
    throw;
  }
}

void link_or_copy(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::error_code failed;
  std::filesystem::create_hard_link(from, to, failed);
  if (failed) copy_durably(from, to);
}

void verify_file(const std::filesystem::path& path, const FileSum& published) {
  const FileSum now = sum_file(path, published.name);
  if (now.size != published.size) fail_size(published.name, now.size, published.size);
  if (now.sum != published.sum) fail_sum(published.name);
}

std::string read_file(const std::filesystem::path& path, const FileSum& published) {
  std::string bytes = read_file(path);
  if (bytes.size() != published.size) fail_size(published.name, bytes.size(), published.size);
  if (sum_of(bytes) != published.sum) fail_sum(published.name);
  return bytes;
}

}  // namespace dateline::disk
