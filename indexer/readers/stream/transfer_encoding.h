// SPDX-License-Identifier: GPL-2.0-or-later
// MIME's encodings of bytes as lines of text (RFC 2045).
#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// Characters outside the alphabet are skipped; padding ends the text.
std::string decode_base64(std::string_view text);

/// An invalid escape is kept as written.
std::string decode_quoted_printable(std::string_view text);

}  // namespace dateline
