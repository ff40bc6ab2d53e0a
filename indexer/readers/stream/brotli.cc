// SPDX-License-Identifier: GPL-2.0-or-later
// Calls libbrotlidec, which hands out its own window: at most 16 MiB, as the standard says.
#include "indexer/readers/stream/brotli.h"

#include <new>

#include <brotli/decode.h>

namespace dateline {

struct BrotliStream::Decoder {
  BrotliDecoderState* state = BrotliDecoderCreateInstance(nullptr, nullptr, nullptr);
  const std::uint8_t* next = nullptr;  ///< of the source, not yet decoded
  std::size_t left = 0;
};

BrotliStream::BrotliStream(Stream& source)
    : source_(source), decoder_(std::make_unique<Decoder>()) {
  if (decoder_->state == nullptr) throw std::bad_alloc();
}

BrotliStream::~BrotliStream() {
  BrotliDecoderDestroyInstance(decoder_->state);
}

std::string_view BrotliStream::read() {
  Decoder& d = *decoder_;
  while (true) {
    std::size_t size = 0;
    const std::uint8_t* const bytes = BrotliDecoderTakeOutput(d.state, &size);
    if (size != 0) return {reinterpret_cast<const char*>(bytes), size};
    if (BrotliDecoderIsFinished(d.state) != BROTLI_FALSE) return {};
    std::size_t no_room = 0;
    const BrotliDecoderResult result =
        BrotliDecoderDecompressStream(d.state, &d.left, &d.next, &no_room, nullptr, nullptr);
    if (result == BROTLI_DECODER_RESULT_ERROR) throw DamagedError("the Brotli data are damaged");
    if (BrotliDecoderHasMoreOutput(d.state) != BROTLI_FALSE) continue;
    if (result != BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) continue;
    const std::string_view more = source_.read();
    if (more.empty()) throw DamagedError("the Brotli data end too early");
    d.next = reinterpret_cast<const std::uint8_t*>(more.data());
    d.left = more.size();
  }
}

}  // namespace dateline
