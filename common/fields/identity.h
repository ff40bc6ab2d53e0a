// SPDX-License-Identifier: GPL-2.0-or-later
// Which article is which, and whether it has changed.
#pragma once

#include "common/fields/article.h"

#include <array>
#include <string>

namespace dateline {

/// The id of an article that states none: its URL, else what `made_id` makes.
std::string derive_id(const Article& article);

/// "h-" and 128 bits of hash of source, date and headline (of the body too where there is no
/// headline).
std::string made_id(const Article& article);

/// XXH3-128 of all that the article states; equal digests mean an unchanged article. The time of
/// indexing does not count.
using Digest = std::array<char, 16>;
Digest digest_of(const Article& article);

}  // namespace dateline
