// SPDX-License-Identifier: GPL-2.0-or-later
// Decodes member after member. After damage, members are found by how they begin; because chance
// writes such bytes too, one counts only if it can be unpacked.
#include "indexer/readers/stream/packed.h"

#include <algorithm>
#include <array>
#include <new>
#include <utility>

#include <bzlib.h>
#include <fmt/format.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

namespace dateline {

/// One library's decoder of one member after the other.
class PackedStream::Decoder {
 public:
  enum class Result { More, End, Damaged };

  Decoder() = default;
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;
  virtual ~Decoder() = default;

  /// Decodes from `in` to `out`, which are what is left of both afterwards.
  virtual Result decode(std::string_view& in, char*& out, std::size_t& room) = 0;
  /// A new member begins.
  virtual void reset() = 0;
  /// The packing in words, and why the last bytes are damaged.
  [[nodiscard]] virtual std::string_view name() const = 0;
  [[nodiscard]] virtual std::string_view problem() const = 0;
  /// The bytes that every member begins with; empty if there is only one.
  [[nodiscard]] virtual std::string_view magic() const = 0;
};

namespace {

using namespace std::string_view_literals;
using Decoder = PackedStream::Decoder;

constexpr std::size_t kBlockBytes = std::size_t{256} << 10U;

/// A record of a web archive is shorter than this when it is packed; only within it is it certain
/// that damage hides no member.
constexpr std::size_t kRememberedBytes = std::size_t{1} << 20U;

/// What chance wrote does not unpack to more.
constexpr std::size_t kLeastUnpacked = 4096;

/// Only hostile files have more places that look like a member and are none, or longer ones.
constexpr int kMaxFailedTries = 2000;
constexpr std::size_t kMaxFailedBytes = std::size_t{64} << 20U;

/// The dictionary of xz -9 takes 64 MiB.
constexpr std::uint64_t kXzMemory = std::uint64_t{512} << 20U;

class Inflater : public Decoder {
 public:
  explicit Inflater(Packing packing) : is_gzip_(packing == Packing::Gzip) {
    constexpr int kLargest = 15;  // the window; its sign, or adding 16, selects what is around it
    const int bits = is_gzip_ ? kLargest + 16 : packing == Packing::Zlib ? kLargest : -kLargest;
    if (inflateInit2(&z_, bits) != Z_OK) throw std::bad_alloc();
  }
  ~Inflater() override { inflateEnd(&z_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  Result decode(std::string_view& in, char*& out, std::size_t& room) override {
    // zlib's interface is older than const.
    z_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    z_.avail_in = static_cast<uInt>(in.size());
    z_.next_out = reinterpret_cast<Bytef*>(out);
    z_.avail_out = static_cast<uInt>(room);
    const int result = inflate(&z_, Z_NO_FLUSH);
    in.remove_prefix(in.size() - z_.avail_in);
    out = reinterpret_cast<char*>(z_.next_out);
    room = z_.avail_out;
    if (result == Z_STREAM_END) return Result::End;
    return result == Z_OK || result == Z_BUF_ERROR ? Result::More : Result::Damaged;
  }
  void reset() override { inflateReset(&z_); }
  [[nodiscard]] std::string_view name() const override { return "gzip"; }
  [[nodiscard]] std::string_view problem() const override {
    return z_.msg == nullptr ? "nothing follows" : z_.msg;
  }
  [[nodiscard]] std::string_view magic() const override {
    return is_gzip_ ? "\x1F\x8B\x08"sv : ""sv;
  }

 private:
  z_stream z_{};
  bool is_gzip_;
};

class Bunzipper : public Decoder {
 public:
  Bunzipper() { begin(); }
  ~Bunzipper() override { BZ2_bzDecompressEnd(&bz_); }
  Bunzipper(const Bunzipper&) = delete;
  Bunzipper& operator=(const Bunzipper&) = delete;

  Result decode(std::string_view& in, char*& out, std::size_t& room) override {
    bz_.next_in = const_cast<char*>(in.data());
    bz_.avail_in = static_cast<unsigned>(in.size());
    bz_.next_out = out;
    bz_.avail_out = static_cast<unsigned>(room);
    const int result = BZ2_bzDecompress(&bz_);
    in.remove_prefix(in.size() - bz_.avail_in);
    out = bz_.next_out;
    room = bz_.avail_out;
    if (result == BZ_STREAM_END) return Result::End;
    if (result == BZ_MEM_ERROR) throw std::bad_alloc();
    return result == BZ_OK ? Result::More : Result::Damaged;
  }
  void reset() override {
    BZ2_bzDecompressEnd(&bz_);
    begin();
  }
  [[nodiscard]] std::string_view name() const override { return "bzip2"; }
  [[nodiscard]] std::string_view problem() const override { return "a block is not what it was"; }
  [[nodiscard]] std::string_view magic() const override { return "BZh"sv; }

 private:
  void begin() {
    bz_ = {};
    if (BZ2_bzDecompressInit(&bz_, 0, 0) != BZ_OK) throw std::bad_alloc();
  }

  bz_stream bz_{};
};

class Unxzer : public Decoder {
 public:
  Unxzer() { reset(); }
  ~Unxzer() override { lzma_end(&lzma_); }
  Unxzer(const Unxzer&) = delete;
  Unxzer& operator=(const Unxzer&) = delete;

  Result decode(std::string_view& in, char*& out, std::size_t& room) override {
    lzma_.next_in = reinterpret_cast<const std::uint8_t*>(in.data());
    lzma_.avail_in = in.size();
    lzma_.next_out = reinterpret_cast<std::uint8_t*>(out);
    lzma_.avail_out = room;
    result_ = lzma_code(&lzma_, LZMA_RUN);
    in.remove_prefix(in.size() - lzma_.avail_in);
    out = reinterpret_cast<char*>(lzma_.next_out);
    room = lzma_.avail_out;
    if (result_ == LZMA_STREAM_END) return Result::End;
    if (result_ == LZMA_MEM_ERROR) throw std::bad_alloc();
    return result_ == LZMA_OK || result_ == LZMA_BUF_ERROR ? Result::More : Result::Damaged;
  }
  void reset() override {
    if (lzma_stream_decoder(&lzma_, kXzMemory, 0) != LZMA_OK) throw std::bad_alloc();
  }
  [[nodiscard]] std::string_view name() const override { return "xz"; }
  [[nodiscard]] std::string_view problem() const override {
    return result_ == LZMA_MEMLIMIT_ERROR ? "a dictionary larger than xz -9 writes"
                                          : "a block is not what it was";
  }
  [[nodiscard]] std::string_view magic() const override {
    return "\xFD"
           "7zXZ\0"sv;
  }

 private:
  lzma_stream lzma_ = LZMA_STREAM_INIT;
  lzma_ret result_ = LZMA_OK;
};

class Unzstder : public Decoder {
 public:
  Unzstder() : zstd_(ZSTD_createDStream()) {
    if (zstd_ == nullptr) throw std::bad_alloc();
  }
  ~Unzstder() override { ZSTD_freeDStream(zstd_); }
  Unzstder(const Unzstder&) = delete;
  Unzstder& operator=(const Unzstder&) = delete;

  Result decode(std::string_view& in, char*& out, std::size_t& room) override {
    ZSTD_inBuffer from{in.data(), in.size(), 0};
    ZSTD_outBuffer to{out, room, 0};
    result_ = ZSTD_decompressStream(zstd_, &to, &from);
    in.remove_prefix(from.pos);
    out += to.pos;
    room -= to.pos;
    if (ZSTD_isError(result_) != 0) return Result::Damaged;
    return result_ == 0 ? Result::End : Result::More;
  }
  void reset() override { ZSTD_DCtx_reset(zstd_, ZSTD_reset_session_only); }
  [[nodiscard]] std::string_view name() const override { return "zstd"; }
  [[nodiscard]] std::string_view problem() const override { return ZSTD_getErrorName(result_); }
  [[nodiscard]] std::string_view magic() const override { return "\x28\xB5\x2F\xFD"sv; }

 private:
  ZSTD_DStream* zstd_;
  std::size_t result_ = 0;
};

std::unique_ptr<Decoder> decoder_of(Packing packing) {
  switch (packing) {
    case Packing::Bzip2:
      return std::make_unique<Bunzipper>();
    case Packing::Xz:
      return std::make_unique<Unxzer>();
    case Packing::Zstd:
      return std::make_unique<Unzstder>();
    default:
      return std::make_unique<Inflater>(packing);
  }
}

}  // namespace

PackedStream::PackedStream(Stream& source, Packing packing)
    : source_(source), decoder_(decoder_of(packing)), block_(kBlockBytes) {}

PackedStream::~PackedStream() = default;

/// Makes sure there is input. False at the end of the source.
bool PackedStream::refill() {
  if (in_.empty()) in_ = source_.read();
  return !in_.empty();
}

void PackedStream::begin() {
  decoder_->reset();
  member_.clear();
  is_long_ = holds_output_ = false;
  in_member_ = true;
  unpacked_ = suspect_ = 0;
}

/// False when there is none. Tapes and block devices pad with zeros.
bool PackedStream::begin_member() {
  if (decoder_->magic().empty()) return false;
  while (refill()) {
    in_.remove_prefix(std::min(in_.find_first_not_of('\0'), in_.size()));
    if (in_.empty()) continue;
    const bool may_begin = in_.front() == decoder_->magic().front() ||
                           (decoder_->name() == "zstd" && (in_.front() & 0xF0) == 0x50);
    if (!may_begin) {
      damage_ = fmt::format("other bytes follow the {} data", decoder_->name());
      return false;
    }
    begin();
    return true;
  }
  return false;
}

void PackedStream::remember(std::string_view consumed) {
  if (is_long_) return;
  is_long_ = member_.size() + consumed.size() > kRememberedBytes;
  if (is_long_) {
    std::string().swap(member_);
  } else {
    member_ += consumed;
  }
}

/// Decodes some more, behind `filled` bytes of the block.
void PackedStream::step(std::size_t& filled) {
  if (!holds_output_ && !refill()) {
    damage_ = fmt::format("the {} data end too early", decoder_->name());
    return;
  }
  const std::string_view before = in_;
  char* out = block_.data() + filled;
  std::size_t room = block_.size() - filled;
  const Decoder::Result result = decoder_->decode(in_, out, room);
  remember(before.substr(0, before.size() - in_.size()));
  const std::size_t before_it = filled;
  filled = block_.size() - room;
  unpacked_ += filled - before_it;
  holds_output_ = room == 0;
  if (result == Decoder::Result::More) return;
  holds_output_ = false;
  in_member_ = false;
  if (result == Decoder::Result::Damaged) {
    suspect_ = unpacked_;
    damage_ = fmt::format("the {} data are damaged: {}", decoder_->name(), decoder_->problem());
  }
}

std::string_view PackedStream::read() {
  std::size_t filled = std::exchange(ready_, 0);
  if (filled != 0) return {block_.data(), filled};
  if (damage_.empty()) {
    while (filled < block_.size() && damage_.empty() && (in_member_ || begin_member())) {
      step(filled);
    }
  }
  if (filled == 0 && !damage_.empty()) throw DamagedError(damage_, suspect_);
  return {block_.data(), filled};
}

/// Where in `in_` the next bytes are that a member begins with; npos if there are none.
std::size_t PackedStream::find_member() {
  const std::string_view magic = decoder_->magic();
  while (true) {
    const std::size_t found = in_.find(magic);
    if (found != std::string_view::npos) return found;
    // It may be split by the end of what was read.
    std::string tail(in_.substr(in_.size() - std::min(in_.size(), magic.size() - 1)));
    const std::string_view more = source_.read();
    if (more.empty()) return std::string_view::npos;
    again_ = std::move(tail);
    again_ += more;
    in_ = again_;
  }
}

/// Does a member begin here, which `in_` seems to? Then its first bytes are ready.
bool PackedStream::try_member() {
  begin();
  damage_.clear();
  std::size_t filled = 0;
  while (filled < block_.size() && damage_.empty() && in_member_) step(filled);
  const bool is_sound = damage_.empty() || in_member_;  // to where the source ends
  if (filled < (is_sound ? 1 : kLeastUnpacked)) return false;
  ready_ = filled;
  return true;
}

bool PackedStream::resume() {
  if (damage_.empty() || decoder_->magic().empty()) return false;
  // Damage may have led the decoder into the members behind it.
  const auto look_again = [this] {
    if (is_long_) return;
    std::string again = std::move(member_);
    again += in_;
    again.erase(0, 1);  // this member itself was tried
    again_ = std::move(again);
    in_ = again_;
  };
  look_again();
  while (failed_tries_ < kMaxFailedTries && failed_bytes_ < kMaxFailedBytes) {
    const std::size_t found = find_member();
    if (found == std::string_view::npos) break;
    in_.remove_prefix(found);
    if (try_member()) return true;
    ++failed_tries_;
    failed_bytes_ += is_long_ ? kRememberedBytes : member_.size();
    look_again();
  }
  return false;
}

}  // namespace dateline
