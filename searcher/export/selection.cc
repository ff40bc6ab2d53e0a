// SPDX-License-Identifier: GPL-2.0-or-later
// Segments one after another; servers are asked for all they have that matches.
#include "searcher/export/selection.h"

#include "common/match/matcher.h"
#include "common/query/canonical.h"
#include "common/query/error.h"
#include "common/query/plan.h"
#include "searcher/match/ranking.h"
#include "searcher/match/served.h"
#include "searcher/match/withheld.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace dateline {
namespace {

/// For decoded posting lists: one query reads each once, so that few need be kept.
constexpr std::size_t kCacheBytes = std::size_t{16} << 20U;

std::uint64_t rank_of(Sort sort, double score, std::uint64_t published) {
  return sort == Sort::Relevance
             ? static_cast<std::uint64_t>(std::llround(rounded_score(score) / kScoreStep))
             : date_key(published, sort);
}

std::vector<MatchKey> keys_of(const Archive& archive, const query::Plan& plan, Sort sort,
                              match::Workspace& workspace) {
  std::vector<MatchKey> keys;
  Wanted wanted;
  wanted.here_only = true;
  wanted.scores = sort == Sort::Relevance;
  wanted.on_window = [&](std::uint32_t segment, const match::Window& window) {
    archive.segments()[segment].use([&](const segment::Reader& reader) {
      const auto published = reader.forward().published();
      window.matches.each([&](std::uint32_t i) {
        const std::uint32_t docid = window.first + i;
        const double score = wanted.scores ? window.scores[i] : 0;
        keys.push_back({rank_of(sort, score, published[docid - 1]), segment, docid});
      });
    });
  };
  find_matches(archive, plan, wanted, workspace);
  if (archive.served().empty()) return keys;
  for (const ServedMatches& found : ask_servers(archive, plan, sort, archive.documents(), {})) {
    for (const Match& match : found.best) {
      keys.push_back({rank_of(sort, match.score, match.published), match.segment, match.docid});
    }
  }
  return keys;
}

/// Fills in all but the archive. Throws ShardDown.
void find(const SearchRequest& request, const query::Node& tree, bool in_order,
          Selection& selection) {
  const Archive& archive = selection.archive;
  selection.sort = applied(request.sort, tree);
  const AskedQuery asked(request, tree, archive);
  match::Workspace workspace(kCacheBytes, query::Deadline(request.limits));
  selection.read_as = query::in_words(asked.tree());
  selection.keys = keys_of(archive, asked.plan(workspace.deadline), selection.sort, workspace);
  selection.left_out = asked.count_left_out(workspace);
  if (!in_order) return;
  std::sort(selection.keys.begin(), selection.keys.end(), [](const MatchKey& a, const MatchKey& b) {
    if (a.rank != b.rank) return a.rank > b.rank;
    return a.segment != b.segment ? a.segment > b.segment : a.docid > b.docid;
  });
}

void find_patiently(const SearchRequest& request, const query::Node& tree, bool in_order,
                    Selection& selection) {
  for (;;) {
    try {
      selection.left_out = 0;
      return find(request, tree, in_order, selection);
    } catch (const query::RefusedByShard& refused) {
      if (!request.open.partial) throw;
      selection.archive.leave_out(ShardDown(refused.shard(), refused.what()));
    } catch (const ShardDown& down) {
      if (!request.open.partial) throw;
      selection.archive.leave_out(down);
    }
  }
}

}  // namespace

Selection select(const SearchRequest& request, bool in_order) {
  const query::Node tree = read_query(request);
  Selection selection{
      Archive::open(request.archive, request.open), {}, {}, query::canonical(tree), {}, 0};
  find_patiently(request, tree, in_order, selection);
  return selection;
}

void select_without(const ShardDown& down, const SearchRequest& request, bool in_order,
                    Selection& selection) {
  if (!request.open.partial) throw down;
  selection.archive.leave_out(down);
  find_patiently(request, read_query(request), in_order, selection);
}

}  // namespace dateline
