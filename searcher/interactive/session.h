// SPDX-License-Identifier: GPL-2.0-or-later
// `dateline-search ARCHIVE` on a terminal: queries and commands, one after the other.
#pragma once

#include "common/engine/query/context.h"
#include "searcher/find/search.h"

namespace dateline::interactive {

struct Options {
  SearchRequest request;  ///< archive, and what applies to all queries; its dates can be changed
  query::Context context;
};

/// Runs on stdin and stdout, which are a terminal, until the user quits. Throws Error when the
/// archive cannot be opened; later failures are reported, and the session continues.
void run_session(const Options& options);

}  // namespace dateline::interactive
