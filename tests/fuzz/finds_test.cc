// SPDX-License-Identifier: GPL-2.0-or-later
// What fuzzers have found (tests/fuzz/finds/TARGET/) stays fixed, and no reader fails on another's
// files.
#include "tests/fuzz/targets.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>

using namespace dateline::fuzz;
namespace fs = std::filesystem;

namespace {

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> files_under(const fs::path& directory) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) found.push_back(entry.path());
  }
  return found;
}

}  // namespace

TEST_CASE("what fuzzers have found is fixed", "[fuzz]") {
  for (const fs::path& path : files_under(DATELINE_FUZZ_FINDS)) {
    INFO(path);
    const Target* const target = target_from_name(path.parent_path().filename().string());
    REQUIRE(target != nullptr);
    CHECK_NOTHROW(target->run(*target, bytes_of(path)));
  }
}

TEST_CASE("every specimen passes through every reader and parser unharmed", "[fuzz]") {
  const std::vector<fs::path> specimens = files_under(DATELINE_SPECIMENS);
  REQUIRE_FALSE(specimens.empty());
  for (const fs::path& path : specimens) {
    const std::string bytes = bytes_of(path);
    for (const Target& target : targets()) {
      INFO(path << " through " << target.name);
      CHECK_NOTHROW(target.run(target, bytes));
    }
  }
}
