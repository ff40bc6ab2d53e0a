// SPDX-License-Identifier: GPL-2.0-or-later
// Decoding and cleaning; the conversions themselves are ICU's and simdjson's.
#include "common/text/utf8.h"

#include "common/text/ascii.h"

#include <algorithm>
#include <cstdint>

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

/// Marks where a long word may be broken, and is not part of it: soft hyphen, zero width space, and
/// the byte order mark that editors leave between words.
bool is_line_break_hint(UChar32 c) {
  return c == 0xAD || c == 0x200B || c == 0xFEFF;
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

std::string without_controls(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == '\t' || c == '\r') {
      out.push_back(' ');
    } else if (c == '\n' || (c >= 0x20 && c != 0x7F && c != 0xC2)) {
      out.push_back(text[i]);
    } else if (c == 0xC2 && i + 1 < text.size()) {
      // U+0080–U+009F, the C1 controls, are C2 80 – C2 9F.
      const auto next = static_cast<unsigned char>(text[i + 1]);
      if (next >= 0x80 && next <= 0x9F) {
        ++i;
      } else {
        out.push_back(text[i]);
      }
    }
  }
  return out;
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
  const std::string clean = without_controls(text);
  std::string out;
  out.reserve(clean.size());
  bool paragraph_ended = false;
  for (std::string_view rest = clean; !rest.empty();) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = trim(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.empty()) {
      paragraph_ended = true;
      continue;
    }
    if (!out.empty()) out += paragraph_ended ? "\n\n" : "\n";
    out += line;
    paragraph_ended = false;
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
