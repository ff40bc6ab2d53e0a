// SPDX-License-Identifier: GPL-2.0-or-later
// dateline-bench: measures indexing and searching against Xapian's stock tools, in one run.
#include "tests/bench/formats.h"
#include "tests/bench/machine.h"
#include "tests/bench/measure.h"
#include "tests/bench/report.h"
#include "tests/bench/workload.h"

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace {

namespace fs = std::filesystem;
using namespace dateline::bench;

struct Settings {
  WorkloadSettings workload;
  Programs programs;
  unsigned rounds = 1;
  bool skip_peer = false;
  bool keep = false;
  std::string work;
  std::string json;
};

/// A fresh directory, removed at the end unless it is to be kept.
class WorkDirectory {
 public:
  WorkDirectory(const std::string& parent, bool keep) : keep_(keep) {
    fs::create_directories(parent);
    std::string pattern = (fs::path(parent) / "dateline-bench-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) {
      throw std::system_error(errno, std::generic_category(), "cannot make " + pattern);
    }
    path_ = pattern;
  }
  WorkDirectory(const WorkDirectory&) = delete;
  WorkDirectory& operator=(const WorkDirectory&) = delete;
  ~WorkDirectory() {
    std::error_code error;
    if (keep_) {
      fmt::print(stderr, "dateline-bench: kept {}\n", path_.string());
    } else if (fs::remove_all(path_, error); error) {
      fmt::print(stderr, "dateline-bench: cannot remove {}\n", path_.string());
    }
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
  bool keep_;
};

/// A program in the same build tree as this one.
std::string beside_this_program(const char* relative) {
  const fs::path self = fs::read_symlink("/proc/self/exe");
  return (self.parent_path() / relative).lexically_normal().string();
}

void expect_runnable(const std::string& program, const std::string& advice) {
  if (is_runnable(program)) return;
  throw std::runtime_error(
      fmt::format("{} is not there or cannot be executed\n  {}", program, advice));
}

void bench(const Settings& settings) {
  expect_runnable(settings.programs.dateline_index, "build it, or name it with --index-bin");
  expect_runnable(settings.programs.dateline_search, "build it, or name it with --search-bin");
  if (settings.programs.with_peer) {
    expect_runnable(kScriptindex, "install xapian-omega, or leave the peers out: --skip-peer");
    expect_runnable(kQuest, "install xapian-examples, or leave the peers out: --skip-peer");
  }

  // Opened first: a path that cannot be written should not cost a whole run.
  std::optional<OutputFile> json;
  if (!settings.json.empty()) json.emplace(settings.json);

  Report report;
  report.machine = this_machine();
  report.programs = settings.programs;
  report.articles = settings.workload.articles;
  report.seed = settings.workload.seed;
  report.queries = settings.workload.queries;
  const WorkDirectory work(settings.work, settings.keep);
  if (settings.programs.with_peer) {
    const std::string version = Launcher(work.path()).run({kScriptindex, "--version"}).output;
    report.peer_version = version.substr(0, version.find('\n'));
  }

  fmt::print(stderr, "dateline-bench: writing {} articles below {}\n", report.articles,
             work.path().string());
  const Workload workload = prepare_workload(settings.workload, work.path());
  report.text_bytes = workload.text_bytes;
  report.measured =
      measure(settings.programs, workload, report.articles, settings.rounds, work.path());

  fmt::print("{}", as_text(report));
  if (json) {
    json->write(as_json(report));
    json->close();
  }
}

void add_options(CLI::App& app, Settings& settings) {
  const char* temporary = std::getenv("TMPDIR");
  settings.work = temporary != nullptr && *temporary != '\0' ? temporary : "/tmp";
  settings.programs.dateline_index = beside_this_program("../../indexer/dateline-index");
  settings.programs.dateline_search = beside_this_program("../../searcher/dateline-search");

  app.add_option("--articles", settings.workload.articles, "size of the corpus")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{100'000'000}))
      ->capture_default_str();
  app.add_option("--seed", settings.workload.seed, "another seed, another corpus")
      ->capture_default_str();
  app.add_option("--rounds", settings.rounds, "how often each program indexes the corpus")
      ->check(CLI::Range(1, 99))
      ->capture_default_str();
  app.add_option("--queries", settings.workload.queries, "how many queries; 0 measures no search")
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{1'000'000}))
      ->capture_default_str();
  app.add_flag("--skip-peer", settings.skip_peer, "leave scriptindex and quest out");
  app.add_option("--index-bin", settings.programs.dateline_index, "dateline-index")
      ->capture_default_str();
  app.add_option("--search-bin", settings.programs.dateline_search, "dateline-search")
      ->capture_default_str();
  app.add_option("--work", settings.work, "where the work directory is made")
      ->capture_default_str();
  app.add_flag("--keep", settings.keep, "leave the work directory there");
  app.add_option("--json", settings.json, "write the results to this file as well");
}

}  // namespace

int main(int argc, char** argv) try {
  Settings settings;
  CLI::App app("Measures Dateline against Xapian's stock tools on a synthetic news archive.",
               "dateline-bench");
  add_options(app, settings);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  settings.programs.with_peer = !settings.skip_peer;
  settings.workload.for_peer = settings.programs.with_peer;
  bench(settings);
  return 0;
} catch (const std::exception& error) {
  fmt::print(stderr, "dateline-bench: {}\n", error.what());
  return 5;
}
