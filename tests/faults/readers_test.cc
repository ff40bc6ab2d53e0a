// SPDX-License-Identifier: GPL-2.0-or-later
// Readers beside a writer: every answer matches one published revision.
#include "tests/faults/world.h"

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

using namespace faults;
using Json = nlohmann::json;

namespace {

constexpr std::size_t kReaders = 8;
/// One has as many articles as the largest page.
constexpr std::size_t kMostArticles = 60;

std::chrono::seconds given_time() {
  const char* const given = std::getenv("DATELINE_FAULTS_SECONDS");
  return std::chrono::seconds(given == nullptr ? 5 : std::stoi(given));
}

using Articles = std::set<std::string>;  // "id headline"

std::string name_of(const Json& article) {
  return article.at("id").get<std::string>() + " " + article.at("headline").get<std::string>();
}

/// The content of an export.
Articles articles_in(const std::string& exported) {
  Articles articles;
  std::istringstream lines(exported);
  for (std::string line; std::getline(lines, line);) articles.insert(name_of(Json::parse(line)));
  return articles;
}

/// What each command published, or will publish.
class Published {
 public:
  void begin(Articles articles) {
    const std::lock_guard lock(mutex_);
    all_.push_back(std::move(articles));
  }
  void end() { done_ = all_.size(); }
  [[nodiscard]] std::size_t done() const { return done_; }

  /// Was it there at any time since `done` had that value?
  [[nodiscard]] bool had(const Articles& articles, std::size_t since) {
    const std::lock_guard lock(mutex_);
    for (std::size_t i = since - 1; i < all_.size(); ++i) {
      if (all_[i] == articles) return true;
    }
    return false;
  }

 private:
  std::mutex mutex_;
  std::vector<Articles> all_;
  std::atomic<std::size_t> done_{0};
};

/// Adds, corrects, deletes, merges, and backs up.
class Writer {
 public:
  Writer(World& world, Published& published) : world_(world), published_(published) {}

  void step() {
    const std::size_t what = articles_.size() >= kMostArticles ? 6 : random_() % 10;
    if (articles_.size() < 4 || what < 6) return add();
    if (what < 8) return remove();
    if (what < 9) return back_up();
    begin();
    end(e2e::index({"compact", world_.archive()}));
  }

  [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }
  [[nodiscard]] std::size_t steps() const { return steps_; }
  [[nodiscard]] std::size_t backups() const { return backups_; }

 private:
  void add() {
    std::string lines;
    for (int i = 0; i < 3; ++i) put(fmt::format("n{}", next_++), 1, lines);
    if (articles_.size() > 3) {
      auto& [id, version] = *std::next(
          articles_.begin(), static_cast<std::ptrdiff_t>(random_() % (articles_.size() - 3)));
      put(id, version + 1, lines);
    }
    begin();
    end(e2e::index(
        {"add", world_.archive(), world_.input(fmt::format("{}.jsonl", steps_), lines)}));
  }

  void remove() {
    std::vector<std::string> arguments = {"delete", world_.archive(), "--yes"};
    for (std::size_t i = 0; i < articles_.size() / 3 + 1; ++i) {
      const auto gone =
          std::next(articles_.begin(), static_cast<std::ptrdiff_t>(random_() % articles_.size()));
      arguments.insert(arguments.end(), {"--id", gone->first});
      articles_.erase(gone);
    }
    begin();
    end(e2e::index(arguments));
  }

  /// A backup has what was last published.
  void back_up() {
    const std::string backup = world_.path("backup");
    ++backups_;
    const e2e::Outcome outcome = e2e::index({"backup", world_.archive(), backup, "--keep", "2"});
    const e2e::Outcome told = e2e::search({"export", backup, "--format", "jsonl"});
    if (outcome.exit_code != 0 || told.exit_code != 0 || articles_in(told.out) != articles()) {
      problems_.push_back("the backup is another: " + outcome.err + told.err);
    }
  }

  void put(const std::string& id, int version, std::string& lines) {
    articles_[id] = version;
    lines += fmt::format(
        R"({{"id":"{}","headline":"Version {}","date":"20{}-03-01","body":"A flood at {}, the {}."}})"
        "\n",
        id, version, 10 + std::hash<std::string>()(id) % 3, id, version);
  }

  [[nodiscard]] Articles articles() const {
    Articles articles;
    for (const auto& [id, version] : articles_)
      articles.insert(fmt::format("{} Version {}", id, version));
    return articles;
  }
  void begin() { published_.begin(articles()); }
  void end(const e2e::Outcome& outcome) {
    ++steps_;
    if (outcome.exit_code != 0) problems_.push_back(outcome.err);
    published_.end();
  }

  World& world_;
  Published& published_;
  std::map<std::string, int> articles_;
  std::mt19937 random_{15};
  int next_ = 0;
  std::size_t steps_ = 0;
  std::size_t backups_ = 0;
  std::vector<std::string> problems_;
};

/// Asks, in turn, by a search and by an export.
class Reader {
 public:
  Reader(const World& world, Published& published) : world_(world), published_(published) {}

  void step() {
    const std::size_t since = published_.done();
    const bool by_search = ++questions_ % 2 == 0;
    const e2e::Outcome outcome =
        by_search ? e2e::search({world_.archive(), "flood", "--format", "json", "-n", "100"})
                  : e2e::search({"export", world_.archive(), "flood", "--format", "jsonl"});
    if (outcome.exit_code != 0) {
      problems_.push_back(fmt::format("exit {}: {}", outcome.exit_code, outcome.err));
      return;
    }
    Articles articles;
    if (by_search) {
      const Json answer = Json::parse(outcome.out);
      for (const Json& hit : answer.at("hits")) articles.insert(name_of(hit));
      if (answer.at("total").at("count") != articles.size())
        problems_.push_back("the total is another");
    } else {
      articles = articles_in(outcome.out);
    }
    if (!published_.had(articles, since)) {
      problems_.push_back(
          fmt::format("{} articles that were published at no time", articles.size()));
    }
  }

  [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }
  [[nodiscard]] std::size_t questions() const { return questions_; }

 private:
  const World& world_;
  Published& published_;
  std::size_t questions_ = 0;
  std::vector<std::string> problems_;
};

void report(const std::vector<std::string>& problems) {
  for (std::size_t i = 0; i < problems.size() && i < 3; ++i) FAIL_CHECK(problems[i]);
}

}  // namespace

TEST_CASE("every answer beside a writer is what was published at one time", "[readers]") {
  World world;
  Published published;
  Writer writer(world, published);
  writer.step();
  std::vector<Reader> readers(kReaders, Reader(world, published));
  std::atomic<bool> is_over = false;
  std::vector<std::thread> threads;
  for (Reader& reader : readers) {
    threads.emplace_back([&] {
      while (!is_over) reader.step();
    });
  }
  const auto end = std::chrono::steady_clock::now() + given_time();
  while (std::chrono::steady_clock::now() < end) writer.step();
  is_over = true;
  for (std::thread& thread : threads) thread.join();

  std::size_t questions = 0;
  std::size_t problems = writer.problems().size();
  for (const Reader& reader : readers) {
    questions += reader.questions();
    problems += reader.problems().size();
    report(reader.problems());
  }
  report(writer.problems());
  CHECK(questions >= kReaders);
  CHECK(writer.steps() > 1);
  fmt::print("readers: {} answers of {} readers, {} publications, {} backups, {} problems\n",
             questions, kReaders, writer.steps(), writer.backups(), problems);
}
