// SPDX-License-Identifier: GPL-2.0-or-later
// create and delete.
#include "indexer/commands/maintain.h"

#include "common/archive/saved.h"
#include "common/archive/stored.h"
#include "common/disk/directory.h"
#include "common/disk/file.h"
#include "common/disk/lock.h"
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

/// Throws Error (Usage) when a server has an article that the plan finds. Asks those only that may.
void refuse_matches_on_servers(const Archive& archive, const query::Plan& plan) {
  ServedShards asked;
  std::vector<const query::Step*> steps;
  for (std::size_t i = 0; i < archive.served().size(); ++i) {
    if (plan.served[i].op == query::Step::Op::Nothing) continue;
    asked.push_back(archive.served()[i]);
    steps.push_back(&plan.served[i]);
  }
  std::vector<std::uint64_t> found(asked.size());
  ask(asked, [&](std::size_t i, const Xapian::Database& database) {
    const Served& held = asked[i]->served();
    Xapian::Enquire enquire(database);
    enquire.set_query(query::xapian_query(plan, *steps[i], query::statistics_of(database),
                                          years_between(held.first, held.last)));
    found[i] = enquire.get_mset(0, 0, database.get_doccount()).get_matches_estimated();
  });
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (found[i] == 0) continue;
    refuse_served(fmt::format("{} of these articles are", found[i]), asked[i]->name());
  }
}

/// Ids of all articles of the archive that match the query.
std::vector<std::string> matching_ids(const DeleteOptions& options, const Archive& archive) {
  query::ParseOptions parsing;
  parsing.today = options.today;
  parsing.saved = saved_queries(options.archive);
  const query::Node tree = query::parse(options.query, parsing);
  if (tree.kind == query::Kind::Everything) {
    throw Error(Exit::Usage, "an empty query would delete every article",
                "say which articles, for example --query 'source:reuters date:2019'");
  }
  const query::Plan plan = query::plan(tree, archive, options.query);
  refuse_matches_on_servers(archive, plan);
  std::vector<std::string> ids;
  match::Window window;
  match::Workspace workspace(0);
  for (const OpenSegment& open : archive.segments()) {
    open.use([&](const segment::Reader& reader) {
      match::Matcher matcher(plan, reader, workspace, /*scored=*/false);
      while (matcher.next(window)) {
        window.matches.each(
            [&](std::uint32_t i) { ids.emplace_back(reader.forward().id(window.first + i)); });
      }
    });
  }
  return ids;
}

/// An empty directory; or one with nothing but what the making of an archive leaves when it is
/// interrupted, or is at work just now.
bool may_become_archive(const fs::path& directory) {
  const std::vector<disk::Entry> entries = disk::Directory(directory).entries();
  return std::all_of(entries.begin(), entries.end(), [](const disk::Entry& entry) {
    return entry.kind == disk::Kind::File &&
           (entry.name == kUnfinishedManifest || entry.name == disk::kLockName);
  });
}

/// Making an archive takes another process a moment.
constexpr std::chrono::seconds kMakingPatience{10};

}  // namespace

bool make_archive(const fs::path& archive, ShardBy shard_by) {
  if (is_archive(archive)) return false;
  if (fs::exists(archive) && !(fs::is_directory(archive) && may_become_archive(archive))) {
    if (is_archive(archive)) return false;  // made in between
    if (fs::exists(archive / kCopyName)) static_cast<void>(read_any_manifest(archive));  // says why
    throw Error(Exit::BadArchive, fmt::format("{} exists and is not an archive", archive.string()),
                "name an archive, an empty directory or a new one");
  }
  disk::make_directories(archive);
  const disk::WriteLock lock(archive, kMakingPatience);
  if (is_archive(archive)) return false;  // another process was faster
  const Manifest manifest = new_manifest(shard_by);
  const auto late = write_manifest(archive, manifest);
  remember_made(archive, manifest);
  if (late) throw *late;
  return true;
}

void create(const fs::path& archive, ShardBy shard_by) {
  if (make_archive(archive, shard_by)) return;
  throw Error(Exit::Usage, fmt::format("{} is an archive already", archive.string()),
              "add articles to it with: dateline-index add " + archive.string() + " PATH...");
}

DeleteSummary delete_articles(const DeleteOptions& options) {
  read_manifest(options.archive);
  DeleteSummary summary;
  // The lock comes first: what the query finds must be what is deleted.
  Writer writer(options.archive, options.writer);
  const std::vector<std::string> ids =
      options.query.empty() ? options.ids : matching_ids(options, writer.archive());
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
