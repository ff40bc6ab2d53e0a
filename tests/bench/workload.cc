// SPDX-License-Identifier: GPL-2.0-or-later
// Writes the corpus and draws the queries in one pass over the articles.
#include "tests/bench/workload.h"

#include "tests/bench/corpus.h"
#include "tests/bench/formats.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <exception>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <system_error>

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

namespace dateline::bench {
namespace {

constexpr const char* kQueriesFile = "queries.tsv";

/// A band of the vocabulary and the share of a user's words that come from it.
struct Band {
  std::uint32_t first_rank;
  std::uint32_t last_rank;
  double weight;
};
constexpr std::array<Band, 3> kBands = {{{Vocabulary::kFunctionWords, 1'999, 0.35},
                                         {2'000, 19'999, 0.4},
                                         {20'000, Vocabulary::kWords - 1, 0.25}}};

/// How often a query has one, two, three, four words.
constexpr std::array<double, 4> kQueryLengths = {0.25, 0.35, 0.25, 0.15};

template <typename Range, typename Weight>
AliasTable table_of(const Range& range, Weight weight) {
  std::vector<double> weights;
  weights.reserve(range.size());
  for (const auto& entry : range) weights.push_back(weight(entry));
  return AliasTable(weights);
}

/// Draws the queries of some of the articles that pass by.
class QueryDrawer {
 public:
  QueryDrawer(const WorkloadSettings& settings, const Vocabulary& vocabulary)
      : vocabulary_(vocabulary),
        rng_(settings.seed + 1),
        bands_(table_of(kBands, [](const Band& band) { return band.weight; })),
        lengths_(table_of(kQueryLengths, [](double weight) { return weight; })) {
    for (std::uint64_t i = 0; i < settings.queries; ++i) {
      drawn_.push_back(
          static_cast<std::uint64_t>(static_cast<double>(settings.articles) * rng_.unit()));
    }
    std::sort(drawn_.rbegin(), drawn_.rend());
  }

  /// Appends a line to `out` for each query that article number `index` was drawn for.
  void pass(std::uint64_t index, const SyntheticArticle& article, std::string& out) {
    while (!drawn_.empty() && drawn_.back() == index) {
      drawn_.pop_back();
      const std::chrono::year_month month{article.date.year(), article.date.month()};
      const std::chrono::year_month_day last = month / std::chrono::last;
      fmt::format_to(std::back_inserter(out), "{0:04}-{1:02}-01\t{0:04}-{1:02}-{2:02}\t{3}\n",
                     static_cast<int>(month.year()), static_cast<unsigned>(month.month()),
                     static_cast<unsigned>(last.day()), words(article));
    }
  }

 private:
  std::string words(const SyntheticArticle& article) {
    std::vector<std::uint32_t> chosen;
    const std::uint32_t length = lengths_.sample(rng_) + 1;
    for (std::uint32_t i = 0; i < length; ++i) {
      const auto rank = word(article, kBands[bands_.sample(rng_)], chosen);
      if (rank) chosen.push_back(*rank);
    }
    // An article of only function words does not happen; a query must not be empty even so.
    if (chosen.empty()) chosen.push_back(article.ranks.front());
    std::string text;
    for (const std::uint32_t rank : chosen) {
      if (!text.empty()) text += ' ';
      text += vocabulary_.word(rank);
    }
    return text;
  }

  /// A word of the article from that band, or if it has none, from any band of content words.
  std::optional<std::uint32_t> word(const SyntheticArticle& article, const Band& band,
                                    const std::vector<std::uint32_t>& chosen) {
    std::vector<std::uint32_t> in_band;
    std::vector<std::uint32_t> content;
    for (const std::uint32_t rank : article.ranks) {
      if (std::find(chosen.begin(), chosen.end(), rank) != chosen.end()) continue;
      if (rank >= Vocabulary::kFunctionWords) content.push_back(rank);
      if (rank >= band.first_rank && rank <= band.last_rank) in_band.push_back(rank);
    }
    const std::vector<std::uint32_t>& from = in_band.empty() ? content : in_band;
    if (from.empty()) return std::nullopt;
    return from[rng_.below(static_cast<std::uint32_t>(from.size()))];
  }

  const Vocabulary& vocabulary_;
  Rng rng_;
  AliasTable bands_;
  AliasTable lengths_;
  std::vector<std::uint64_t> drawn_;  ///< articles still to come, the next one last
};

void write_all(const WorkloadSettings& settings, const Workload& files,
               const std::filesystem::path& queries_file) {
  OutputFile jsonl(files.jsonl);
  std::optional<OutputFile> dump;
  if (settings.for_peer) dump.emplace(files.dump);
  Corpus corpus(settings.articles, settings.seed);
  QueryDrawer drawer(settings, corpus.vocabulary());
  SyntheticArticle article;
  std::string queries;
  std::string record;
  std::uint64_t text_bytes = 0;
  for (std::uint64_t index = 0; corpus.next(article); ++index) {
    text_bytes += article.text_bytes();
    drawer.pass(index, article, queries);
    record.clear();
    append_jsonl(article, record);
    jsonl.write(record);
    if (!dump) continue;
    record.clear();
    append_scriptindex(article, record);
    dump->write(record);
  }
  jsonl.close();
  if (dump) dump->close();
  OutputFile list(queries_file);
  list.write(fmt::format("{}\n", text_bytes));
  list.write(queries);
  list.close();
}

/// Runs `work` in a child process and waits for it.
template <typename Work>
void in_child(Work work) {
  const pid_t child = fork();
  if (child < 0) throw std::system_error(errno, std::generic_category(), "cannot fork");
  if (child == 0) {
    int code = 0;
    try {
      work();
    } catch (const std::exception& error) {
      fmt::print(stderr, "dateline-bench: {}\n", error.what());
      code = 1;
    }
    _exit(code);  // the parent's buffers and destructors are the parent's
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "cannot wait");
  }
  if (status != 0) throw std::runtime_error("the corpus could not be written");
}

}  // namespace

Workload prepare_workload(const WorkloadSettings& settings,
                          const std::filesystem::path& directory) {
  Workload workload;
  workload.jsonl = directory / "corpus.jsonl";
  workload.dump = directory / "corpus.dump";
  const std::filesystem::path queries_file = directory / kQueriesFile;
  in_child([&] { write_all(settings, workload, queries_file); });

  std::ifstream list(queries_file);
  list >> workload.text_bytes;
  list.ignore(1);
  UserQuery query;
  while (std::getline(list, query.from, '\t') && std::getline(list, query.to, '\t') &&
         std::getline(list, query.words)) {
    workload.queries.push_back(query);
  }
  if (workload.queries.size() != settings.queries) {
    throw std::runtime_error(fmt::format("{} cannot be read", queries_file.string()));
  }
  return workload;
}

}  // namespace dateline::bench
