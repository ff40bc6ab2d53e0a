// SPDX-License-Identifier: GPL-2.0-or-later
// What `preview` says of keys and columns that are not used.
#pragma once

#include "indexer/readers/base/reader.h"

#include <string>
#include <vector>

namespace dateline::commands {

/// Names, values, and the option by which a key would be used; a date where the article has none.
std::string unused_text(const std::vector<NotUsed>& not_used, bool has_date);

}  // namespace dateline::commands
