// SPDX-License-Identifier: GPL-2.0-or-later
// Timelines as JSON and CSV.
#include "common/fields/json_format.h"
#include "common/fields/record.h"
#include "common/terminal/terminal.h"
#include "searcher/render/cell.h"
#include "searcher/render/counts.h"
#include "searcher/verbs/timeline/render.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dateline {
namespace {

Json to_json(const Unplaced& unplaced) {
  return {{"less_precise", unplaced.less_precise}, {"undated", unplaced.undated}};
}

Json to_json(const TimelineQuery& query) {
  Json json = {{"query", query.query},
               {"total", query.total},
               {"left_out", query.left_out},
               {"unplaced", to_json(query.unplaced)}};
  if (query.share_of) {
    json["share_of"] = {{"query", *query.share_of},
                        {"articles", query.part.articles},
                        {"matches", query.part.matches}};
  }
  return json;
}

Json to_json(const TimelineBucket& bucket) {
  Json json = {{"bucket", bucket.name},
               {"first_day", iso(from_day_number(bucket.days.first_day))},
               {"last_day", iso(from_day_number(bucket.days.last_day))},
               {"covered", bucket.articles != 0},
               {"articles", bucket.articles},
               {"sources", bucket.sources},
               {"matches", bucket.matches},
               {"share", Json::array()}};
  for (std::size_t q = 0; q < bucket.matches.size(); ++q) {
    const std::optional<double> part = share(bucket, q);
    json["share"].push_back(part ? Json(*part) : Json(nullptr));
  }
  for (const ShareOf& part : bucket.parts) {
    json["share_of"].push_back({{"articles", part.articles}, {"matches", part.matches}});
  }
  return json;
}

}  // namespace

std::string render_timeline_json(const Timeline& timeline) {
  Json json = {{"format_version", kJsonFormatVersion},
               {"archive", timeline.archive_uuid},
               {"revision", timeline.revision},
               {"by", name_of(timeline.by)},
               {"by_chosen", timeline.is_chosen},
               {"articles", timeline.articles},
               {"unplaced", to_json(timeline.unplaced)},
               {"missing", to_json(timeline.missing)},
               {"queries", Json::array()},
               {"buckets", Json::array()}};
  for (const TimelineQuery& query : timeline.queries) json["queries"].push_back(to_json(query));
  for (const TimelineBucket& bucket : timeline.buckets) json["buckets"].push_back(to_json(bucket));
  return dump_pretty(json);
}

std::string render_timeline_csv(const Timeline& timeline) {
  const bool has_parts = timeline.queries.front().share_of.has_value();
  std::string out = "kind,bucket,first_day,last_day,query,matches,articles,share,sources";
  out += has_parts ? ",share_of,share_of_articles,share_of_matches\r\n" : "\r\n";
  const auto part_cells = [&](std::size_t q, const ShareOf& part) {
    if (!has_parts) return std::string();
    return fmt::format(",{},{},{}", csv_cell(printable_line(*timeline.queries[q].share_of)),
                       part.articles, part.matches);
  };
  for (const TimelineBucket& bucket : timeline.buckets) {
    const bool is_covered = bucket.articles != 0;
    for (std::size_t q = 0; q < bucket.matches.size(); ++q) {
      const std::optional<double> part = share(bucket, q);
      out += fmt::format("{},{},{},{},{},{},{},{},{}{}\r\n", is_covered ? "bucket" : "no-coverage",
                         csv_cell(printable_line(bucket.name)),
                         iso(from_day_number(bucket.days.first_day)),
                         iso(from_day_number(bucket.days.last_day)),
                         csv_cell(printable_line(timeline.queries[q].query)), bucket.matches[q],
                         bucket.articles, part ? fmt::format("{:.6f}", *part) : "", bucket.sources,
                         part_cells(q, bucket.parts.empty() ? ShareOf() : bucket.parts[q]));
    }
  }
  for (const TimelineQuery& query : timeline.queries) {
    const auto row = [&](std::string_view kind, std::uint64_t matches, std::uint64_t articles) {
      out += fmt::format("{},,,,{},{},{},,{}\r\n", kind, csv_cell(printable_line(query.query)),
                         matches, articles, has_parts ? ",,," : "");
    };
    row("less-precise", query.unplaced.less_precise, timeline.unplaced.less_precise);
    row("undated", query.unplaced.undated, timeline.unplaced.undated);
  }
  return out;
}

}  // namespace dateline
