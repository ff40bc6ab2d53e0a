// SPDX-License-Identifier: GPL-2.0-or-later
// Articles by id.
#pragma once

#include "common/archive/archive.h"
#include "common/article.h"

#include <filesystem>
#include <optional>
#include <string>

namespace dateline {

/// The article with that id, or nothing.
std::optional<Article> find_article(const Archive& archive, const std::string& id);

}  // namespace dateline
