// SPDX-License-Identifier: GPL-2.0-or-later
// A walk over UTF-8 text, character by character, that tolerates broken bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace dateline {

inline bool is_blank(UChar32 c) {
  return c >= 0 && u_isUWhiteSpace(c);
}

/// A letter, or a mark that belongs to one.
inline bool is_letter(UChar32 c) {
  if (c < 0) return false;
  const int type = u_charType(c);
  return u_isalpha(c) || type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK;
}

inline bool is_apostrophe(UChar32 c) {
  return c == '\'' || c == 0x2019;
}

/// Figure dash, en dash, em dash, horizontal bar, minus.
inline bool is_long_dash(UChar32 c) {
  return (c >= 0x2012 && c <= 0x2015) || c == 0x2212;
}

class CharCursor {
 public:
  explicit CharCursor(std::string_view text) : text_(text) {}

  [[nodiscard]] std::size_t at() const noexcept { return at_; }
  void seek(std::size_t at) noexcept { at_ = at; }
  [[nodiscard]] bool at_end() const noexcept { return at_ >= text_.size(); }
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }
  [[nodiscard]] std::string_view since(std::size_t start) const {
    return text_.substr(start, at_ - start);
  }

  /// The character here; negative at the end and on a broken byte.
  [[nodiscard]] UChar32 peek() const {
    std::size_t next = at_;
    return read(next);
  }

  /// The character after the current one.
  [[nodiscard]] UChar32 peek_second() const {
    std::size_t next = at_;
    read(next);
    return read(next);
  }

  void next() { read(at_); }

  bool take(UChar32 c) {
    if (peek() != c) return false;
    next();
    return true;
  }

  bool take(std::string_view what) {
    if (!rest().starts_with(what)) return false;
    at_ += what.size();
    return true;
  }

  /// False when there are none.
  bool skip_blanks() {
    const std::size_t start = at_;
    while (is_blank(peek())) next();
    return at_ > start;
  }

 private:
  UChar32 read(std::size_t& at) const {
    if (at >= text_.size()) return U_SENTINEL;
    const auto* data = reinterpret_cast<const std::uint8_t*>(text_.data());
    UChar32 c = 0;
    U8_NEXT(data, at, text_.size(), c);
    return c;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace dateline
