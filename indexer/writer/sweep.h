// SPDX-License-Identifier: GPL-2.0-or-later
// Removing what writers left in an archive and no manifest names.
#pragma once

#include "common/archive/manifest.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace dateline {

/// Removes segments, lists of sources and tables of stories that archive.json, as it is on disk,
/// does not name; scratch files; and what was left half written. Only what has a name of the form
/// that writers use, below directories that are not links. Returns what else is there and stays:
/// paths relative to the archive. The caller holds the lock.
///
/// Does nothing when archive.json cannot be read or is not at `revision`: then another process
/// knows better. What cannot be removed does no harm; the next writer tries again. What a manifest
/// in `also` names stays, too.
std::vector<std::string> sweep(const std::filesystem::path& archive, std::uint64_t revision,
                               std::span<const Manifest> also = {}) noexcept;

}  // namespace dateline
