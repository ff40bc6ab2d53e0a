// SPDX-License-Identifier: GPL-2.0-or-later
// The answer of `dateline-search story` as bytes.
#pragma once

#include "searcher/render/style.h"
#include "searcher/verbs/story/story.h"

#include <string>

namespace dateline {

/// A list of the copies for people; with `diff`, also what each changed: marked by colour if
/// available, else as [-removed-] and {+added+}.
std::string render_story_text(const StoryReport& report, bool diff, const TextStyle& style);

/// A header row and a row for each copy.
std::string render_story_csv(const StoryReport& report);

/// See docs/output.md.
std::string render_story_json(const StoryReport& report, bool diff);

}  // namespace dateline
