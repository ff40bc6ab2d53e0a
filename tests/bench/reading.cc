// SPDX-License-Identifier: GPL-2.0-or-later
// dateline-reading: how fast files are read, without understanding and indexing them: megabytes per
// second of processor time, on one thread.
#include "indexer/readers/formats.h"
#include "indexer/readers/stream/input.h"

#include <cstdint>
#include <exception>
#include <string>
#include <variant>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <sys/resource.h>

namespace {

using namespace dateline;

/// Of this process, whatever else the machine is doing.
double processor_seconds(const rusage& usage) {
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

rusage usage_now() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage;
}

void measure(const std::string& file) {
  const double before = processor_seconds(usage_now());
  Input input(file);
  const Format* const format = recognise(input);
  if (format == nullptr) {
    fmt::print("{}: in no known format\n", file);
    return;
  }
  const auto reader = format->open(input, {file});
  std::uint64_t articles = 0;
  std::uint64_t rejects = 0;
  while (const auto result = reader->next()) {
    ++(std::holds_alternative<RawArticle>(*result) ? articles : rejects);
    input.arrived();
  }
  const rusage usage = usage_now();
  const double seconds = processor_seconds(usage) - before;
  const double megabytes = static_cast<double>(input.bytes_read()) / 1e6;
  fmt::print("{}: {}, {} articles, {} rejects, {:.1f} MB, {:.2f} s, {:.0f} MB/s, peak {} MiB\n",
             file, format->name, articles, rejects, megabytes, seconds, megabytes / seconds,
             usage.ru_maxrss / 1024);
}

}  // namespace

int main(int argc, char** argv) try {
  std::vector<std::string> files;
  CLI::App app("Measures how fast files are read, on one thread.", "dateline-reading");
  app.add_option("FILE", files, "articles in any format; - is standard input")->required();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  for (const std::string& file : files) measure(file);
  return 0;
} catch (const std::exception& error) {
  fmt::print(stderr, "dateline-reading: {}\n", error.what());
  return 5;
}
