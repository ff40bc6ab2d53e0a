// SPDX-License-Identifier: GPL-2.0-or-later
// One text for all queries that are read alike.
#pragma once

#include "common/engine/query/tree.h"

#include <string>
#include <string_view>
#include <vector>

namespace dateline::query {

/// The tree as a query that can be typed, and finds the same: without blanks, brackets and letter
/// cases that mean nothing, with saved queries and synonyms written out, and with days in the place
/// of `yesterday`. Parsed, it has this very text again.
std::string canonical(const Node& tree);

// --- What operators are written with -----------------------------------------------------------

/// A word as it is compared with those of articles.
std::string compared(std::string_view word, Form form);
/// The words of `text`, with single blanks between them; `text` itself where it has none.
std::string compared_words(const std::string& text, Form form);
/// `text`, its words folded. What stands between them may be part of a name.
std::string folded_words(std::string_view text);
/// In quotes that it does not hold.
std::string in_quotes(const std::string& text);
/// A field before its value, or a scope around its words.
std::string in_field(const Node& node, const std::string& value);
/// With the sign of that form.
std::string in_form(Form form, const std::string& value);
/// In brackets where it needs them as an operand.
std::string operand(const Node& node);
/// Operands with `between` between them.
std::string joined(const std::vector<Node>& nodes, std::string_view between);

}  // namespace dateline::query
