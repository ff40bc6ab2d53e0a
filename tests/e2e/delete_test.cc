// SPDX-License-Identifier: GPL-2.0-or-later
// What is deleted is shown first, and stays deleted; other articles are not kept out with it.
#include "tests/e2e/newsroom.h"
#include "tests/e2e/tmux.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <sstream>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace delete_test {

using namespace e2e;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

/// A story of enough words to be known by its text.
constexpr const char* kFerry =
    "The last ferry of the evening ran aground on the sandbank below the old quay, and its forty "
    "passengers waited until the morning tide before two lifeboats brought all of them ashore. The "
    "harbour master said that the buoy which marks the bank had been moved by a storm.";

std::string item(const std::string& guid, const std::string& headline, const std::string& body,
                 const std::string& day = "05") {
  return "<item><guid isPermaLink=\"false\">" + guid + "</guid><title>" + headline +
         "</title><pubDate>Sat, " + day + " May 2018 10:00:00 GMT</pubDate><description>" + body +
         "</description></item>\n";
}

std::string feed(const std::string& items) {
  return "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>Harbour Post</title>\n" +
         items + "</channel></rss>\n";
}

Json ferry(const std::string& id) {
  return {{"id", id},
          {"headline", "Ferry aground"},
          {"body", kFerry},
          {"date", "2018-05-05"},
          {"source", "Harbour Post"}};
}

/// The feed of the day after has one more item.
struct Withdrawn : Newsroom {
  Withdrawn() {
    write("inbox/feed.xml", feed(item("hp-ferry", "Ferry aground", kFerry)));
    must(add("inbox"));
    remove({"--id", "hp-ferry", "--reason", "court order 17/2018"});
    write("inbox/feed.xml", feed(item("hp-ferry", "Ferry aground", kFerry) +
                                 item("hp-pool", "Pool opens", "Today.")));
  }
};

}  // namespace

TEST_CASE("a withdrawn story does not come back with the next feed") {
  const Withdrawn room;
  const Outcome added = room.add("inbox");
  CHECK(added.exit_code == 0);
  CHECK(summary(added, "read") == "2");
  CHECK(summary(added, "added") == "1");
  CHECK(contains(added.out, "withdrawn:           1   not added again\n"));
  CHECK(contains(added.err, "hp-ferry"));
  CHECK(contains(added.err, "court order 17/2018"));
  CHECK(contains(room.rejects(), "was deleted on"));
  CHECK(room.count("title:ferry") == 0);
  CHECK(room.count("title:pool") == 1);
  // Nor by any other way.
  const auto returns = [&](const std::string& name, const std::vector<std::string>& more = {}) {
    INFO(name);
    const Outcome outcome = room.add(name, more);
    CHECK(outcome.exit_code == 0);
    CHECK(summary(outcome, "added") == "0");
    CHECK(contains(outcome.out, "withdrawn:           1   not added again\n"));
  };
  room.shell("cp -a inbox inbox2; mkdir packed; gzip -c inbox/feed.xml >packed/feed.xml.gz");
  returns("inbox2");
  returns("packed");
  room.shell("cd inbox && zip -q ../feeds.zip feed.xml && tar cJf ../feeds.tar.xz feed.xml");
  returns("feeds.zip");
  returns("feeds.tar.xz");
  returns("inbox", {"--again"});
  returns("inbox", {"--again", "--dry-run"});
  std::string commas = kFerry;
  std::replace(commas.begin(), commas.end(), ',', ';');
  room.write("a/corrected.xml", feed(item("hp-ferry", "Ferry aground", commas)));
  returns("a");
  room.write("b/other-id.jsonl", line(ferry("harbour-post/2018/05/ferry")));
  returns("b");
  Json undated = ferry("x-77");
  undated.erase("date");
  undated["body"] = commas;
  undated["headline"] = "Ferry on the bank";
  room.write("c/wrapped.json", Json{{"articles", {undated}}}.dump());
  returns("c");
  CHECK(room.count("") == 1);
  must(index({"check", room.archive}));
}

TEST_CASE("deleted articles are listed, and allowed again") {
  const Withdrawn room;
  const Json deleted = room.deleted();
  REQUIRE(deleted.size() == 1);
  CHECK(deleted[0].at("id") == "hp-ferry");
  CHECK(deleted[0].at("published") == "2018-05-05T10:00:00Z");
  CHECK(deleted[0].at("headline") == "Ferry aground");
  CHECK(deleted[0].at("reason") == "court order 17/2018");
  CHECK(deleted[0].at("deleted").get<std::string>().size() >= 19);
  const Outcome listed = index({"deleted", room.archive});
  CHECK(listed.exit_code == 0);
  CHECK(contains(listed.out, "hp-ferry  2018-05-05  Ferry aground  (court order 17/2018)\n"));
  CHECK(contains(must(index({"status", room.archive})).out, "deleted    1   kept out"));
  CHECK(Json::parse(index({"status", room.archive, "--format", "json"}).out).at("deleted") == 1);
  must(room.add("inbox"));
  const Outcome twice = index({"delete", room.archive, "--id", "hp-ferry", "--yes"});
  CHECK(twice.exit_code == 1);
  CHECK(contains(twice.err, "the article 'hp-ferry' was deleted on 2"));

  CHECK(index({"undelete", room.archive}).exit_code == 2);
  CHECK(index({"undelete", room.archive, "--all", "--id", "hp-ferry"}).exit_code == 2);
  const Outcome unknown = index({"undelete", room.archive, "--id", "nobody"});
  CHECK(unknown.exit_code == 1);
  CHECK(contains(unknown.err, "no article with the id 'nobody' has been deleted"));
  const bool all = GENERATE(false, true);
  must(all ? index({"undelete", room.archive, "--all"})
           : index({"undelete", room.archive, "--id", "hp-ferry"}));
  CHECK(index({"deleted", room.archive}).exit_code == 1);
  CHECK(room.count("title:ferry") == 0);
  // The file has not changed.
  const Outcome again = room.add("inbox");
  CHECK(summary(again, "added") == "1");
  CHECK(summary(again, "withdrawn").empty());
  CHECK(room.count("title:ferry") == 1);
  CHECK_FALSE(contains(index({"status", room.archive}).out, "deleted"));
  must(index({"check", room.archive}));
}

TEST_CASE("only what was deleted is kept out") {
  const Newsroom room;
  must(room.add_text("1.jsonl", line(ferry("hp-ferry"))));
  room.remove({"--id", "hp-ferry"});
  const auto comes_in = [&](const Json& article) {
    INFO(article.dump());
    static int number = 0;
    const Outcome added =
        room.add_text("more" + std::to_string(++number) + ".jsonl", line(article));
    CHECK(summary(added, "added") == "1");
  };
  Json other = ferry("et-1");
  other["source"] = "The Evening Tide";  // another outlet ran it, too
  comes_in(other);
  Json corrected = ferry("hp-ferry-2");
  corrected["body"] =
      "The ferry did not run aground, as we wrote on Saturday: the forty passengers "
      "stayed on board at the quay of their own will, the owners say, because the "
      "storm had closed the road. The buoy is where it was. We regret the error.";
  comes_in(corrected);
  // A daily report is one form with other figures.
  const auto tides = [](const std::string& id, const std::string& figure) {
    Json report = ferry(id);
    report["headline"] = "Tides";
    report["body"] =
        "High water at the old quay is expected at " + figure +
        " in the evening, and skippers of all vessels are asked to keep to the marked "
        "channel, to give way to the ferry, and to call the harbour master on arrival.";
    return report;
  };
  comes_in(tides("tides-may-a", "7.10"));
  room.remove({"--id", "tides-may-a"});
  comes_in(tides("tides-may-b", "8.05"));
  // What is said in few words may be said again, but not on that day.
  const Json brief = {{"id", "b-x"},
                      {"headline", "Weather"},
                      {"body", "Sunny."},
                      {"date", "2018-05-05"},
                      {"source", "Harbour Post"}};
  comes_in(brief);
  room.remove({"--id", "b-x"});
  Json later = brief;
  later["id"] = "b-y";
  later["date"] = "2018-05-06";
  comes_in(later);
  Json same = brief;
  same["id"] = "b-z";
  same["body"] = "Sunny";
  CHECK(summary(room.add_text("brief.jsonl", line(same)), "withdrawn") == "1");
}

TEST_CASE("the address of a withdrawn story keeps it out, the front page of its paper does not") {
  const Newsroom room;
  const auto at = [](const std::string& url, const std::string& headline, const std::string& body) {
    return Json{{"headline", headline}, {"body", body}, {"date", "2018-05-05"}, {"url", url}};
  };
  must(room.add_text("1.jsonl", line(at("https://hp.example/ferry", "Ferry aground", "Late.")) +
                                    line(at("https://hp.example/", "Pool opens", "Now."))));
  room.remove({"--query", "date:2018"});
  Json moved = at("http://www.hp.example/ferry/#comments", "Ferry is late", "It is late, too.");
  moved["id"] = "another-id";
  CHECK(summary(room.add_text("2.jsonl", line(moved)), "withdrawn") == "1");
  Json front = at("https://hp.example/", "Mayor resigns", "The mayor went home.");
  front["date"] = "2018-06-01";
  CHECK(summary(room.add_text("3.jsonl", line(front)), "added") == "1");
}

TEST_CASE("a deletion shows what it will delete, and does nothing unasked") {
  const Newsroom room;
  std::string lines;
  for (int i = 1; i <= 12; ++i) {
    const std::string n = std::to_string(i);
    lines += line({{"id", "pool-" + n + "-x"},
                   {"headline", "Pool report " + n},
                   {"body", "Swimming."},
                   {"date", "2018-05-" + std::string(i < 10 ? "0" : "") + n}});
  }
  lines += line({{"id", "ferry-x"}, {"headline", "Ferry \x1b[31mlate"}, {"body", "It swam, too."}});
  must(room.add_text("in.jsonl", lines));
  const Outcome refused = index({"delete", room.archive, "--query", "pool report"});
  CHECK(refused.exit_code == 2);
  CHECK(contains(refused.out, "query:    pool AND report\n"));
  CHECK(contains(refused.out, "articles: 12, 2018-05-01 to 2018-05-12\n"));
  CHECK(contains(refused.out, "  2018-05-01  pool-1-x  Pool report 1\n"));
  CHECK(contains(refused.out, "  2018-05-10  pool-10-x  Pool report 10\n"));
  CHECK_FALSE(contains(refused.out, "pool-11-x"));
  CHECK(contains(refused.out, "  and 2 more; --all lists them\n"));
  CHECK(contains(refused.err, "nothing was deleted"));
  CHECK(contains(refused.err, "--yes"));
  CHECK(room.count() == 13);
  const Outcome rehearsed =
      index({"delete", room.archive, "--query", "pool", "--dry-run", "--all"});
  CHECK(rehearsed.exit_code == 0);
  CHECK(contains(rehearsed.out, "pool-12-x"));
  CHECK(contains(rehearsed.out, "would delete: 12\n"));
  CHECK_FALSE(
      contains(must(index({"delete", room.archive, "--query", "pool", "--dry-run", "-n", "1"})).out,
               "pool-2-x"));
  CHECK(room.count() == 13);
  const Outcome escape = index({"delete", room.archive, "--id", "ferry-x", "--dry-run"});
  CHECK(contains(escape.out, "articles: 1, 1 undated\n  undated     ferry-x  Ferry"));
  CHECK_FALSE(contains(escape.out, "\x1b"));
  // A blank never means OR.
  CHECK(contains(index({"delete", room.archive, "--query", "ferry late pool", "--yes"}).out,
                 "deleted: 0"));
  CHECK(contains(must(index({"delete", room.archive, "--query", "swam OR pool", "--yes"})).out,
                 "deleted: 13\n"));
  CHECK(index({"deleted", room.archive}).exit_code == 0);
  CHECK(room.deleted().size() == 13);
}

TEST_CASE("on a terminal a deletion asks first") {
  const Newsroom room;
  must(room.add_text("in.jsonl", line(ferry("hp-ferry"))));
  const std::string command = index_program() + " delete " + room.archive + " --id hp-ferry";
  {
    const Terminal terminal(command);
    terminal.wait_for("hp-ferry  Ferry aground");
    terminal.wait_for("delete this article? [y/N]");
    terminal.press({"Enter"});
    terminal.wait_for("deleted: 0");
    terminal.wait_for("ended: 1");
  }
  CHECK(room.count() == 1);
  const Terminal terminal(command);
  terminal.wait_for("delete this article? [y/N]");
  terminal.type("y");
  terminal.press({"Enter"});
  terminal.wait_for("deleted: 1");
  terminal.wait_for("ended: 0");
  CHECK(room.count() == 0);
}

TEST_CASE("a deletion without an option says how it is meant") {
  const Newsroom room;
  must(room.add_text("in.jsonl", line(ferry("hp-ferry"))));
  const Outcome bare = index({"delete", room.archive, "hp-ferry"});
  CHECK(bare.exit_code == 2);
  CHECK(contains(bare.err, "--id hp-ferry"));
  const Outcome words = index({"delete", room.archive, "ferry", "aground", "--yes"});
  CHECK(words.exit_code == 2);
  CHECK(contains(words.err, "--query"));
  CHECK(index({"delete", room.archive, "--id", "hp-ferry", "--query", "x"}).exit_code == 2);
  CHECK(room.count() == 1);
}

TEST_CASE("the articles of a file are deleted") {
  const Newsroom room;
  must(room.add_text("in/one.jsonl", line(ferry("hp-ferry"))));
  must(room.add_text("in/pool.xml", feed(item("hp-pool", "Pool opens", "Today."))));
  must(room.add_text("other.csv", "id,title,content\n1,Dam bursts,It burst.\n"));
  must(room.add_text("more.csv", "id,title,content\n1,Mayor resigns,He went home.\n"));
  REQUIRE(room.count() == 4);
  room.shell("gzip -c more.csv >copy.gz");
  const Outcome packed =
      index({"delete", room.archive, "--source", room.directory.path("copy.gz"), "--dry-run"});
  CHECK(contains(packed.out, "would delete: 0"));  // named copy: its row 1 is not known
  CHECK(contains(
      must(index({"delete", room.archive, "--source", room.directory.path("more.csv"), "--yes"}))
          .out,
      "more.csv:1  Mayor resigns\ndeleted: 1\n"));
  CHECK(contains(
      must(index({"delete", room.archive, "--source", room.directory.path("in"), "--yes"})).out,
      "deleted: 2\n"));
  CHECK(room.count() == 1);
  CHECK(room.count("title:dam") == 1);
  const Outcome gone = index({"delete", room.archive, "--source", room.directory.path("nowhere")});
  CHECK(gone.exit_code == 1);
  CHECK(contains(gone.err, "no such file"));
}

TEST_CASE("the articles of files that are gone are deleted") {
  const Newsroom room;
  const auto article = [](const std::string& id) {
    return line({{"id", id}, {"headline", "Of " + id}, {"body", "Words of " + id}});
  };
  room.write("in/a.jsonl", article("a-x") + article("both-x"));
  room.write("in/b.jsonl", article("b-x") + article("both-x"));
  must(room.add("in"));
  const std::vector<std::string> missing = {"delete", room.archive, "--missing", "--yes"};
  CHECK(index(missing).exit_code == 1);
  fs::remove(room.directory.path("in/a.jsonl"));
  const Outcome first = must(index(missing));
  CHECK(contains(first.out, "files:    1 gone, from " + room.directory.path("in/a.jsonl")));
  CHECK(contains(first.out, "a-x  Of a-x\ndeleted: 1\n"));
  CHECK(room.count() == 2);
  // In another place they are not gone.
  room.shell("cp -a in in2");
  must(room.add("in2"));
  room.shell("rm -r in");
  CHECK(index(missing).exit_code == 1);
  // A file that is gone is still known by its name.
  CHECK(contains(
      must(index({"delete", room.archive, "--source", room.directory.path("in"), "--dry-run"})).out,
      "would delete: 2\n"));
  room.shell("rm -r in2");
  CHECK(contains(must(index(missing)).out, "deleted: 2\n"));
  must(index({"check", room.archive}));
}

TEST_CASE("after undelete only the files that held the article are read again") {
  const Newsroom room;
  for (const std::string name : {"a", "b", "c", "d"}) {
    room.write("in/" + name + ".jsonl",
               line({{"id", name + "-x"}, {"headline", "Of " + name}, {"body", "Words."}}));
  }
  must(room.add("in"));
  room.remove({"--id", "b-x"});
  must(index({"undelete", room.archive, "--id", "b-x"}));
  const Outcome added = room.add("in");
  CHECK(summary(added, "skipped") == "3");
  CHECK(summary(added, "added") == "1");
  CHECK(summary(room.add("in"), "skipped") == "4");
}

TEST_CASE("the list of deleted articles is kept, checked, and repaired") {
  const Withdrawn room;
  must(room.add_text("two.jsonl", line(ferry("t-x")) + line(ferry("t-y"))));
  must(room.add_text("pool.jsonl", line({{"id", "p-x"}, {"headline", "Pool"}, {"body", "Wet."}})));
  room.remove({"--id", "p-x"});
  REQUIRE(room.deleted().size() == 2);
  const auto path = [&] {
    return room.archive + "/" +
           Json::parse(read(room.archive + "/archive.json")).at("deleted").get<std::string>();
  };
  must(index({"compact", room.archive}));
  CHECK(room.deleted().size() == 2);
  const std::string backup = room.directory.path("backup");
  must(index({"backup", room.archive, backup}));
  CHECK(Json::parse(index({"deleted", backup, "--format", "json"}).out).at("deleted") ==
        room.deleted());
  must(index({"check", room.archive, "--against", backup}));
  const std::string sound = read(path());
  for (std::size_t at = 0; at < sound.size(); at += sound.size() / 7) {
    CAPTURE(at);
    std::string bytes = sound;
    bytes[at] = static_cast<char>(bytes[at] ^ 1);
    room.directory.write(fs::relative(path(), room.directory.path()).string(), bytes);
    const Outcome check = index({"check", room.archive});
    CHECK(check.exit_code == 3);
    CHECK(contains(check.out, "DAMAGED  deleted/"));
    CHECK(room.add("inbox", {"--again"}).exit_code == 3);
    CHECK(index({"deleted", room.archive}).exit_code == 3);
  }
  // One bit of an entry costs that entry.
  std::string bytes = sound;
  const std::size_t at = bytes.find("\"Pool\"");
  REQUIRE(at != std::string::npos);
  bytes[at + 1] = 'p';
  room.directory.write(fs::relative(path(), room.directory.path()).string(), bytes);
  const Outcome repaired = index({"repair", room.archive});
  CHECK(repaired.exit_code == 0);
  CHECK(contains(repaired.out + repaired.err, "1 deleted articles are still on the list"));
  must(index({"check", room.archive}));
  REQUIRE(room.deleted().size() == 1);
  CHECK(room.deleted()[0].at("id") == "hp-ferry");
  const Outcome added = room.add("inbox", {"--again"});
  CHECK(summary(added, "withdrawn") == "1");
}

TEST_CASE("a deleted row number does not keep out rows of other files") {
  const Newsroom room;
  const std::string head = "id,title,content,date\n";
  must(room.add_text("g.csv", head + "1,Dam bursts in Oruba,It burst on Friday.,2019-04-05\n"));
  room.remove({"--id", "1"});
  CHECK(summary(room.add_text("t.csv", head + "1,Minister resigns,She left.,2020-01-06\n"),
                "added") == "1");
  CHECK(summary(room.add("g.csv", {"--again"}), "withdrawn") == "1");
  CHECK(room.count() == 1);
}

}  // namespace delete_test
