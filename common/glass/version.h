// SPDX-License-Identifier: GPL-2.0-or-later
// `iamglass`, the file that turns tables into a database: roots of the B-trees and counts.
#pragma once

#include "common/disk/sums.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace dateline::glass {

enum TableKind : std::size_t { kPostlist, kDocdata, kTermlist, kPosition, kSpelling, kSynonym };
inline constexpr std::size_t kTables = 6;

/// "postlist.glass", "docdata.glass", …
std::string file_name(TableKind kind);

/// The file that holds the version.
inline constexpr const char* kVersionName = "iamglass";

/// Where a table begins. A table without entries has no file.
struct Root {
  std::uint32_t block = 0;
  unsigned level = 0;  ///< 0 when the root is a leaf
  std::uint64_t entries = 0;
  std::uint32_t blocks = 0;  ///< in the file; 0 when there is none
};

struct Version {
  std::array<Root, kTables> roots;
  std::uint32_t documents = 0;
  std::uint32_t last_docid = 0;
  std::uint32_t shortest = 0;  ///< least length of a document
  std::uint32_t longest = 0;
  std::uint32_t highest_wdf = 0;
  std::uint64_t total_length = 0;
};

/// Writes DIRECTORY/iamglass with a fresh UUID. Throws Error (Machine).
void write_version(const std::filesystem::path& directory, const Version& version);

/// `sums` are of the file's blocks, if known. Throws disk::Damaged, or Error
/// (Machine) when it cannot be read.
Version read_version(const std::filesystem::path& directory,
                     std::optional<disk::BlockSums> sums = std::nullopt);

}  // namespace dateline::glass
