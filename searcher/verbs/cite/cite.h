// SPDX-License-Identifier: GPL-2.0-or-later
// `dateline-search cite`: what a query found, so that others can check that they find the same.
#pragma once

#include "common/date/date.h"
#include "searcher/export/article_list.h"
#include "searcher/find/search.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dateline {

/// What came, went and changed since an earlier set.
struct Since {
  EarlierSet earlier;
  bool is_same_archive = true;
  Changes changes;
};

struct Citation {
  std::string archive;  ///< UUID
  std::uint64_t revision = 0;
  std::string query;                 ///< as asked
  std::string canonical;             ///< the same for all queries understood alike; including dates
  std::vector<std::string> options;  ///< as given: "--all", "--from 2019"
  std::string read_as;               ///< in words, relative dates resolved
  std::uint64_t articles = 0;
  std::uint64_t left_out = 0;  ///< withheld or canceled
  std::string digest;          ///< changes when a matching article is added, removed or changed
  Date accessed;               ///< the local day when it was asked
  std::vector<MissingShard> missing;
  ArticleList list;            ///< if asked for
  std::optional<Since> since;  ///< if compared
};

/// Throws QueryError or Error. The second asks an archive that is already open.
Citation cite(const SearchRequest& request, bool lists_articles = false);
Citation cite(const SearchRequest& request, Searcher& searcher, bool lists_articles = false);

std::string render_text(const Citation& citation);
std::string render_json(const Citation& citation);
/// The same, with the list of articles.
std::string manifest_of(const Citation& citation);

}  // namespace dateline
