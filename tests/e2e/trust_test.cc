// SPDX-License-Identifier: GPL-2.0-or-later
// Received archives: what they ask for is not done before their user trusts them.
#include "tests/e2e/process.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace e2e;
using Strings = std::vector<std::string>;
namespace fs = std::filesystem;

namespace {

void must(const Outcome& outcome) {
  INFO(outcome.err);
  REQUIRE(outcome.exit_code == 0);
}

std::size_t lines_of(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("an archive without servers or alerts needs no trust, and says nothing of it",
          "[trust]") {
  const Directory directory;
  const std::string made = directory.path("made");
  must(index({"add", made, DATELINE_SAMPLES}));
  must(search({"save", made, "dam", "dam"}));
  fs::copy(made, directory.path("copy"), fs::copy_options::recursive);
  const std::string file = directory.write("new.txt", article("2019-12-30", "New", "A dam."));
  for (const Outcome& outcome :
       {search({directory.path("copy"), "query:dam"}), index({"add", directory.path("copy"), file}),
        search({"deliver", directory.path("copy")})}) {
    CAPTURE(outcome.err);
    CHECK(outcome.exit_code == 0);
    CHECK_FALSE(contains(outcome.err, "trust"));
  }
}

TEST_CASE("a received archive delivers no alert of any kind", "[trust]") {
  const Directory directory;
  const std::string archive = directory.path("received");
  const std::string made = directory.path("made");
  must(index({"add", made, directory.write("old.txt", article("2019-12-01", "Old", "A flood."))}));
  const std::string victim = directory.write("victim", "mine\n");
  const Strings ways = {"jsonl:" + victim, "atom:" + victim, "maildir:" + directory.path("mail"),
                        "command:cat > '" + victim + "'"};
  for (std::size_t i = 0; i < ways.size(); ++i) {
    directory.write("made/alerts/a" + std::to_string(i) + ".toml",
                    "query = 'flood'\ndeliver = \"" + ways[i] + "\"\n");
  }
  // As if it had begun where it was made.
  must(search({"deliver", made}));
  REQUIRE(read(victim) == "mine\n");
  fs::copy(made, archive, fs::copy_options::recursive);
  const std::string file = directory.write("new.txt", article("2019-12-13", "New", "A new flood."));
  const Outcome added = index({"add", archive, file});
  CAPTURE(added.out, added.err);
  CHECK(added.exit_code == 1);
  CHECK(contains(added.out, "added:               1"));
  CHECK(contains(added.err, "dateline-index trust " + archive));
  CHECK(lines_of(added.err) == 1);
  const Outcome delivered = search({"deliver", archive});
  CHECK(delivered.exit_code == 2);
  CHECK(contains(delivered.err, "dateline-index trust " + archive));
  const Outcome set = search({"alert", archive, "a0", "--to", "jsonl:" + directory.path("x")});
  CHECK(set.exit_code == 2);
  CHECK(contains(set.err, "dateline-index trust " + archive));
  CHECK_FALSE(fs::exists(directory.path("x")));
  CHECK(read(victim) == "mine\n");
  CHECK_FALSE(fs::exists(directory.path("mail/new")));
  must(search({"alert", archive, "a3", "--off"}));
  must(search({"alert", archive, "a1", "--off"}));

  const Outcome trusted = index({"trust", archive});
  must(trusted);
  CHECK(contains(trusted.out, "alert      a0 delivers to jsonl:" + victim + "\n"));
  must(search({"deliver", archive}));
  CHECK(contains(read(victim), "A new flood."));
  CHECK(fs::exists(directory.path("mail/new")));
}
