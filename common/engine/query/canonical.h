// SPDX-License-Identifier: GPL-2.0-or-later
// One text for all queries with the same meaning.
#pragma once

#include "common/engine/query/tree.h"

#include <string>
#include <string_view>
#include <vector>

namespace dateline::query {

/// The tree as a query that can be typed, and finds the same: without meaningless spaces, brackets
/// and letter case, with saved queries and synonyms written out, and with days instead of
/// `yesterday`. Parsed, it gives this same text again.
std::string canonical(const Node& tree);

// --- What operators are written with -----------------------------------------------------------

/// A word as it is compared with words of articles, without what no language counts: "1,000" keeps
/// its comma, which is decimal in some.
std::string compared(std::string_view word, Form form);
/// The words of `text` in a row; `text` itself if it has none.
std::string compared_words(const std::string& text, Form form);
/// Words with single spaces between them, or with commas, too, where spaces alone would make one
/// word of two: "2, 000" is not "2 000".
std::string in_a_row(const std::vector<std::string>& words);
/// `text`, each word folded as far as no language tells the difference.
std::string as_written(std::string_view text);
/// `text`, its words folded. What is between them may be part of a name.
std::string folded_words(std::string_view text);
/// In quotes that it does not contain.
std::string in_quotes(const std::string& text);
/// A field before its value, or a scope around its words.
std::string in_field(const Node& node, const std::string& value);
/// With that form's sign.
std::string in_form(Form form, const std::string& value);
/// In brackets, if it needs them as an operand.
std::string operand(const Node& node);
/// Operands with `between` between them.
std::string joined(const std::vector<Node>& nodes, std::string_view between);

}  // namespace dateline::query
