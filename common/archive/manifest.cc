// SPDX-License-Identifier: GPL-2.0-or-later
// Reading and replacing archive.json and the files derived from it.
#include "common/archive/manifest.h"

#include "common/archive/json_number.h"
#include "common/archive/layout.h"
#include "common/archive/sealed.h"
#include "common/archive/server.h"
#include "common/disk/file.h"
#include "common/errors/errors.h"
#include "common/fields/record.h"
#include "common/fields/schema.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <climits>
#include <random>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dateline {
namespace fs = std::filesystem;
namespace {

constexpr const char* kFormatName = "dateline-archive";
/// The format that knew bytes of segments, and no checksums.
constexpr int kBytesVersion = 4;

/// A random (version 4) UUID, RFC 4122.
std::string random_uuid() {
  std::random_device random;
  const auto word = [&] { return static_cast<std::uint32_t>(random()); };
  const std::uint32_t a = word();
  const std::uint32_t b = word();
  const std::uint32_t c = word();
  const std::uint32_t d = word();
  return fmt::format("{:08x}-{:04x}-4{:03x}-{:04x}-{:04x}{:08x}", a, b >> 16U, b & 0xFFFU,
                     0x8000U | (c >> 18U), c & 0xFFFFU, d);
}

Json to_json(const Served& served) {
  Json json = {{"servers", served.servers},     {"database", served.database},
               {"articles", served.articles},   {"length", served.length},
               {"first", served.first},         {"last", served.last},
               {"languages", served.languages}, {"facts", served.has_facts}};
  for (const HiddenArticle& article : served.hidden) {
    json["hidden"].push_back({article.docid, article.id});
  }
  return json;
}

/// Name: [size, checksum].
Json to_json(const std::vector<disk::FileSum>& files) {
  Json json = Json::object();
  for (const disk::FileSum& file : files) {
    json[file.name] = {file.size, fmt::format("{:016x}", file.sum)};
  }
  return json;
}

Json to_json(const Manifest& manifest) {
  Json shards = Json::array();
  for (const Shard& shard : manifest.shards) {
    Json segments = Json::array();
    for (const Segment& segment : shard.segments) {
      Json one = {{"path", segment.path},
                  {"articles", segment.articles},
                  {"first", segment.first},
                  {"last", segment.last},
                  {"files", to_json(segment.files)}};
      if (segment.is_compact) one["compact"] = true;
      segments.push_back(std::move(one));
    }
    Json one = {{"name", shard.name}, {"segments", std::move(segments)}};
    if (shard.copy) {
      one["copy"] = {{"database", shard.copy->database},
                     {"segments", shard.copy->segments},
                     {"facts", shard.copy->has_facts}};
    }
    if (shard.served) one["served"] = to_json(*shard.served);
    shards.push_back(std::move(one));
  }
  Json json = {{"format", kFormatName},
               {"version", schema::kFormatVersion},
               {"uuid", manifest.uuid},
               {"revision", manifest.revision},
               {"shard_by", name_of(manifest.shard_by)},
               {"shards", std::move(shards)}};
  if (manifest.exact_forms) json["forms"] = "exact";
  if (!manifest.united_stories.empty()) json["united_stories"] = manifest.united_stories;
  if (!manifest.deleted.empty()) json["deleted"] = manifest.deleted;
  if (!manifest.sources.empty()) json["sources"] = manifest.sources;
  if (!manifest.contents.empty()) json["contents"] = manifest.contents;
  if (!manifest.files.empty()) json["files"] = to_json(manifest.files);
  return json;
}

/// A manifest as stored on disk.
std::string text_of(const Manifest& manifest) {
  return sealed(dump_pretty(to_json(manifest)));
}

constexpr const char* kRestore =
    "try: dateline-index repair ARCHIVE; or restore it from a backup, or index the articles into a "
    "new archive";

[[noreturn]] void damaged(const std::string& what) {
  throw Error(Code::Damaged, what, kRestore);
}

/// Paths come from a file that may be damaged or untrusted: they must stay inside the archive.
std::string inside(const std::string& path) {
  const fs::path checked = fs::path(path.c_str()).lexically_normal();  // as the system reads it
  if (path.find('\0') != std::string::npos || checked.is_absolute() || checked.empty() ||
      *checked.begin() == "..") {
    throw Error(Code::Damaged, fmt::format("the path '{}' leads out of the archive", path),
                kRestore);
  }
  return path;
}

std::vector<disk::FileSum> files_from_json(const Json& json) {
  std::vector<disk::FileSum> files;
  for (const auto& [name, about] : json.items()) {
    const std::string hex = about.at(1).get<std::string>();
    disk::FileSum file{inside(name), whole_number(about.at(0)), 0};
    const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), file.sum, 16);
    if (error != std::errc() || end != hex.data() + hex.size() || hex.size() != 16) {
      damaged(fmt::format("the manifest has '{}' as the checksum of {}", hex, name));
    }
    files.push_back(std::move(file));
  }
  return files;
}

ShardBy shard_by_from_name(const std::string& name) {
  for (const ShardBy shard_by : {ShardBy::Year, ShardBy::Month, ShardBy::None}) {
    if (name_of(shard_by) == name) return shard_by;
  }
  throw Error(Code::Damaged, fmt::format("the manifest has an unknown shard_by '{}'", name),
              kRestore);
}

Served served_from_json(const Json& json) {
  Served served;
  served.servers = json.at("servers").get<std::vector<std::string>>();
  if (served.servers.empty()) {
    throw Error(Code::Damaged, "the manifest has a served shard without servers", kRestore);
  }
  try {
    for (const std::string& server : served.servers) read_server(server);
  } catch (const Error& e) {
    throw Error(Code::Damaged, fmt::format("in the manifest: {}", e.what()), e.hint());
  }
  served.database = inside(json.at("database").get<std::string>());
  served.articles = whole_number(json.at("articles"));
  served.length = whole_number(json.at("length"));
  served.first = json.at("first").get<std::string>();
  served.last = json.at("last").get<std::string>();
  served.languages = json.at("languages").get<std::vector<std::string>>();
  served.has_facts = json.value("facts", false);
  if (json.contains("hidden")) {
    for (const Json& article : json.at("hidden")) {
      const std::uint64_t docid = whole_number(article.at(0));
      const bool is_next = served.hidden.empty() || docid > served.hidden.back().docid;
      if (docid == 0 || docid > served.articles || docid > UINT32_MAX || !is_next ||
          served.hidden.size() == kMostHidden) {
        damaged("the manifest hides articles that a served shard does not have");
      }
      served.hidden.push_back(
          {static_cast<std::uint32_t>(docid), article.at(1).get<std::string>()});
    }
  }
  return served;
}

Segment segment_from_json(const Json& json, int version) {
  Segment segment;
  segment.path = inside(json.at("path").get<std::string>());
  segment.articles = whole_number(json.at("articles"));
  segment.first = json.at("first").get<std::string>();
  segment.last = json.at("last").get<std::string>();
  if (version == kBytesVersion) {
    segment.bytes = whole_number(json.at("bytes"));
    return segment;
  }
  segment.is_compact = json.value("compact", false);
  segment.files = files_from_json(json.at("files"));
  for (const disk::FileSum& file : segment.files) {
    if (fs::path(file.name).has_parent_path()) {
      damaged(fmt::format("'{}' is not a file of the segment {}", file.name, segment.path));
    }
    segment.bytes += file.size;
  }
  return segment;
}

/// Throws if two segments are the same.
void check_paths(const Manifest& manifest) {
  std::set<std::string_view> paths;
  for (const Shard& shard : manifest.shards) {
    for (const Segment& segment : shard.segments) {
      if (!paths.insert(segment.path).second) {
        damaged(fmt::format("the manifest names the segment {} twice", segment.path));
      }
    }
  }
}

Manifest from_json(const Json& json, int version) {
  Manifest manifest;
  manifest.uuid = json.at("uuid").get<std::string>();
  manifest.revision = whole_number(json.at("revision"));
  manifest.shard_by = shard_by_from_name(json.at("shard_by").get<std::string>());
  manifest.exact_forms = json.value("forms", "") == "exact";
  for (const Json& shard_json : json.at("shards")) {
    Shard shard{shard_json.at("name").get<std::string>(), {}, {}, {}};
    // Writers create a directory of that name.
    if (!is_shard_name(shard.name)) {
      damaged(fmt::format("the manifest has a shard named '{}'", shard.name));
    }
    for (const Json& s : shard_json.at("segments")) {
      shard.segments.push_back(segment_from_json(s, version));
    }
    if (shard_json.contains("copy")) {
      const Json& copy = shard_json.at("copy");
      shard.copy = ServedCopy{inside(copy.at("database").get<std::string>()),
                              copy.at("segments").get<std::vector<std::string>>(),
                              copy.value("facts", false)};
    }
    if (shard_json.contains("served")) shard.served = served_from_json(shard_json.at("served"));
    manifest.shards.push_back(std::move(shard));
  }
  if (json.contains("united_stories")) {
    manifest.united_stories = inside(json.at("united_stories").get<std::string>());
  }
  if (json.contains("deleted")) manifest.deleted = inside(json.at("deleted").get<std::string>());
  for (const std::string& path : json.value("sources", std::vector<std::string>{})) {
    manifest.sources.push_back(inside(path));
  }
  for (const std::string& path : json.value("contents", std::vector<std::string>{})) {
    manifest.contents.push_back(inside(path));
  }
  if (json.contains("files")) manifest.files = files_from_json(json.at("files"));
  check_paths(manifest);
  return manifest;
}

/// Throws Error (Damaged or Version) when the file is damaged or in a format that cannot be read.
VersionedManifest parsed(const fs::path& path) {
  try {
    const std::string text = disk::read_file(path);
    const Json json = Json::parse(text);
    if (json.at("format") != kFormatName) {
      damaged(fmt::format("{} is not a manifest of Dateline", path.string()));
    }
    const int version =
        static_cast<int>(std::min<std::uint64_t>(whole_number(json.at("version")), INT_MAX));
    if (version > schema::kFormatVersion) {
      throw Error(Code::Version,
                  fmt::format("{} has format {}; this program reads up to format {}", path.string(),
                              version, schema::kFormatVersion),
                  "use a newer version of Dateline");
    }
    if (version < kBytesVersion) {
      throw Error(Code::Version,
                  fmt::format("{} has format {}; formats from {} on can be upgraded", path.string(),
                              version, kBytesVersion),
                  "index its articles again into a new archive");
    }
    if (version != kBytesVersion && !is_sealed(text)) {
      damaged(
          fmt::format("{} has changed since it was written (its checksum differs)", path.string()));
    }
    return {version, from_json(json, version)};
  } catch (const nlohmann::json::exception& e) {
    damaged(fmt::format("{} is damaged: {}", path.string(), e.what()));
  }
}

Manifest of_today(VersionedManifest read, const fs::path& archive) {
  if (read.version == schema::kFormatVersion) return std::move(read.manifest);
  throw Error(Code::Version,
              fmt::format("{} has format {}; this program reads format {}", archive.string(),
                          read.version, schema::kFormatVersion),
              "run: dateline-index upgrade " + archive.string());
}

std::string stub_text(const Manifest& manifest) {
  std::string text = "# Stock Xapian tools open the archive through this file.\n";
  for (const Shard& shard : manifest.shards) {
    for (const Segment& segment : shard.segments) text += "auto " + segment.path + "\n";
    if (shard.served) text += stub_line(read_server(shard.served->servers.front())) + "\n";
  }
  return text;
}

/// The files derived from the manifest, in the order in which they are written.
std::array<std::pair<const char*, std::string>, 2> made_of(const Manifest& manifest) {
  return {{{kCopyName, text_of(manifest)}, {kStubName, stub_text(manifest)}}};
}

bool holds(const fs::path& file, const std::string& text) {
  try {
    return disk::read_file(file) == text;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

std::string_view name_of(ShardBy shard_by) {
  switch (shard_by) {
    case ShardBy::Month:
      return "month";
    case ShardBy::None:
      return "none";
    case ShardBy::Year:
      break;
  }
  return "year";
}

std::uint64_t Manifest::articles() const {
  std::uint64_t sum = 0;
  for (const Shard& shard : shards) {
    for (const Segment& segment : shard.segments) sum += segment.articles;
    if (shard.served) sum += shard.served->articles - shard.served->hidden.size();
  }
  return sum;
}

std::string stories_of(const std::string& database) {
  return fmt::format("{}/{}", kStoriesDirectory, database);
}

std::string facts_of(const std::string& database) {
  return stories_of(database) + ".facts";
}

std::string words_of(const std::string& database) {
  return stories_of(database) + ".words";
}

std::string sums_of(const std::string& kept) {
  return kept + ".sums";
}

std::vector<std::string> kept_files(const Shard& shard) {
  std::vector<std::string> files;
  const auto add = [&](const auto& of) {
    if (!of) return;
    files.push_back(stories_of(of->database));
    if (of->has_facts) files.insert(files.end(), {facts_of(of->database), words_of(of->database)});
  };
  add(shard.copy);
  add(shard.served);
  return files;
}

std::vector<std::string> paths_of(const Shard& shard) {
  std::vector<std::string> paths;
  for (const Segment& segment : shard.segments) paths.push_back(segment.path);
  return paths;
}

std::vector<std::string> files_beside_shards(const Manifest& manifest) {
  std::set<std::string> paths(manifest.sources.begin(), manifest.sources.end());
  if (!manifest.united_stories.empty()) paths.insert(manifest.united_stories);
  paths.insert(manifest.contents.begin(), manifest.contents.end());
  if (!manifest.deleted.empty()) paths.insert(manifest.deleted);
  for (const Shard& shard : manifest.shards) {
    for (const std::string& kept : kept_files(shard)) paths.insert({kept, sums_of(kept)});
  }
  return {paths.begin(), paths.end()};
}

const disk::FileSum* published_file(const Manifest& manifest, std::string_view path) {
  const auto it = std::find_if(manifest.files.begin(), manifest.files.end(),
                               [&](const disk::FileSum& file) { return file.name == path; });
  return it == manifest.files.end() ? nullptr : &*it;
}

void sum_files_beside_shards(const fs::path& directory, Manifest& manifest) {
  std::vector<disk::FileSum> files;
  for (std::string& path : files_beside_shards(manifest)) {
    const disk::FileSum* const known = published_file(manifest, path);
    files.push_back(known != nullptr ? *known : disk::sum_file(directory / path, path));
  }
  manifest.files = std::move(files);
}

Manifest new_manifest(ShardBy shard_by) {
  Manifest manifest;
  manifest.uuid = random_uuid();
  manifest.shard_by = shard_by;
  return manifest;
}

std::string shard_name(ShardBy shard_by, const Date& published) {
  if (!published.known()) return "undated";
  if (shard_by == ShardBy::None) return "all";
  if (shard_by == ShardBy::Month && published.month != 0) {
    return fmt::format("{:04}-{:02}", published.year, published.month);
  }
  return fmt::format("{:04}", published.year);
}

bool is_archive(const fs::path& directory) {
  return fs::exists(directory / kManifestName);
}

VersionedManifest read_any_manifest(const fs::path& directory) {
  const fs::path around = directory.has_parent_path() ? directory.parent_path() : ".";
  if (directory.filename() == kManifestName && is_archive(around)) {
    throw Error(Code::Missing, fmt::format("{} is the manifest of an archive", directory.string()),
                fmt::format("name its directory: {}", around.string()));
  }
  if (!is_archive(directory)) {
    if (fs::exists(directory / kCopyName)) {
      damaged(fmt::format("{} is missing", (directory / kManifestName).string()));
    }
    throw Error(Code::Missing, fmt::format("there is no archive at {}", directory.string()),
                "make one with: dateline-index add " + directory.string() + " PATH...");
  }
  return parsed(directory / kManifestName);
}

Manifest read_manifest_file(const fs::path& file) {
  return of_today(parsed(file), file);
}

void write_manifest_file(const fs::path& file, const Manifest& manifest) {
  disk::replace_file(file, text_of(manifest));
}

Manifest read_manifest(const fs::path& directory) {
  return of_today(read_any_manifest(directory), directory);
}

PublishedBut::PublishedBut(std::uint64_t revision, const std::string& trouble,
                           const std::string& hint)
    : Error(Code::Machine, fmt::format("published as revision {}, but {}", revision, trouble),
            hint) {}

std::optional<PublishedBut> write_manifest(const fs::path& directory, const Manifest& manifest) {
  const fs::path path = directory / kManifestName;
  const fs::path unfinished = directory / kUnfinishedManifest;
  disk::write_file(unfinished, text_of(manifest));
  // The rename may be kept before directories that were made in this one.
  disk::sync_directory(directory);
  disk::rename_file(unfinished, path);
  std::optional<PublishedBut> late;
  try {
    disk::sync_directory(directory);
  } catch (const std::exception& e) {
    late.emplace(manifest.revision, fmt::format("a power cut may undo it: {}", e.what()),
                 "see the system log, and run: dateline-index check " + directory.string());
  }
  mend_stale_files(directory, manifest);
  return late;
}

std::vector<std::string> stale_files(const fs::path& directory, const Manifest& manifest) {
  std::vector<std::string> stale;
  for (const auto& [name, text] : made_of(manifest)) {
    if (!holds(directory / name, text)) stale.emplace_back(name);
  }
  return stale;
}

std::optional<Manifest> read_manifest_copy(const fs::path& directory) {
  try {
    Manifest manifest = read_manifest_file(directory / kCopyName);
    if (!holds(directory / kStubName, stub_text(manifest))) return std::nullopt;
    return manifest;
  } catch (const Error&) {
    return std::nullopt;
  }
}

void mend_stale_files(const fs::path& directory, const Manifest& manifest) noexcept {
  try {
    for (const auto& [name, text] : made_of(manifest)) {
      if (!holds(directory / name, text)) disk::replace_file(directory / name, text);
    }
  } catch (const std::exception&) {
    // The next writer tries again, and `check` reports it.
  }
}

}  // namespace dateline
