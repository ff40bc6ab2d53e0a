// SPDX-License-Identifier: GPL-2.0-or-later
// The answer of `dateline-search eval` as bytes.
#pragma once

#include "searcher/verbs/eval/eval.h"

#include <string>

namespace dateline {

/// Tables for people, with four digits as in trec_eval.
std::string render_eval_text(const EvalReport& report, bool per_topic);

/// See docs/output.md.
std::string render_eval_json(const EvalReport& report, bool per_topic);

/// A header row, and a row for each measure over all topics, then of each topic.
std::string render_eval_csv(const EvalReport& report, bool per_topic);

}  // namespace dateline
