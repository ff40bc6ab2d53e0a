// SPDX-License-Identifier: GPL-2.0-or-later
// The buffer is written only at ends of articles, so that after a failure the last complete article
// is known.
#include "searcher/export/output.h"

#include "common/disk/fd.h"
#include "common/errors/errors.h"
#include "searcher/export/digest.h"

#include <cerrno>
#include <cstring>
#include <new>

#include <fmt/format.h>

namespace dateline {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{256} << 10U;

}  // namespace

std::string digest_text(XXH128_hash_t hash) {
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

Output::Output(int fd) : fd_(fd), state_(XXH3_createState()) {
  if (state_ == nullptr) throw std::bad_alloc();
  XXH3_128bits_reset(state_);
}

Output::~Output() {
  XXH3_freeState(state_);
}

void Output::end_article() {
  ++articles_;
  if (buffer_.size() >= kBufferBytes) flush();
}

void Output::flush() {
  for (std::size_t done = 0; done < buffer_.size();) {
    const ssize_t n = disk::write(fd_, buffer_.data() + done, buffer_.size() - done);
    if (n < 0 && errno == EPIPE) {
      throw Error(Code::Machine, "the reader closed the output");
    }
    if (n < 0) {
      throw Error(code_of(errno), fmt::format("cannot write the output: {}", std::strerror(errno)));
    }
    done += static_cast<std::size_t>(n);
  }
  XXH3_128bits_update(state_, buffer_.data(), buffer_.size());
  bytes_ += buffer_.size();
  whole_articles_ = articles_;
  buffer_.clear();
}

std::string Output::digest() const {
  return digest_text(XXH3_128bits_digest(state_));
}

}  // namespace dateline
