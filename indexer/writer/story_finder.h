// SPDX-License-Identifier: GPL-2.0-or-later
// Which stories new articles belong to.
#pragma once

#include "common/archive/archive.h"
#include "common/archive/united_stories.h"

#include <cstdint>
#include <filesystem>
#include <span>

namespace dateline {

/// The articles of a story are published within this many days of each other: what is printed again
/// later is news again, and a daily report made of the same sentences is not one story. Articles
/// without a day of publication belong to any time.
inline constexpr std::int64_t kStoryDays = 30;

/// The number of a story that begins with the article: no other article has it, and no other
/// version of this one. Its text decides whether it continues the story of the previous version.
std::uint64_t number_of_its_own(std::string_view id, std::uint64_t revision);

/// Compares the articles of `new_segments`, which have no table of stories yet, with each other and
/// with those of `archive`; writes their tables; and returns which stories in the archive are one,
/// including those that the new articles connect. Articles of served shards, whose text is
/// elsewhere, are recognised by their fingerprints alone, which takes a nearly complete copy.
/// Memory: about 160 bytes per new article, and four per term of each segment compared with. Throws
/// Error.
UnitedStories find_stories(const Archive& archive,
                           std::span<const std::filesystem::path> new_segments, unsigned jobs);

}  // namespace dateline
