// SPDX-License-Identifier: GPL-2.0-or-later
// The character set of a page, and its text as UTF-8.
#pragma once

#include "common/text/utf8.h"

#include <string>
#include <string_view>

namespace dateline::html {

/// The page as UTF-8. `declared` is what the HTTP or MIME header says, or empty. A byte order mark
/// comes first; then bytes that are UTF-8 beyond ASCII are UTF-8 whatever is declared, because no
/// other text looks like that by chance; then `declared`, then the page's own meta tag; then, if
/// the bytes are not what these say, a guess.
text::Decoded decode_page(std::string bytes, std::string_view declared);

/// The value of `charset=` in a Content-Type; empty when there is none.
std::string_view charset_of(std::string_view content_type);

}  // namespace dateline::html
