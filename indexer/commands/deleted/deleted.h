// SPDX-License-Identifier: GPL-2.0-or-later
// What was deleted, and letting it in again.
#pragma once

#include "indexer/writer/deleted_articles.h"
#include "indexer/writer/writer.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace dateline::commands {

/// The list of deleted articles, in the order of their deletion: as a table, or as JSON
/// (docs/schemas/deleted.json).
std::string deleted_text(const DeletedAtRevision& deleted);
std::string deleted_json(const DeletedAtRevision& deleted);

struct UndeleteSummary {
  std::uint64_t allowed = 0;  ///< entries taken from the list
  std::vector<std::string> unknown_ids;
};

/// Takes the articles with these ids, or all, from the list of deleted articles. The files in which
/// they may be are read again by the next `add`.
UndeleteSummary undelete(const std::filesystem::path& archive, const std::vector<std::string>& ids,
                         bool all, const WriterOptions& options);

}  // namespace dateline::commands
