// SPDX-License-Identifier: GPL-2.0-or-later
// Fixed columns, one row per figure.
#include "tests/bench/versus/table.h"

#include <algorithm>
#include <functional>

#include <fmt/format.h>

namespace dateline::bench {
namespace {

constexpr double kMega = 1e6;

/// A figure of each engine, and whether more of it is better.
struct Figure {
  std::string name;
  std::function<double(const EngineResult&)> of;  ///< 0 if it was not measured
  bool more_is_better = false;
};

std::vector<Figure> figures(const Comparison& comparison) {
  const auto text = static_cast<double>(comparison.text_bytes);
  return {
      {"bulk indexing, MB/s",
       [=](const EngineResult& e) { return text / kMega / e.indexing.wall_seconds(); }, true},
      {"index bytes a byte of text",
       [=](const EngineResult& e) { return static_cast<double>(e.indexing.disk_bytes) / text; }},
      {"peak memory indexing, MB",
       [](const EngineResult& e) { return static_cast<double>(e.indexing.peak_rss()) / kMega; }},
      {"memory searching, MB",
       [](const EngineResult& e) { return static_cast<double>(e.search_own_bytes) / kMega; }},
      {"  with files read in place",
       [](const EngineResult& e) { return static_cast<double>(e.search_rss_bytes) / kMega; }},
      {"cold start to a page, ms", [](const EngineResult& e) { return e.cold_milliseconds; }}};
}

std::string number(double value) {
  if (value == 0) return "-";
  return fmt::format("{:.{}f}", value, value < 10 ? 3 : value < 1000 ? 1 : 0);
}

const EngineResult* lucene_of(const Comparison& comparison) {
  const auto it = std::find_if(comparison.engines.begin(), comparison.engines.end(),
                               [](const EngineResult& e) { return e.name == "lucene"; });
  return it == comparison.engines.end() ? nullptr : &*it;
}

std::string ratio(double ours, double theirs, bool more_is_better) {
  if (ours == 0 || theirs == 0) return "-";
  return fmt::format("{:.2f}", more_is_better ? ours / theirs : theirs / ours);
}

}  // namespace

std::string comparison_table(const Comparison& comparison) {
  std::string out =
      fmt::format("{} articles, {:.1f} MB of text; {}\n\n", comparison.articles,
                  static_cast<double>(comparison.text_bytes) / kMega, comparison.agreement);
  const EngineResult* const lucene = lucene_of(comparison);
  out += fmt::format("{:<28}", "");
  for (const EngineResult& engine : comparison.engines) out += fmt::format("{:>12}", engine.name);
  out += lucene == nullptr ? "\n" : fmt::format("{:>16}\n", "against lucene");
  for (const Figure& figure : figures(comparison)) {
    out += fmt::format("{:<28}", figure.name);
    for (const EngineResult& engine : comparison.engines) {
      out += fmt::format("{:>12}", number(figure.of(engine)));
    }
    if (lucene != nullptr) {
      out += fmt::format("{:>16}", ratio(figure.of(comparison.engines.front()), figure.of(*lucene),
                                         figure.more_is_better));
    }
    out += '\n';
  }
  out += fmt::format("\n{:<22}", "milliseconds");
  for (const EngineResult& engine : comparison.engines) {
    if (!engine.rows.empty()) out += fmt::format("{:>29}", engine.name + " mean/50/95/99 %");
  }
  out += lucene == nullptr ? "\n" : fmt::format("{:>8}{:>6}\n", "mean", "50 %");
  for (std::size_t r = 0; r < comparison.engines.front().rows.size(); ++r) {
    out += fmt::format("{:<22}", comparison.engines.front().rows[r].name);
    for (const EngineResult& engine : comparison.engines) {
      if (engine.rows.empty()) continue;
      const RowTimes& row = engine.rows[r];
      out += fmt::format(
          "{:>29}",
          fmt::format("{} {} {} {}", number(row.mean), number(row.latency.percentile(50)),
                      number(row.latency.percentile(95)), number(row.latency.percentile(99))));
    }
    if (lucene != nullptr) {
      const RowTimes& ours = comparison.engines.front().rows[r];
      const RowTimes& theirs = lucene->rows[r];
      out += fmt::format("{:>8}{:>6}", ratio(ours.mean, theirs.mean, false),
                         ratio(ours.latency.percentile(50), theirs.latency.percentile(50), false));
    }
    out += '\n';
  }
  return out;
}

std::string growth_table(const std::vector<Comparison>& comparisons) {
  std::string out = fmt::format("{:<28}", "Dateline, articles:");
  for (const Comparison& one : comparisons) out += fmt::format("{:>12}", one.articles);
  out += "   growth from each to the next\n";
  const auto line = [&](const std::string& name, const std::vector<double>& values) {
    out += fmt::format("{:<28}", name);
    for (const double value : values) out += fmt::format("{:>12}", number(value));
    out += "   ";
    for (std::size_t i = 1; i < values.size(); ++i) {
      out += values[i - 1] == 0 ? " -" : fmt::format(" {:.2f}", values[i] / values[i - 1]);
    }
    out += '\n';
  };
  const auto each = [&](const std::string& name,
                        const std::function<double(const Comparison&)>& of) {
    std::vector<double> values;
    for (const Comparison& one : comparisons) values.push_back(of(one));
    line(name, values);
  };
  const auto ours = [](const Comparison& c) -> const EngineResult& { return c.engines.front(); };
  each("bulk indexing, s", [&](const auto& c) { return ours(c).indexing.wall_seconds(); });
  each("index, MB",
       [&](const auto& c) { return static_cast<double>(ours(c).indexing.disk_bytes) / kMega; });
  each("peak memory indexing, MB",
       [&](const auto& c) { return static_cast<double>(ours(c).indexing.peak_rss()) / kMega; });
  each("memory searching, MB",
       [&](const auto& c) { return static_cast<double>(ours(c).search_own_bytes) / kMega; });
  each("adding 1,000 articles, s", [&](const auto& c) { return ours(c).add_seconds.value_or(0); });
  each("cold start to a page, ms", [&](const auto& c) { return ours(c).cold_milliseconds; });
  for (std::size_t r = 0; r < ours(comparisons.front()).rows.size(); ++r) {
    each(ours(comparisons.front()).rows[r].name + ", ms",
         [&](const auto& c) { return ours(c).rows[r].mean; });
  }
  return out;
}

}  // namespace dateline::bench
