// SPDX-License-Identifier: GPL-2.0-or-later
// Decompressed bytes. The decoders are those of zlib, libbz2, liblzma and libzstd themselves:
// libarchive's lose what they have of a block when its end is damaged.
#pragma once

#include "indexer/readers/stream/stream.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// What bytes are packed as.
enum class Packing {
  Gzip,     ///< RFC 1952
  Zlib,     ///< RFC 1950
  Deflate,  ///< RFC 1951, without anything around it
  Bzip2,
  Xz,
  Zstd,
};

/// The content of packed bytes, as one stream: of all members, one after the other, as every
/// crawler and parallel packer writes them. Checksums are checked. What comes before damage is
/// given first; after it, `resume` goes on with the next member that can be unpacked.
class PackedStream : public Stream {
 public:
  /// `source` must outlive it.
  PackedStream(Stream& source, Packing packing);
  ~PackedStream() override;

  std::string_view read() override;
  bool resume() override;

  class Decoder;

 private:
  bool refill();
  bool begin_member();
  void begin();
  void step(std::size_t& filled);
  void remember(std::string_view consumed);
  bool try_member();
  std::size_t find_member();

  Stream& source_;
  std::unique_ptr<Decoder> decoder_;
  std::vector<char> block_;
  std::string_view in_;   ///< not yet unpacked: of the source's last bytes, or of `again_`
  std::string again_;     ///< bytes that are looked through again after damage
  std::string member_;    ///< the packed bytes of this member so far, up to a limit
  bool is_long_ = false;  ///< this member exceeded that limit
  bool in_member_ = true;
  bool holds_output_ = false;   ///< the decoder may give more without more input
  std::uint64_t unpacked_ = 0;  ///< bytes of this member
  std::uint64_t suspect_ = 0;   ///< the last bytes before the damage, which may be wrong
  std::string damage_;          ///< reported once the bytes before it are read
  std::size_t ready_ = 0;       ///< bytes in `block_` that `resume` has unpacked
  int failed_tries_ = 0;        ///< at what only looked like a member
  std::size_t failed_bytes_ = 0;
};

}  // namespace dateline
