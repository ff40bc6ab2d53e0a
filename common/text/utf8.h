// SPDX-License-Identifier: GPL-2.0-or-later
// From bytes of any origin to clean UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dateline::text {

/// True for well-formed UTF-8 (no overlong forms, no surrogates).
bool is_utf8(std::string_view bytes);

/// True when all characters are ASCII.
bool is_ascii(std::string_view text);

/// In UTF-8, does a character begin with this byte?
inline bool begins_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

/// How many characters (code points) UTF-8 text has.
std::size_t characters(std::string_view text);

/// How bytes were turned into UTF-8.
enum class Repair {
  None,      ///< they were UTF-8
  Guessed,   ///< read as Windows-1252, which holds Latin-1
  Replaced,  ///< UTF-8 with errors: each bad byte sequence became U+FFFD
};

struct Decoded {
  std::string text;
  Repair repair = Repair::None;
};

/// Makes UTF-8 from 8-bit text. Text with more broken than valid multi-byte sequences was never
/// UTF-8 and is read as Windows-1252; other broken text is repaired.
Decoded decode_8bit(std::string bytes);

/// Makes UTF-8 from UTF-16 without its byte order mark; broken units become U+FFFD.
std::string decode_utf16(std::string_view bytes, bool big_endian);

/// Has `text` control characters (C0, DEL, C1) besides tabs, ends of lines and the four that frame
/// the messages of wires (U+0001 to U+0004), or separators of lines?
bool has_controls(std::string_view text);

/// `text` without control characters except '\n'. What breaks a line or a page does so: '\r', '\f',
/// '\v', NEL, U+2028; U+2029 ends a paragraph. C1 controls are bytes of Windows-1252 that were read
/// as Latin-1, and become its characters; a NEL among others does, too. Any other is a blank, so
/// that no words run together. Invisible direction and joining controls stay: scripts need them;
/// output escapes them.
std::string without_controls(std::string_view text);

/// One line: `without_controls`, runs of white space reduced to one space, ends trimmed.
std::string single_line(std::string_view text);

/// A `single_line` without a page's typography: spaces of any width and kind become plain ones, and
/// hints where words may be broken are removed.
std::string plain_line(std::string_view text);

/// Paragraphs separated by one empty line, lines trimmed, no leading or trailing space. An empty
/// line parts them, and so does a line that is indented more than the one before.
std::string tidy_paragraphs(std::string_view text);

/// `text` without spaces at both ends.
std::string_view trim(std::string_view text);

/// The longest prefix of at most `limit` bytes that does not cut a character.
std::string_view cut(std::string_view text, std::size_t limit);

}  // namespace dateline::text
