// SPDX-License-Identifier: GPL-2.0-or-later
// Raw deflate streams, as in Xapian's records.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct libdeflate_compressor;

namespace dateline {

/// Compresses. One object per thread.
class Deflater {
 public:
  Deflater();

  /// Valid until the next call. Empty if `text` would not become shorter.
  std::string_view compress(std::string_view text);

 private:
  struct Free {
    void operator()(libdeflate_compressor* compressor) const;
  };
  std::unique_ptr<libdeflate_compressor, Free> compressor_;
  std::string buffer_;
};

}  // namespace dateline
