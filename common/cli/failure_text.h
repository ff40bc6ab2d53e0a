// SPDX-License-Identifier: GPL-2.0-or-later
// An Error as the command line reports it, where option names begin with dashes.
#pragma once

#include "common/errors/errors.h"

#include <string>
#include <string_view>

namespace dateline::cli {

/// The name of a code in JSON: "query", "timeout".
std::string_view name_of(Code code);

/// What to do, naming the option: "allow deeper brackets by --max-depth".
std::string hint_of(const Advice& advice);

/// Lines for a terminal: what is wrong, the place in the query under it, and what to do.
std::string lines_of(const Error& error);

/// The same without the query, as one line of any length.
std::string one_line_of(const Error& error);

/// A JSON object, with a line break at its end; docs/schemas/error.json.
std::string json_of(const Error& error);

}  // namespace dateline::cli
