// SPDX-License-Identifier: GPL-2.0-or-later
// The measurements: bulk indexing and search, Dateline and Xapian's stock tools side by side.
#pragma once

#include "tests/bench/process.h"
#include "tests/bench/workload.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dateline::bench {

struct Programs {
  std::string dateline_index;
  std::string dateline_search;
  bool with_peer = true;
};

/// The peers, found in PATH.
inline constexpr const char* kScriptindex = "scriptindex";
inline constexpr const char* kQuest = "quest";

/// Tells scriptindex the fields of a record.
extern const char* const kIndexScript;

/// The middle value; the mean of the two middle ones if their number is even.
double median(std::vector<double> values);

/// Bulk indexing by one program.
struct Indexing {
  std::vector<Run> rounds;
  std::uint64_t disk_bytes = 0;  ///< of the last round's index, sum of file sizes

  [[nodiscard]] double wall_seconds() const;     ///< median
  [[nodiscard]] double cpu_seconds() const;      ///< median
  [[nodiscard]] std::uint64_t peak_rss() const;  ///< highest, in bytes
};

/// Times of whole processes, in milliseconds.
class Latency {
 public:
  explicit Latency(std::vector<double> times);
  /// The smallest time that at least `percent` of all do not exceed (nearest rank).
  [[nodiscard]] double percentile(double percent) const;

 private:
  std::vector<double> sorted_;
};

struct Measurements {
  Indexing dateline;
  std::optional<Indexing> scriptindex;
  std::optional<Latency> search;  ///< empty without queries, as are the next two
  std::optional<Latency> search_month;
  std::optional<Latency> quest;
};

/// Runs everything in `directory`, reporting progress on stderr. Throws CommandFailed when a
/// program fails, std::runtime_error when one did less than asked.
Measurements measure(const Programs& programs, const Workload& workload, std::uint64_t articles,
                     unsigned rounds, const std::filesystem::path& directory);

}  // namespace dateline::bench
