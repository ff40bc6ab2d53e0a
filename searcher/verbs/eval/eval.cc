// SPDX-License-Identifier: GPL-2.0-or-later
// Retrieve, measure, compare.
#include "searcher/verbs/eval/eval.h"

#include "common/disk/file.h"
#include "searcher/render/docno.h"
#include "searcher/verbs/eval/qrels.h"
#include "searcher/verbs/eval/run.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace dateline {
namespace {

constexpr const char* kRunTag = "dateline";

/// Opens the archive unless `open` has it.
Run retrieve(const EvalRequest& request, const std::vector<Topic>& topics, Searcher* open,
             std::vector<MissingShard>& missing) {
  // All topics are read before the first search, so errors are reported immediately.
  std::map<std::string, std::optional<query::Node>> queries;
  for (const Topic& topic : topics) {
    queries[topic.number] = plain_words(text_of(topic, request.fields, request.topics));
  }
  SearchRequest search = request.search;
  search.limit = kEvalDepth;
  search.count = false;
  search.bare = true;
  std::optional<Searcher> own;
  Searcher& searcher = open != nullptr ? *open : own.emplace(search.archive, search.open);
  Run run;
  for (const auto& [number, query] : queries) {
    if (!query) continue;
    for (const Hit& hit : searcher.search(search, *query).hits) {
      run[number].push_back({docno(hit.id), hit.score});
    }
  }
  missing = searcher.archive().missing();
  return run;
}

TopicScores measured(const Run& run, const std::string& number, const Judgements& judgements) {
  const auto found = run.find(number);
  return measure(found == run.end() ? std::vector<Ranked>() : found->second, judgements);
}

TopicScores overall(const std::vector<EvalTopic>& topics, TopicScores EvalTopic::*of) {
  TopicScores all;
  for (const EvalTopic& topic : topics) {
    const TopicScores& one = topic.*of;
    all.retrieved += one.retrieved;
    all.relevant += one.relevant;
    all.relevant_found += one.relevant_found;
    for (std::size_t m = 0; m < kMeasures.size(); ++m) all.scores[m] += one.scores[m];
  }
  for (double& score : all.scores) score /= static_cast<double>(topics.size());
  return all;
}

MeasureComparison compare(const std::vector<EvalTopic>& topics, std::size_t measure) {
  MeasureComparison comparison;
  std::vector<double> differences;
  for (const EvalTopic& topic : topics) {
    const double difference = topic.own.scores[measure] - topic.against.scores[measure];
    comparison.better += difference > 0 ? 1U : 0U;
    comparison.worse += difference < 0 ? 1U : 0U;
    differences.push_back(difference);
  }
  comparison.significance = test_significance(differences);
  return comparison;
}

/// The requested topics: those in the topics file; without one, all that are judged, and those of
/// the run.
std::vector<std::string> asked(const std::vector<Topic>& topics, const Run& run,
                               const Qrels& qrels) {
  std::vector<std::string> numbers;
  for (const Topic& topic : topics) numbers.push_back(topic.number);
  if (topics.empty()) {
    for (const auto& [number, found] : run) numbers.push_back(number);
    for (const auto& [number, judgements] : qrels) numbers.push_back(number);
  }
  // Numbers as people count: 9 before 10.
  std::sort(numbers.begin(), numbers.end(), [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  });
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

EvalReport report_on(const EvalRequest& request, Searcher* open) {
  const Qrels qrels = read_qrels(request.qrels);
  std::vector<Topic> topics;
  if (!request.topics.empty()) topics = read_topics(request.topics);
  Run against;
  if (!request.against.empty()) against = read_run(request.against);
  EvalReport report;
  const Run run =
      request.of.empty() ? retrieve(request, topics, open, report.missing) : read_run(request.of);
  if (!request.run.empty()) disk::replace_file(request.run, run_text(run, kRunTag));

  for (const std::string& number : asked(topics, run, qrels)) {
    const auto judgements = qrels.find(number);
    if (judgements == qrels.end()) {
      report.unjudged.push_back(number);
    } else {
      report.topics.push_back({number, measured(run, number, judgements->second),
                               measured(against, number, judgements->second)});
    }
  }
  if (report.topics.empty()) {
    throw Error(Code::Usage, fmt::format("{} judges none of the topics", request.qrels.string()),
                "topics and qrels must number topics alike");
  }
  report.all = overall(report.topics, &EvalTopic::own);
  if (!request.against.empty()) {
    report.against = overall(report.topics, &EvalTopic::against);
    for (std::size_t m = 0; m < kMeasures.size(); ++m) {
      report.compared.push_back(compare(report.topics, m));
    }
  }
  return report;
}

}  // namespace

EvalReport evaluate(const EvalRequest& request) {
  return report_on(request, nullptr);
}

EvalReport evaluate(const EvalRequest& request, Searcher& searcher) {
  return report_on(request, &searcher);
}

}  // namespace dateline
