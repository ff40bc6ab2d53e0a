// SPDX-License-Identifier: GPL-2.0-or-later
// What is where in an archive's directory, and under which names.
#pragma once

#include <filesystem>
#include <string_view>

namespace dateline {

inline constexpr const char* kShardsName = "shards";
inline constexpr const char* kSourcesName = "sources";
inline constexpr const char* kDeletedName = "deleted";
inline constexpr const char* kScratchName = "tmp";
inline constexpr const char* kSpoolName = "spool";  ///< below kScratchName
inline constexpr const char* kRejectsName = "rejects.jsonl";
inline constexpr const char* kIgnoredName = "ignored";
inline constexpr const char* kLastRunName = "last-run.json";

/// Below `shards`: "2019", "2019-12", "all", "undated".
bool is_shard_name(std::string_view name);
/// Below a shard, as "12-0": the revision that made it, and a number within that.
bool is_segment_name(std::string_view name);
/// A file of a segment, or of the database in it.
bool is_segment_file(std::string_view name);
/// Below `sources`: a revision, with kContentsEnd where it lists articles.
inline constexpr std::string_view kContentsEnd = "-articles";
bool is_sources_name(std::string_view name);
/// Below `deleted`: a revision.
bool is_deleted_name(std::string_view name);
/// Below `stories`: "united-" and a revision, or a UUID and what is kept of the database.
bool is_stories_name(std::string_view name);

/// Throws Error (Damaged) where something in the archive that is written to, or a directory in
/// it, is a symbolic link: nothing of an archive is written or removed through one. The archive
/// itself may be reached through links.
void refuse_links(const std::filesystem::path& archive);

}  // namespace dateline
