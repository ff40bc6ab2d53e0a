// SPDX-License-Identifier: GPL-2.0-or-later
// create and delete.
#include "indexer/commands/maintain.h"

#include "common/errors.h"
#include "common/match/matcher.h"
#include "common/query/parser.h"
#include "common/query/plan.h"

#include <set>

#include <fmt/format.h>

namespace dateline {
namespace fs = std::filesystem;
namespace {

/// Ids of all articles that match `query`.
std::vector<std::string> matching_ids(const fs::path& directory, const std::string& text) {
  const query::Node tree = query::parse(text, {utc_now(), false});
  if (tree.kind == query::Kind::Everything) {
    throw Error(Exit::Usage, "an empty query would delete every article",
                "say which articles, for example --query 'source:reuters date:2019'");
  }
  const Archive archive = Archive::open(directory);
  const query::Plan plan = query::plan(tree, archive, text);
  std::vector<std::string> ids;
  match::Window window;
  match::PostingsCache cache(0);
  for (const OpenSegment& open : archive.segments()) {
    match::Matcher matcher(plan, *open.reader, cache, /*scored=*/false);
    while (matcher.next(window)) {
      window.matches.each(
          [&](std::uint32_t i) { ids.emplace_back(open.reader->forward().id(window.first + i)); });
    }
  }
  return ids;
}

}  // namespace

void create(const fs::path& archive, ShardBy shard_by) {
  if (is_archive(archive)) {
    throw Error(Exit::Usage, fmt::format("{} is an archive already", archive.string()),
                "add articles to it with: dateline-index add " + archive.string() + " PATH...");
  }
  std::error_code error;
  if (fs::exists(archive) && !(fs::is_directory(archive) && fs::is_empty(archive, error))) {
    throw Error(Exit::BadArchive, fmt::format("{} exists and is not an archive", archive.string()),
                "name an archive, an empty directory or a new one");
  }
  fs::create_directories(archive, error);
  if (error) {
    throw Error(Exit::MachineFailed,
                fmt::format("cannot make the directory {}: {}", archive.string(), error.message()));
  }
  write_manifest(archive, new_manifest(shard_by));
}

DeleteSummary delete_articles(const DeleteOptions& options) {
  read_manifest(options.archive);
  DeleteSummary summary;
  // The lock comes first: what the query finds must be what is deleted.
  Writer writer(options.archive, options.writer);
  const std::vector<std::string> ids =
      options.query.empty() ? options.ids : matching_ids(options.archive, options.query);
  for (const std::string& id : std::set<std::string>(ids.begin(), ids.end())) {
    if (!writer.known().find(id)) {
      summary.unknown_ids.push_back(id);
      continue;
    }
    ++summary.deleted;
    if (!options.dry_run) writer.remove(id);
  }
  writer.publish([](std::size_t, std::uint64_t) {});
  return summary;
}

}  // namespace dateline
