// SPDX-License-Identifier: GPL-2.0-or-later
// Articles by id.
#pragma once

#include "common/archive/archive.h"
#include "common/article.h"

#include <filesystem>
#include <optional>
#include <string>

namespace dateline {

/// The article with that id, or nothing. With `partial`, shards that do not answer are left out of
/// the archive; otherwise throws ShardDown.
std::optional<Article> find_article(Archive& archive, const std::string& id, bool partial);

}  // namespace dateline
