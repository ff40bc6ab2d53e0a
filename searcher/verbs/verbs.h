// SPDX-License-Identifier: GPL-2.0-or-later
// The verbs of dateline-search. A new one is a folder beside this file, and a line in each of
// these.
#pragma once

#include "common/cli/verbs.h"

#include <string>
#include <vector>

namespace dateline {

cli::Verb search_verb();
cli::Verb similar_verb();
cli::Verb explain_verb();
cli::Verb show_verb();
cli::Verb story_verb();
cli::Verb kwic_verb();
cli::Verb facets_verb();
std::vector<cli::Verb> name_list_verbs();  ///< sources, agencies, places and similar
cli::Verb timeline_verb();
cli::Verb keyness_verb();
cli::Verb collocates_verb();
cli::Verb compare_verb();
cli::Verb export_verb();
cli::Verb cite_verb();
cli::Verb save_verb();
cli::Verb saved_verb();
cli::Verb forget_verb();
cli::Verb alert_verb();
cli::Verb deliver_verb();
cli::Verb eval_verb();
cli::Verb help_verb();

/// All of them, in the order of --help.
std::vector<cli::Verb> all_verbs();

/// Headings of --help.
inline constexpr const char* kSearch = "Search";
inline constexpr const char* kRead = "Read";
inline constexpr const char* kCount = "Count";
inline constexpr const char* kTakeAway = "Take away";
inline constexpr const char* kWatch = "Watch";
inline constexpr const char* kMore = "More";

/// What a query may contain, at a glance.
std::string queries();

/// What stands below the --help of each verb.
extern const char* const kFooter;

}  // namespace dateline
