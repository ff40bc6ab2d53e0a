// SPDX-License-Identifier: GPL-2.0-or-later
// What the verbs of dateline-search do, once their flags are read.
#pragma once

#include "common/errors.h"
#include "common/query/dialect.h"
#include "common/terminal.h"
#include "searcher/eval/eval.h"
#include "searcher/export/export.h"
#include "searcher/match/search.h"
#include "searcher/report/facets.h"
#include "searcher/report/timeline.h"

#include <string>
#include <vector>

namespace dateline {

/// All flags of all verbs.
struct Flags {
  std::vector<std::string> words;  ///< archive (unless the environment names it), then the rest
  SearchRequest request;
  query::Dialect dialect = query::Dialect::Dateline;
  FacetsRequest facets;      ///< but for FacetsRequest::search
  TimelineRequest timeline;  ///< but for TimelineRequest::search
  std::string by;            ///< TimelineRequest::by
  bool ascii = false;
  std::string format = "text";
  ColorMode color = ColorMode::Auto;
  std::string topic;  ///< of help
  ExportRequest exporting;  ///< without its search
  EvalRequest eval;         ///< without its search
  bool per_topic = false;
};

/// Each writes its results to stdout, and what it has to say of them to stderr. They throw
/// QueryError or Error.
Exit run_search(Flags& flags);
Exit run_show(const Flags& flags);
Exit run_explain(Flags& flags);
Exit run_facets(Flags& flags);
Exit run_timeline(Flags& flags);
Exit run_export(Flags& flags);
Exit run_cite(Flags& flags);
Exit run_help();
Exit run_eval(Flags& flags);

}  // namespace dateline
