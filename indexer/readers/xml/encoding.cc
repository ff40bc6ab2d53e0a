// SPDX-License-Identifier: GPL-2.0-or-later
// What the declaration says, unless the bytes say otherwise.
#include "indexer/readers/xml/encoding.h"

#include "common/text/ascii.h"

#include <algorithm>

namespace dateline::xml {
namespace {

/// How ISO 2022 begins.
constexpr std::string_view kEscape = "\x1B$";

/// From so much, more would not tell more.
constexpr std::size_t kMaxTellingBytes = std::size_t{16} << 10U;

/// The name in `<?xml version="1.0" encoding="…"?>`, in lower case.
std::string declared(std::string_view head) {
  if (!head.starts_with("<?xml")) return "";
  const std::string_view declaration = head.substr(0, head.find("?>"));
  std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return "";
  at = declaration.find_first_of("\"'", at);
  if (at == std::string_view::npos) return "";
  const std::string_view name =
      declaration.substr(at + 1, declaration.find(declaration[at], at + 1) - at - 1);
  return ascii::lower(name);
}

}  // namespace

Encoding::Encoding(std::string_view head) {
  std::string name = declared(head);
  // If this is readable, what is declared as UTF-16 was decoded by Input, or is not UTF-16.
  if (name.starts_with("utf") || name.starts_with("ucs")) name.clear();
  if (!name.empty()) declared_ = CharsetDecoder::open(name);
  if (!declared_ && !is_plain_ascii(head)) guess_ = charset_of(head).name;
  const std::string& used = declared_ ? name : guess_;
  is_stateful_ = ascii::starts_with(used, "iso-2022") || used.starts_with("hz");
}

bool Encoding::is_plain(std::string_view piece) const {
  if (is_stateful_ || !text::is_utf8(piece)) return false;
  return declared_ || piece.find(kEscape) == std::string_view::npos;
}

text::Decoded Encoding::decode(std::string_view lines) {
  if (is_plain(lines)) return {std::string(lines), text::Repair::None};
  if (!declared_) return decode_guessed(lines);
  std::string utf8 = declared_->decode(lines, true);
  const bool is_broken = utf8.find("\xEF\xBF\xBD") != std::string::npos;
  return {std::move(utf8), is_broken ? text::Repair::Replaced : text::Repair::None};
}

/// A line shows little. What the document showed before it, and did not tell enough, is added.
text::Decoded Encoding::decode_guessed(std::string_view lines) {
  if (guess_.empty() && telling_.size() < kMaxTellingBytes) {
    telling_ += lines;
    guess_ = charset_of(telling_).name;
  }
  if (guess_.empty() || is_plain_ascii(lines)) return text::decode_8bit(std::string(lines));
  const bool is_utf8 = text::is_utf8(lines) && lines.find(kEscape) == std::string_view::npos;
  if (is_utf8) return {std::string(lines), text::Repair::None};
  auto decoded = decode_as(lines, guess_);
  return {std::move(decoded->text), text::Repair::Guessed};
}

}  // namespace dateline::xml
