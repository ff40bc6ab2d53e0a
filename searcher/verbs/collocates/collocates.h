// SPDX-License-Identifier: GPL-2.0-or-later
// `dateline-search collocates`: the words that stand near what a query finds.
//
// The words within a few words of a hit are compared with all others: those farther away, and those
// of the rest of the archive, by the log-likelihood ratio G² of the table of two by two (Dunning
// 1993) and the log ratio (Hardie 2014), see measures.h. A word near two hits counts once; the hits
// themselves are among neither words.
#pragma once

#include "searcher/find/search.h"
#include "searcher/verbs/keyness/key_words.h"
#include "searcher/verbs/keyness/story_set.h"

#include <cstdint>
#include <string>
#include <vector>

namespace dateline {

struct CollocatesRequest {
  SearchRequest search;    ///< sort, page, limit and facets are ignored
  std::size_t window = 5;  ///< words before and after a hit, within its headline or body
  Copies copies = Copies::First;
  KeyWordRequest words;
};

struct CollocatesReport {
  std::string archive_uuid;
  std::uint64_t revision = 0;
  std::uint64_t articles = 0;  ///< that match
  std::uint64_t stories = 0;   ///< of them
  /// Runs of hits with nothing but gaps between them, in the articles that count.
  std::uint64_t occurrences = 0;
  std::uint64_t near = 0;       ///< words near them
  std::uint64_t elsewhere = 0;  ///< all other words
  std::uint64_t left_out = 0;   ///< withheld or canceled articles
  /// KeyWord's first set is the words near hits.
  KeyWords words;
  std::vector<MissingShard> missing;
};

/// Counts exactly; reads every article that counts. Throws what find_keyness throws. The second
/// asks an archive that is already open.
CollocatesReport find_collocates(const CollocatesRequest& request);
CollocatesReport find_collocates(const CollocatesRequest& request, Searcher& searcher);

}  // namespace dateline
