// SPDX-License-Identifier: GPL-2.0-or-later
// A copy is identified by the UUID it was written with. Segments never change, so a server with
// that UUID has what the copied segments had.
#include "indexer/commands/shard/shard.h"

#include "common/archive/archive.h"
#include "common/archive/layout.h"
#include "common/archive/saved_searches.h"
#include "common/archive/trust.h"
#include "common/disk/file.h"
#include "common/engine/plan/plan.h"
#include "common/engine/query/context.h"
#include "common/engine/query/error.h"
#include "common/engine/query/parser.h"
#include "common/errors/errors.h"
#include "common/fields/schema.h"
#include "common/text/shell_word.h"
#include "indexer/writer/served.h"
#include "indexer/writer/sweep.h"
#include "indexer/writer/unfinished.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <xapian.h>

namespace dateline::commands {
namespace fs = std::filesystem;
namespace {

Shard& find_shard(Manifest& manifest, const std::string& name) {
  const auto shard = std::find_if(manifest.shards.begin(), manifest.shards.end(),
                                  [&](const Shard& one) { return one.name == name; });
  if (shard != manifest.shards.end()) return *shard;
  std::vector<std::string> names;
  for (const Shard& one : manifest.shards) names.push_back(one.name);
  throw Error(Code::Usage, fmt::format("the archive has no shard '{}'", name),
              fmt::format("shards are: {}", fmt::join(names, " ")));
}

std::uint64_t bytes_of(const Shard& shard) {
  std::uint64_t bytes = 0;
  for (const Segment& segment : shard.segments) bytes += segment.bytes;
  return bytes;
}

/// The manifest's entry for a shard whose articles are on servers.
Served served_entry(const fs::path& archive, const Shard& shard) {
  Served served;
  served.database = shard.copy->database;
  served.has_facts = shard.copy->has_facts;
  std::set<std::string> languages;
  for (const Segment& segment : shard.segments) {
    const segment::Reader reader(archive / segment.path);
    served.articles += reader.documents();
    served.length += reader.total_length();
    const auto& column = reader.forward().column(schema::kLanguage);
    for (std::uint32_t i = 1; i < column.values(); ++i) languages.emplace(column.value(i));
    if (segment.first.empty()) continue;
    served.first = served.first.empty() ? segment.first : std::min(served.first, segment.first);
    served.last = std::max(served.last, segment.last);
  }
  served.languages.assign(languages.begin(), languages.end());
  return served;
}

/// Servers do not need it; this archive does.
void keep_here(const fs::path& written, const fs::path& path) {
  disk::make_directories(path.parent_path());
  disk::replace_file(path, disk::read_file(written));
  disk::write_block_sums(path, sums_of(path.string()));
  fs::remove(written);
}

void check_servers(const Served& served, double timeout_seconds) {
  for (const std::string& server : served.servers) {
    try {
      connect_and_check(server, served.database, served.articles, timeout_seconds);
    } catch (const Xapian::Error& e) {
      throw Error(Code::Unreachable,
                  fmt::format("{} cannot serve the shard: {}", server, e.get_msg()),
                  "start it with the database that 'shard move' wrote; nothing was changed");
    }
  }
}

/// Throws Error if the archive does not answer the query.
void plan_saved(const Archive& archive, const SavedSearch& saved) {
  query::ParseOptions options;
  options.today = query::Context().today();
  options.saved = saved_queries(archive.directory(), saved.name);
  query::plan(query::parse(saved.query, options), archive, saved.query);
}

/// Reports which saved searches `now` answers, but no longer will with `next`.
void tell_what_stops(const Archive& now, const Manifest& next,
                     const std::function<void(const std::string&)>& tell) {
  const Archive then = now.with(next);
  for (const std::string& name : saved_names(now.directory())) {
    try {
      const SavedSearch saved = read_saved(now.directory(), name);
      plan_saved(now, saved);
      try {
        plan_saved(then, saved);
      } catch (const query::QueryError& refused) {
        tell(fmt::format(
            "the saved search '{}' will no longer be answered: {}{}", name, refused.what(),
            saved.deliver.empty() ? ""
                                  : "; its alert continues, as alerts are about articles "
                                    "that are new, which are here"));
      }
    } catch (const Error&) {
      // It is not answered now, either.
    }
  }
}

}  // namespace

ShardSummary move_shard(const fs::path& archive, const std::string& name, const fs::path& output,
                        std::chrono::milliseconds lock_timeout) {
  Manifest manifest = read_manifest(archive);
  refuse_links(archive);
  const disk::WriteLock lock(archive, lock_timeout);
  manifest = read_manifest(archive);
  Shard& shard = find_shard(manifest, name);
  if (shard.served) {
    throw Error(Code::Usage, fmt::format("servers already have shard {}", name),
                "take it back first with: dateline-index shard detach");
  }
  const Unfinished copy(output, "move.unfinished", fmt::format("{} {}", manifest.uuid, name));
  if (!copy.may_begin()) {
    throw Error(Code::Usage, fmt::format("{} exists already", output.string()),
                "name a directory that does not exist yet");
  }
  std::vector<MergeInput> segments;
  for (const Segment& segment : shard.segments) {
    segments.push_back({archive / segment.path, segment.files});
  }
  ShardSummary summary;
  std::optional<PublishedBut> late;
  try {
    copy.begin();
    summary.articles = write_served(segments, output);
    const std::string database = Xapian::Database(output.string()).get_uuid();
    keep_here(output / segment::kStoriesName, archive / stories_of(database));
    keep_here(output / kFactsName, archive / facts_of(database));
    keep_here(output / kWordsName, archive / words_of(database));
    disk::sync_tree(output);
    shard.copy = ServedCopy{database, paths_of(shard), /*has_facts=*/true};
    sum_files_beside_shards(archive, manifest);
    late = write_manifest(archive, manifest);
  } catch (...) {
    std::error_code ignored;  // the first error is the one to report
    fs::remove_all(output, ignored);
    throw;
  }
  copy.end(manifest.revision, late);
  summary.bytes = disk::tree_bytes(output);
  return summary;
}

ShardSummary attach_shard(const fs::path& archive, const std::string& name,
                          const std::vector<std::string>& servers, const ServerTimeouts& timeouts,
                          std::chrono::milliseconds lock_timeout,
                          const std::function<void(const std::string& line)>& tell) {
  Manifest manifest = read_manifest(archive);
  refuse_links(archive);
  const disk::WriteLock lock(archive, lock_timeout);
  manifest = read_manifest(archive);
  Shard& shard = find_shard(manifest, name);
  const bool is_new = !shard.served;
  if (!is_trusted(archive, manifest.uuid)) {
    throw Error(Code::Usage,
                fmt::format("you have neither made nor trusted {}, so no server would be asked",
                            archive.string()),
                fmt::format("if you trust its maker, run: {}", trust_command(archive)));
  }
  ShardSummary summary;
  if (is_new) {
    if (!shard.copy || shard.copy->segments != paths_of(shard)) {
      const char* why =
          shard.copy ? "has changed since it was copied" : "was not copied for servers";
      throw Error(Code::Usage, fmt::format("shard {} {}", name, why),
                  fmt::format("run: dateline-index shard move {} {} DIR",
                              text::plain_shell_word(archive.string()), name));
    }
    shard.served = served_entry(archive, shard);
    summary.bytes = bytes_of(shard);
    shard.segments.clear();
    shard.copy.reset();
  }
  shard.served->servers = servers;
  check_servers(*shard.served, timeouts.timeout_seconds);
  summary.articles = shard.served->articles;
  ++manifest.revision;
  sum_files_beside_shards(archive, manifest);
  if (is_new) tell_what_stops(Archive::open(archive), manifest, tell);
  if (!shard.served->has_facts) tell(fmt::format("shard {}: {}", name, kWithoutFacts));
  const auto late = write_manifest(archive, manifest);
  sweep(archive, manifest.revision);
  if (late) throw *late;
  return summary;
}

ShardSummary detach_shard(const fs::path& archive, const std::string& name,
                          const WriterOptions& options) {
  Manifest manifest = read_manifest(archive);
  Writer writer(archive, options);
  manifest = read_manifest(archive);
  const Shard& shard = find_shard(manifest, name);
  if (!shard.served) {
    throw Error(Code::Usage, fmt::format("no server has shard {}: it is here", name));
  }
  ShardSummary summary;
  summary.articles = shard.served->articles - shard.served->hidden.size();
  const std::uint64_t before = bytes_of(shard);
  writer.take_back(name, [](std::size_t, std::uint64_t) {});
  manifest = read_manifest(archive);
  summary.bytes = bytes_of(find_shard(manifest, name)) - before;
  return summary;
}

}  // namespace dateline::commands
