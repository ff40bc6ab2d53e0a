// SPDX-License-Identifier: GPL-2.0-or-later
// dateline-versus: the same articles and the same questions for Dateline and other engines, in one
// run; README.md beside the other benchmark says what is measured and how.
#include "common/disk/file.h"
#include "tests/bench/formats.h"
#include "tests/bench/machine.h"
#include "tests/bench/measure.h"
#include "tests/bench/process.h"
#include "tests/bench/versus/agreement.h"
#include "tests/bench/versus/articles.h"
#include "tests/bench/versus/engine.h"
#include "tests/bench/versus/questions.h"
#include "tests/bench/versus/table.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <numeric>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

namespace {

using namespace dateline::bench;
namespace fs = std::filesystem;

constexpr std::uint64_t kSeed = 1;
constexpr int kColdStarts = 21;
constexpr std::uint64_t kAdded = 1000;

struct Settings {
  std::vector<std::uint64_t> articles = {100'000};
  std::string corpus;
  std::size_t queries = 200;
  unsigned rounds = 5;
  unsigned index_rounds = 1;
  std::vector<std::string> engines = {"dateline", "lucene", "sqlite", "omega"};
  fs::path directory;
};

void say(const std::string& what) {
  fmt::print(stderr, "dateline-versus: {}\n", what);
}

class Versus {
 public:
  Versus(const Settings& settings, fs::path directory)
      : settings_(settings),
        directory_(std::move(directory)),
        corpus_(directory_ / "corpus.jsonl"),
        launcher_(directory_) {}

  /// With `articles` of the synthetic corpus, or with the file that was given.
  Comparison run(std::uint64_t articles) {
    make_corpus(articles);
    for (const std::string& name : settings_.engines)
      result_.engines.push_back({name, {}, {}, 0, 0, 0, {}});
    for (unsigned round = 1; round <= settings_.index_rounds; ++round) {
      for (EngineResult& engine : result_.engines) build(engine, round);
    }
    say("drawing questions");
    rows_ = draw_questions(corpus_, result_.articles, settings_.queries, kSeed);
    for (const EngineResult& engine : result_.engines) {
      if (engine.name != "omega") {
        serving_.push_back(std::make_unique<Engine>(program(engine.name), place(engine.name)));
      }
    }
    compare();
    measure_rows();
    serving_.clear();
    for (EngineResult& engine : result_.engines) measure_cold(engine);
    measure_adding();
    return std::move(result_);
  }

 private:
  static std::string program(const std::string& engine) {
    return std::string(VERSUS_DIRECTORY) + "/versus-" + engine;
  }
  [[nodiscard]] std::string place(const std::string& engine) const {
    return (directory_ / engine).string();
  }

  void make_corpus(std::uint64_t articles) {
    if (settings_.corpus.empty()) {
      say(fmt::format("writing {} articles", articles));
      launcher_.run({DATELINE_CORPUS, "--articles", std::to_string(articles), corpus_.string()});
    } else {
      const std::uint64_t left_out = normalise(settings_.corpus, corpus_);
      say(fmt::format("{} articles without a full date are left out", left_out));
    }
    each_article(corpus_, [&](const PlainArticle& article) {
      ++result_.articles;
      result_.text_bytes += article.text_bytes();
    });
  }

  void build(EngineResult& engine, unsigned round) {
    say(fmt::format("indexing with {}, round {} of {}", engine.name, round,
                    settings_.index_rounds));
    const std::string to = place(engine.name);
    fs::remove_all(to);
    Arguments command = {program(engine.name), "index", corpus_.string(), to};
    if (engine.name == "omega") {
      const fs::path dump = directory_ / "omega.dump";
      const fs::path script = directory_ / "omega.script";
      if (!fs::exists(dump)) write_dump(corpus_, dump);
      OutputFile file(script);
      file.write(kIndexScript);
      file.close();
      command = {kScriptindex, to, script.string(), dump.string()};
    }
    sync();  // earlier writes should not be charged to this program
    engine.indexing.rounds.push_back(launcher_.run(command));
    engine.indexing.disk_bytes = dateline::tree_bytes(to);
  }

  [[nodiscard]] int index_of(const std::string& name) const {
    for (std::size_t i = 0; i < serving_.size(); ++i) {
      if (settings_.engines[i] == name) return static_cast<int>(i);
    }
    return -1;
  }

  /// Dateline and Lucene must give the same answers; on the user's own corpus, where they split
  /// text into words differently, it reports how often they do.
  void compare() {
    const int lucene = index_of("lucene");
    if (lucene < 0) {
      result_.agreement = "answers not compared";
      return;
    }
    say("comparing answers");
    std::size_t asked = 0;
    std::size_t same = 0;
    for (const Row& row : rows_) {
      for (const std::string& operation : {row.operation, row.check}) {
        if (operation.empty()) continue;
        for (const std::string& request : row.requests) {
          const std::string line = operation + "\t" + request;
          const std::string wrong =
              difference(operation, serving_.front()->ask(line),
                         serving_[static_cast<std::size_t>(lucene)]->ask(line));
          ++asked;
          same += wrong.empty() ? 1 : 0;
          if (wrong.empty() || !settings_.corpus.empty()) continue;
          throw std::runtime_error(
              fmt::format("dateline and lucene disagree on '{}': {}", line, wrong));
        }
      }
    }
    result_.agreement = fmt::format("dateline and lucene agree on {} of {} answers", same, asked);
  }

  void measure_rows() {
    for (const Row& row : rows_) {
      say("timing: " + row.name);
      // times[engine][request][round]
      std::vector<std::vector<std::vector<double>>> times(
          serving_.size(), std::vector<std::vector<double>>(row.requests.size()));
      // Two rounds that do not count, for the JVM more than for the others.
      for (unsigned round = 0; round < settings_.rounds + 2; ++round) {
        for (std::size_t e = 0; e < serving_.size(); ++e) {
          const std::size_t engine = (e + round) % serving_.size();
          for (std::size_t q = 0; q < row.requests.size(); ++q) {
            const Answer answer = serving_[engine]->ask(row.operation + "\t" + row.requests[q]);
            if (round >= 2) times[engine][q].push_back(answer.milliseconds);
          }
        }
      }
      for (std::size_t e = 0; e < serving_.size(); ++e) {
        std::vector<double> medians;
        for (std::vector<double>& of_query : times[e]) medians.push_back(median(of_query));
        const double mean = std::accumulate(medians.begin(), medians.end(), 0.0) /
                            static_cast<double>(medians.size());
        result_.engines[e].rows.push_back({row.name, Latency(std::move(medians)), mean});
      }
    }
    for (std::size_t e = 0; e < serving_.size(); ++e) {
      result_.engines[e].search_own_bytes = serving_[e]->own_bytes();
      result_.engines[e].search_rss_bytes = serving_[e]->peak_rss_bytes();
    }
  }

  /// From the start of a process to the last byte of a page of ten with snippets.
  void measure_cold(EngineResult& engine) {
    const std::string& request = rows_.back().requests.front();
    std::string words = request.substr(request.rfind('\t') + 1);
    Arguments command = {program(engine.name), "once", place(engine.name), "page\t" + request};
    if (engine.name == "omega") command = {kQuest, "-d", place("omega"), words};
    if (engine.name == "dateline") command = {DATELINE_SEARCH, place("dateline"), words};
    std::vector<double> times;
    for (int i = 0; i < kColdStarts; ++i) {
      times.push_back(launcher_.run(command).wall_seconds * 1e3);
    }
    engine.cold_milliseconds = median(times);
  }

  void measure_adding() {
    const fs::path more = directory_ / "more.jsonl";
    write_more(corpus_, kAdded, more);
    result_.engines.front().add_seconds =
        launcher_.run({DATELINE_INDEX, "add", place("dateline"), more.string()}).wall_seconds;
  }

  const Settings& settings_;
  fs::path directory_;
  fs::path corpus_;
  Launcher launcher_;
  Comparison result_;
  std::vector<Row> rows_;
  std::vector<std::unique_ptr<Engine>> serving_;
};

void run(const Settings& settings) {
  const Machine machine = this_machine();
  fmt::print("{} cores of {}, {:.1f} GB, Linux {}; load at start {:.2f}\n\n", machine.cores,
             machine.model, static_cast<double>(machine.memory_bytes) / 1e9, machine.kernel,
             machine.load);
  std::vector<Comparison> comparisons;
  const std::vector<std::uint64_t> sizes =
      settings.corpus.empty() ? settings.articles : std::vector<std::uint64_t>{0};
  for (const std::uint64_t articles : sizes) {
    const fs::path directory = settings.directory / fmt::format("versus-{}-{}", getpid(), articles);
    fs::create_directories(directory);
    try {
      comparisons.push_back(Versus(settings, directory).run(articles));
    } catch (...) {
      fs::remove_all(directory);
      throw;
    }
    fs::remove_all(directory);
    fmt::print("{}\n", comparison_table(comparisons.back()));
    std::fflush(stdout);
  }
  if (comparisons.size() > 1) fmt::print("{}", growth_table(comparisons));
}

}  // namespace

int main(int argc, char** argv) try {
  Settings settings;
  settings.directory = fs::temp_directory_path();
  CLI::App app("Sets Dateline beside other engines: the same articles, the same questions.",
               "dateline-versus");
  app.add_option("--articles", settings.articles,
                 "sizes of the synthetic corpus, one after another")
      ->delimiter(',')
      ->capture_default_str();
  app.add_option("--corpus", settings.corpus, "articles to use instead, in a file Dateline reads")
      ->check(CLI::ExistingFile);
  app.add_option("--queries", settings.queries, "queries a row")->capture_default_str();
  app.add_option("--rounds", settings.rounds, "timed rounds of all queries")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  app.add_option("--index-rounds", settings.index_rounds, "rounds of indexing")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  app.add_option("--engines", settings.engines, "dateline first; lucene, sqlite, omega last")
      ->delimiter(',')
      ->capture_default_str();
  app.add_option("--directory", settings.directory, "where to put corpora and indexes")
      ->capture_default_str();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  run(settings);
  return 0;
} catch (const std::exception& error) {
  fmt::print(stderr, "dateline-versus: {}\n", error.what());
  return 5;
}
