// SPDX-License-Identifier: GPL-2.0-or-later
// Conventions of text that was typed for teleprinters, as wires and the collections made of them
// carry it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// Puts an empty line before each paragraph where `text` marks paragraphs by indenting their first
/// lines, by the blanks of the first line that has at least two, or a tab. Where all lines are
/// indented, those that follow the end of a sentence, or a table, begin paragraphs. Text that is
/// not indented stays as it is, and so do tables, which are indented in other ways.
std::string with_parted_paragraphs(std::string_view text);

/// The wires' dash is an underscore between blanks; it becomes a dash.
std::string with_dashes(std::string text);

/// The persons of a byline: "By PETER ENG and ANN LEE\nAssociated Press Writer" → {"PETER ENG",
/// "ANN LEE"}. A byline in another form is one author, as written; an empty one is none.
std::vector<std::string> authors_of(std::string_view byline);

/// Does a byline begin `text` ("By ", "Von ", "Par ", …)?
bool starts_byline(std::string_view text);

}  // namespace dateline
