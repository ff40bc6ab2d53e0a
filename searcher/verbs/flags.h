// SPDX-License-Identifier: GPL-2.0-or-later
// All flags of all verbs, and what verbs have in common when they answer.
#pragma once

#include "common/errors.h"
#include "common/query/dialect.h"
#include "common/terminal.h"
#include "searcher/eval/eval.h"
#include "searcher/export/export.h"
#include "searcher/match/search.h"
#include "searcher/render/render.h"
#include "searcher/report/compare.h"
#include "searcher/report/facets.h"
#include "searcher/report/keyness.h"
#include "searcher/report/kwic.h"
#include "searcher/report/similar.h"
#include "searcher/report/timeline.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace dateline {

/// Flags of story, kwic, similar, keyness and compare.
struct ReadingFlags {
  bool diff = false;
  bool explain = false;
  KwicRequest kwic;                  ///< but for its search
  std::optional<std::size_t> width;  ///< of a line of a concordance
  KeynessRequest keyness;            ///< but for its search
  CompareRequest compare;            ///< but for its search and period
  SimilarRequest similar;            ///< but for its search, id and text
};

/// All flags of all verbs.
struct Flags {
  Flags() { request.open.skip_untrusted = true; }

  std::vector<std::string> words;  ///< archive (unless the environment names it), then the rest
  SearchRequest request;
  query::Dialect dialect = query::Dialect::Dateline;
  std::string time_zone;     ///< that of `request.today`; empty for the machine's own
  FacetsRequest facets;      ///< but for FacetsRequest::search
  TimelineRequest timeline;  ///< but for TimelineRequest::search
  std::string by;            ///< TimelineRequest::by
  bool ascii = false;
  bool collapse = false;    ///< in every format
  bool all_copies = false;  ///< in text, too
  std::string format = "text";
  ColorMode color = ColorMode::Auto;
  bool may_converse = false;  ///< no page, facet or format was asked for
  std::string topic;          ///< of help
  ExportRequest exporting;    ///< without its search
  EvalRequest eval;           ///< without its search
  bool per_topic = false;
  std::string saved_name;  ///< of a saved search
  bool replace = false;    ///< a saved search of the same name
  std::string deliver_to;  ///< where an alert delivers
  bool no_delivery = false;
  ReadingFlags reading;
  double lock_timeout = 60;  ///< seconds to wait for others that deliver
};

/// Stories of more matches on servers are not counted for a page of text, which must not wait for
/// them to be sent; --collapse counts them.
inline constexpr std::uint64_t kServedStories = 10'000;

/// What is told of an id that no article has.
std::string unknown_id(const std::string& id);

/// Tells on stderr what may have been meant, of words that no article has, and of signs.
void give_hints(const SearchRequest& request, const std::vector<Suggestion>& suggestions);
/// The same for an answer that has no suggestions; they are looked for where nothing was found.
void give_hints(const SearchRequest& request, bool found);

/// Tells what stands beside an answer on stderr, and whether anything was found.
Exit outcome_of(bool found, std::uint64_t left_out, const std::vector<MissingShard>& missing);

}  // namespace dateline
