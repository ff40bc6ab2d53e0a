// SPDX-License-Identifier: GPL-2.0-or-later
// The size is not known beforehand, and a crawler may have cut the end: decoders are read as
// streams.
#include "indexer/readers/stream/content_coding.h"

#include "indexer/readers/stream/brotli.h"
#include "indexer/readers/stream/packed.h"

#include <utility>

namespace dateline {
namespace {

/// What is in memory already.
class Bytes : public Stream {
 public:
  explicit Bytes(std::string_view bytes) : bytes_(bytes) {}
  std::string_view read() override { return std::exchange(bytes_, {}); }

 private:
  std::string_view bytes_;
};

template <typename Decoder, typename... Form>
std::optional<std::string> decoded(std::string_view bytes, std::size_t limit, Form... form) {
  Bytes source(bytes);
  Decoder decoder(source, form...);
  std::string text;
  try {
    for (auto more = decoder.read(); !more.empty(); more = decoder.read()) {
      text += more;
      if (text.size() > limit) return std::nullopt;
    }
  } catch (const DamagedError&) {  // what came before it is kept
  }
  if (text.empty()) return std::nullopt;
  return text;
}

}  // namespace

std::optional<std::string> without_coding(std::string_view bytes, ContentCoding coding,
                                          std::size_t limit) {
  switch (coding) {
    case ContentCoding::Gzip:
      return decoded<PackedStream>(bytes, limit, Packing::Gzip);
    case ContentCoding::Brotli:
      return decoded<BrotliStream>(bytes, limit);
    case ContentCoding::Deflate:
      break;
  }
  auto text = decoded<PackedStream>(bytes, limit, Packing::Zlib);
  return text ? text : decoded<PackedStream>(bytes, limit, Packing::Deflate);
}

}  // namespace dateline
