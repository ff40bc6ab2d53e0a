// SPDX-License-Identifier: GPL-2.0-or-later
// The text of a message: what stands above the story, the story, and its stamp.
#pragma once

#include "indexer/readers/wire/closing_time.h"

#include <optional>
#include <string>
#include <string_view>

namespace dateline::wire {

struct Copy {
  std::string headline;
  std::string byline;  ///< line by line, the writer's function included
  std::string body;    ///< paragraphs parted
  std::optional<Stamp> stamp;
};

/// Reads the text of a message in UTF-8. Lines above the story begin with "^" (ANPA 1312), or end
/// with "=" (the European agencies under IPTC 7901) or "<"; a headline without such marks is a
/// first line that an empty line or an indented one follows.
Copy read_copy(std::string_view text);

}  // namespace dateline::wire
