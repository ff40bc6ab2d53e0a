// SPDX-License-Identifier: GPL-2.0-or-later
// create and delete.
#include "indexer/commands/maintain.h"

#include "common/archive/saved.h"
#include "common/archive/stored.h"
#include "common/errors.h"
#include "common/match/matcher.h"
#include "common/query/parser.h"
#include "common/query/plan.h"
#include "common/query/xapian_query.h"
#include "indexer/commands/trust.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace dateline {
namespace fs = std::filesystem;
namespace {

/// What servers have cannot change.
[[noreturn]] void refuse_served(const std::string& what, const std::string& shard) {
  throw Error(Exit::Usage, fmt::format("{} in shard {}, which servers have", what, shard),
              "take the shard back with 'dateline-index shard detach' first; nothing was deleted");
}

/// Throws Error (Usage) when a server has an article that the plan finds.
void refuse_matches_on_servers(const Archive& archive, const query::Plan& plan) {
  for (const auto& shard : archive.served()) {
    ask(shard, [&](const Xapian::Database& database) {
      Xapian::Enquire enquire(database);
      enquire.set_query(
          query::xapian_query(plan, query::statistics_of(database),
                              years_between(shard->served().first, shard->served().last)));
      const auto found = enquire.get_mset(0, 0, database.get_doccount()).get_matches_estimated();
      if (found != 0) refuse_served(fmt::format("{} of these articles are", found), shard->name());
    });
  }
}

/// Ids of all articles that match the query.
std::vector<std::string> matching_ids(const DeleteOptions& options) {
  query::ParseOptions parsing;
  parsing.today = options.today;
  parsing.saved = saved_queries(options.archive);
  const query::Node tree = query::parse(options.query, parsing);
  if (tree.kind == query::Kind::Everything) {
    throw Error(Exit::Usage, "an empty query would delete every article",
                "say which articles, for example --query 'source:reuters date:2019'");
  }
  const Archive archive = Archive::open(options.archive);
  const query::Plan plan = query::plan(tree, archive, options.query);
  refuse_matches_on_servers(archive, plan);
  std::vector<std::string> ids;
  match::Window window;
  match::Workspace workspace(0);
  for (const OpenSegment& open : archive.segments()) {
    match::Matcher matcher(plan, *open.reader, workspace, /*scored=*/false);
    while (matcher.next(window)) {
      window.matches.each(
          [&](std::uint32_t i) { ids.emplace_back(open.reader->forward().id(window.first + i)); });
    }
  }
  return ids;
}

/// An empty directory; or one with nothing but the first manifest of an archive, whose making was
/// interrupted.
bool may_become_archive(const fs::path& directory) {
  std::error_code error;
  const fs::directory_iterator entries(directory, error);
  return !error && std::all_of(begin(entries), end(entries), [](const fs::directory_entry& entry) {
    return entry.path().filename() == kUnfinishedManifest;
  });
}

}  // namespace

void create(const fs::path& archive, ShardBy shard_by) {
  if (is_archive(archive)) {
    throw Error(Exit::Usage, fmt::format("{} is an archive already", archive.string()),
                "add articles to it with: dateline-index add " + archive.string() + " PATH...");
  }
  std::error_code error;
  if (fs::exists(archive) && !may_become_archive(archive)) {
    throw Error(Exit::BadArchive, fmt::format("{} exists and is not an archive", archive.string()),
                "name an archive, an empty directory or a new one");
  }
  fs::create_directories(archive, error);
  if (error) {
    throw Error(Exit::MachineFailed,
                fmt::format("cannot make the directory {}: {}", archive.string(), error.message()));
  }
  const Manifest manifest = new_manifest(shard_by);
  write_manifest(archive, manifest);
  remember_made(archive, manifest);
}

DeleteSummary delete_articles(const DeleteOptions& options) {
  read_manifest(options.archive);
  DeleteSummary summary;
  // The lock comes first: what the query finds must be what is deleted.
  Writer writer(options.archive, options.writer);
  const std::vector<std::string> ids = options.query.empty() ? options.ids : matching_ids(options);
  for (const std::string& id : std::set<std::string>(ids.begin(), ids.end())) {
    const Archive& archive = writer.archive();
    const auto located = locate(archive, id);
    if (!located) {
      summary.unknown_ids.push_back(id);
      continue;
    }
    if (located->segment >= archive.segments().size()) {
      refuse_served(fmt::format("the article '{}' is", id),
                    archive.served()[located->segment - archive.segments().size()]->name());
    }
    ++summary.deleted;
    if (!options.dry_run) writer.remove(id);
  }
  writer.publish([](std::size_t, std::uint64_t) {});
  return summary;
}

}  // namespace dateline
