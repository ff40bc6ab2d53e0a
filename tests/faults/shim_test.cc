// SPDX-License-Identifier: GPL-2.0-or-later
// The tests of the tests: that faults happen where they should, and that the disk loses data.
#include "tests/faults/power.h"
#include "tests/faults/world.h"

#include <cerrno>
#include <filesystem>

#include <catch2/catch.hpp>

using namespace faults;
namespace fs = std::filesystem;

TEST_CASE("the shim sees, counts, and stops calls on the archive") {
  World world;
  const Command create = index({"create", world.archive()});
  REQUIRE(world.run(create).exit_code == 0);
  const std::uint64_t there = world.control().counted;
  CHECK(there > 20);
  CHECK(world.control().hits == there);  // as no one call was named
  const State made = world.state();
  CHECK(made.is_there);

  fs::remove_all(world.archive());
  CHECK(world.run(create, {.fault = Fault::KillBefore, .at = 1}).exit_code == 128 + 9);
  CHECK(world.control().counted == 1);
  CHECK_FALSE(fs::exists(world.archive()));

  CHECK(
      world
          .run(create,
               {.fault = Fault::Fail, .points = bit(Call::MakeDirectory), .at = 1, .error = ENOSPC})
          .exit_code == 5);
  CHECK_FALSE(fs::exists(world.archive()));
}

TEST_CASE("a log, played, is what the programs wrote") {
  World world;
  Disk disk(world.root());
  REQUIRE(world.run(index({"create", world.archive()}), {.is_logged = true}).exit_code == 0);
  for (const Logged& call : read_log(world.log())) disk.play(call);
  CHECK(disk.live() == Disk(world.root()).live());
  CHECK(disk.live().contains("archive/archive.json"));
}

namespace {

/// A file `a` in a directory `d`, both on disk, with inodes 2 and 3.
class Small {
 public:
  Small() {
    play({Call::MakeDirectory, 2, 0, "d", "", ""});
    play({Call::Create, 3, 0, "d/a", "", ""});
    play({Call::Write, 3, 0, "d/a", "", "old"});
    play({Call::SyncAll, 2, 0, "d", "", ""});
  }
  void play(const Logged& call) { disk_.play(call); }
  [[nodiscard]] Image image(Model model) const { return disk_.image(model); }

 private:
  e2e::Directory empty_;
  Disk disk_{empty_.path()};
};

const Image kOld = {{"d/", ""}, {"d/a", "old"}};

}  // namespace

TEST_CASE("each model of a power cut forgets what it says") {
  Small disk;
  SECTION("bytes that are not synced") {
    disk.play({Call::Write, 3, 3, "d/a", "", "er"});
    CHECK(disk.image(Model::NothingUnsynced) == kOld);
    CHECK(disk.image(Model::RenamesAtOnce) == kOld);
    CHECK(disk.image(Model::MetadataAtOnce) ==
          Image{{"d/", ""}, {"d/a", std::string("old\0\0", 5)}});
    disk.play({Call::Sync, 3, 0, "d/a", "", ""});
    for (const Model model : kModels)
      CHECK(disk.image(model) == Image{{"d/", ""}, {"d/a", "older"}});
  }
  SECTION("names") {
    disk.play({Call::Create, 4, 0, "d/b", "", ""});
    disk.play({Call::Write, 4, 0, "d/b", "", "new"});
    disk.play({Call::Sync, 4, 0, "d/b", "", ""});
    CHECK(disk.image(Model::NothingUnsynced) == kOld);
    CHECK(disk.image(Model::MetadataAtOnce) == Image{{"d/", ""}, {"d/a", "old"}, {"d/b", "new"}});
    disk.play({Call::SyncDirectory, 2, 0, "d", "", ""});
    CHECK(disk.image(Model::NothingUnsynced) == Image{{"d/", ""}, {"d/a", "old"}, {"d/b", "new"}});
  }
  SECTION("a new file that replaces an old one") {
    disk.play({Call::Create, 4, 0, "d/b", "", ""});
    disk.play({Call::Write, 4, 0, "d/b", "", "new"});
    disk.play({Call::Rename, 4, 0, "d/b", "d/a", ""});
    CHECK(disk.image(Model::NothingUnsynced) == kOld);
    CHECK(disk.image(Model::UnlinksAtOnce) == kOld);
    CHECK(disk.image(Model::RenamesAtOnce) == Image{{"d/", ""}, {"d/a", ""}});
    CHECK(disk.image(Model::MetadataAtOnce) == Image{{"d/", ""}, {"d/a", std::string(3, '\0')}});
    disk.play({Call::Sync, 4, 0, "d/a", "", ""});
    CHECK(disk.image(Model::NothingUnsynced) == kOld);
    CHECK(disk.image(Model::RenamesAtOnce) == Image{{"d/", ""}, {"d/a", "new"}});
    disk.play({Call::SyncDirectory, 2, 0, "d", "", ""});
    for (const Model model : kModels) CHECK(disk.image(model) == Image{{"d/", ""}, {"d/a", "new"}});
  }
  SECTION("what is removed") {
    disk.play({Call::Create, 4, 0, "d/b", "", ""});
    disk.play({Call::Unlink, 4, 0, "d/b", "", ""});
    disk.play({Call::Unlink, 3, 0, "d/a", "", ""});
    CHECK(disk.image(Model::NothingUnsynced) == kOld);
    CHECK(disk.image(Model::RenamesAtOnce) == kOld);
    CHECK(disk.image(Model::UnlinksAtOnce) == Image{{"d/", ""}});
    disk.play({Call::SyncDirectory, 2, 0, "d", "", ""});
    for (const Model model : kModels) CHECK(disk.image(model) == Image{{"d/", ""}});
  }
  SECTION("a rename from one directory to another is kept by the sync of either") {
    disk.play({Call::Rename, 3, 0, "d/a", "a", ""});
    CHECK(disk.image(Model::NothingUnsynced) == kOld);
    CHECK(disk.image(Model::RenamesAtOnce) == Image{{"a", "old"}, {"d/", ""}});
    disk.play({Call::SyncDirectory, 2, 0, "d", "", ""});
    CHECK(disk.image(Model::NothingUnsynced) == Image{{"a", "old"}, {"d/", ""}});
  }
}
