// SPDX-License-Identifier: GPL-2.0-or-later
// The answer of `dateline-search keyness` as bytes.
#pragma once

#include "searcher/verbs/keyness/keyness.h"

#include <string>

namespace dateline {

/// What was compared, and a table of words.
std::string render_keyness_text(const KeynessRequest& request, const KeynessReport& report);

/// See docs/output.md.
std::string render_keyness_json(const KeynessRequest& request, const KeynessReport& report);

/// A header row and a row for each word.
std::string render_keyness_csv(const KeynessReport& report);

}  // namespace dateline
