// SPDX-License-Identifier: GPL-2.0-or-later
// dateline-questions: how long an archive takes to answer each kind of question. One process asks
// all of them; the first time that a query is asked counts, and no query is asked twice.
#include "common/archive/lookup.h"
#include "common/fields/record.h"
#include "common/text/sentences.h"
#include "common/text/tokenizer.h"
#include "searcher/export/export.h"
#include "searcher/export/formats/format.h"
#include "searcher/find/search.h"
#include "searcher/verbs/facets/facets.h"
#include "searcher/verbs/timeline/timeline.h"
#include "tests/bench/machine.h"
#include "tests/bench/rng.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

namespace {

using namespace dateline;
using bench::Rng;

/// The vocabulary of a synthetic archive is large.
constexpr std::size_t kExpansion = 50'000;

/// Draws questions from the archive's own articles, so that each has an answer.
class Questions {
 public:
  Questions(const Archive& archive, std::uint64_t seed) : archive_(archive), rng_(seed) {}

  std::string phrase() {
    const auto [words, at] = place(2);
    return fmt::format("\"{} {}\"", words[at], words[at + 1]);
  }
  std::string within() {
    const auto [words, at] = place(5);
    return fmt::format("{} w/5 {}", words[at], words[at + 1 + rng_.below(4)]);
  }
  std::string in_sentence() {
    const auto [words, at] = place(8);
    return fmt::format("{} w/s {}", words[at], words[at + 1 + rng_.below(7)]);
  }
  /// A word with wildcards for some letters in its middle.
  std::string wildcard() {
    for (;;) {
      const auto [words, at] = place(1);
      const std::string& word = words[at];
      const bool ascii = std::all_of(word.begin(), word.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      });
      if (ascii && word.size() >= 6) return word.substr(0, 3) + "*" + word.substr(word.size() - 2);
    }
  }
  std::string exact() {
    const auto [words, at] = place(1);
    return "=" + words[at];
  }
  std::string ranked() {
    const auto [words, at] = place(12);
    return fmt::format("{} {} {}", words[at], words[at + 5], words[at + 11]);
  }

 private:
  /// The words of a sentence of some article, and a place in it with `room` words.
  std::pair<std::vector<std::string>, std::size_t> place(std::uint32_t room) {
    for (;;) {
      const auto segment = rng_.below(static_cast<std::uint32_t>(archive_.segments().size()));
      const std::uint32_t documents = archive_.segments()[segment].use(
          [](const segment::Reader& reader) { return reader.documents(); });
      const Article article =
          article_from_record(record_of(archive_, {segment, rng_.between(1, documents)}));
      std::vector<std::vector<std::string>> sentences(1);
      const std::vector<text::Token> tokens = text::tokens(article.body);
      for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (i != 0 &&
            text::break_between(article.body, tokens[i - 1], tokens[i]) != text::Break::None) {
          sentences.emplace_back();
        }
        sentences.back().emplace_back(tokens[i].in(article.body));
      }
      auto& sentence = sentences[rng_.below(static_cast<std::uint32_t>(sentences.size()))];
      if (sentence.size() < room) continue;
      const auto at = rng_.below(static_cast<std::uint32_t>(sentence.size()) - room + 1);
      return {std::move(sentence), at};
    }
  }

  const Archive& archive_;
  Rng rng_;
};

double milliseconds(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
      .count();
}

/// The process's own memory now: not the archive's files, which it reads in place.
std::uint64_t own_memory_kb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("RssAnon:")) return std::stoull(line.substr(line.find(':') + 1));
  }
  return 0;
}

void print_times(const std::string& kind, std::vector<double> times, std::uint64_t found) {
  std::sort(times.begin(), times.end());
  const auto at = [&](std::size_t percent) {
    return times[std::min(times.size() - 1, times.size() * percent / 100)];
  };
  double sum = 0;
  for (const double time : times) sum += time;
  fmt::print("{:<22} {:>5} {:>9.2f} {:>9.2f} {:>9.2f} {:>9.2f} {:>12.0f}\n", kind, times.size(),
             sum / static_cast<double>(times.size()), at(50), at(95), times.back(),
             static_cast<double>(found) / static_cast<double>(times.size()));
}

void measure_queries(const std::string& archive, std::size_t queries, std::uint64_t seed,
                     std::uint64_t& most_memory_kb) {
  Searcher searcher(archive);
  Questions questions(searcher.archive(), seed);
  using Kind = std::pair<const char*, std::string (Questions::*)()>;
  for (const auto& [name, draw] :
       {Kind{"three words, ranked", &Questions::ranked}, Kind{"phrase", &Questions::phrase},
        Kind{"a w/5 b", &Questions::within}, Kind{"a w/s b", &Questions::in_sentence},
        Kind{"wil*rd", &Questions::wildcard}, Kind{"=exact", &Questions::exact}}) {
    std::set<std::string> distinct;
    while (distinct.size() < queries) distinct.insert((questions.*draw)());
    std::vector<double> times;
    std::uint64_t found = 0;
    for (const std::string& query : distinct) {
      SearchRequest request;
      request.query = query;
      request.limits.expansion = kExpansion;
      request.today = *make_date(2020, 1, 1);
      times.push_back(milliseconds([&] { found += searcher.search(request).total.value(); }));
      most_memory_kb = std::max(most_memory_kb, own_memory_kb());
    }
    print_times(name, std::move(times), found);
  }
}

/// Complete reports, each reopening the archive as the program does.
void measure_reports(const std::string& archive, const std::string& common_word) {
  constexpr std::size_t kTimes = 20;
  std::vector<double> facets;
  std::vector<double> timelines;
  std::uint64_t matches = 0;
  std::uint64_t articles = 0;
  for (std::size_t i = 0; i < kTimes; ++i) {
    SearchRequest search;
    search.archive = archive;
    search.query = common_word;
    search.facets = {"source", "place", "month"};
    search.limit = 0;
    facets.push_back(milliseconds([&] { matches += dateline::search(search).total.value(); }));
    TimelineRequest timeline;
    timeline.search.archive = archive;
    timeline.by = Bucket::Month;
    timelines.push_back(milliseconds([&] { articles += count_timeline(timeline).articles; }));
  }
  print_times("count and 3 facets", std::move(facets), matches);
  print_times("timeline by month", std::move(timelines), articles);
}

/// The first articles of a query in every format.
void measure_exports(const std::string& archive, const std::string& common_word,
                     std::uint64_t& most_memory_kb) {
  const std::filesystem::path manifest =
      std::filesystem::temp_directory_path() / fmt::format("dateline-questions.{}", getpid());
  for (const ExportFormat& format : export_formats()) {
    ExportRequest request;
    request.search.archive = archive;
    request.search.query = common_word;
    request.format = format.name;
    request.limit = 50'000;
    request.manifest = manifest;
    request.output = open("/dev/null", O_WRONLY | O_CLOEXEC);
    std::uint64_t articles = 0;
    const double time = milliseconds([&] { articles = export_articles(request); });
    close(request.output);
    most_memory_kb = std::max(most_memory_kb, own_memory_kb());
    fmt::print("export {:<15} {:>5} articles, {:.0f} a second\n", format.name, articles,
               static_cast<double>(articles) / time * 1000);
  }
  std::filesystem::remove(manifest);
}

}  // namespace

int main(int argc, char** argv) try {
  std::string archive;
  std::string word = "the";
  std::size_t queries = 200;
  std::uint64_t seed = 1;
  CLI::App app("Measures how long an archive takes to answer each kind of question.",
               "dateline-questions");
  app.add_option("ARCHIVE", archive, "the archive")->required();
  app.add_option("--queries", queries, "queries of each kind")->capture_default_str();
  app.add_option("--seed", seed, "other queries")->capture_default_str();
  app.add_option("--word", word, "what the facets are counted of")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  const bench::Machine machine = bench::this_machine();
  fmt::print("{}, {} cores, load {:.1f}\n", machine.model, machine.cores, machine.load);
  fmt::print("{:<22} {:>5} {:>9} {:>9} {:>9} {:>9} {:>12}\n", "milliseconds", "asked", "mean",
             "median", "95 %", "slowest", "found (mean)");
  std::uint64_t most_memory_kb = 0;
  measure_queries(archive, queries, seed, most_memory_kb);
  measure_reports(archive, word);
  measure_exports(archive, word, most_memory_kb);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print(
      "most memory after an answer: {} MB; at its peak, files that are mapped included: {} MB\n",
      most_memory_kb / 1024, usage.ru_maxrss / 1024);
  return 0;
} catch (const std::exception& error) {
  fmt::print(stderr, "dateline-questions: {}\n", error.what());
  return 5;
}
