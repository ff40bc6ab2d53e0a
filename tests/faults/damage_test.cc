// SPDX-License-Identifier: GPL-2.0-or-later
// Bytes that differ from what was written: every answer is correct, or reports damage.
#include "tests/faults/forks.h"
#include "tests/faults/judge.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace faults;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kDamages = 10'000;
constexpr unsigned kPatience = 60;
constexpr std::uint64_t kShare = 30;
/// How many of the questions are asked after each damage, in turn, besides `check`.
constexpr std::size_t kAsked = 1;

/// The archive has 200 KB. Sanitizers take some hundred megabytes for themselves.
constexpr long kMostMemoryKib = 1'000'000;

/// A sanitizer's exit code, which no program uses itself.
const std::vector<std::string> kSanitizers = {
    "ASAN_OPTIONS=exitcode=99:max_allocation_size_mb=1000:"
    "detect_leaks=0:new_delete_type_mismatch=0:verify_asan_link_order=0",
    "UBSAN_OPTIONS=exitcode=99:halt_on_error=1"};

struct Answer {
  int exit_code;
  std::string out;
  bool operator==(const Answer&) const = default;
};

using Random = std::mt19937_64;

std::uint64_t below(Random& random, std::uint64_t end) {
  return std::uniform_int_distribution<std::uint64_t>(0, end - 1)(random);
}

/// One way to damage bytes; it leaves them as they are if it cannot.
struct Way {
  const char* name;
  void (*damage)(std::string& bytes, Random& random);
};

void overwrite(std::string& bytes, Random& random, std::size_t size, char with) {
  const std::size_t at = below(random, bytes.size());
  for (std::size_t i = at; i < std::min(at + size, bytes.size()); ++i) bytes[i] = with;
}

constexpr Way kWays[] = {
    {"one bit",
     [](std::string& bytes, Random& random) {
       char& byte = bytes[below(random, bytes.size())];
       byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << below(random, 8)));
     }},
    {"16 bytes FF",
     [](std::string& bytes, Random& random) { overwrite(bytes, random, 16, '\xFF'); }},
    {"16 bytes 7F",
     [](std::string& bytes, Random& random) { overwrite(bytes, random, 16, '\x7F'); }},
    {"16 bytes 01",
     [](std::string& bytes, Random& random) { overwrite(bytes, random, 16, '\x01'); }},
    {"4 bytes FF", [](std::string& bytes, Random& random) { overwrite(bytes, random, 4, '\xFF'); }},
    {"a block of zeros",
     [](std::string& bytes, Random& random) {
       const std::size_t block = below(random, bytes.size()) / 4096 * 4096;
       for (std::size_t i = block; i < std::min(block + 4096, bytes.size()); ++i) bytes[i] = '\0';
     }},
    {"cut off",
     [](std::string& bytes, Random& random) { bytes.resize(below(random, bytes.size())); }},
    {"doubled", [](std::string& bytes, Random&) { bytes += bytes; }},
    {"one byte more", [](std::string& bytes, Random&) { bytes += '\0'; }},
};

class Questions {
 public:
  explicit Questions(const std::string& archive) {
    const auto put = [&](std::vector<std::string> arguments) {
      commands_.push_back(search(std::move(arguments)));
    };
    commands_.push_back(index({"check", archive}));
    put({archive, "river OR quay", "--format", "json"});
    put({archive, "\"the quay was closed\"", "--format", "json"});
    put({archive, "ferr* OR qu?y", "--format", "json"});
    put({"kwic", archive, "river"});
    put({"facets", archive, "--by", "source", "--by", "tag", "river"});
    put({"timeline", archive, "river OR letters"});
    put({"keyness", archive, "quay"});
    put({"export", archive, "--format", "jsonl"});
    put({"show", archive, "q1"});
    for (const Command& command : commands_) {
      right_.push_back(answer_to(command));
      UNSCOPED_INFO(command.arguments.front() << ": " << right_.back().out);
      REQUIRE(right_.back().exit_code == 0);
      REQUIRE(answer_to(command) == right_.back());
    }
  }

  /// "" or what is wrong with the answer to the `i`-th; 0 is `check`.
  std::string ask(std::size_t i, bool& is_seen) {
    e2e::Outcome outcome;
    const Answer answer = answer_to(commands_[i], &outcome);
    is_seen = answer.exit_code == 3;
    const std::string name = commands_[i].arguments.front();
    if (answer.exit_code < 0 || answer.exit_code > 3) {
      return fmt::format("{} ends with {}: {}", name, answer.exit_code,
                         outcome.err.substr(0, 2000));
    }
    if (answer == right_[i]) return "";
    const bool says = answer.exit_code == 3 || e2e::contains(outcome.err, "damaged") ||
                      e2e::contains(outcome.err, "left out");
    if (says && !outcome.err.empty()) return "";
    // Damage to files derived from the manifest, which no reader needs, is a note.
    if (i == 0 && e2e::contains(outcome.out, "note     archive.")) return "";
    return fmt::format("{} ends with {} and another answer: {} {}", name, answer.exit_code,
                       answer.out.substr(0, 500), outcome.err.substr(0, 500));
  }

  [[nodiscard]] std::size_t size() const { return commands_.size(); }

 private:
  Answer answer_to(const Command& command, e2e::Outcome* all = nullptr) {
    Forks& program = command.program == e2e::index_program() ? indexer_ : searcher_;
    long memory_kib = 0;
    e2e::Outcome outcome = program.run(command.arguments, kPatience, memory_kib);
    if (memory_kib > kMostMemoryKib) outcome.exit_code = -1;
    Answer answer{outcome.exit_code, outcome.out};
    if (all != nullptr) *all = std::move(outcome);
    return answer;
  }

  Forks indexer_{e2e::index_program(), kSanitizers};
  Forks searcher_{e2e::search_program(), kSanitizers};

  std::vector<Command> commands_;
  std::vector<Answer> right_;
};

void write(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace

TEST_CASE(
    "a damaged file is reported, and never another answer, a crash, a hang or a lot of memory",
    "[damage]") {
  World world;
  make_archive(world);
  Questions questions(world.archive());
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(world.archive())) {
    if (entry.is_regular_file() && entry.file_size() != 0) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  REQUIRE(files.size() > 15);

  Random random(20240501);
  std::map<std::string, std::uint64_t> by_way;
  std::vector<std::string> problems;
  const std::uint64_t wanted = chosen(kDamages, kShare).size();
  std::uint64_t done = 0;
  std::uint64_t seen = 0;
  while (done < wanted) {
    const fs::path& file = files[below(random, files.size())];
    const std::string name = file.lexically_relative(world.archive()).string();
    const std::string right = e2e::read(file);
    std::string wrong = right;
    std::string how;
    const std::size_t way = below(random, std::size(kWays) + 1);
    if (way < std::size(kWays)) {
      how = kWays[way].name;
      kWays[way].damage(wrong, random);
    } else {
      how = "another's bytes";
      wrong = e2e::read(files[below(random, files.size())]);
    }
    if (wrong == right) continue;
    write(file, wrong);
    ++by_way[how];
    bool is_seen = false;
    const auto note = [&](const std::string& problem) {
      if (!problem.empty()) problems.push_back(fmt::format("{} {}: {}", name, how, problem));
    };
    note(questions.ask(0, is_seen));
    if (is_seen) ++seen;
    for (std::size_t i = 0; i < kAsked; ++i) {
      bool ignored = false;
      std::string problem =
          questions.ask(1 + (done * kAsked + i) % (questions.size() - 1), ignored);
      if (!problem.empty() && is_seen) problem += " (check sees it)";
      note(problem);
    }
    write(file, right);
    ++done;
  }
  for (const auto& [how, times] : by_way) fmt::print("damage           {:<16} {:>5}\n", how, times);
  fmt::print("damage: {} of {} files, {} questions, {} seen by check, {} problems\n", done,
             files.size(), done * (kAsked + 1), seen, problems.size());
  for (std::size_t i = 0; i < problems.size() && i < 20; ++i) UNSCOPED_INFO(problems[i]);
  CHECK(problems.empty());
}
