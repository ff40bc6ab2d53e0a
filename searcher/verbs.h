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
  std::string time_zone;     ///< that of `request.today`; empty for the machine's own
  FacetsRequest facets;      ///< but for FacetsRequest::search
  TimelineRequest timeline;  ///< but for TimelineRequest::search
  std::string by;            ///< TimelineRequest::by
  bool ascii = false;
  std::string format = "text";
  ColorMode color = ColorMode::Auto;
  std::string topic;        ///< of help
  ExportRequest exporting;  ///< without its search
  EvalRequest eval;         ///< without its search
  bool per_topic = false;
  bool replace = false;    ///< a saved search of the same name
  std::string deliver_to;  ///< where an alert delivers
  bool no_delivery = false;
  double lock_timeout = 60;  ///< seconds to wait for others that deliver
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
Exit run_save(Flags& flags);
Exit run_saved(const Flags& flags);
Exit run_forget(Flags& flags);
Exit run_alert(Flags& flags);
Exit run_deliver(const Flags& flags);

}  // namespace dateline
