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
/// or an ellipsis before a blank, unless the next word begins with a small letter, or the point
/// belongs to an initial ("J. Smith"), to an acronym or to an abbreviation that is followed by a
/// name ("Gen. Smith", "U.S. Senate"); and at the full stops of scripts without blanks.
Break break_between(std::string_view text, const Token& word, const Token& next);

}  // namespace dateline::text
