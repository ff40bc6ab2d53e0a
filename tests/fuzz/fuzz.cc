// SPDX-License-Identifier: GPL-2.0-or-later
// The fuzzer: libFuzzer's options and, because libFuzzer leaves those with two dashes alone,
//   --targets       lists the targets, each with the format of its seeds
//   --target=NAME   is the one to run
//   --seed=FILE     writes to FILE what the target starts from, where it makes that itself
#include "tests/fuzz/targets.h"

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace {

using namespace dateline::fuzz;

const Target* chosen = nullptr;

constexpr std::string_view kTargetOption = "--target=";
constexpr std::string_view kSeedOption = "--seed=";

/// Writes the seed, and ends.
[[noreturn]] void write_seed(std::string_view path) {
  if (chosen->seed != nullptr) {
    std::ofstream(std::string(path), std::ios::binary) << chosen->seed(*chosen);
  }
  std::exit(0);
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  for (int i = 1; i < *argc; ++i) {
    const std::string_view argument = (*argv)[i];
    if (argument == "--targets") {
      for (const Target& target : targets()) fmt::print("{} {}\n", target.name, target.format);
      std::exit(0);
    }
    if (argument.starts_with(kTargetOption)) {
      chosen = target_from_name(argument.substr(kTargetOption.size()));
    }
    if (argument.starts_with(kSeedOption) && chosen != nullptr) {
      write_seed(argument.substr(kSeedOption.size()));
    }
  }
  if (chosen != nullptr) return 0;
  fmt::print(stderr, "fuzz: --target=NAME must be one of those that --targets lists\n");
  std::exit(2);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  chosen->run(*chosen, {reinterpret_cast<const char*>(data), size});
  return 0;
}
