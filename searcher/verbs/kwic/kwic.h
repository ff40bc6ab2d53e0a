// SPDX-License-Identifier: GPL-2.0-or-later
// `dateline-search kwic`: a concordance: every place where a query's words occur, in context.
#pragma once

#include "searcher/find/search.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace dateline {

/// Left: by the words to the left of the keyword, reading outwards. Date: newest first.
enum class KwicSort { Date, Left, Right, Source };

struct KwicRequest {
  SearchRequest search;  ///< the articles; sort, page, limit and facets are ignored
  KwicSort sort = KwicSort::Date;
  std::size_t limit = 100;   ///< of lines; all places are counted
  std::size_t context = 80;  ///< columns of text kept on each side
};

/// A run of words that the query asks for, with nothing but gaps between them.
struct KwicLine {
  std::string left;  ///< on one line each; spaces beside the keyword are kept
  std::string keyword;
  std::string right;
  bool in_headline = false;
  std::string id;
  std::string source;
  std::string headline;
  Date published;
};

struct Concordance {
  std::string archive_uuid;
  std::uint64_t revision = 0;
  std::uint64_t places = 0;       ///< in all matching articles
  std::uint64_t articles = 0;     ///< that match
  std::uint64_t with_places = 0;  ///< of these, those with a place
  std::uint64_t left_out = 0;     ///< withheld or canceled articles
  std::vector<KwicLine> lines;    ///< in order
  std::vector<MissingShard> missing;
};

/// Reads every article that matches. Throws QueryError or Error. The second asks an archive that is
/// already open.
Concordance make_concordance(const KwicRequest& request);
Concordance make_concordance(const KwicRequest& request, Searcher& searcher);

}  // namespace dateline
