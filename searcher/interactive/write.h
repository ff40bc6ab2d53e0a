// SPDX-License-Identifier: GPL-2.0-or-later
// The command `w`: all results of a query to a file.
#pragma once

#include "searcher/find/search.h"

#include <string>

namespace dateline::interactive {

/// Writes to `name`, in the format that its ending says, and the manifest to `name`.manifest.json.
/// Neither may be there already. Throws Error (Usage) for an ending that no format has. A leading
/// `~/` is the home directory. Returns a line that says what was done.
std::string write_results(const SearchRequest& request, const std::string& name);

}  // namespace dateline::interactive
