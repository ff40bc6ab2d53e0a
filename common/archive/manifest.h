// SPDX-License-Identifier: GPL-2.0-or-later
// The manifest: which segments make up the archive at one revision.
//
// archive.json (format 7):
//   {"format": "dateline-archive", "version": 7, "uuid": …, "revision": 7, "shard_by": "year",
//    "shards": [{"name": "2019", "segments": [
//        {"path": "shards/2019/7-0", "articles": 812, "first": "20190101", "last": "20191231",
//         "files": {"forward": [40960, "9f86d081884c7d65"], …}}]}],
//    "files": {"sources/7": [72, "…"], …},
//    "checksum": "…"}
//
// "files" of a segment are all that its directory holds, "files" of the archive what is beside the
// shards: the size of each, and its checksum (XXH3, 64 bits; `xxhsum -H3` prints the same). The
// last line is the checksum of everything before the comma that precedes it.
//
// "compact": true marks a segment that `compact` made and need not make again.
//
// Format 6 had no zones in forward indexes and tables of stories, and other terms of articles.
// Format 5 differs from it in the terms alone. Format 4 had "bytes" of a segment in place of
// "files", and no checksums.
//
// Beside its segments a shard may have
//   "copy":   {"database": uuid, "segments": [paths]}      written for servers by `shard move`
//   "served": {"servers": ["remote db1:7000", "ssh db2 /srv/2018"], "database": uuid,
//              "articles": …, "length": …, "first": …, "last": …, "languages": […]}
// and then the articles that the servers have are not here. "hidden": [[docid, id]…] of "served"
// are those that were deleted. Either has "facts": true where `shard move` has written what is
// known here of these articles (common/archive/served_facts.h).
//
// "united_stories": path names the file that says which stories are one
// (common/archive/story_lookup.h), if there are any.
//
// "deleted": path names the list of articles that were deleted, so that they are not added again
// (indexer/writer/deleted_articles.h), if there are any.
//
// "sources": [paths] names the files that list what was read (indexer/sources/checkpoint.h); it is
// left out where there are none. "contents": [paths] names those that list the articles of these
// files (indexer/sources/contents.h).
//
// "forms": "exact" where queries look for words in the form typed only, unless they ask otherwise
// (`settings`); it is left out where they look for all forms.
//
// A published segment never changes; a writer creates new segments and replaces the manifest by an
// atomic rename. So a reader that has opened the segments of one manifest holds one state of the
// archive.
#pragma once

#include "common/date/date.h"
#include "common/disk/sums.h"
#include "common/errors/errors.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

enum class ShardBy { Year, Month, None };

std::string_view name_of(ShardBy shard_by);

/// An immutable Xapian database and its forward index; docids run in order of publication.
struct Segment {
  std::string path;            ///< relative to the archive
  std::uint64_t articles = 0;  ///< documents in it
  std::string first;           ///< sortable date of the earliest dated article; empty if none
  std::string last;            ///< sortable date of the latest
  std::vector<disk::FileSum> files = {};  ///< in order of name; none while it is being made
  std::uint64_t bytes = 0;                ///< of all files
  bool is_compact = false;                ///< as small as `compact` makes it
};

/// An article of a served database that was deleted: no search shows it.
struct HiddenArticle {
  std::uint32_t docid = 0;
  std::string id;
  friend bool operator==(const HiddenArticle&, const HiddenArticle&) = default;
};

/// The most of a shard: they are part of every question to its servers.
inline constexpr std::size_t kMostHidden = 1000;

/// A database on other machines that holds articles of a shard. It never changes either.
struct Served {
  std::vector<std::string> servers;  ///< see common/archive/server.h; all have the same database
  std::string database;              ///< its UUID
  std::uint64_t articles = 0;
  std::uint64_t length = 0;  ///< sum of the articles' lengths
  std::string first;         ///< as in Segment
  std::string last;
  std::vector<std::string> languages;      ///< ISO codes, sorted
  bool has_facts = false;                  ///< are its facts and words here?
  std::vector<HiddenArticle> hidden = {};  ///< in order of docid
};

/// A database written for servers that holds what these segments hold.
struct ServedCopy {
  std::string database;  ///< its UUID
  std::vector<std::string> segments;
  bool has_facts = false;  ///< as in Served
};

/// All articles of one period: "2019", "2019-12", "all" or "undated".
struct Shard {
  std::string name;
  std::vector<Segment> segments;
  std::optional<ServedCopy> copy = std::nullopt;
  std::optional<Served> served = std::nullopt;
};

struct Manifest {
  std::string uuid;
  std::uint64_t revision = 0;
  ShardBy shard_by = ShardBy::Year;
  bool exact_forms = false;           ///< do queries look for words in the form typed only?
  std::vector<Shard> shards;          ///< sorted by name
  std::string united_stories;         ///< relative path; empty when there are none
  std::string deleted;                ///< the same, of the list of deleted articles
  std::vector<std::string> sources;   ///< relative paths of lists of files read, oldest first
  std::vector<std::string> contents;  ///< the same, of lists of the articles in these files
  std::vector<disk::FileSum> files;   ///< beside the shards, by path, in order of path

  /// Without those that are hidden.
  [[nodiscard]] std::uint64_t articles() const;
};

/// The directory of an archive that holds what is known of stories beside the segments, and of
/// served databases.
inline constexpr const char* kStoriesDirectory = "stories";

/// Relative paths of what is kept here of a served database, by its UUID: the table of its stories,
/// its facts and its words (common/archive/served_facts.h).
std::string stories_of(const std::string& database);
std::string facts_of(const std::string& database);
std::string words_of(const std::string& database);

/// Relative path of the checksums of such a file's blocks (common/disk/sums.h).
std::string sums_of(const std::string& kept);

/// All that is kept here of the shard's served databases, without checksums.
std::vector<std::string> kept_files(const Shard& shard);

/// The paths of its segments.
std::vector<std::string> paths_of(const Shard& shard);

/// The paths of all files beside the shards that the manifest names, sorted.
std::vector<std::string> files_beside_shards(const Manifest& manifest);

/// The manifest's entry for that file beside the shards; nullptr if there is none.
const disk::FileSum* published_file(const Manifest& manifest, std::string_view path);

/// A manifest of an empty archive with a fresh random UUID.
Manifest new_manifest(ShardBy shard_by);

/// Name of the shard that an article published then belongs to.
std::string shard_name(ShardBy shard_by, const Date& published);

/// True when `directory` holds an archive.
bool is_archive(const std::filesystem::path& directory);

/// A manifest, and its format.
struct VersionedManifest {
  int version = 0;
  Manifest manifest;
};

/// As read_manifest; also of the older formats that can be upgraded.
VersionedManifest read_any_manifest(const std::filesystem::path& directory);

/// A manifest that is not in archive.json.
Manifest read_manifest_file(const std::filesystem::path& file);
void write_manifest_file(const std::filesystem::path& file, const Manifest& manifest);

/// Throws Error (Missing, Damaged or Version) when there is no archive, or it cannot be read.
Manifest read_manifest(const std::filesystem::path& directory);

/// The file that makes a directory an archive.
inline constexpr const char* kManifestName = "archive.json";

/// What is left when a process ends while replacing archive.json. It has no meaning.
inline constexpr const char* kUnfinishedManifest = "archive.json.new";

/// Completes what `manifest` says of files beside the shards: those that it names and does not know
/// yet are read below `directory`, those that it no longer names are forgotten.
void sum_files_beside_shards(const std::filesystem::path& directory, Manifest& manifest);

/// Something failed after archive.json was renamed: the revision is published, and `what()` says
/// so. Code that reports the state of the archive must tell this from a plain failure.
class PublishedBut : public Error {
 public:
  PublishedBut(std::uint64_t revision, const std::string& trouble, const std::string& hint);
};

/// Replaces archive.json, which publishes what `manifest` names and must be durable already. Throws
/// Error (Machine) when nothing was published: the archive is as it was. Once archive.json
/// is renamed nothing throws; what fails then is returned, for the caller to throw when all that
/// belongs to the new revision is done.
[[nodiscard]] std::optional<PublishedBut> write_manifest(const std::filesystem::path& directory,
                                                         const Manifest& manifest);

/// Derived from the manifest: the file through which stock Xapian tools open the archive, and a
/// copy of archive.json in case that is damaged.
inline constexpr const char* kStubName = "archive.stub";
inline constexpr const char* kUnfinishedStub = "archive.stub.new";
inline constexpr const char* kCopyName = "archive.json.copy";
inline constexpr const char* kUnfinishedCopy = "archive.json.copy.new";

/// Those of the two files that are not as `manifest` has it.
std::vector<std::string> stale_files(const std::filesystem::path& directory,
                                     const Manifest& manifest);

/// The manifest that the copy holds; nothing when it cannot be read, or when archive.stub, which is
/// written after it, belongs to another: then the copy may be of an older revision.
std::optional<Manifest> read_manifest_copy(const std::filesystem::path& directory);

/// Writes those of the two files that are not current. No reader needs them, so that is no reason
/// to fail: what cannot be written now the next writer writes.
void mend_stale_files(const std::filesystem::path& directory, const Manifest& manifest) noexcept;

}  // namespace dateline
