// SPDX-License-Identifier: GPL-2.0-or-later
// Segments one after another; servers are asked for all their matches.
#include "searcher/export/selection.h"

#include "common/engine/match/matcher.h"
#include "common/engine/plan/plan.h"
#include "common/engine/query/canonical.h"
#include "common/engine/query/error.h"
#include "searcher/find/future.h"
#include "searcher/find/ranking.h"
#include "searcher/find/served.h"
#include "searcher/find/withheld.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

namespace dateline {
namespace {

/// For decoded posting lists: one query reads each once, so few need be kept.
constexpr std::size_t kCacheBytes = std::size_t{16} << 20U;

std::uint64_t rank_of(Sort sort, double score, std::uint64_t instant) {
  return sort == Sort::Relevance
             ? static_cast<std::uint64_t>(std::llround(rounded_score(score) / kScoreStep))
             : date_key(instant, sort);
}

void put_in_order(std::vector<MatchKey>& keys) {
  std::sort(keys.begin(), keys.end(), [](const MatchKey& a, const MatchKey& b) {
    if (a.rank != b.rank) return a.rank > b.rank;
    return a.segment != b.segment ? a.segment > b.segment : a.docid > b.docid;
  });
}

std::vector<MatchKey> keys_of(const Archive& archive, const query::Plan& plan, Sort sort,
                              match::Workspace& workspace) {
  std::vector<MatchKey> keys;
  Wanted wanted;
  wanted.here_only = true;
  wanted.scores = sort == Sort::Relevance;
  wanted.on_window = [&](std::uint32_t segment, const match::Window& window) {
    archive.segments()[segment].use([&](const segment::Reader& reader) {
      const segment::Instants instants = reader.forward().instants();
      window.matches.each([&](std::uint32_t i) {
        const std::uint32_t docid = window.first + i;
        const double score = wanted.scores ? window.scores[i] : 0;
        keys.push_back({rank_of(sort, score, instants[docid]), segment, docid});
      });
    });
  };
  find_matches(archive, plan, wanted, workspace);
  if (archive.served().empty()) return keys;
  for (const ServedMatches& found : ask_servers(archive, plan, sort, archive.documents(), {})) {
    for (const Match& match : found.best) {
      keys.push_back({rank_of(sort, match.score, match.instant), match.segment, match.docid});
    }
  }
  return keys;
}

/// Moves those keys to the end of `keys`.
void put_last(const std::vector<MatchKey>& last, std::vector<MatchKey>& keys) {
  std::set<std::pair<std::uint32_t, std::uint32_t>> places;
  for (const MatchKey& key : last) places.emplace(key.segment, key.docid);
  std::stable_partition(keys.begin(), keys.end(), [&](const MatchKey& key) {
    return !places.contains({key.segment, key.docid});
  });
}

}  // namespace

Searcher searcher_for(const SearchRequest& request) {
  (void)read_query(request);
  return Searcher(OpenRevision::open(request.archive, request.open, kCacheBytes));
}

Selection select(const SearchRequest& request, bool in_order, Searcher& searcher) {
  const query::Node tree = read_query(searcher.settled(request));
  match::Workspace& workspace = searcher.begin(request.limits);
  return searcher.consistently([&] {
    const Archive& archive = searcher.archive();
    const AskedQuery asked(request, tree, archive);
    Selection selection;
    selection.sort = applied(request.sort, tree);
    selection.canonical = query::canonical(tree);
    selection.read_as = query::in_words(asked.tree());
    selection.keys = keys_of(archive, asked.plan(workspace.deadline), selection.sort, workspace);
    selection.left_out = asked.count_left_out(workspace);
    if (in_order) {
      put_in_order(selection.keys);
      if (const auto last = comes_last(tree, selection.sort, archive)) {
        put_last(keys_of(archive, AskedQuery(request, *last, archive).plan(workspace.deadline),
                         selection.sort, workspace),
                 selection.keys);
      }
    }
    return selection;
  });
}

}  // namespace dateline
