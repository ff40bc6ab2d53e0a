// SPDX-License-Identifier: GPL-2.0-or-later
// The text of a message: what is above the story, the story, and its stamp.
#pragma once

#include "indexer/readers/wire/closing_time.h"

#include <optional>
#include <string>
#include <string_view>

namespace dateline::wire {

struct Copy {
  std::string headline;
  std::string byline;  ///< line by line, including the writer's job title
  std::string body;    ///< paragraphs separated
  std::optional<WireStamp> stamp;
};

/// Reads the text of a message in UTF-8. Lines above the story begin with "^" (ANPA 1312), or end
/// with "=" (the European agencies under IPTC 7901) or "<"; a headline without such marks is a
/// first line followed by an empty or indented one.
Copy read_copy(std::string_view text);

}  // namespace dateline::wire
