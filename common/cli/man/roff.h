// SPDX-License-Identifier: GPL-2.0-or-later
// Text as roff, in the macros of man(7) that groff and mandoc both have.
#pragma once

#include <string>
#include <string_view>

namespace dateline::cli {

/// The text, with everything escaped that roff would interpret.
std::string roff(std::string_view text);

/// The same in a font ('B' or 'I'), back to roman after it.
std::string in_font(char font, std::string_view text);

/// A line of text, escaped if it would begin with a control character.
std::string text_line(std::string_view roff_text);

/// A macro with arguments, each of which is plain text.
std::string macro(std::string_view name, std::initializer_list<std::string_view> arguments = {});

/// Lines kept as they are, indented.
std::string preformatted(std::string_view text);

/// The title line and the NAME section, as mandb reads it.
std::string page_head(std::string_view name, char section, std::string_view summary);

}  // namespace dateline::cli
