// SPDX-License-Identifier: GPL-2.0-or-later
// gzip (RFC 1952), zlib (RFC 1950) and bare deflate (RFC 1951), by zlib: libarchive verifies
// neither length nor CRC of gzip.
#pragma once

#include "indexer/readers/stream/stream.h"

namespace dateline {

/// What deflated data are wrapped in.
enum class Wrapping { Gzip, Zlib, None };

/// The content of deflated data, as one stream; for a gzip file with several members, of all of
/// them. Checksums are checked.
class InflateStream : public Stream {
 public:
  /// `source` must outlive it.
  InflateStream(Stream& source, Wrapping wrapping);
  ~InflateStream() override;

  std::string_view read() override;

 private:
  struct Inflate;

  bool refill();
  bool begin_member();

  Stream& source_;
  Wrapping wrapping_;
  std::unique_ptr<Inflate> inflate_;
  std::vector<char> block_;
  bool in_member_ = true;
  std::string damage_;  ///< reported once the bytes before it are read
};

}  // namespace dateline
