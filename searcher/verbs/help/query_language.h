// SPDX-License-Identifier: GPL-2.0-or-later
// The documentation of the query language, as part of the program.
#pragma once

#include <string_view>

namespace dateline {

/// The text of docs/query-language.md.
extern const std::string_view kQueryLanguage;

}  // namespace dateline
