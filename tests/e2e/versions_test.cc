// SPDX-License-Identifier: GPL-2.0-or-later
// Two articles under one id: a version replaces the other, and nothing else does.
#include "tests/e2e/newsroom.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace versions_test {

using namespace e2e;
using Json = nlohmann::json;

TEST_CASE("rows of other files are other articles") {
  const Newsroom room;
  const std::string dam =
      "id,title,content,date,publication\n"
      "1,Dam bursts in Oruba,The dam above the town burst on Friday.,"
      "2019-04-05,Harbour Post\n";
  const std::string minister =
      "id,title,content,date,publication\n"
      "1,Minister resigns,She left the office in the capital.,"
      "2020-01-06,River Times\n";
  room.write("g.csv", dam);
  room.write("t.csv", minister);
  // In one run, and in two.
  SECTION("in two runs") {
    must(room.add("g.csv"));
    const Outcome second = room.add("t.csv");
    CHECK(summary(second, "added") == "1");
    CHECK(summary(second, "replaced") == "0");
    CHECK(contains(second.out, "qualified:           1"));
  }
  SECTION("in one run") {
    const Outcome both =
        index({"add", room.archive, room.directory.path("g.csv"), room.directory.path("t.csv")});
    CHECK(summary(both, "added") == "2");
    CHECK(summary(both, "superseded").empty());
  }
  SECTION("on one day") {
    room.write("t.csv",
               std::string(minister).replace(minister.find("2020-01-06"), 10, "2019-04-05"));
    must(room.add("g.csv"));
    CHECK(summary(room.add("t.csv"), "added") == "1");
  }
  SECTION("strictly") {
    must(room.add("g.csv", {"--strict"}));
    CHECK(summary(room.add("t.csv", {"--strict"}), "added") == "1");
  }
  REQUIRE(room.count() == 2);
  CHECK(contains(search({"show", room.archive, "1"}).out, "Dam bursts"));
  CHECK(contains(search({"show", room.archive, "t.csv:1"}).out, "Minister resigns"));
  // Again, and wrapped, they are the same.
  room.shell("mkdir -p x; gzip -c t.csv >x/t.csv.gz; cp g.csv x/renamed.csv");
  const Outcome again = room.add("x");
  CHECK(summary(again, "unchanged") == "2");
  CHECK(summary(room.add("t.csv", {"--again"}), "unchanged") == "1");
  CHECK(summary(room.add("t.csv", {"--again", "--dry-run"}), "unchanged") == "1");
  // A corrected row replaces its old version, whichever id it got.
  room.write("t.csv",
             "id,title,content,date,publication\n"
             "1,Minister resigns,She has left the office in the capital.,"
             "2020-01-06,River Times\n");
  CHECK(summary(room.add("t.csv"), "replaced") == "1");
  CHECK(room.count() == 2);
  CHECK(room.count("has left") == 1);
}

TEST_CASE("what replaces a quite other headline is reported, or refused") {
  const Newsroom room;
  const Json dam = {{"id", "urn:hp:story"},
                    {"headline", "Dam bursts in Oruba"},
                    {"body", "The dam above the town burst on Friday."},
                    {"date", "2019-04-05"}};
  Json other = dam;
  other["headline"] = "Minister resigns";
  must(room.add_text("a.jsonl", line(dam)));
  room.write("b.jsonl", line({{"id", "n-x"}, {"headline", "Pool"}}) + line(other));
  const Outcome strict = room.add("b.jsonl", {"--strict"});
  CHECK(strict.exit_code == 2);
  CHECK(contains(strict.err, "b.jsonl:2"));
  CHECK(contains(strict.err, "'Minister resigns' replaces 'Dam bursts in Oruba'"));
  CHECK(room.count("title:dam") == 1);
  const Outcome added = room.add("b.jsonl");
  CHECK(summary(added, "replaced") == "1");
  CHECK(contains(added.err, "'Minister resigns' replaces 'Dam bursts in Oruba'"));
  CHECK(contains(room.rejects(), "urn:hp:story"));
  // Different altogether, it does not replace at all.
  other["body"] = "She left the office in the capital.";
  other["headline"] = "Cabinet reshuffled";
  other["date"] = "2020-01-06";
  CHECK(summary(room.add_text("c.jsonl", line(other)), "added") == "1");
  CHECK(room.count("title:minister") == 1);
  CHECK(room.count("title:cabinet") == 1);
  // A common word is enough for silence.
  Json corrected = dam;
  corrected["id"] = "n-x";
  corrected["headline"] = "Pool, corrected";
  const Outcome quiet = room.add_text("d.jsonl", line(corrected));
  CHECK_FALSE(contains(quiet.err, "replaces"));
}

}  // namespace versions_test
