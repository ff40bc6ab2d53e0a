// SPDX-License-Identifier: GPL-2.0-or-later
// Measures as text, JSON and CSV.
#include "searcher/verbs/eval/render.h"

#include "common/fields/json_format.h"
#include "common/fields/record.h"
#include "common/terminal/terminal.h"
#include "searcher/render/cell.h"
#include "searcher/render/counts.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dateline {
namespace {

constexpr std::size_t kNameWidth = 12;
constexpr std::size_t kScoreWidth = 10;
constexpr std::size_t kTopicScoreWidth = 13;

std::string probability(const std::optional<double>& p) {
  return p ? fmt::format("{:.4f}", *p) : "-";
}

std::string means(const EvalReport& report) {
  const bool is_compared = !report.compared.empty();
  std::string out = fmt::format("{:<{}}{:>{}}", "", kNameWidth, "value", kScoreWidth);
  if (is_compared) {
    out += fmt::format("{:>{}}{:>12}{:>8}{:>7}{:>7}{:>9}{:>10}", "against", kScoreWidth,
                       "difference", "better", "worse", "equal", "p, t", "p, random");
  }
  out += '\n';
  for (std::size_t m = 0; m < kMeasures.size(); ++m) {
    const double value = report.all.scores[m];
    out += fmt::format("{:<{}}{:>{}.4f}", kMeasures[m], kNameWidth, value, kScoreWidth);
    if (is_compared) {
      const MeasureComparison& c = report.compared[m];
      const double other = report.against.scores[m];
      out += fmt::format(
          "{:>{}.4f}{:>+12.4f}{:>8}{:>7}{:>7}{:>9}{:>10}", other, kScoreWidth, value - other,
          c.better, c.worse, report.topics.size() - c.better - c.worse,
          probability(c.significance.student), probability(c.significance.randomisation));
    }
    out += '\n';
  }
  return out;
}

std::string topic_row(std::string_view name, std::size_t width, const TopicScores& topic) {
  std::string out =
      fmt::format("{:<{}}{:>10}{:>7}", name, width, topic.relevant, topic.relevant_found);
  for (const double score : topic.scores) out += fmt::format("{:>{}.4f}", score, kTopicScoreWidth);
  return out + '\n';
}

std::string topic_table(const EvalReport& report) {
  constexpr std::string_view kAgainst = "  against";
  std::size_t width = kAgainst.size();
  for (const EvalTopic& topic : report.topics) {
    width = std::max(width, display_width(printable_line(topic.number)));
  }
  std::string out = fmt::format("\n{:<{}}{:>10}{:>7}", "topic", width, "relevant", "found");
  for (const std::string_view name : kMeasures) {
    out += fmt::format("{:>{}}", name, kTopicScoreWidth);
  }
  out += '\n';
  for (const EvalTopic& topic : report.topics) {
    out += topic_row(printable_line(topic.number), width, topic.own);
    if (!report.compared.empty()) out += topic_row(kAgainst, width, topic.against);
  }
  return out;
}

/// What a reader of the means must know about the topics.
std::string notes(const EvalReport& report) {
  std::size_t hopeless = 0;
  std::size_t empty = 0;
  for (const EvalTopic& topic : report.topics) {
    hopeless += topic.own.relevant == 0 ? 1U : 0U;
    empty += topic.own.retrieved == 0 ? 1U : 0U;
  }
  std::string out;
  if (hopeless != 0) {
    out += fmt::format("{} without a relevant article, counted as 0\n",
                       count_of(hopeless, "topic", "topics"));
  }
  if (empty != 0) {
    out += fmt::format("{} for which nothing was found, counted as 0\n",
                       count_of(empty, "topic", "topics"));
  }
  if (!report.unjudged.empty()) {
    out += fmt::format("{} that nobody judged, left out\n",
                       count_of(report.unjudged.size(), "topic", "topics"));
  }
  return out;
}

Json to_json(const Scores& scores) {
  Json json = Json::object();
  for (std::size_t m = 0; m < kMeasures.size(); ++m) json[std::string(kMeasures[m])] = scores[m];
  return json;
}

Json to_json(const TopicScores& topic) {
  return {{"retrieved", topic.retrieved},
          {"relevant", topic.relevant},
          {"relevant_found", topic.relevant_found},
          {"scores", to_json(topic.scores)}};
}

Json to_json(const EvalReport& report, std::size_t measure) {
  const MeasureComparison& c = report.compared[measure];
  const auto& student = c.significance.student;
  return {{"difference", report.all.scores[measure] - report.against.scores[measure]},
          {"better", c.better},
          {"worse", c.worse},
          {"p_student", student ? Json(*student) : Json()},
          {"p_randomisation", c.significance.randomisation}};
}

std::string csv_row(std::string_view topic, std::size_t measure, const TopicScores& own,
                    const TopicScores* against) {
  std::string out = fmt::format("{},{},{:.6f}", csv_cell(printable_line(topic)), kMeasures[measure],
                                own.scores[measure]);
  if (against == nullptr) return out;
  return out + fmt::format(",{:.6f},{:.6f}", against->scores[measure],
                           own.scores[measure] - against->scores[measure]);
}

}  // namespace

std::string render_eval_text(const EvalReport& report, bool per_topic) {
  std::string out =
      fmt::format("{}, {}, {} of them found\n", count_of(report.topics.size(), "topic", "topics"),
                  count_of(report.all.relevant, "relevant article", "relevant articles"),
                  with_thousands(report.all.relevant_found));
  out += notes(report) + missing_lines(report.missing) + "\n" + means(report);
  return per_topic ? out + topic_table(report) : out;
}

std::string render_eval_json(const EvalReport& report, bool per_topic) {
  Json json = {{"format_version", kJsonFormatVersion},
               {"topics", report.topics.size()},
               {"unjudged", report.unjudged},
               {"missing", to_json(report.missing)},
               {"all", to_json(report.all)}};
  if (!report.compared.empty()) {
    json["against"] = to_json(report.against);
    for (std::size_t m = 0; m < kMeasures.size(); ++m) {
      json["compared"][std::string(kMeasures[m])] = to_json(report, m);
    }
  }
  if (per_topic) {
    json["per_topic"] = Json::array();
    for (const EvalTopic& topic : report.topics) {
      Json one = {{"topic", topic.number}, {"own", to_json(topic.own)}};
      if (!report.compared.empty()) one["against"] = to_json(topic.against);
      json["per_topic"].push_back(std::move(one));
    }
  }
  return dump_pretty(json);
}

std::string render_eval_csv(const EvalReport& report, bool per_topic) {
  const bool is_compared = !report.compared.empty();
  std::string out = "topic,measure,value";
  if (is_compared) out += ",against,difference,p_student,p_randomisation";
  out += "\r\n";
  for (std::size_t m = 0; m < kMeasures.size(); ++m) {
    out += csv_row("all", m, report.all, is_compared ? &report.against : nullptr);
    if (is_compared) {
      const Significance& p = report.compared[m].significance;
      out += fmt::format(",{},{:.6f}", p.student ? fmt::format("{:.6f}", *p.student) : "",
                         p.randomisation);
    }
    out += "\r\n";
  }
  if (!per_topic) return out;
  for (const EvalTopic& topic : report.topics) {
    for (std::size_t m = 0; m < kMeasures.size(); ++m) {
      out += csv_row(topic.number, m, topic.own, is_compared ? &topic.against : nullptr);
      out += is_compared ? ",,\r\n" : "\r\n";
    }
  }
  return out;
}

}  // namespace dateline
