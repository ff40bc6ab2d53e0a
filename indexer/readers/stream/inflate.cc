// SPDX-License-Identifier: GPL-2.0-or-later
// Inflates member after member.
#include "indexer/readers/stream/inflate.h"

#include <limits>
#include <new>

#include <fmt/format.h>
#include <zlib.h>

namespace dateline {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{256} << 10U;

/// zlib: the largest window; its sign, or adding 16, selects the wrapper.
int window_bits(Wrapping wrapping) {
  constexpr int kLargest = 15;
  if (wrapping == Wrapping::Gzip) return kLargest + 16;
  return wrapping == Wrapping::Zlib ? kLargest : -kLargest;
}

}  // namespace

struct InflateStream::Inflate {
  z_stream z{};
};

InflateStream::InflateStream(Stream& source, Wrapping wrapping)
    : source_(source),
      wrapping_(wrapping),
      inflate_(std::make_unique<Inflate>()),
      block_(kBlockBytes) {
  if (inflateInit2(&inflate_->z, window_bits(wrapping)) != Z_OK) throw std::bad_alloc();
}

InflateStream::~InflateStream() {
  inflateEnd(&inflate_->z);
}

/// Makes sure there is input. False at the end of the source.
bool InflateStream::refill() {
  z_stream& z = inflate_->z;
  if (z.avail_in != 0) return true;
  const std::string_view bytes = source_.read();
  // zlib's interface is older than const.
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  z.avail_in = static_cast<uInt>(bytes.size());
  return !bytes.empty();
}

/// False when there is none. Tapes and block devices pad with zeros.
bool InflateStream::begin_member() {
  if (wrapping_ != Wrapping::Gzip) return false;
  z_stream& z = inflate_->z;
  while (refill()) {
    while (z.avail_in != 0 && *z.next_in == 0) {
      ++z.next_in;
      --z.avail_in;
    }
    if (z.avail_in == 0) continue;
    if (*z.next_in != 0x1F) throw DamagedError("other bytes follow the gzip data");
    inflateReset(&z);
    in_member_ = true;
    return true;
  }
  return false;
}

std::string_view InflateStream::read() {
  if (!damage_.empty()) throw DamagedError(damage_);
  z_stream& z = inflate_->z;
  z.next_out = reinterpret_cast<Bytef*>(block_.data());
  z.avail_out = static_cast<uInt>(block_.size());
  try {
    while (z.avail_out != 0 && (in_member_ || begin_member())) {
      if (!refill()) throw DamagedError("the gzip data end too early");
      const int result = inflate(&z, Z_NO_FLUSH);
      if (result == Z_STREAM_END) {
        in_member_ = false;
      } else if (result != Z_OK) {
        throw DamagedError(fmt::format("the gzip data are damaged: {}",
                                       z.msg == nullptr ? "nothing follows" : z.msg));
      }
    }
  } catch (const DamagedError& e) {
    if (z.avail_out == block_.size()) throw;
    damage_ = e.what();
  }
  return {block_.data(), block_.size() - z.avail_out};
}

}  // namespace dateline
