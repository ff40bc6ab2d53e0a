// SPDX-License-Identifier: GPL-2.0-or-later
// How well articles are extracted from HTML pages: compares a folder of pages with what people
// found in them, and says by kind what was wrong. README.md has the forms of expectations.
#include "indexer/extract/understand.h"
#include "indexer/readers/html/page.h"
#include "indexer/readers/stream/content_coding.h"
#include "tests/bench/extraction_score.h"

#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace {

namespace fs = std::filesystem;
using namespace dateline;
using Json = nlohmann::json;

/// Of which outlets pages are read.
enum class Half { Both, First, Second };

/// FNV-1a: the same on every machine, so that halves stay apart.
bool is_in_first_half(std::string_view outlet) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : outlet) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return (hash >> 32U) % 2 == 0;
}

std::string file_bytes(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), {});
  if (path.extension() != ".gz") return bytes;
  return without_coding(bytes, ContentCoding::Gzip, html::kMaxPageBytes).value_or("");
}

std::optional<fs::path> page_path(const fs::path& folder, const std::string& id) {
  for (const char* form : {"{}", "{}.html", "html/{}.html", "html/{}.html.gz", "{}.html.gz"}) {
    fs::path path = folder / fmt::format(fmt::runtime(form), id);
    if (fs::is_regular_file(path)) return path;
  }
  return std::nullopt;
}

/// One file for all pages, or a file beside each page.
std::map<std::string, Json> expectations(const fs::path& folder, const fs::path& expected) {
  std::map<std::string, Json> all;
  const auto parsed = [](const fs::path& path) {
    std::ifstream file(path);
    return Json::parse(file, nullptr, false);
  };
  if (!expected.empty()) {
    const Json one = parsed(expected);
    if (!one.is_object()) throw CLI::ValidationError(expected.string(), "not a JSON object");
    for (const auto& [id, page] : one.items()) all.emplace(id, page);
    return all;
  }
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const fs::path& path = entry.path();
    if (path.extension() != ".json") continue;
    Json one = parsed(path);
    if (!one.is_object()) throw CLI::ValidationError(path.string(), "not a JSON object");
    all.emplace(fs::relative(fs::path(path).replace_extension(), folder).string(), std::move(one));
  }
  return all;
}

class Benchmark {
 public:
  Benchmark(fs::path folder, bool verbose) : folder_(std::move(folder)), verbose_(verbose) {}

  void page(const std::string& id, const Json& expected) {
    const auto path = page_path(folder_, id);
    if (!path) {
      ++missing_;
      return;
    }
    const std::string bytes = file_bytes(*path);
    const std::clock_t start = std::clock();  // time of one core, whatever else runs
    const auto results = html::read_page(bytes, {{id, 0, 0}, expected.value("url", ""), ""});
    seconds_ += static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    bytes_ += bytes.size();
    Article article;
    std::string reason;
    const auto* const raw = std::get_if<RawArticle>(&results.front());
    if (results.size() > 1) {
      reason = "parted, as several articles";
    } else if (raw != nullptr) {
      article = understand(*raw, {}, utc_now());
    } else {
      reason = std::get<Reject>(results.front()).reason;
    }
    score_.take(expected, article, reason, [&](std::string_view field, const std::string& what) {
      if (verbose_) fmt::print("{}: {}: {}\n", id, field, what);
    });
  }

  void print() const {
    score_.print();
    if (missing_ > 0) fmt::print("not found     {:>6}\n", missing_);
    if (seconds_ > 0) {
      fmt::print("speed         {:>6.1f} MB/s\n", static_cast<double>(bytes_) / 1e6 / seconds_);
    }
  }

 private:
  fs::path folder_;
  bool verbose_;
  int missing_ = 0;
  bench::ExtractionScore score_;
  std::uint64_t bytes_ = 0;
  double seconds_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Measures extraction from HTML pages against what people found in them.");
  fs::path folder;
  fs::path expected;
  bool verbose = false;
  Half half = Half::Both;
  app.add_option("FOLDER", folder, "the pages")->required()->check(CLI::ExistingDirectory);
  app.add_option("EXPECTED", expected, "what they hold, in JSON; without it, a file beside each")
      ->check(CLI::ExistingFile);
  app.add_flag("-v,--verbose", verbose, "print what is not as expected, page by page");
  app.add_option("--half", half, "outlets: the half to look at (first), or the one held out")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, Half>{{"first", Half::First}, {"second", Half::Second}}));
  CLI11_PARSE(app, argc, argv);
  if (verbose && half == Half::Second) {
    fmt::print(stderr, "extraction: the second half is held out: only its totals are printed\n");
    return 2;
  }
  try {
    Benchmark benchmark(folder, verbose);
    for (const auto& [id, one] : expectations(folder, expected)) {
      const bool is_first = is_in_first_half(one.value("outlet", id));
      if (half == Half::Both || (half == Half::First) == is_first) benchmark.page(id, one);
    }
    benchmark.print();
  } catch (const CLI::ValidationError& e) {
    fmt::print(stderr, "extraction: {}\n", e.what());
    return 2;
  }
  return 0;
}
