// SPDX-License-Identifier: GPL-2.0-or-later
// Conventions of text typed for teleprinters, as in wires and collections made from them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// Puts an empty line before each paragraph if `text` marks paragraphs by indenting their first
/// lines, by as many spaces as the first line with at least two, or a tab. If all lines are
/// indented, those that follow the end of a sentence, or a table, begin paragraphs. Text that is
/// not indented stays as it is, and so do tables, which are indented in other ways.
std::string with_parted_paragraphs(std::string_view text);

/// The wires' dash is an underscore between spaces; it becomes a dash.
std::string with_dashes(std::string text);

/// The persons of a byline: "By PETER ENG and ANN LEE\nAssociated Press Writer" → {"PETER ENG",
/// "ANN LEE"}. A byline in another form is one author, as written; an empty one has none.
std::vector<std::string> authors_of(std::string_view byline);

/// Does a byline begin `text` ("By ", "Von ", "Par ", …)?
bool starts_byline(std::string_view text);

}  // namespace dateline
