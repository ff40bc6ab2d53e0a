// SPDX-License-Identifier: GPL-2.0-or-later
// dateline-corpus: writes the synthetic news archive to a file.
#include "tests/bench/corpus.h"
#include "tests/bench/formats.h"

#include <chrono>
#include <cstdint>
#include <exception>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace {

using dateline::bench::Corpus;
using dateline::bench::OutputFile;
using dateline::bench::SyntheticArticle;

struct Settings {
  std::uint64_t articles = 0;
  std::uint64_t seed = 1;
  std::string format = "jsonl";
  std::string out;
};

void generate(const Settings& settings) {
  const auto start = std::chrono::steady_clock::now();
  const auto append = settings.format == "jsonl" ? dateline::bench::append_jsonl
                                                 : dateline::bench::append_scriptindex;
  OutputFile file(settings.out);
  Corpus corpus(settings.articles, settings.seed);
  SyntheticArticle article;
  std::string record;
  std::uint64_t text_bytes = 0;
  std::uint64_t words = 0;
  while (corpus.next(article)) {
    record.clear();
    append(article, record);
    file.write(record);
    text_bytes += article.text_bytes();
    words += article.ranks.size();
  }
  file.close();
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  const double megabytes = static_cast<double>(text_bytes) / 1e6;
  // On stderr, so that OUT may be /dev/stdout.
  fmt::print(stderr, "{} articles, {} words, {:.1f} MB of text, {:.2f} s ({:.0f} MB/s)\n",
             settings.articles, words, megabytes, seconds.count(), megabytes / seconds.count());
}

}  // namespace

int main(int argc, char** argv) try {
  Settings settings;
  CLI::App app("Writes a synthetic news archive. The same options give the same bytes.",
               "dateline-corpus");
  app.add_option("--articles", settings.articles, "how many articles")->required();
  app.add_option("--seed", settings.seed, "another seed, another archive")->capture_default_str();
  app.add_option("--format", settings.format, "jsonl, or scriptindex for Xapian Omega")
      ->check(CLI::IsMember({"jsonl", "scriptindex"}))
      ->capture_default_str();
  app.add_option("OUT", settings.out, "the file to write")->required();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  generate(settings);
  return 0;
} catch (const std::exception& error) {
  fmt::print(stderr, "dateline-corpus: {}\n", error.what());
  return 5;
}
