// SPDX-License-Identifier: GPL-2.0-or-later
// Which archives are trusted, and where that is remembered.
#include "common/archive/trust.h"

#include "common/archive/manifest.h"
#include "common/disk/file.h"
#include "common/errors/errors.h"
#include "indexer/commands/create/create.h"
#include "tests/unit/temporary.h"

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace trust_test {

using namespace dateline;
using namespace dateline::commands;
namespace fs = std::filesystem;

namespace {

constexpr const char* kNobody = "/nonexistent/trust";

/// An environment variable, for this object's lifetime.
class Variable {
 public:
  Variable(const char* name, const std::optional<std::string>& value) : name_(name) {
    if (const char* const before = std::getenv(name)) before_ = before;
    set(value);
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  ~Variable() { set(before_); }

 private:
  void set(const std::optional<std::string>& value) const {
    value ? setenv(name_, value->c_str(), 1) : unsetenv(name_);
  }

  const char* name_;
  std::optional<std::string> before_;
};

std::string made_at(const fs::path& archive) {
  create(archive, ShardBy::Year);
  return read_manifest(archive).uuid;
}

}  // namespace

TEST_CASE("an archive that was made here is trusted at its place, and nowhere else", "[trust]") {
  const test::Temporary directory;
  const fs::path archive = directory.path() / "news";
  const fs::path other = directory.path() / "other";
  const std::string uuid = made_at(archive);
  CHECK(is_trusted(archive, uuid, kNobody));
  CHECK(is_trusted(archive / ".." / "news/", uuid, kNobody));
  CHECK_FALSE(is_trusted(archive, "another", kNobody));
  CHECK_FALSE(is_trusted(other, uuid, kNobody));
  fs::create_directory_symlink(archive, directory.path() / "link");
  CHECK(is_trusted(directory.path() / "link", uuid, kNobody));

  fs::copy(archive, other, fs::copy_options::recursive);
  CHECK_FALSE(is_trusted(other, uuid, kNobody));
  fs::remove_all(other);
  fs::rename(archive, other);
  CHECK_FALSE(is_trusted(other, uuid, kNobody));
  CHECK_FALSE(is_trusted(archive, uuid, kNobody));
  // Another one in its place, which is then the only one there.
  const std::string second = made_at(archive);
  CHECK(is_trusted(archive, second, kNobody));
  CHECK_FALSE(is_trusted(archive, uuid, kNobody));

  trust(other, uuid);
  CHECK(is_trusted(other, uuid, kNobody));
  CHECK(trusted_archives().back().place == fs::canonical(other));
  CHECK(forget_trust(other));
  CHECK_FALSE(forget_trust(other));
  CHECK_FALSE(is_trusted(other, uuid, kNobody));
  fs::remove_all(archive);
  CHECK(forget_trust(archive));
}

TEST_CASE("a place whose name has spaces is remembered, one with a line break is not", "[trust]") {
  const test::Temporary directory;
  const fs::path odd = directory.path() / "my  news # 1";
  CHECK(is_trusted(odd, made_at(odd), kNobody));
  const fs::path torn = directory.path() / "a\n11111111-2222-4333-8444-555555555555 \n";
  const std::string uuid = made_at(torn);  // which says so
  CHECK_FALSE(is_trusted(torn, uuid, kNobody));
  CHECK_THROWS_AS(trust(torn, uuid), Error);
}

TEST_CASE("an archive is created where it cannot be remembered, and is not trusted", "[trust]") {
  const test::Temporary directory;
  const std::string at = directory.path().string();
  int made = 0;
  const auto make = [&] {
    const fs::path archive = directory.path() / ("news" + std::to_string(++made));
    const std::string uuid = made_at(archive);
    CHECK_FALSE(is_trusted(archive, uuid, kNobody));
    CHECK_THROWS_AS(trust(archive, uuid), Error);
  };
  disk::replace_file(at + "/file", "");
  fs::create_directories(at + "/pipe/dateline");
  REQUIRE(mkfifo((at + "/pipe/dateline/trust").c_str(), 0600) == 0);
  fs::create_directories(at + "/directory/dateline/trust");
  fs::create_directories(at + "/open/dateline");
  disk::replace_file(at + "/open/dateline/trust", "");
  fs::permissions(at + "/open/dateline/trust", fs::perms::others_write, fs::perm_options::add);
  fs::create_directories(at + "/others/dateline");
  disk::replace_file(at + "/others/dateline/trust", "");
  const bool is_root = chown((at + "/others/dateline/trust").c_str(), 12345, 12345) == 0;
  for (const std::string state : {"/file", "/pipe", "/directory", "/open", "/others"}) {
    if (state == "/others" && !is_root) continue;
    CAPTURE(state);
    const Variable variable("XDG_STATE_HOME", at + state);
    make();
  }
  {
    const Variable state("XDG_STATE_HOME", std::nullopt);
    for (const std::optional<std::string>& home :
         {std::optional<std::string>(), std::optional<std::string>(""),
          std::optional<std::string>("relative")}) {
      const Variable variable("HOME", home);
      make();
    }
    const Variable home("HOME", at);
    const fs::path archive = directory.path() / "last";
    CHECK(is_trusted(archive, made_at(archive), kNobody));
    CHECK(fs::is_regular_file(at + "/.local/state/dateline/trust"));
  }
  // By the specification, a relative path does not count.
  const Variable state("XDG_STATE_HOME", "relative");
  const Variable home("HOME", at);
  CHECK(is_trusted(directory.path() / "last", read_manifest(directory.path() / "last").uuid,
                   kNobody));
}

TEST_CASE("an administrator trusts an archive for all, and only an administrator", "[trust]") {
  const test::Temporary directory;
  const fs::path archive = fs::canonical(directory.path()) / "news";
  const std::string uuid = made_at(archive);
  forget_trust(archive);
  const fs::path machine = directory.path() / "trust";
  const std::string line = uuid + " " + archive.string() + "\n";
  const auto trusted_by = [&](const std::string& content) {
    disk::replace_file(machine, content);
    fs::permissions(machine, fs::perms(0644));
    return is_trusted(archive, uuid, machine);
  };
  // Only root can create a file that counts.
  const bool is_root = geteuid() == 0;
  CHECK(trusted_by(line) == is_root);
  CHECK(trusted_by("# shared\n\nnonsense\n" + line) == is_root);
  CHECK_FALSE(trusted_by("# " + line));
  CHECK_FALSE(trusted_by(uuid + " " + archive.string() + "/..\n"));
  CHECK_FALSE(trusted_by("another " + archive.string() + "\n"));
  CHECK_FALSE(trusted_by(uuid + "\n"));
  CHECK_FALSE(trusted_by(""));
  CHECK_FALSE(is_trusted(archive, uuid, directory.path() / "none"));
  CHECK_FALSE(is_trusted(archive, uuid, directory.path()));
  for (const unsigned mode : {0664U, 0646U, 0666U}) {
    disk::replace_file(machine, line);
    fs::permissions(machine, fs::perms(mode));
    CAPTURE(mode);
    CHECK_FALSE(is_trusted(archive, uuid, machine));
  }
  disk::replace_file(machine, line);
  if (chown(machine.c_str(), 12345, 12345) == 0) CHECK_FALSE(is_trusted(archive, uuid, machine));
}

TEST_CASE("what is trusted at the same time is all remembered", "[trust]") {
  const test::Temporary directory;
  const test::Temporary state;
  const Variable variable("XDG_STATE_HOME", state.path().string());
  constexpr int kThreads = 4;
  constexpr int kArchives = 10;
  const auto place = [&](int thread, int i) {
    return directory.path() / fmt::format("{}-{}", thread, i);
  };
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&place, thread] {
      for (int i = 0; i < kArchives; ++i) {
        fs::create_directory(place(thread, i));
        trust(place(thread, i), "uuid");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(trusted_archives().size() == kThreads * kArchives);
}

}  // namespace trust_test
