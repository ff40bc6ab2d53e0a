// SPDX-License-Identifier: GPL-2.0-or-later
// Brotli (RFC 7932), which web servers send; by libbrotlidec. It has no magic bytes to recognise
// files by.
#pragma once

#include "indexer/readers/stream/stream.h"

namespace dateline {

class BrotliStream : public Stream {
 public:
  /// `source` must outlive it.
  explicit BrotliStream(Stream& source);
  ~BrotliStream() override;

  std::string_view read() override;

 private:
  struct Decoder;

  Stream& source_;
  std::unique_ptr<Decoder> decoder_;
};

}  // namespace dateline
