// SPDX-License-Identifier: GPL-2.0-or-later
// Plain text from pieces of HTML and XHTML in fields of other formats.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// The text of a piece of markup: an empty line between block elements, a line break for <br>,
/// references such as &eacute; and &#8217; decoded, and nothing of scripts, styles and comments.
/// Lines stay as they are if no element breaks them. Takes time and memory proportional to
/// `markup`, whatever it nests and leaves open. Whole pages, whose main text must be told from the
/// rest, need the HTML reader.
std::string text_from_markup(std::string_view markup);

/// True for text with a closing tag, a tag of HTML, a comment or a CDATA section in it.
bool holds_tags(std::string_view text);

/// True for text with tags, or with a character reference in it.
bool holds_markup(std::string_view text);

/// `text_from_markup` of text with markup, again where that was escaped itself; other text as is.
std::string plain_text(std::string text);

}  // namespace dateline
