// SPDX-License-Identifier: GPL-2.0-or-later
// Decoding and cleaning; the conversions themselves are ICU's and simdjson's.
#include "common/text/utf8.h"

#include "common/text/ascii.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include <simdjson.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/utf8.h>

namespace dateline::text {
namespace {

/// Converts with ICU; unmappable input becomes U+FFFD.
std::string convert(std::string_view bytes, const char* from) {
  UErrorCode status = U_ZERO_ERROR;
  // Both sizes are int32 in ICU; callers bound records far below that.
  const auto length = static_cast<std::int32_t>(bytes.size());
  const std::int32_t needed =
      ucnv_convert("UTF-8", from, nullptr, 0, bytes.data(), length, &status);
  std::string out(static_cast<std::size_t>(needed), '\0');
  status = U_ZERO_ERROR;
  ucnv_convert("UTF-8", from, out.data(), needed, bytes.data(), length, &status);
  return out;
}

struct Sequences {
  std::size_t sound = 0;
  std::size_t broken = 0;
};

/// Counts the multi-byte sequences of `bytes`, and replaces broken ones in `repaired`.
Sequences scan(std::string_view bytes, std::string& repaired) {
  Sequences seen;
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const std::size_t size = bytes.size();
  for (std::size_t i = 0; i < size;) {
    if (data[i] < 0x80) {
      repaired.push_back(bytes[i++]);
      continue;
    }
    const std::size_t start = i;
    UChar32 c = 0;
    U8_NEXT(data, i, size, c);
    if (c < 0) {
      ++seen.broken;
      repaired += "\xEF\xBF\xBD";
    } else {
      ++seen.sound;
      repaired.append(bytes, start, i - start);
    }
  }
  return seen;
}

bool is_control(std::string_view character) {
  return character.empty() || (character.size() == 2 && character[0] == '\xC2' &&
                               static_cast<unsigned char>(character[1]) < 0xA0);
}

/// Marks where a long word may be broken, and is not part of it: soft hyphen, zero width space, and
/// the byte order mark that editors leave between words.
bool is_line_break_hint(UChar32 c) {
  return c == 0xAD || c == 0x200B || c == 0xFEFF;
}

/// By byte: may a control character, or what breaks a line, begin with it?
constexpr std::array<bool, 256> kIsOdd = [] {
  std::array<bool, 256> odd{};
  for (std::size_t c = 0; c < 0x20; ++c) odd[c] = c != '\n';
  odd[0x7F] = odd[0xC2] = odd[0xE2] = true;
  return odd;
}();

std::size_t next_odd(std::string_view text, std::size_t at) {
  while (at < text.size() && !kIsOdd[static_cast<unsigned char>(text[at])]) ++at;
  return at;
}

/// What stands where `next_odd` found something.
struct Odd {
  std::size_t size = 1;
  bool is_control = false;   ///< one that repairing text takes away
  std::string_view instead;  ///< what is printed for it, unless its meaning depends on others
};

constexpr unsigned char kNextLine = 0x85;  ///< NEL, or the ellipsis of Windows-1252

Odd odd_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
  };
  switch (byte(0)) {
    case '\t':
      return {1, false, " "};
    case '\r': {
      std::size_t size = 1;
      while (byte(size) == '\r') ++size;
      return byte(size) == '\n' ? Odd{size, false, ""} : Odd{1, false, "\n"};
    }
    case '\f':
    case '\v':
      return {1, true, "\n"};
    case 0x01:  // the heading, text and end of a message, which every wire has
    case 0x02:
    case 0x03:
    case 0x04:
      return {1, false, " "};
    case 0xC2:
      if (byte(1) >= 0x80 && byte(1) <= 0x9F) return {2, true, {}};
      return {2, false, text.substr(at, 2)};
    case 0xE2:
      if (byte(1) == 0x80 && byte(2) == 0xA8) return {3, true, "\n"};
      if (byte(1) == 0x80 && byte(2) == 0xA9) return {3, true, "\n\n"};
      return {1, false, text.substr(at, 1)};
    default:
      return {1, true, " "};
  }
}

/// The character that Windows-1252 has for a C1 control; a blank if it has none.
const std::string& windows_character(char byte) {
  static const std::array<std::string, 0x20> kCharacters = [] {
    std::array<std::string, 0x20> all;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const char control = static_cast<char>(0x80 + i);
      all[i] = convert({&control, 1}, "windows-1252");
      if (is_control(all[i])) all[i] = " ";
    }
    return all;
  }();
  return kCharacters[static_cast<unsigned char>(byte) - std::size_t{0x80}];
}

/// Are there C1 controls besides NEL, which show that all of them are bytes of Windows-1252?
bool holds_windows_bytes(std::string_view text) {
  for (std::size_t at = text.find('\xC2'); at != std::string_view::npos && at + 1 < text.size();
       at = text.find('\xC2', at + 1)) {
    const auto next = static_cast<unsigned char>(text[at + 1]);
    if (next >= 0x80 && next <= 0x9F && next != kNextLine) return true;
  }
  return false;
}

std::string cleaned(std::string_view text, std::string_view tab) {
  std::string out;
  out.reserve(text.size());
  std::optional<bool> is_windows;
  // One blank is enough to keep words apart.
  const auto put = [&](std::string_view instead, std::size_t end) {
    const bool is_parted = (!out.empty() && ascii::is_blank(out.back())) ||
                           (end < text.size() && ascii::is_blank(text[end]));
    if (instead != " " || !is_parted) out += instead;
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t next = next_odd(text, at);
    out.append(text, at, next - at);
    if (next == text.size()) break;
    const Odd odd = odd_at(text, next);
    if (text[next] == '\t') {
      out += tab;
    } else if (!odd.is_control) {
      out += odd.instead;
    } else if (odd.size != 2) {
      put(odd.instead, next + odd.size);
    } else {
      if (!is_windows) is_windows = holds_windows_bytes(text);
      const bool is_break = static_cast<unsigned char>(text[next + 1]) == kNextLine && !*is_windows;
      put(is_break ? "\n" : windows_character(text[next + 1]), next + odd.size);
    }
    at = next + odd.size;
  }
  return out;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  return simdjson::validate_utf8(bytes.data(), bytes.size());
}

Decoded decode_8bit(std::string bytes) {
  if (is_utf8(bytes)) return {std::move(bytes), Repair::None};
  std::string repaired;
  repaired.reserve(bytes.size());
  const Sequences seen = scan(bytes, repaired);
  if (seen.broken > seen.sound) return {convert(bytes, "windows-1252"), Repair::Guessed};
  return {std::move(repaired), Repair::Replaced};
}

std::string decode_utf16(std::string_view bytes, bool big_endian) {
  return convert(bytes, big_endian ? "UTF-16BE" : "UTF-16LE");
}

bool has_controls(std::string_view text) {
  for (std::size_t at = 0; (at = next_odd(text, at)) < text.size();) {
    const Odd odd = odd_at(text, at);
    if (odd.is_control) return true;
    at += odd.size;
  }
  return false;
}

std::string without_controls(std::string_view text) {
  return cleaned(text, " ");
}

std::string single_line(std::string_view text) {
  std::string out;
  const std::string clean = without_controls(text);
  out.reserve(clean.size());
  for (const char c : clean) {
    if (!ascii::is_blank(c)) {
      out.push_back(c);
    } else if (!out.empty() && out.back() != ' ') {
      out.push_back(' ');
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string plain_line(std::string_view text) {
  std::string out;
  const std::string clean = without_controls(text);
  out.reserve(clean.size());
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(clean.data());
  const std::size_t size = clean.size();
  for (std::size_t i = 0; i < size;) {
    const std::size_t start = i;
    UChar32 c = 0;
    U8_NEXT(bytes, i, size, c);
    if (is_line_break_hint(c)) continue;
    if (c < 0 || u_isUWhiteSpace(c) == 0) {
      out.append(clean, start, i - start);
    } else if (!out.empty() && out.back() != ' ') {
      out.push_back(' ');
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string tidy_paragraphs(std::string_view text) {
  constexpr std::size_t kIndent = 2;  // less is the blank of a list or a mistake
  const std::string clean = cleaned(text, "    ");
  std::string out;
  out.reserve(clean.size());
  bool paragraph_ended = false;
  std::size_t indent_before = 0;
  std::size_t size_before = 0;
  std::size_t longest = 0;
  bool is_flush = false;  // has a line begun at the margin?
  for (std::string_view rest = clean; !rest.empty();) {
    const std::size_t end = rest.find('\n');
    const std::string_view whole = rest.substr(0, end);
    const std::string_view line = trim(whole);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.empty()) {
      paragraph_ended = true;
      continue;
    }
    const auto indent = static_cast<std::size_t>(line.data() - whole.data());
    // Lines that are all indented, and those of a quotation, are not each a paragraph.
    const bool is_deeper = indent >= indent_before + kIndent;
    const bool is_after_short =
        indent >= kIndent && indent == indent_before && size_before * 4 < longest * 3;
    const bool begins = is_deeper || (is_after_short && is_flush);
    if (!out.empty()) out += paragraph_ended || begins ? "\n\n" : "\n";
    out += line;
    paragraph_ended = false;
    is_flush = is_flush || indent < kIndent;
    indent_before = indent;
    size_before = line.size();
    longest = std::max(longest, size_before);
  }
  return out;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && ascii::is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && ascii::is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view cut(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  std::size_t end = limit;
  while (end > 0 && !begins_character(text[end])) --end;
  return text.substr(0, end);
}

}  // namespace dateline::text
