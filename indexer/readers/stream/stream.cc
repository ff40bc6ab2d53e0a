// SPDX-License-Identifier: GPL-2.0-or-later
// Files as streams, and looking ahead.
#include "indexer/readers/stream/stream.h"

#include <bit>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>
#include <xxhash.h>

namespace dateline {
namespace {

constexpr std::size_t kReadBytes = std::size_t{256} << 10U;

}  // namespace

struct FileStream::Hash {
  std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state{XXH3_createState(),
                                                                 XXH3_freeState};
};

FileStream::FileStream(const std::filesystem::path& path)
    : file_(path == "-" ? disk::Fd() : disk::try_open(path, O_RDONLY | O_NOCTTY)),
      fd_(path == "-" ? STDIN_FILENO : file_.get()),
      block_(kReadBytes),
      hash_(std::make_unique<Hash>()) {
  if (fd_ < 0) throw std::system_error(errno, std::generic_category());
  XXH3_128bits_reset(hash_->state.get());
}

FileStream::~FileStream() = default;

std::string_view FileStream::read() {
  const ssize_t n = disk::read(fd_, block_.data(), block_.size());
  if (n < 0) throw std::system_error(errno, std::generic_category());
  const auto bytes = static_cast<std::size_t>(n);
  at_end_ = bytes == 0;
  bytes_read_ += bytes;
  XXH3_128bits_update(hash_->state.get(), block_.data(), bytes);
  return {block_.data(), bytes};
}

std::optional<FileDigest> FileStream::digest() const {
  if (!at_end_) return std::nullopt;
  return std::bit_cast<FileDigest>(XXH3_128bits_digest(hash_->state.get()));
}

std::string_view HeadStream::head(std::size_t bytes) {
  try {
    while (head_.size() < bytes) {
      const std::string_view more = source_.read();
      if (more.empty()) break;
      head_ += more;
    }
  } catch (const std::exception&) {
    failure_ = std::current_exception();
  }
  return std::string_view(head_).substr(0, bytes);
}

std::string_view HeadStream::read() {
  if (!head_is_read_) {
    head_is_read_ = true;
    if (!head_.empty()) return head_;
  }
  if (failure_) std::rethrow_exception(failure_);
  return source_.read();
}

bool HeadStream::resume() {
  failure_ = nullptr;
  return source_.resume();
}

}  // namespace dateline
