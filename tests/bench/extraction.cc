// SPDX-License-Identifier: GPL-2.0-or-later
// How well articles are extracted from HTML pages: compares a folder of pages with what a person
// found in them. Two forms of expectations are read:
//   {"page.html": {"headline": …, "date": …, "source": …, "body": …}}   any of the four
//   {"ID": {"articleBody": …, "url": …}}      pages are ID.html or html/ID.html, .gz or not
// The second is that of public benchmarks. Text is compared as they do it: shingles of four words
// as bags, precision and recall averaged over pages. A list of headlines, dates or sources holds
// all that are right (the day there and the day in UTC); an empty one says that the page has none.
#include "common/fields/outlets.h"
#include "common/fields/record.h"
#include "common/fields/schema.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "indexer/extract/source_names.h"
#include "indexer/extract/understand.h"
#include "indexer/readers/html/page.h"
#include "indexer/readers/stream/content_coding.h"

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace {

namespace fs = std::filesystem;
using namespace dateline;

constexpr std::size_t kShingleWords = 4;

/// Runs of letters, digits, marks and underscores.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  bool in_word = false;
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < size;) {
    const std::int32_t begin = at;
    UChar32 c = 0;
    U8_NEXT(bytes, at, size, c);
    const bool is_word = c == '_' || (c > 0 && u_isalnum(c) != 0);
    if (is_word && !in_word) words.emplace_back();
    if (is_word)
      words.back().append(
          text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(at - begin)));
    in_word = is_word;
  }
  return words;
}

std::map<std::string, int> shingles(const std::vector<std::string>& words, std::size_t length) {
  std::map<std::string, int> bag;
  const std::size_t count = words.size() >= length ? words.size() - length + 1 : 1;
  for (std::size_t i = 0; i < count; ++i) {
    std::string shingle;
    for (std::size_t j = i; j < std::min(i + length, words.size()); ++j) shingle += words[j] + " ";
    if (!shingle.empty()) ++bag[shingle];
  }
  return bag;
}

struct Score {
  double precision = 0;
  double recall = 0;
};

double f1(const Score& score) {
  const double sum = score.precision + score.recall;
  return sum == 0 ? 0 : 2 * score.precision * score.recall / sum;
}

Score compare(const std::string& expected, const std::string& found, std::size_t length) {
  const auto truth = shingles(words_of(expected), length);
  const auto bag = shingles(words_of(found), length);
  double common = 0;
  double all_truth = 0;
  double all_found = 0;
  for (const auto& [shingle, count] : truth) all_truth += count;
  for (const auto& [shingle, count] : bag) {
    all_found += count;
    const auto it = truth.find(shingle);
    if (it != truth.end()) common += std::min(count, it->second);
  }
  if (all_truth == 0 && all_found == 0) return {1, 1};
  return {all_found == 0 ? 0 : common / all_found, all_truth == 0 ? 0 : common / all_truth};
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

/// How often a field was right. A wrong value misleads, a missing one does not.
struct Exactness {
  int right = 0;
  int wrong = 0;
  int missing = 0;
};

std::vector<std::string> texts_of(const Json& expected) {
  if (expected.is_array()) return expected.get<std::vector<std::string>>();
  return {expected.get<std::string>()};
}

/// Headlines are compared by their words, since quotation marks, spaces and capitals are the page's
/// style; sources by the outlet that they name.
bool is_headline(const std::string& found, const std::string& wanted) {
  return words_of(text::fold(found)) == words_of(text::fold(text::single_line(wanted)));
}
bool is_source(const std::string& found, const std::string& wanted) {
  return schema::facet_key(found) ==
         schema::facet_key(canonical_source(text::single_line(wanted), SourceTable::built_in()));
}

/// As precise as it is expected: a day, or a moment. A moment in UTC has another day in the east
/// and in the west; people note the day there.
bool is_date(const Date& found, const std::string& wanted) {
  if (wanted.empty()) return !found.known();
  if (iso(found).starts_with(wanted)) return true;
  if (found.utc_offset_minutes != 0 || found.precision < Precision::Minute) return false;
  constexpr int kWest = 8;
  constexpr int kEast = 9;
  const std::int64_t day = day_number(found);
  if (found.hour < kWest) return iso(from_day_number(day - 1)) == wanted;
  return found.hour + kEast >= 24 && iso(from_day_number(day + 1)) == wanted;
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
    const ReadResult result = html::read_page(bytes, {{id, 0, 0}, expected.value("url", ""), ""});
    seconds_ += static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    bytes_ += bytes.size();
    ++pages_;
    Article article;
    if (const auto* raw = std::get_if<RawArticle>(&result)) {
      article = understand(*raw, {}, utc_now());
    } else {
      ++rejected_;
      if (verbose_) fmt::print("{}: rejected: {}\n", id, std::get<Reject>(result).reason);
    }
    const char* const body = expected.contains("articleBody") ? "articleBody" : "body";
    if (expected.contains(body)) take_body(id, expected[body], article.body);
    const auto is_right_date = [&](const std::string&, const std::string& wanted) {
      return is_date(article.published.date, wanted);
    };
    exact(id, "headline", expected, article.headline, is_headline);
    exact(id, "source", expected, article.source, is_source);
    exact(id, "date", expected, iso(article.published.date), is_right_date);
  }

  void print() const {
    fmt::print("pages       {:>6}   rejected {}, missing {}\n", pages_, rejected_, missing_);
    if (bodies_ > 0) {
      print_scores("shingles of 4", shingle_sum_);
      print_scores("words", word_sum_);
    }
    for (const auto& [field, exactness] : fields_) {
      const int asked = exactness.right + exactness.wrong + exactness.missing;
      fmt::print("{:<14}{:>6.1f} % exact ({} of {}), wrong {}, missing {}\n", field,
                 100.0 * exactness.right / asked, exactness.right, asked, exactness.wrong,
                 exactness.missing);
    }
    if (seconds_ > 0) {
      fmt::print("speed         {:>6.1f} MB/s\n", static_cast<double>(bytes_) / 1e6 / seconds_);
    }
  }

 private:
  void take_body(const std::string& id, const std::string& expected, const std::string& found) {
    const Score score = compare(expected, found, kShingleWords);
    const Score words = compare(expected, found, 1);
    shingle_sum_ = {shingle_sum_.precision + score.precision, shingle_sum_.recall + score.recall};
    word_sum_ = {word_sum_.precision + words.precision, word_sum_.recall + words.recall};
    ++bodies_;
    constexpr double kPoor = 0.9;
    if (verbose_ && f1(score) < kPoor) {
      fmt::print("{}: body: precision {:.2f}, recall {:.2f}\n", id, score.precision, score.recall);
    }
  }

  void exact(const std::string& id, const char* field, const Json& expected,
             const std::string& found,
             const std::function<bool(const std::string&, const std::string&)>& is_right) {
    if (!expected.contains(field)) return;
    Exactness& exactness = fields_[field];
    const std::vector<std::string> wanted = texts_of(expected[field]);
    const bool right = std::any_of(wanted.begin(), wanted.end(),
                                   [&](const std::string& one) { return is_right(found, one); });
    ++(right ? exactness.right : found.empty() ? exactness.missing : exactness.wrong);
    if (!right && verbose_) {
      fmt::print("{}: {}: '{}' instead of '{}'\n", id, field, found, fmt::join(wanted, "' or '"));
    }
  }

  void print_scores(const char* name, const Score& sum) const {
    const Score mean = {sum.precision / bodies_, sum.recall / bodies_};
    fmt::print("{:<14}F1 {:.3f}, precision {:.3f}, recall {:.3f}\n", name, f1(mean), mean.precision,
               mean.recall);
  }

  fs::path folder_;
  bool verbose_;
  int pages_ = 0;
  int rejected_ = 0;
  int missing_ = 0;
  int bodies_ = 0;
  Score shingle_sum_;
  Score word_sum_;
  std::map<std::string, Exactness> fields_;
  std::uint64_t bytes_ = 0;
  double seconds_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Measures extraction from HTML pages against what people found in them.");
  fs::path folder;
  fs::path expected;
  bool verbose = false;
  app.add_option("FOLDER", folder, "the pages")->required()->check(CLI::ExistingDirectory);
  app.add_option("EXPECTED", expected, "what they hold, in JSON")
      ->required()
      ->check(CLI::ExistingFile);
  app.add_flag("-v,--verbose", verbose, "name each page that is not as expected");
  CLI11_PARSE(app, argc, argv);
  std::ifstream file(expected);
  const Json all = Json::parse(file, nullptr, false);
  if (!all.is_object()) {
    fmt::print(stderr, "extraction: {} is not a JSON object\n", expected.string());
    return 2;
  }
  Benchmark benchmark(folder, verbose);
  for (const auto& [id, one] : all.items()) benchmark.page(id, one);
  benchmark.print();
  return 0;
}
