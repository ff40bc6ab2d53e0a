// SPDX-License-Identifier: GPL-2.0-or-later
// Streams that arrive in pieces, fail, or only look packed.
#include "indexer/readers/stream/input.h"
#include "indexer/readers/stream/packed.h"
#include "indexer/readers/stream/unpack.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include <catch2/catch.hpp>
#include <zlib.h>

namespace streams_test {

using namespace dateline;

namespace {

/// Bytes in pieces of one size; then the end, or damage.
class Pieces : public Stream {
 public:
  Pieces(std::string bytes, std::size_t size, std::string damage = {})
      : bytes_(std::move(bytes)), size_(size), damage_(std::move(damage)) {}

  std::string_view read() override {
    const std::string_view piece = std::string_view(bytes_).substr(position_, size_);
    if (piece.empty() && !damage_.empty()) throw DamagedError(damage_);
    position_ += piece.size();
    return piece;
  }

 private:
  std::string bytes_;
  std::size_t size_;
  std::string damage_;
  std::size_t position_ = 0;
};

std::string gzip(std::string text) {
  z_stream z{};
  REQUIRE(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string packed(deflateBound(&z, text.size()), '\0');
  z.next_in = reinterpret_cast<Bytef*>(text.data());
  z.avail_in = static_cast<uInt>(text.size());
  z.next_out = reinterpret_cast<Bytef*>(packed.data());
  z.avail_out = static_cast<uInt>(packed.size());
  REQUIRE(deflate(&z, Z_FINISH) == Z_STREAM_END);
  packed.resize(packed.size() - z.avail_out);
  deflateEnd(&z);
  return packed;
}

std::string all_of(Stream& stream) {
  std::string all;
  for (std::string_view bytes = stream.read(); !bytes.empty(); bytes = stream.read()) all += bytes;
  return all;
}

/// What `unpack` shows.
struct Seen : Visitor {
  bool file(const std::string& member, Stream& bytes) override {
    files.emplace_back(member, all_of(bytes));
    return true;
  }
  void pass_over(const std::string& member, const std::string& kind) override {
    passed_over.emplace_back(member, kind);
  }
  void problem(const std::string& member, const std::string& reason) override {
    problems.emplace_back(member, reason);
  }
  std::vector<std::pair<std::string, std::string>> files;
  std::vector<std::pair<std::string, std::string>> passed_over;
  std::vector<std::pair<std::string, std::string>> problems;
};

}  // namespace

TEST_CASE("gzip members are one stream, however their bytes arrive") {
  const std::string big(700'000, 'b');
  const std::string packed = gzip("one ") + gzip("") + std::string(100, '\0') + gzip(big);
  for (const std::size_t size : {1U, 7U, 100'000U}) {
    Pieces source(packed, size);
    PackedStream stream(source, Packing::Gzip);
    CHECK(all_of(stream) == "one " + big);
  }
}

TEST_CASE("gzip that ends early or continues as something else gives what it has, and throws") {
  const std::string packed = gzip("some text");
  for (std::size_t length = 1; length < packed.size(); ++length) {
    Pieces source(packed.substr(0, length), 5);
    PackedStream stream(source, Packing::Gzip);
    CHECK_THROWS_AS(all_of(stream), DamagedError);
  }
  Pieces junk(packed + "junk", 1000);
  PackedStream stream(junk, Packing::Gzip);
  CHECK(stream.read() == "some text");
  CHECK_THROWS_AS(stream.read(), DamagedError);
}

TEST_CASE("where its stream failed, an input ends, and says why") {
  Pieces source("one\ntwo\ncut of", 4, "it broke");
  Input input(source);
  CHECK_FALSE(input.is_broken());
  CHECK(input.peek() == "one\ntwo\ncut of");
  CHECK(input.is_broken());
  CHECK_FALSE(input.take_break(13));
  std::string line;
  CHECK(input.next(line));
  CHECK(input.next(line));
  CHECK(line == "two");
  CHECK(input.next(line));
  CHECK(line == "cut of");
  CHECK_FALSE(input.next(line));
  const auto broken = input.take_break(14);
  REQUIRE(broken);
  CHECK(broken->offset == 14);
  CHECK(broken->reason == "it broke");
  CHECK_FALSE(input.is_broken());
  Pieces nothing("", 1, "it broke");
  Input at_once(nothing);
  CHECK(at_once.peek().empty());
  CHECK(at_once.is_broken());
  Pieces chunks("abc", 2, "it broke");
  Input chunked(chunks);
  CHECK(chunked.chunk() == "abc");
  CHECK(chunked.chunk().empty());
}

/// The bytes of a stream, with '|' where it was damaged and goes on.
std::string with_damage(Stream& stream) {
  std::string all;
  while (true) {
    try {
      const std::string_view bytes = stream.read();
      if (bytes.empty()) return all;
      all += bytes;
    } catch (const DamagedError&) {
      all += '|';
      if (!stream.resume()) return all;
    }
  }
}

TEST_CASE("behind damage, gzip goes on with the next member, however its bytes arrive") {
  const std::string one = gzip(std::string(900, '1'));
  std::string broken = gzip("two, which is long enough to be damaged in the middle of its words");
  broken[broken.size() / 2] = static_cast<char>(broken[broken.size() / 2] ^ 0x55);
  const std::string rest = gzip("three") + gzip("four");
  for (const std::size_t size : {1U, 2U, 5U, 100'000U}) {
    CAPTURE(size);
    Pieces source(one + broken + rest, size);
    PackedStream stream(source, Packing::Gzip);
    const std::string read = with_damage(stream);
    CHECK(read.starts_with(std::string(900, '1')));
    CHECK(std::count(read.begin(), read.end(), '|') == 1);
    CHECK(read.ends_with("threefour"));
  }
}

TEST_CASE("what only looks like a member of gzip is passed over") {
  const std::string looks = "\x1F\x8B\x08 and no more \x1F\x8B";
  Pieces source(gzip("one") + looks + gzip("two") + "junk" + gzip("three"), 7);
  PackedStream stream(source, Packing::Gzip);
  CHECK(with_damage(stream) == "one|two|three");
  Pieces cut(gzip("one") + looks, 7);
  PackedStream only(cut, Packing::Gzip);
  CHECK(with_damage(only) == "one|");
}

TEST_CASE("damage of which nothing remains ends a stream that has one member") {
  std::string broken = gzip(std::string(100'000, 'x') + "y");
  broken.resize(broken.size() - 4);
  Pieces source(broken, 1000);
  PackedStream stream(source, Packing::Gzip);
  CHECK(with_damage(stream) == std::string(100'000, 'x') + "y|");
}

TEST_CASE("text that begins like something packed is text") {
  for (const std::string text : {"BZh9 is how bzip2 begins", "PKX", "Rar!", "7z", "LZIP", "x"}) {
    Pieces source(text, 3);
    Seen seen;
    unpack(source, seen);
    REQUIRE(seen.files.size() == 1);
    CHECK(seen.files[0] == std::pair<std::string, std::string>("", text));
    CHECK(seen.problems.empty());
  }
  Pieces source(std::string(2000, ' ') + "0001750\n", 512);  // no checksum is right by accident
  Seen seen;
  unpack(source, seen);
  CHECK(seen.files.size() == 1);
}

TEST_CASE("each level of compression counts") {
  std::string packed = "text";
  for (int level = 1; level <= kMaxNesting + 1; ++level) {
    packed = gzip(packed);
    Pieces source(packed, 10);
    Seen seen;
    unpack(source, seen);
    CHECK(seen.files.size() == (level <= kMaxNesting ? 1 : 0));
    CHECK(seen.problems.size() == (level <= kMaxNesting ? 0 : 1));
  }
}

}  // namespace streams_test
