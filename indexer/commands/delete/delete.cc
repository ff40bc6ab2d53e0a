// SPDX-License-Identifier: GPL-2.0-or-later
// The query, or the ids, and what they find.
#include "indexer/commands/delete/delete.h"

#include "common/archive/lookup.h"
#include "common/archive/saved_searches.h"
#include "common/engine/match/matcher.h"
#include "common/engine/plan/plan.h"
#include "common/engine/plan/xapian_query.h"
#include "common/engine/query/parser.h"
#include "common/errors/errors.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <xapian.h>

namespace dateline::commands {
namespace fs = std::filesystem;
namespace {

/// What is on servers cannot change.
[[noreturn]] void refuse_served(const std::string& what, const std::string& shard) {
  throw Error(Code::Usage, fmt::format("{} in shard {}, which servers have", what, shard),
              "take the shard back with 'dateline-index shard detach' first; nothing was deleted");
}

/// Throws Error (Usage) if a server has an article that the plan finds. Asks only those that may.
void refuse_matches_on_servers(const Archive& archive, const query::Plan& plan) {
  ServedShards asked;
  std::vector<const query::Step*> steps;
  for (std::size_t i = 0; i < archive.served().size(); ++i) {
    if (plan.served[i].kind == query::StepKind::Nothing) continue;
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

/// Ids of all articles in the archive that match the query.
std::vector<std::string> matching_ids(const DeleteOptions& options, const Archive& archive) {
  query::ParseOptions parsing;
  parsing.today = options.today;
  parsing.saved = saved_queries(options.archive);
  const query::Node tree = query::parse(options.query, parsing);
  if (tree.kind == query::Kind::Everything) {
    throw Error(Code::Usage, "an empty query would delete every article",
                "say which articles, for example: source:reuters date:2019");
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

}  // namespace

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

}  // namespace dateline::commands
