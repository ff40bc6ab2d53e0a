// SPDX-License-Identifier: GPL-2.0-or-later
// The character set of bytes, as they declare it or as it can be told from them; by ICU.
#pragma once

#include "common/text/utf8.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct UConverter;

namespace dateline {

/// What bytes show of the character set that they are in.
struct Charset {
  std::string name = {};    ///< ICU's; empty for UTF-8, ASCII, Windows-1252 and what is not known
  bool is_certain = false;  ///< more bytes would show nothing else
};

/// Told from the bytes alone: ISO 2022 by its escape sequences, others by what texts look like.
Charset charset_of(std::string_view bytes);

/// ASCII without escape sequences of ISO 2022: it may be in any character set.
bool is_plain_ascii(std::string_view bytes);

/// UTF-8 of bytes in the character set of that name, as browsers understand it (the Encoding
/// standard): often a superset of what the name says. Text::Repair::Replaced if some are in no such
/// set; nothing if the name is not known.
std::optional<text::Decoded> decode_as(std::string_view bytes, const std::string& name);

/// UTF-8 of bytes that declare nothing, or are not what they declare.
text::Decoded decode_undeclared(std::string bytes);

/// Decodes a stream.
class CharsetDecoder {
 public:
  /// Null if ICU does not know the name.
  static std::unique_ptr<CharsetDecoder> open(const std::string& name);
  CharsetDecoder(const CharsetDecoder&) = delete;
  CharsetDecoder& operator=(const CharsetDecoder&) = delete;
  ~CharsetDecoder();

  /// UTF-8 of the next bytes; a character that they cut is completed by the next ones.
  std::string decode(std::string_view bytes, bool is_last);
  /// What follows does not continue what came before.
  void reset();
  /// Were all bytes so far in the character set?
  [[nodiscard]] bool is_sound() const noexcept { return is_sound_; }

 private:
  explicit CharsetDecoder(UConverter* converter) : converter_(converter) {}

  UConverter* converter_;
  bool is_sound_ = true;
};

}  // namespace dateline
