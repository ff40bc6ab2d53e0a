// SPDX-License-Identifier: GPL-2.0-or-later
// `dateline-search keyness`: the words that set one set of articles apart from another.
//
// Each word's frequency in both is compared by the log-likelihood ratio G², how large the
// difference is, is its log ratio (see measures.h). A word repeated by wire copies is no more
// telling than another: one article of each story counts, the first published of those that match.
#pragma once

#include "searcher/find/search.h"
#include "searcher/verbs/keyness/key_words.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dateline {

struct KeynessRequest {
  SearchRequest search;  ///< the first set; sort, page, limit and facets are ignored
  /// The query for the second set; nothing for the rest of the archive: all stories without an
  /// article in the first set.
  std::optional<std::string> against;
  std::string against_from;  ///< days of the second set, as typed; empty for none
  std::string against_to;
  KeyWordRequest words;
  bool negative = false;  ///< words that the first set has less of
};

/// The second set as a request of its own, for the whole archive if `against` is nothing.
SearchRequest request_against(const KeynessRequest& request);

/// What is compared.
struct WordSet {
  std::uint64_t articles = 0;  ///< that match
  std::uint64_t stories = 0;   ///< of them; one article each is counted
  std::uint64_t words = 0;     ///< of these, including headlines
};

struct KeynessReport {
  std::string archive_uuid;
  std::uint64_t revision = 0;
  WordSet set;
  WordSet other;
  std::uint64_t left_out = 0;        ///< of the first set: withheld or canceled articles
  std::uint64_t other_left_out = 0;  ///< of the second
  KeyWords words;
  std::vector<MissingShard> missing;
};

/// Counts exactly. Servers do not count words: Error (Usage) if articles of either set are on
/// servers, unless these may be left out. Throws QueryError or Error. The second asks an archive
/// that is already open.
KeynessReport find_keyness(const KeynessRequest& request);
KeynessReport find_keyness(const KeynessRequest& request, Searcher& searcher);

/// The words that each of both sets has more of, whatever `request.negative` says, as find_keyness
/// finds them for that set against the other. Throws the same.
std::array<std::vector<KeyWord>, 2> find_words_of_both(const KeynessRequest& request,
                                                       Searcher& searcher);

}  // namespace dateline
