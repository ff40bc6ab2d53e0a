// SPDX-License-Identifier: GPL-2.0-or-later
// Which of the matches are on a page: all, or one for each story, with a limit per source.
#pragma once

#include "common/archive/archive.h"
#include "common/archive/lookup.h"
#include "common/engine/match/matcher.h"
#include "common/engine/plan/plan.h"
#include "searcher/find/ranking.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace dateline {

struct PageRequest {
  Sort sort = Sort::Relevance;
  std::size_t offset = 0;  ///< how many shown are on earlier pages
  std::size_t limit = 0;   ///< the most to show
  bool count = true;       ///< all matches
  std::span<FacetCounter> facets;
  bool stories = false;   ///< count them as well
  bool collapse = false;  ///< a story is shown once, by the first of its articles
  /// The most articles to show per source. Articles without one belong to no source.
  std::optional<std::size_t> per_source;
  /// Stories are counted only if no more matches than this are on servers, which do not know
  /// stories and must send each match.
  std::uint64_t served_stories = std::numeric_limits<std::uint64_t>::max();
  std::span<const Located> without;  ///< these are neither shown nor counted
  /// What finds other articles than the plan; null for none. They are counted for themselves.
  const query::Plan* rest = nullptr;
  /// What finds matches of the plan that come after all others; null for none.
  const query::Plan* last = nullptr;
  bool show_rest = false;  ///< after the last match of the plan, if matches are counted
};

/// An article on the page.
struct Shown {
  Match match;
  bool of_rest = false;
  /// Other matches of its story, if these are not shown; 0 if stories are not counted.
  std::uint64_t copies = 0;
};

struct Page {
  std::uint64_t total = 0;               ///< matches, when they are counted
  std::optional<std::uint64_t> stories;  ///< stories of the matches, if these are counted
  std::uint64_t rest = 0;                ///< what PageRequest::rest finds, when it is counted
  std::vector<Shown> shown;
  bool more = false;  ///< there is something to show after this page; if matches are counted
};

/// Finds what `plan` matches, here and on servers. Servers send the number and one value of each
/// match if stories are counted or collapsed, or sources limited. Throws ShardDown.
Page find_page(const Archive& archive, const query::Plan& plan, const PageRequest& request,
               match::Workspace& workspace);

}  // namespace dateline
