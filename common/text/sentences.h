// SPDX-License-Identifier: GPL-2.0-or-later
// Where sentences and paragraphs end.
#pragma once

#include "common/text/tokenizer.h"

#include <string_view>

namespace dateline::text {

enum class Break { None, Sentence, Paragraph };

/// What ends between two words of `text` that follow each other.
///
/// A paragraph ends at an empty line. A sentence ends at a full stop, question or exclamation mark
/// or an ellipsis before a blank, unless a comma, colon or semicolon follows, or the next word
/// begins with a small letter; and at the full stops of scripts without blanks. The point of an
/// initial ("J. Smith"), an acronym ("U.S.", "e.g.") and an abbreviation that a name follows
/// ("Gen. Smith") ends one only before a word such as "The"; that of "p.m." unless a day, a number
/// or a zone follows.
Break break_between(std::string_view text, const Token& word, const Token& next);

}  // namespace dateline::text
