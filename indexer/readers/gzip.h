// SPDX-License-Identifier: GPL-2.0-or-later
// gzip (RFC 1952), by zlib: libarchive verifies neither length nor CRC of gzip.
#pragma once

#include "indexer/readers/stream.h"

namespace dateline {

/// What a gzip file of any number of members holds, as one stream. Every member's CRC is checked.
class GzipStream : public Stream {
 public:
  /// `source` must outlive it.
  explicit GzipStream(Stream& source);
  ~GzipStream() override;

  std::string_view read() override;

 private:
  struct Inflate;

  bool refill();
  bool begin_member();

  Stream& source_;
  std::unique_ptr<Inflate> inflate_;
  std::vector<char> block_;
  bool in_member_ = true;
  std::string damage_;  ///< told once the bytes before it are read
};

}  // namespace dateline
