// SPDX-License-Identifier: GPL-2.0-or-later
// Searching with memchr, each byte once for each mark: most of a news archive is inside strings.
#include "indexer/readers/json/bytes.h"

#include <algorithm>
#include <cstring>

namespace dateline {
namespace {

/// Keys are remembered up to this length.
constexpr std::size_t kMaxKeyBytes = 64;

}  // namespace

const char* JsonBytes::NextByte::from(const char* at, const char* end) {
  if (at == end) return end;
  if (found_ == nullptr || found_ < at) {
    const void* const found = std::memchr(at, byte_, static_cast<std::size_t>(end - at));
    found_ = found == nullptr ? end : static_cast<const char*>(found);
  }
  return found_;
}

JsonBytes::JsonBytes(Input& input) : input_(input), chunk_offset_(input.position()) {}

bool JsonBytes::pass_plain_text(std::string* key) {
  do {
    const char* const start = at_;
    at_ = std::min({quote_.from(at_, end_), backslash_.from(at_, end_), line_end_.from(at_, end_)});
    if (key != nullptr) {
      const auto length = static_cast<std::size_t>(at_ - start);
      key->append(start, std::min(length, kMaxKeyBytes - std::min(kMaxKeyBytes, key->size())));
    }
  } while (at_ == end_ && refill());
  return at_ != end_;
}

bool JsonBytes::pass_line() {
  do {
    at_ = line_end_.from(at_, end_);
  } while (at_ == end_ && refill());
  return at_ != end_;
}

std::uint64_t JsonBytes::line() {
  line_ += static_cast<std::uint64_t>(std::count(counted_, at_, '\n'));
  counted_ = at_;
  return line_;
}

void JsonBytes::keep_from_here() {
  kept_.clear();
  mark_ = at_;
  keeps_ = true;
  is_over_limit_ = false;
}

std::string JsonBytes::take_kept() {
  keep();
  keeps_ = false;
  return is_over_limit_ ? std::string() : std::move(kept_);
}

void JsonBytes::keep() {
  if (!keeps_ || is_over_limit_) return;
  if (kept_.size() + static_cast<std::size_t>(at_ - mark_) > kMaxLineBytes) {
    is_over_limit_ = true;
    kept_ = {};
  } else {
    // Growing like a string, it would briefly hold three times the limit.
    if (kept_.capacity() > kMaxLineBytes / 2) kept_.reserve(kMaxLineBytes);
    kept_.append(mark_, at_);
  }
  mark_ = at_;
}

bool JsonBytes::refill() {
  keep();
  line();
  chunk_offset_ += static_cast<std::uint64_t>(end_ - begin_);
  const std::string_view chunk = input_.chunk();
  begin_ = at_ = mark_ = counted_ = chunk.data();
  end_ = begin_ + chunk.size();
  quote_.forget();
  backslash_.forget();
  line_end_.forget();
  return !chunk.empty();
}

}  // namespace dateline
