// SPDX-License-Identifier: GPL-2.0-or-later
// `dateline-search similar`: more like this article, or like a text.
#pragma once

#include "searcher/find/search.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dateline {

struct SimilarRequest {
  /// How hits are shown; its query is what they must also match, empty for nothing.
  SearchRequest search;
  std::string id;                    ///< of the article; empty for `text`
  std::string text;                  ///< like this
  std::vector<std::string> sources;  ///< hits are of one of these; empty for any
  std::size_t words = 25;            ///< the most words to look for
  bool all_copies = false;           ///< also find copies of the article
};

/// A word that was looked for.
struct TellingWord {
  std::string word;            ///< as the text writes it most often
  unsigned times = 0;          ///< in the text, headline words counting thrice
  std::uint64_t articles = 0;  ///< articles in the archive with it
  double weight = 0;
};

struct SimilarReport {
  bool is_known = true;            ///< false: no article has that id
  std::vector<TellingWord> words;  ///< most telling first
  std::string no_words;            ///< why there are none; then nothing was searched for
  SearchRequest asked;             ///< what was searched for
  SearchResult result;
};

/// Looks for the words that are most telling by BM25's measure: those that the text repeats and few
/// articles in the archive have; words in more than an eighth of all are ignored. The article
/// itself is never found. Throws QueryError or Error. The second asks an archive that is already
/// open.
SimilarReport find_similar(const SimilarRequest& request);
SimilarReport find_similar(const SimilarRequest& request, Searcher& searcher);

}  // namespace dateline
