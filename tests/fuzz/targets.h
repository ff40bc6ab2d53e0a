// SPDX-License-Identifier: GPL-2.0-or-later
// What is fuzzed: files as they come, each reader, the parsers of dates, datelines and queries, the
// files of an archive. A fuzzer runs one of them on generated input; the ordinary tests run them on
// what fuzzers have found.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline::fuzz {

struct Target {
  std::string name;    ///< "reader-jsonl", "date", …
  std::string format;  ///< of what it starts from: a format, "packed" files, or empty
  /// Throws when `bytes` break a promise. Memory errors are left to the sanitizers.
  void (*run)(const Target& target, std::string_view bytes);
  /// What it starts from; null where that is of `format`, or else lines of all specimens.
  std::string (*seed)(const Target& target) = nullptr;
};

/// All of them; among them one for each of `formats()`.
const std::vector<Target>& targets();

/// Null when there is none of that name.
const Target* target_from_name(std::string_view name);

}  // namespace dateline::fuzz
