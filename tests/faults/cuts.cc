// SPDX-License-Identifier: GPL-2.0-or-later
// Power fails at any call: nothing acknowledged is lost, whatever the disk kept.
#include "tests/faults/power.h"
#include "tests/faults/sweeps.h"

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

constexpr std::uint32_t kSyncs = bit(Call::Sync) | bit(Call::SyncDirectory);

/// Images after a call, of one command.
class Cuts {
 public:
  Cuts(Judge& judge, const Plan& plan) : judge_(judge) {
    judge_.world().restore();
    disk_.emplace(judge_.world().root());
    Plan logged = plan;
    logged.is_logged = true;
    judge_.expect_done(judge_.run_here(logged));
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
      // After a rename there is most to lose.
      if (wanted.contains(i + 1) || calls_[i].call == Call::Rename || i + 1 == calls_.size()) {
        images += judge_images(i);
      }
    }
    // Otherwise there are calls that the shim does not see.
    CHECK((disk_->live() == end));
    return images;
  }

  /// Judges those where names change or are synced, and at the end, until one has lost something.
  void judge_until_lost() {
    constexpr std::uint32_t kOfNames =
        bit(Call::Rename) | bit(Call::Unlink) | bit(Call::SyncDirectory);
    for (std::size_t i = 0; i < calls_.size() && judge_.problems().empty(); ++i) {
      disk_->play(calls_[i]);
      if ((kOfNames & bit(calls_[i].call)) != 0 || i + 1 == calls_.size()) judge_images(i);
    }
  }

  /// The kinds of files and directories whose sync keeps something.
  std::set<std::string> kinds_of_syncs() {
    std::set<std::string> kinds;
    for (const Logged& call : calls_) {
      const bool is_sync = (kSyncs & bit(call.call)) != 0;
      if (is_sync && disk_->keeps_something(call)) kinds.insert(kind(call.path));
      disk_->play(call);
    }
    return kinds;
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
          fmt::format("power cut after call {} of {}, {} {} {}, {}", i + 1, calls_.size(),
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

std::uint64_t faults::cut_power(Judge& judge) {
  Cuts cuts(judge, {});
  const std::uint64_t images = cuts.judge();
  CHECK(images >= 4);
  tell(judge, "power cut", images, kModels.size() * cuts.calls().size());
  return images;
}

std::set<std::string> faults::syncs_of(Judge& judge) {
  return Cuts(judge, {}).kinds_of_syncs();
}

void faults::cut_power_without(Judge& judge, const std::string& kind) {
  Cuts cuts(judge, {.fault = Fault::Skip, .points = kSyncs, .only = kind});
  cuts.judge_until_lost();
}
