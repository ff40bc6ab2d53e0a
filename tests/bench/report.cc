// SPDX-License-Identifier: GPL-2.0-or-later
// A ratio above 1 always means that Dateline is faster or smaller.
#include "tests/bench/report.h"

#include "tests/bench/formats.h"

#include <array>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

namespace dateline::bench {
namespace {

constexpr double kMega = 1e6;

struct Percentile {
  std::string_view name;
  double percent;
};
constexpr std::array<Percentile, 4> kPercentiles = {
    {{"p50", 50}, {"p95", 95}, {"p99", 99}, {"max", 100}}};

double megabytes(std::uint64_t bytes) {
  return static_cast<double>(bytes) / kMega;
}

double text_rate(const Indexing& indexing, const Report& report) {
  return megabytes(report.text_bytes) / indexing.wall_seconds();
}

double disk_per_text(const Indexing& indexing, const Report& report) {
  return static_cast<double>(indexing.disk_bytes) / static_cast<double>(report.text_bytes);
}

std::string indexing_row(std::string_view name, const Indexing& indexing, const Report& report) {
  return fmt::format("  {:<16}{:>10.2f}{:>12.2f}{:>10.2f}{:>14.1f}{:>14.2f}\n", name,
                     indexing.wall_seconds(), text_rate(indexing, report), indexing.cpu_seconds(),
                     megabytes(indexing.peak_rss()), disk_per_text(indexing, report));
}

std::string indexing_ratio(const Indexing& ours, const Indexing& peer) {
  const auto ratio = [](std::uint64_t theirs, std::uint64_t mine) {
    return static_cast<double>(theirs) / static_cast<double>(mine);
  };
  const double speed = peer.wall_seconds() / ours.wall_seconds();
  return fmt::format("  {:<16}{:>9.2f}x{:>11.2f}x{:>9.2f}x{:>13.2f}x{:>13.2f}x\n", "ratio", speed,
                     speed, peer.cpu_seconds() / ours.cpu_seconds(),
                     ratio(peer.peak_rss(), ours.peak_rss()),
                     ratio(peer.disk_bytes, ours.disk_bytes));
}

std::string latency_row(std::string_view name, const Latency& latency) {
  std::string row = fmt::format("  {:<34}", name);
  for (const Percentile& p : kPercentiles) {
    fmt::format_to(std::back_inserter(row), "{:>10.2f}", latency.percentile(p.percent));
  }
  return row + '\n';
}

std::string latency_ratio(std::string_view name, const Latency& ours, const Latency& peer) {
  std::string row = fmt::format("  {:<34}", name);
  for (const Percentile& p : kPercentiles) {
    fmt::format_to(std::back_inserter(row), "{:>9.2f}x",
                   peer.percentile(p.percent) / ours.percentile(p.percent));
  }
  return row + '\n';
}

std::string run_json(const Run& run) {
  return fmt::format(R"({{"wall_s":{:.4f},"cpu_s":{:.4f},"peak_rss_bytes":{}}})", run.wall_seconds,
                     run.cpu_seconds, run.peak_rss_bytes);
}

std::string indexing_json(const Indexing& indexing, const Report& report) {
  std::string rounds;
  for (const Run& run : indexing.rounds) {
    if (!rounds.empty()) rounds += ',';
    rounds += run_json(run);
  }
  return fmt::format(
      R"({{"wall_s":{:.4f},"text_mb_per_s":{:.4f},"cpu_s":{:.4f},"peak_rss_bytes":{},)"
      R"("disk_bytes":{},"disk_bytes_per_text_byte":{:.4f},"rounds":[{}]}})",
      indexing.wall_seconds(), text_rate(indexing, report), indexing.cpu_seconds(),
      indexing.peak_rss(), indexing.disk_bytes, disk_per_text(indexing, report), rounds);
}

std::string latency_json(const std::optional<Latency>& latency) {
  if (!latency) return "null";
  std::string object;
  for (const Percentile& p : kPercentiles) {
    fmt::format_to(std::back_inserter(object), R"({}"{}_ms":{:.4f})", object.empty() ? "" : ",",
                   p.name, latency->percentile(p.percent));
  }
  return fmt::format("{{{}}}", object);
}

std::string latency_ratio_json(const std::optional<Latency>& ours,
                               const std::optional<Latency>& peer) {
  if (!ours || !peer) return "null";
  std::string object;
  for (const Percentile& p : kPercentiles) {
    fmt::format_to(std::back_inserter(object), R"({}"{}":{:.4f})", object.empty() ? "" : ",",
                   p.name, peer->percentile(p.percent) / ours->percentile(p.percent));
  }
  return fmt::format("{{{}}}", object);
}

}  // namespace

std::string as_text(const Report& report) {
  const Machine& machine = report.machine;
  const Measurements& measured = report.measured;
  std::string out;
  const auto line = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) fmt::format_to(std::back_inserter(out), "{:<10}{}\n", name, value);
  };
  line("machine:", fmt::format("{} cores, {}, {:.1f} GB, {}", machine.cores, machine.model,
                               static_cast<double>(machine.memory_bytes) / 1e9, machine.kernel));
  line("load:", fmt::format("{:.2f} in the minute before", machine.load));
  line("indexer:", report.programs.dateline_index);
  line("searcher:", report.programs.dateline_search);
  line("peer:", report.peer_version);
  line("corpus:", fmt::format("{} articles, seed {}, {:.1f} MB of headlines and bodies",
                              report.articles, report.seed, megabytes(report.text_bytes)));

  fmt::format_to(std::back_inserter(out), "\nBulk indexing, median of {} round{}\n",
                 measured.dateline.rounds.size(), measured.dateline.rounds.size() == 1 ? "" : "s");
  fmt::format_to(std::back_inserter(out), "  {:<16}{:>10}{:>12}{:>10}{:>14}{:>14}\n", "", "wall s",
                 "text MB/s", "CPU s", "peak RSS MB", "disk/text");
  out += indexing_row("dateline-index", measured.dateline, report);
  if (measured.scriptindex) {
    out += indexing_row("scriptindex", *measured.scriptindex, report);
    out += indexing_ratio(measured.dateline, *measured.scriptindex);
  }

  if (measured.search) {
    fmt::format_to(std::back_inserter(out),
                   "\nSearch, whole process, {} queries, warm cache, milliseconds\n",
                   report.queries);
    fmt::format_to(std::back_inserter(out), "  {:<34}", "");
    for (const Percentile& p : kPercentiles) {
      fmt::format_to(std::back_inserter(out), "{:>10}", p.name);
    }
    out += '\n';
    out += latency_row("dateline-search", *measured.search);
    out += latency_row("dateline-search --from --to, month", *measured.search_month);
    if (measured.quest) {
      out += latency_row("quest", *measured.quest);
      out += latency_ratio("ratio, no date filter", *measured.search, *measured.quest);
    }
  }
  if (measured.scriptindex) {
    out +=
        "\nA ratio is the peer's figure over Dateline's: above 1, Dateline needs less. Text MB/s\n"
        "is turned over, so that above 1 Dateline does more.\n";
  }
  return out;
}

std::string as_json(const Report& report) {
  const Machine& machine = report.machine;
  const Measurements& measured = report.measured;
  const std::string peer_version =
      report.peer_version.empty() ? "null" : json_quoted(report.peer_version);
  std::string peer = "null";
  std::string ratio = "null";
  if (measured.scriptindex) {
    peer = indexing_json(*measured.scriptindex, report);
    ratio = fmt::format("{:.4f}",
                        measured.scriptindex->wall_seconds() / measured.dateline.wall_seconds());
  }
  return fmt::format(
      R"({{"format_version":1,)"
      R"("machine":{{"cores":{},"model":{},"memory_bytes":{},"kernel":{},"load":{:.2f}}},)"
      R"("programs":{{"index":{},"search":{},"peer":{}}},)"
      R"("corpus":{{"articles":{},"seed":{},"text_bytes":{}}},)"
      R"("indexing":{{"dateline":{},"scriptindex":{},"speed_ratio":{}}},)"
      R"("search":{{"queries":{},"dateline":{},"dateline_month":{},"quest":{},"speed_ratio":{}}}}})"
      "\n",
      machine.cores, json_quoted(machine.model), machine.memory_bytes, json_quoted(machine.kernel),
      machine.load, json_quoted(report.programs.dateline_index),
      json_quoted(report.programs.dateline_search), peer_version, report.articles, report.seed,
      report.text_bytes, indexing_json(measured.dateline, report), peer, ratio, report.queries,
      latency_json(measured.search), latency_json(measured.search_month),
      latency_json(measured.quest), latency_ratio_json(measured.search, measured.quest));
}

}  // namespace dateline::bench
