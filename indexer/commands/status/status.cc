// SPDX-License-Identifier: GPL-2.0-or-later
// status: what is in the archive, from the manifest and the shards' own dictionaries.
#include "indexer/commands/status/status.h"

#include "common/archive/archive.h"
#include "common/cli/program.h"
#include "common/engine/plan/xapian_query.h"
#include "common/fields/json_format.h"
#include "common/fields/record.h"
#include "common/fields/schema.h"
#include "common/terminal/terminal.h"
#include "indexer/commands/shard/shard.h"
#include "indexer/commands/status/activity.h"
#include "indexer/writer/deleted_articles.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <xapian.h>

namespace dateline::commands {
namespace fs = std::filesystem;
namespace {

/// Sources shown to people; JSON has all.
constexpr std::size_t kSourcesShown = 20;

/// How long a server has to prove that it answers, in seconds. What is shown does not depend on it.
constexpr double kProof = 1;

struct Totals {
  std::uint64_t articles = 0;
  std::uint64_t segments = 0;
  std::uint64_t bytes = 0;
  std::string first;
  std::string last;
};

Totals totals_of(const Shard& shard) {
  Totals totals;
  for (const Segment& segment : shard.segments) {
    totals.articles += segment.articles;
    ++totals.segments;
    totals.bytes += segment.bytes;
    if (segment.first.empty()) continue;
    if (totals.first.empty() || segment.first < totals.first) totals.first = segment.first;
    totals.last = std::max(totals.last, segment.last);
  }
  if (shard.served) {
    totals.articles += shard.served->articles - shard.served->hidden.size();
    if (!shard.served->first.empty()) {
      totals.first =
          totals.first.empty() ? shard.served->first : std::min(totals.first, shard.served->first);
      totals.last = std::max(totals.last, shard.served->last);
    }
  }
  return totals;
}

Totals totals_of(const Manifest& manifest) {
  Totals all;
  for (const Shard& shard : manifest.shards) {
    const Totals one = totals_of(shard);
    all.articles += one.articles;
    all.segments += one.segments;
    all.bytes += one.bytes;
    if (one.first.empty()) continue;
    if (all.first.empty() || one.first < all.first) all.first = one.first;
    all.last = std::max(all.last, one.last);
  }
  return all;
}

/// What is known about shards on servers.
struct OnServers {
  std::map<std::string, std::string> problems;   ///< why a shard does not answer, by its name
  std::map<std::string, std::uint64_t> sources;  ///< articles
};

OnServers ask_all(const Archive& archive) {
  const ServedShards& shards = archive.served();
  std::vector<std::map<std::string, std::uint64_t>> sources(shards.size());
  const std::vector<std::string> wrong =
      ask_each(shards, [&](std::size_t i, const Xapian::Database& database) {
        if (shards[i]->has_facts()) return;  // it only had to answer
        Xapian::ValueCountMatchSpy spy(schema::kSource);
        Xapian::Enquire enquire(database);
        enquire.set_query(query::without_hidden(Xapian::Query::MatchAll, shards[i]->served()));
        enquire.add_matchspy(&spy);
        enquire.get_mset(0, 0, database.get_doccount());
        sources[i].clear();
        for (auto value = spy.values_begin(); value != spy.values_end(); ++value) {
          sources[i][*value] = value.get_termfreq();
        }
      });
  OnServers all;
  for (std::size_t i = 0; i < shards.size(); ++i) {
    if (!wrong[i].empty()) all.problems[shards[i]->name()] = wrong[i];
    for (const auto& [source, articles] : sources[i]) all.sources[source] += articles;
    if (!shards[i]->has_facts()) continue;
    shards[i]->use_facts([&](const ServedFacts& facts) {
      for (const auto& [source, articles] :
           facts.sources([&](std::uint32_t docid) { return shards[i]->hides(docid); })) {
        all.sources[std::string(source)] += articles;
      }
    });
  }
  all.sources.erase("");
  return all;
}

/// Articles by source as written, most frequent first.
std::vector<std::pair<std::string, std::uint64_t>> sources_of(const Archive& archive,
                                                              const OnServers& on_servers) {
  std::map<std::string, std::uint64_t> counts = on_servers.sources;
  for (const OpenSegment& open : archive.segments()) {
    open.use([&](const segment::Reader& reader) {
      const auto& column = reader.forward().column(schema::kSource);
      std::vector<std::uint64_t> by_ordinal(column.values());
      for (std::uint32_t docid = 1; docid <= reader.documents(); ++docid) {
        ++by_ordinal[column.ordinal(docid)];
      }
      for (std::uint32_t i = 1; i < by_ordinal.size(); ++i) {
        counts[std::string(column.value(i))] += by_ordinal[i];
      }
    });
  }
  std::vector<std::pair<std::string, std::uint64_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return sorted;
}

std::string date_text(const std::string& sortable_date) {
  const auto date = from_sortable(sortable_date);
  return date ? iso(*date) : "";
}

std::string day_text(const std::string& sortable_date) {
  constexpr std::size_t kDigitsOfDay = 8;
  return date_text(sortable_date.substr(0, kDigitsOfDay));
}

/// Why its servers do not answer; empty if one does, or it is here.
std::string problem_of(const Shard& shard, const OnServers& on_servers) {
  const auto problem = on_servers.problems.find(shard.name);
  return problem == on_servers.problems.end() ? "" : problem->second;
}

std::vector<std::string> servers_of(const Shard& shard) {
  return shard.served ? shard.served->servers : std::vector<std::string>();
}

Json status_json(const Archive& archive, std::uint64_t deleted, const Activity& activity) {
  const OnServers on_servers = ask_all(archive);
  const Manifest& manifest = archive.manifest();
  const Totals all = totals_of(manifest);
  Json json = {{"format_version", kJsonFormatVersion},
               {"archive", manifest.uuid},
               {"revision", manifest.revision},
               {"shard_by", name_of(manifest.shard_by)},
               {"forms", manifest.exact_forms ? "exact" : "all"},
               {"articles", all.articles},
               {"deleted", deleted},
               {"segments", all.segments},
               {"bytes", all.bytes},
               {"first", date_text(all.first)},
               {"last", date_text(all.last)},
               {"languages", archive.languages()},
               {"shards", Json::array()},
               {"sources", Json::array()}};
  for (const Shard& shard : manifest.shards) {
    const Totals one = totals_of(shard);
    json["shards"].push_back({{"name", shard.name},
                              {"articles", one.articles},
                              {"segments", one.segments},
                              {"bytes", one.bytes},
                              {"servers", servers_of(shard)},
                              {"problem", problem_of(shard, on_servers)}});
  }
  for (const auto& [source, articles] : sources_of(archive, on_servers)) {
    json["sources"].push_back({{"name", source}, {"articles", articles}});
  }
  put_activity(activity, json);
  return json;
}

std::string status_text(const Archive& archive, std::uint64_t deleted, const Activity& activity) {
  const OnServers on_servers = ask_all(archive);
  const Manifest& manifest = archive.manifest();
  const Totals all = totals_of(manifest);
  std::string out;
  out += fmt::format("archive    {}\n", printable_line(archive.directory().string()));
  out += fmt::format("uuid       {}\n", manifest.uuid);
  out += fmt::format("revision   {}\n", manifest.revision);
  out += fmt::format("articles   {}\n", with_thousands(all.articles));
  if (deleted != 0) {
    out += fmt::format("deleted    {}   kept out; dateline-index deleted lists them\n",
                       with_thousands(deleted));
  }
  if (!all.first.empty()) {
    out += fmt::format("dates      {} to {}\n", day_text(all.first), day_text(all.last));
  }
  out += fmt::format("languages  {}\n", fmt::join(archive.languages(), " "));
  if (manifest.exact_forms) {
    out += "forms      exact: a word finds the form typed only, unless a query asks otherwise\n";
  }
  out += fmt::format("size       {}\n", size_text(all.bytes));
  out += activity_text(activity);
  out += fmt::format("\n{:<10}{:>12}{:>10}{:>12}\n", "shard", "articles", "segments", "size");
  for (const Shard& shard : manifest.shards) {
    const Totals one = totals_of(shard);
    out += fmt::format("{:<10}{:>12}{:>10}{:>12}\n", shard.name, with_thousands(one.articles),
                       one.segments, size_text(one.bytes));
  }
  for (const Shard& shard : manifest.shards) {
    if (!shard.served) continue;
    out += fmt::format("{:<10}at {}\n", shard.name, fmt::join(servers_of(shard), ", "));
    const std::string problem = problem_of(shard, on_servers);
    if (!problem.empty()) {
      out += fmt::format("{}: does not answer: {}\n", shard.name, printable_line(problem));
    }
    if (!shard.served->has_facts) out += fmt::format("{}: {}\n", shard.name, kWithoutFacts);
  }
  const auto sources = sources_of(archive, on_servers);
  out += fmt::format("\n{:>12}  source\n", "articles");
  for (std::size_t i = 0; i < std::min(sources.size(), kSourcesShown); ++i) {
    out += fmt::format("{:>12}  {}\n", with_thousands(sources[i].second),
                       printable_line(sources[i].first));
  }
  if (sources.size() > kSourcesShown) {
    out += fmt::format("{:>12}  more; --format json lists all\n", sources.size() - kSourcesShown);
  }
  return out;
}

}  // namespace

std::string status(const fs::path& directory, bool as_json) {
  OpenOptions options;
  options.skip_untrusted = true;
  const std::vector<Shard> shards = read_manifest(directory).shards;
  const bool all_known = std::all_of(shards.begin(), shards.end(), [](const Shard& shard) {
    return !shard.served || shard.served->has_facts;
  });
  if (all_known) options.timeouts.timeout_seconds = kProof;
  const Archive archive = Archive::open(directory, options);
  for (const std::string& line : lines_of(archive.missing())) complain(line);
  const std::uint64_t deleted = deleted_now(directory).list.size();
  const Activity activity = activity_of(directory, archive.manifest());
  return as_json ? dump_pretty(status_json(archive, deleted, activity))
                 : status_text(archive, deleted, activity);
}

}  // namespace dateline::commands
