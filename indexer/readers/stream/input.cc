// SPDX-License-Identifier: GPL-2.0-or-later
// Decoding, and finding lines.
#include "indexer/readers/stream/input.h"

#include "common/terminal/terminal.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/format.h>

namespace dateline {
namespace {

/// Of so much damage, no more is read.
constexpr std::size_t kMaxBreaks = 1000;

/// How many times bytes beyond ASCII are looked at before they are left as they are.
constexpr int kMaxLooks = 8;

bool is_high_surrogate(unsigned unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}

}  // namespace

Input::Input(const std::filesystem::path& path)
    : file_(std::make_unique<FileStream>(path)), stream_(*file_) {}

void Input::detect_encoding() {
  started_ = true;
  const std::string_view head = raw_;
  std::size_t mark = 0;
  if (head.starts_with("\xEF\xBB\xBF")) {
    mark = 3;
  } else if (head.starts_with("\xFF\xFE")) {
    encoding_ = Encoding::Utf16Le;
    mark = 2;
  } else if (head.starts_with("\xFE\xFF")) {
    encoding_ = Encoding::Utf16Be;
    mark = 2;
  } else if (head.size() >= 4) {
    const auto is_zero = [head](std::size_t i) { return head[i] == '\0'; };
    const bool first_alternates = is_zero(0) != is_zero(1);
    if (first_alternates && is_zero(0) == is_zero(2) && is_zero(1) == is_zero(3)) {
      encoding_ = is_zero(0) ? Encoding::Utf16Be : Encoding::Utf16Le;
    }
  }
  raw_.erase(0, mark);
  buffer_offset_ = mark;
}

void Input::append_decoded(std::string_view bytes) {
  if (charset_) {
    buffer_ += charset_->decode(bytes, at_end_);
  } else if (encoding_ == Encoding::Bytes) {
    buffer_ += bytes;
  } else {
    buffer_ += text::decode_utf16(bytes, encoding_ == Encoding::Utf16Be);
  }
}

/// At the end of the stream, or after a failure, there is nothing more.
std::string_view Input::read() {
  std::string_view bytes;
  try {
    if (bytes_read_ - bytes_at_arrival_ > kMaxBytesWithoutArticle) {
      at_end_ = true;
      take_damage(
          fmt::format("no article in {} MiB before byte {}; the rest of the file is not read",
                      kMaxBytesWithoutArticle >> 20U, with_thousands(bytes_read_))
              .c_str(),
          0);
      return {};
    }
    bytes = stream_.read();
  } catch (const DamagedError& e) {
    at_end_ = breaks_.size() == kMaxBreaks || !stream_.resume();
    take_damage(e.what(), e.suspect());
    return {};
  } catch (const std::exception&) {
    failure_ = std::current_exception();
  }
  at_end_ = bytes.empty();
  bytes_read_ += bytes.size();
  return bytes;
}

/// Nothing in any format goes on over an empty line, but prose.
void Input::take_damage(const char* reason, std::uint64_t suspect) {
  if (!started_) {
    detect_encoding();
    append_decoded(raw_);
  }
  raw_.clear();  // half a character
  if (charset_) charset_->reset();
  const std::uint64_t here = buffer_offset_ + buffer_.size();
  breaks_.push_back({here, here - std::min(here, suspect), reason});
  if (!at_end_) buffer_ += "\n\n";
}

std::optional<Break> Input::take_break(std::uint64_t offset) {
  if (breaks_.empty() || breaks_.front().offset > offset) return std::nullopt;
  Break first = std::move(breaks_.front());
  breaks_.pop_front();
  return first;
}

bool Input::is_suspect(std::uint64_t begin, std::uint64_t end) const noexcept {
  return std::any_of(breaks_.begin(), breaks_.end(),
                     [&](const Break& each) { return begin < each.offset && each.suspect < end; });
}

std::uint64_t Input::next_break(std::uint64_t offset) const noexcept {
  const auto next = std::find_if(breaks_.begin(), breaks_.end(),
                                 [&](const Break& each) { return each.offset > offset; });
  return next == breaks_.end() ? std::numeric_limits<std::uint64_t>::max() : next->offset;
}

void Input::throw_failure() const {
  if (failure_) std::rethrow_exception(failure_);
}

void Input::guess_charset() {
  // What a pipe delivers later is looked at when it comes.
  peek(1);
  if (encoding_ != Encoding::Bytes) return;
  looks_ = kMaxLooks;
  const std::string read = buffer_.substr(position_);
  look_at_charset(read);
  if (!charset_) return;
  buffer_.resize(position_);
  buffer_ += charset_->decode(read, at_end_);
}

/// What is ASCII shows nothing; the first that is more does, or shows too little.
void Input::look_at_charset(std::string_view bytes) {
  if (looks_ == 0 || is_plain_ascii(bytes)) return;
  --looks_;
  const Charset seen = charset_of(bytes);
  if (seen.is_certain) looks_ = 0;
  if (seen.is_certain && !seen.name.empty()) charset_ = CharsetDecoder::open(seen.name);
}

bool Input::fill() {
  if (at_end_) return false;
  buffer_.erase(0, position_);
  buffer_offset_ += position_;
  position_ = 0;
  const std::string_view bytes = read();
  if (started_ && encoding_ == Encoding::Bytes) {
    look_at_charset(bytes);
    append_decoded(bytes);
    return true;
  }
  raw_ += bytes;
  // A pipe may deliver the bytes that show the encoding in pieces.
  if (!started_ && (raw_.size() >= 4 || at_end_)) detect_encoding();
  if (!started_) return true;
  std::size_t usable = raw_.size();
  if (encoding_ != Encoding::Bytes && !at_end_) {
    usable -= usable % 2;
    if (usable >= 2) {
      const auto a = static_cast<unsigned char>(raw_[usable - 2]);
      const auto b = static_cast<unsigned char>(raw_[usable - 1]);
      const unsigned unit = encoding_ == Encoding::Utf16Le ? (b * 256U + a) : (a * 256U + b);
      if (is_high_surrogate(unit)) usable -= 2;
    }
  }
  append_decoded(std::string_view(raw_).substr(0, usable));
  raw_.erase(0, usable);
  return true;
}

std::string_view Input::peek(std::size_t bytes) {
  while (buffer_.size() - position_ < bytes && fill()) {
  }
  return std::string_view(buffer_).substr(position_, bytes);
}

std::string_view Input::chunk() {
  while (position_ == buffer_.size() && fill()) {
  }
  const std::string_view bytes = std::string_view(buffer_).substr(position_);
  position_ = buffer_.size();
  return bytes;
}

/// As it arrives, in constant memory.
void Input::skip_rest_of_line() {
  std::size_t end = 0;
  while ((end = buffer_.find('\n', position_)) == std::string::npos) {
    position_ = buffer_.size();
    if (!fill()) return;
  }
  position_ = end + 1;
}

bool Input::next(std::string& line) {
  line.clear();
  if (std::exchange(was_cut_, false)) skip_rest_of_line();
  std::size_t searched = 0;  // bytes after `position_` known to hold no line end
  std::size_t end = std::string::npos;
  while ((end = buffer_.find('\n', position_ + searched)) == std::string::npos) {
    searched = buffer_.size() - position_;
    was_cut_ = searched > kMaxLineBytes;
    if (was_cut_) break;
    // Growing like a string, it would briefly hold three times the limit.
    if (searched > kMaxLineBytes / 2) buffer_.reserve(position_ + kMaxLineBytes + kPeekBytes);
    if (!fill()) break;
  }
  if (position_ == buffer_.size()) return false;
  ++line_number_;
  line_offset_ = buffer_offset_ + position_;
  if (was_cut_) {
    buffer_.erase(0, std::exchange(position_, 0));
    buffer_offset_ = line_offset_ + buffer_.size();
    buffer_.resize(kMaxLineBytes);
    line = std::exchange(buffer_, {});
    return true;
  }
  const std::size_t stop = end == std::string::npos ? buffer_.size() : end;
  line.assign(buffer_, position_, stop - position_);
  if (!line.empty() && line.back() == '\r') line.pop_back();
  position_ = end == std::string::npos ? stop : end + 1;
  return true;
}

}  // namespace dateline
