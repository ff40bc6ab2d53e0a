// SPDX-License-Identifier: GPL-2.0-or-later
// The power goes, at any call: of what was acknowledged nothing is lost, whatever the disk kept.
#include "tests/faults/power.h"

#include "tests/faults/judge.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <xxhash.h>

using namespace faults;

namespace {

Image as_it_is(const std::filesystem::path& root) {
  return Disk(root).live();
}

std::uint64_t hash_of_image(const Image& image) {
  std::string all;
  for (const auto& [path, bytes] : image) {
    all += path + '\0' + std::to_string(bytes.size()) + '\0' + bytes;
  }
  return XXH3_64bits(all.data(), all.size());
}

std::string kind(const std::string& path) {
  std::string kind(path.size() + 1, '\0');
  kind_of(path.c_str(), kind.data());
  kind.resize(kind.find('\0'));
  return kind;
}

/// Images after a call, of one command.
class Cuts {
 public:
  Cuts(Judge& judge, const Plan& plan) : judge_(judge) {
    judge_.world().restore();
    disk_.emplace(judge_.world().root());
    Plan logged = plan;
    logged.is_logged = true;
    judge_.run_here(logged);
    calls_ = read_log(judge_.world().log());
  }

  /// Judges those after some calls, and at the end. Returns how many.
  std::uint64_t judge() {
    const Image end = as_it_is(judge_.world().root());
    const std::vector<std::uint64_t> some = chosen(calls_.size());
    const std::set<std::uint64_t> wanted(some.begin(), some.end());
    std::uint64_t images = 0;
    for (std::size_t i = 0; i < calls_.size(); ++i) {
      disk_->play(calls_[i]);
      if (wanted.contains(i + 1) || i + 1 == calls_.size()) images += judge_images(i);
    }
    // Else there are calls that the shim does not see.
    CHECK(disk_->live() == end);
    return images;
  }

  [[nodiscard]] const std::vector<Logged>& calls() const { return calls_; }

 private:
  std::uint64_t judge_images(std::size_t i) {
    const bool is_end = i + 1 == calls_.size();
    for (const Model model : kModels) {
      const Image image = disk_->image(model);
      if (!judged_.insert(hash_of_image(image)).second && !is_end) continue;
      write_image(image, judge_.world().root());
      judge_.judge_state(
          fmt::format("power cut behind call {} of {}, {} {} {}, {}", i + 1, calls_.size(),
                      kCallNames[static_cast<unsigned>(calls_[i].call)], calls_[i].path,
                      calls_[i].other, name_of(model)),
          is_end);
    }
    return kModels.size();
  }

  Judge& judge_;
  std::optional<Disk> disk_;
  std::vector<Logged> calls_;
  std::set<std::uint64_t> judged_;
};

}  // namespace

TEST_CASE("whenever the power goes, nothing is lost that was acknowledged", "[.][power]") {
  for (const Scenario* scenario : chosen_scenarios()) {
    Judge judge(*scenario);
    Cuts cuts(judge, {});
    const std::uint64_t images = cuts.judge();
    CHECK(images >= 4);
    fmt::print("{:<16} power cut       {:>5} images, {} calls, {} different contents\n",
               judge.name(), images, cuts.calls().size(), judge.contents());
    report(judge);
  }
}

TEST_CASE("without any one of its syncs, a power cut loses something", "[.][syncs]") {
  // Syncs of files of one kind are left out at a time, in every command that makes them.
  std::map<std::string, std::set<std::string>> lost;  // by the sync that was left out
  for (const Scenario* scenario : chosen_scenarios()) {
    Judge with(*scenario);
    Cuts all(with, {});
    std::set<std::string> kinds;
    for (const Logged& call : all.calls()) {
      if (call.call == Call::Sync || call.call == Call::SyncDirectory)
        kinds.insert(kind(call.path));
    }
    for (const std::string& one : kinds) {
      Judge without(*scenario);
      Cuts cuts(without, {.fault = Fault::Skip,
                          .points = bit(Call::Sync) | bit(Call::SyncDirectory),
                          .only = one});
      cuts.judge();
      std::set<std::string>& by = lost[one];
      if (!without.problems().empty()) by.insert(scenario->name);
      fmt::print("{:<16} without the sync of {:<40} {}\n", scenario->name, one,
                 without.problems().empty() ? "-" : without.problems().front().substr(0, 200));
    }
  }
  for (const auto& [one, by] : lost) {
    INFO("nothing fails without the sync of " << one);
    CHECK_FALSE(by.empty());
  }
}
