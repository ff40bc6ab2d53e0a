// SPDX-License-Identifier: GPL-2.0-or-later
// `dateline-search eval`: how well an archive, or a run, answers the topics of a test collection.
#pragma once

#include "searcher/find/search.h"
#include "searcher/verbs/eval/measures.h"
#include "searcher/verbs/eval/significance.h"
#include "searcher/verbs/eval/topics.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dateline {

struct EvalRequest {
  SearchRequest search;          ///< where, and whether to include withheld articles
  std::filesystem::path topics;  ///< empty if a run is measured: then all judged topics count
  std::filesystem::path qrels;
  TopicFields fields = TopicFields::Title;
  std::filesystem::path of;       ///< run file to measure instead of an archive, or empty
  std::filesystem::path against;  ///< run file to compare with, or empty
  std::filesystem::path run;      ///< run file to write, or empty
};

struct EvalTopic {
  std::string number;
  TopicScores own;
  TopicScores against;  ///< if there is another run
};

/// One measure of both runs.
struct MeasureComparison {
  std::size_t better = 0;  ///< topics with a higher score than in the other run
  std::size_t worse = 0;
  Significance significance;
};

struct EvalReport {
  std::vector<EvalTopic> topics;            ///< that are judged, in order of number
  TopicScores all;                          ///< sums of articles, means of scores over `topics`
  TopicScores against;                      ///< likewise, of the other run
  std::vector<MeasureComparison> compared;  ///< by measure; empty without another run
  std::vector<std::string> unjudged;  ///< topics that are asked but not judged, and so left out
  std::vector<MissingShard> missing;
};

/// Retrieves kEvalDepth articles for each topic, or reads a run, and measures them. Throws Error.
/// The second asks an archive that is already open.
EvalReport evaluate(const EvalRequest& request);
EvalReport evaluate(const EvalRequest& request, Searcher& searcher);

}  // namespace dateline
