// SPDX-License-Identifier: GPL-2.0-or-later
// What is measured: the corpus as files for both programs, and the queries put to it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace dateline::bench {

struct WorkloadSettings {
  std::uint64_t articles = 20'000;
  std::uint64_t seed = 1;
  std::uint64_t queries = 300;
  bool for_peer = true;  ///< also write the scriptindex dump
};

/// 1–4 content words of one article, and the month that article was published in.
struct UserQuery {
  std::string words;
  std::string from;  ///< "2019-12-01"
  std::string to;    ///< "2019-12-31"
};

struct Workload {
  std::filesystem::path jsonl;
  std::filesystem::path dump;    ///< scriptindex's; not written unless asked for
  std::uint64_t text_bytes = 0;  ///< of headlines and bodies
  std::vector<UserQuery> queries;
};

/// Writes the corpus and its queries into `directory`. The work is done by a child process: this
/// process's memory would count towards the peak of every program it starts later. Throws
/// std::runtime_error.
Workload prepare_workload(const WorkloadSettings& settings, const std::filesystem::path& directory);

}  // namespace dateline::bench
