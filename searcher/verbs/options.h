// SPDX-License-Identifier: GPL-2.0-or-later
// Options that several verbs have.
#pragma once

#include "searcher/verbs/flags.h"

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace dateline {

/// What is found: the query and all that bears on it.
void add_query_options(CLI::App* verb, Flags& flags);
/// How a query is read: what it requires, its dates, its language.
void add_reading_options(CLI::App* verb, Flags& flags);
/// What a query may hold, for the end of `--help`.
const char* query_footer();
void add_zone_option(CLI::App* verb, Flags& flags);
void add_feedback_option(CLI::App* verb, Flags& flags);
/// `--per-source`, `--limit` and `--page`; the first two are described so.
void add_page_options(CLI::App* verb, Flags& flags, const std::string& per_source,
                      const std::string& limit);
/// `--format`, the first of which is the default.
void add_format_option(CLI::App* verb, Flags& flags, const std::vector<std::string>& formats);
void add_color_option(CLI::App* verb, Flags& flags);
/// What to do about shards that do not answer.
void add_shard_options(CLI::App* verb, Flags& flags);

}  // namespace dateline
