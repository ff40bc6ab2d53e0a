// SPDX-License-Identifier: GPL-2.0-or-later
// Which stories new articles belong to.
#pragma once

#include "common/archive/archive.h"
#include "common/archive/united_stories.h"

#include <cstdint>
#include <filesystem>
#include <span>

namespace dateline {

/// The articles of a story are published within so many days of each other: what is printed again
/// later is news again, and a daily report that is made of the same sentences is not one story.
/// Articles without a day of publication belong to any time.
inline constexpr std::int64_t kStoryDays = 30;

/// The number of a story that begins with the article: no other article has it, and no other
/// version of this one. What becomes of the text decides whether it goes on with the story of the
/// last.
std::uint64_t number_of_its_own(std::string_view id, std::uint64_t revision);

/// Compares the articles of `new_segments`, which have no table of stories yet, with each other and
/// with those of `archive`; writes their tables; and returns which stories of the archive are one,
/// those among them that the new articles have shown to be. Articles of served shards, whose text
/// is elsewhere, are recognised by their fingerprints alone, which takes a nearly complete copy.
/// Memory: some 160 bytes a new article, and four a term of each segment that is compared with.
/// Throws Error.
UnitedStories find_stories(const Archive& archive,
                           std::span<const std::filesystem::path> new_segments, unsigned jobs);

}  // namespace dateline
