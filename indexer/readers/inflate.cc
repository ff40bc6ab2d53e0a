// SPDX-License-Identifier: GPL-2.0-or-later
// zlib as a stream: the size is not known beforehand, and a crawler may have cut the end.
#include "indexer/readers/inflate.h"

#include <algorithm>
#include <array>

#include <zlib.h>

namespace dateline {
namespace {

constexpr int kGzipWindow = 15 + 16;
constexpr int kZlibWindow = 15;
constexpr int kRawWindow = -15;

std::optional<std::string> inflate_in(std::string_view bytes, int window, std::size_t limit) {
  z_stream stream = {};
  if (inflateInit2(&stream, window) != Z_OK) return std::nullopt;
  // zlib does not write to its input; its type is older than const.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string text;
  std::array<char, 65536> block;
  int status = Z_OK;
  do {
    stream.next_out = reinterpret_cast<Bytef*>(block.data());
    stream.avail_out = static_cast<uInt>(block.size());
    status = ::inflate(&stream, Z_NO_FLUSH);
    text.append(block.data(), block.size() - stream.avail_out);
  } while (status == Z_OK && stream.avail_out == 0 && text.size() <= limit);
  inflateEnd(&stream);
  if (text.empty() || text.size() > limit) return std::nullopt;
  return text;
}

}  // namespace

std::optional<std::string> inflate(std::string_view bytes, Compression compression,
                                   std::size_t limit) {
  if (compression == Compression::Gzip) return inflate_in(bytes, kGzipWindow, limit);
  auto text = inflate_in(bytes, kZlibWindow, limit);
  return text ? text : inflate_in(bytes, kRawWindow, limit);
}

}  // namespace dateline
