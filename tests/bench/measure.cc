// SPDX-License-Identifier: GPL-2.0-or-later
// How measurements are taken; README.md says why.
#include "tests/bench/measure.h"

#include "tests/bench/formats.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>
#include <unistd.h>

namespace dateline::bench {
namespace {

namespace fs = std::filesystem;

void say(const std::string& what) {
  fmt::print(stderr, "dateline-bench: {}\n", what);
}

std::uint64_t bytes_below(const fs::path& directory) {
  std::uint64_t sum = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) sum += entry.file_size();
  }
  return sum;
}

/// The number after `label`, maybe with commas between thousands; 0 if there is none.
std::uint64_t number_after(std::string_view label, std::string_view text) {
  const std::size_t at = text.rfind(label);
  if (at == std::string_view::npos) return 0;
  std::string_view rest = text.substr(at + label.size());
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  rest = rest.substr(0, rest.find_first_not_of("0123456789,"));
  std::uint64_t number = 0;
  for (const char c : rest) {
    if (c != ',') number = number * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return number;
}

/// Fails unless the program itself says, after `label`, that it indexed all articles.
void expect_count(const std::string& program, const Run& run, std::string_view label,
                  std::uint64_t articles) {
  const std::uint64_t count = number_after(label, run.output);
  if (count != articles) {
    throw std::runtime_error(fmt::format("{} was given {} articles but reports {}:\n{}", program,
                                         articles, count, run.output));
  }
}

/// The program, its arguments, where its index goes and how it reports the number of articles.
struct Contender {
  Arguments command;
  fs::path index;
  std::string_view count_label;
};

void index_once(const Contender& contender, std::uint64_t articles, Launcher& launcher,
                Indexing& result) {
  fs::remove_all(contender.index);
  sync();  // earlier writes should not be charged to this program
  Run run = launcher.run(contender.command);
  expect_count(contender.command.front(), run, contender.count_label, articles);
  result.disk_bytes = bytes_below(contender.index);
  result.rounds.push_back(std::move(run));
}

/// All queries, each program in turn for each of them, so that a change in the machine's speed
/// affects all alike.
void search_all(const std::vector<std::vector<Arguments>>& commands, Launcher& launcher,
                std::vector<std::vector<double>>& times) {
  for (const std::vector<Arguments>& of_query : commands) {
    for (std::size_t i = 0; i < of_query.size(); ++i) {
      times[i].push_back(launcher.run(of_query[i]).wall_seconds * 1e3);
    }
  }
}

}  // namespace

const char* const kIndexScript =
    "id : boolean=Q unique=Q field\n"
    "title : index=S index field\n"
    "body : index field\n"
    "date : date=yyyymmdd field value=0\n"
    "source : boolean=XSOURCE field value=1\n";

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

double Indexing::wall_seconds() const {
  std::vector<double> values;
  for (const Run& run : rounds) values.push_back(run.wall_seconds);
  return median(std::move(values));
}

double Indexing::cpu_seconds() const {
  std::vector<double> values;
  for (const Run& run : rounds) values.push_back(run.cpu_seconds);
  return median(std::move(values));
}

std::uint64_t Indexing::peak_rss() const {
  std::uint64_t highest = 0;
  for (const Run& run : rounds) highest = std::max(highest, run.peak_rss_bytes);
  return highest;
}

Latency::Latency(std::vector<double> times) : sorted_(std::move(times)) {
  std::sort(sorted_.begin(), sorted_.end());
}

double Latency::percentile(double percent) const {
  const double rank = std::ceil(percent / 100 * static_cast<double>(sorted_.size()));
  return sorted_[std::max<std::size_t>(static_cast<std::size_t>(rank), 1) - 1];
}

Measurements measure(const Programs& programs, const Workload& workload, std::uint64_t articles,
                     unsigned rounds, const fs::path& directory) {
  const std::string archive = (directory / "archive").string();
  const std::string database = (directory / "scriptindex.db").string();
  const std::string script = (directory / "index.script").string();
  const Contender dateline{
      {programs.dateline_index, "add", archive, workload.jsonl.string()}, archive, "added:"};
  const Contender peer{{kScriptindex, database, script, workload.dump.string()},
                       database,
                       "records (added, replaced, deleted, skipped) = ("};
  if (programs.with_peer) {
    OutputFile file(script);
    file.write(kIndexScript);
    file.close();
  }

  Launcher launcher(directory);
  Measurements result;
  if (programs.with_peer) result.scriptindex.emplace();
  for (unsigned round = 1; round <= rounds; ++round) {
    say(fmt::format("indexing, round {} of {}: dateline-index", round, rounds));
    index_once(dateline, articles, launcher, result.dateline);
    if (!programs.with_peer) continue;
    say(fmt::format("indexing, round {} of {}: scriptindex", round, rounds));
    index_once(peer, articles, launcher, *result.scriptindex);
  }

  if (workload.queries.empty()) return result;
  std::vector<std::vector<Arguments>> commands;
  for (const UserQuery& query : workload.queries) {
    const std::string& search = programs.dateline_search;
    std::vector<Arguments>& of_query = commands.emplace_back();
    of_query.push_back({search, archive, query.words});
    of_query.push_back({search, archive, query.words, "--from", query.from, "--to", query.to});
    if (programs.with_peer) of_query.push_back({kQuest, "-d", database, query.words});
  }
  sync();
  std::vector<std::vector<double>> times(commands.front().size());
  say(fmt::format("{} queries, untimed", commands.size()));
  search_all(commands, launcher, times);
  for (std::vector<double>& untimed : times) untimed.clear();
  say(fmt::format("{} queries, timed", commands.size()));
  search_all(commands, launcher, times);
  result.search.emplace(times[0]);
  result.search_month.emplace(times[1]);
  if (programs.with_peer) result.quest.emplace(times[2]);
  return result;
}

}  // namespace dateline::bench
