// SPDX-License-Identifier: GPL-2.0-or-later
// The interactive mode, as seen at a terminal of 80 by 24.
#include "tests/e2e/process.h"
#include "tests/e2e/samples.h"
#include "tests/e2e/tmux.h"

#include <algorithm>
#include <ctime>
#include <filesystem>

#include <catch2/catch.hpp>
#include <fmt/format.h>

namespace interactive_test {

using namespace e2e;

namespace {

constexpr const char* kPrompt = "dateline>";

/// The command that opens a session whose history is `history`; without the user's pager.
/// `environment` ("NAME=value …") adds to that.
// libedit never frees the names of functions that are bound to keys (el_set's EL_ADDFN), which is
// not ours to fix: the address sanitizer does not look for leaks in a session.
std::string session(const std::string& archive, const std::string& history = "",
                    const std::string& environment = "") {
  return "env -u LESS ASAN_OPTIONS=new_delete_type_mismatch=0:detect_leaks=0 PAGER= NO_COLOR=1 "
         "EDITRC=/dev/null DATELINE_HISTORY='" +
         history + "' " + environment + " " + search_program() + " " + archive;
}

/// An empty screen, then a line typed and entered; what is shown once the prompt is back.
std::string enter(const Terminal& terminal, const std::string& line, const std::string& expected) {
  terminal.press({"C-l"});
  terminal.wait_for_only(kPrompt);
  terminal.type(line);
  terminal.press({"Enter"});
  terminal.wait_for(expected);
  return terminal.wait_for_last(kPrompt);
}

/// An archive with one article, of so many paragraphs about a dam.
std::string long_story(const Directory& directory, int paragraphs) {
  std::string body;
  for (int i = 1; i <= paragraphs; ++i) {
    body += "Paragraph " + std::to_string(i) + " of the dam.\n\n";
  }
  const std::string news = directory.write("news.txt", article("2019-12-13", "A long story", body));
  must(index({"add", directory.path("archive"), news}));
  return directory.path("archive");
}

/// Looks for the dam, and opens the first article found.
void open_first(const Terminal& terminal) {
  enter(terminal, "dam", "1 article, 1 story, best first");
  terminal.type("1");
  terminal.press({"Enter"});
}

}  // namespace

TEST_CASE("a session asks, pages, opens, counts, narrows and quits", "[interactive]") {
  const Directory directory;
  const Terminal terminal(session(samples(), directory.path("history")));
  const std::string first = terminal.wait_for_last(kPrompt);
  CHECK(contains(first, "69 articles, 2015 to 2099, revision "));
  CHECK(contains(first, "type a query, or ? for help"));

  const std::string answer = enter(terminal, "Syria", "7 articles, 7 stories, best first");
  CHECK(contains(answer, "  1. "));
  CHECK(contains(answer, "1 to 4\nn next  1 opens"));
  CHECK(contains(answer, "dateline> Syria\n"));  // all of it is on the screen
  CHECK(contains(enter(terminal, "n", "5 to 7"), "p previous"));
  CHECK(contains(enter(terminal, "n", "last page"), "this is the last page"));
  CHECK(contains(enter(terminal, "p", "1 to 4"), "  1. "));

  CHECK(contains(enter(terminal, "f source", "articles    stories"), "AP"));
  CHECK(contains(enter(terminal, "t year", "by year"), "2019"));
  CHECK(contains(enter(terminal, "in 2015", "no article matches"), "in 2015"));
  enter(terminal, "any date", "7 articles");
  enter(terminal, "from 2018", " · from 2018");
  CHECK(contains(enter(terminal, "to 2017", "is before"), "2017 is before 2018"));
  enter(terminal, "any date", "7 articles");
  CHECK(contains(enter(terminal, "s oldest", "oldest first"), "7 articles"));
  CHECK(contains(enter(terminal, "s relevance", "best first"), "7 articles"));

  const std::string wrong = enter(terminal, "(flood OR dam", "never closed");
  CHECK(contains(wrong,
                 "query, column 1: this bracket is never closed\n"
                 "    (flood OR dam\n"
                 "    ^\n"
                 "  close it: (flood OR dam)"));
  CHECK(contains(enter(terminal, "in 2019-13", "2019-13"), kPrompt));
  CHECK(contains(enter(terminal, "99", "no article 99"), "/99 searches"));

  const std::string file = directory.path("dam.jsonl");
  enter(terminal, "w " + file, "7 articles in ");
  const std::string written = read(file);
  CHECK(std::count(written.begin(), written.end(), '\n') == 7);
  CHECK(std::filesystem::exists(file + ".manifest.json"));
  enter(terminal, "w " + file, "exists");
  CHECK(read(file) == written);

  terminal.press({"C-l"});
  terminal.wait_for_only(kPrompt);
  terminal.type("q");
  terminal.press({"Enter"});
  terminal.wait_for("ended: 0");
  const std::string history = read(directory.path("history"));
  CHECK(contains(history, "Syria\nn\n"));
}

TEST_CASE("today is the same day for searches, sessions, alerts and deletions", "[interactive]") {
  // A zone where it is about noon, on another day than in Greenwich.
  const std::time_t now = std::time(nullptr);
  const int hour = std::gmtime(&now)->tm_hour;
  const int ahead = hour < 12 ? -12 - hour : 36 - hour;
  const std::string zone = fmt::format("TZ=XST{:+d}", -ahead);
  const auto day = [&](int hours) {
    const std::time_t there = now + hours * 3600;
    char text[11];
    std::strftime(text, sizeof text, "%Y-%m-%d", std::gmtime(&there));
    return std::string(text);
  };
  const Directory directory;
  const std::string archive = directory.path("news");
  must(index({"create", archive}));
  must(search({"save", archive, "floods", "flood date:today"}));
  must(search({"alert", archive, "floods", "--to", "jsonl:" + directory.path("new")},
              {.environment = {zone}}));
  // Alerts are delivered by the indexer, which looks for the searcher in PATH.
  const std::string path =
      "PATH=" + std::filesystem::path(search_program()).parent_path().string() + ":" +
      std::getenv("PATH");
  must(index({"add", archive,
              directory.write("a.txt", article(day(ahead), "A flood in the zone", "Water.")),
              directory.write("b.txt", article(day(0), "A flood in Greenwich", "Water."))},
             {.environment = {zone, path}}));
  const auto is_of_the_zone = [](const std::string& text) {
    return contains(text, "A flood in the zone") && !contains(text, "A flood in Greenwich");
  };

  CHECK(is_of_the_zone(must(search({archive, "flood date:today"}, {.environment = {zone}})).out));
  const Terminal terminal("env " + zone + " " + session(archive));
  terminal.wait_for_last(kPrompt);
  CHECK(is_of_the_zone(enter(terminal, "flood date:today", "1 article,")));
  CHECK(is_of_the_zone(read(directory.path("new"))));
  must(index({"delete", archive, "--query", "flood date:today", "--yes"}, {.environment = {zone}}));
  const Outcome left = must(search({archive, "flood"}));
  CHECK(contains(left.out, "A flood in Greenwich"));
  CHECK_FALSE(contains(left.out, "A flood in the zone"));
}

TEST_CASE("a session completes, recalls and cancels lines", "[interactive]") {
  const Terminal terminal(session(samples()));
  terminal.wait_for_last(kPrompt);
  terminal.type("sou");
  terminal.press({"Tab"});
  terminal.wait_for_last("dateline> source:");
  terminal.type("reu");
  terminal.press({"Tab"});
  terminal.wait_for_last("dateline> source:reuters");
  terminal.press({"Enter"});
  terminal.wait_for("newest first");
  terminal.wait_for_last(kPrompt);
  terminal.type("never asked");
  terminal.wait_for_last("dateline> never asked");
  terminal.press({"C-c"});
  terminal.wait_for_last(kPrompt);
  terminal.press({"Up"});
  terminal.wait_for_last("dateline> source:reuters");
  terminal.press({"C-u"});
  terminal.wait_for_last(kPrompt);
  terminal.type("source:the");
  terminal.press({"Tab"});
  terminal.wait_for_last("dateline> source:\"the");
  terminal.press({"Tab"});
  terminal.wait_for("source:\"The Harbour Post\"");
  terminal.press({"C-u"});
  terminal.wait_for_last(kPrompt);
  terminal.press({"C-d"});
  terminal.wait_for("ended: 0");
}

TEST_CASE("Ctrl-C stops a search and not the session", "[interactive]") {
  const Directory directory;
  std::string body;
  for (int i = 0; i < 60; ++i) body += "war ";
  for (int i = 0; i < 200; ++i) body += "and ";
  const std::string news =
      directory.write("news.txt", article("2019-12-13", "A long search", body + "peace."));
  REQUIRE(index({"add", directory.path("archive"), news}).exit_code == 0);
  const Terminal terminal(session(directory.path("archive")));
  terminal.wait_for_last(kPrompt);
  enter(terminal, "peace", "1 article, 1 story, best first");
  terminal.press({"C-l"});
  terminal.wait_for_only(kPrompt);
  // Sets of seven wars are combined and tried for as long as one may wait.
  terminal.type("war w/60 war w/60 war w/60 war w/60 war w/60 war w/60 war w/60 peace");
  terminal.press({"Enter"});
  // The first one may come while the terminal still edits the line.
  while (!contains(terminal.screen(), "the search was stopped")) terminal.press({"C-c"});
  CHECK(contains(terminal.wait_for_last(kPrompt), "\nthe search was stopped\n"));
  CHECK(contains(enter(terminal, "n", "this is the last page"), kPrompt));  // of the one before
  enter(terminal, "war", "1 article, 1 story, best first");
  terminal.press({"C-d"});
  terminal.wait_for("ended: 0");
}

TEST_CASE("a session shows long text in less, and a terminal may change its size",
          "[interactive]") {
  const Directory directory;
  const Terminal terminal(session(long_story(directory, 60)));
  terminal.wait_for_last(kPrompt);
  open_first(terminal);
  const std::string top = terminal.wait_for_last(":");
  CHECK(contains(top, "A long story"));
  CHECK(contains(top, "Paragraph 1 "));
  CHECK_FALSE(contains(top, "Paragraph 40 "));
  terminal.press({"Space"});
  CHECK_FALSE(contains(terminal.wait_for("Paragraph 12 "), "A long story"));
  terminal.press({"b"});
  terminal.wait_for("A long story");
  terminal.press({"C-c"});  // is for less, which goes on
  terminal.type("G");
  terminal.wait_for("Paragraph 60 ");
  terminal.press({"q"});
  CHECK(contains(terminal.wait_for_last(kPrompt), "Paragraph 60 "));  // stays to be read

  terminal.resize(60, 14);
  open_first(terminal);
  const std::string low = terminal.wait_for_last(":");
  CHECK(contains(low, "A long story"));
  CHECK_FALSE(contains(low, "Paragraph 5 "));
  terminal.press({"q"});
  terminal.wait_for_last(kPrompt);

  // What the indexer publishes meanwhile is found.
  const std::string more =
      directory.write("more.txt", article("2019-12-14", "Another dam", "It is a dam.\n"));
  REQUIRE(index({"add", directory.path("archive"), more}).exit_code == 0);
  CHECK(contains(enter(terminal, "dam", "2 articles, 2 stories, best first"),
                 "the archive has changed: revision 2, 2 articles"));
  terminal.press({"C-d"});
  terminal.wait_for("ended: 0");
}

TEST_CASE("less shows colours, whatever LESS says, and also where it is $PAGER", "[interactive]") {
  const std::string environment = GENERATE("PAGER=", "PAGER=less", "PAGER=less LESS=-i");
  const Directory directory;
  const Terminal terminal(
      session(long_story(directory, 60), "", "NO_COLOR= TERM=screen " + environment));
  terminal.wait_for_last(kPrompt);
  open_first(terminal);
  CHECK(contains(terminal.wait_for("Paragraph 1 "), "A long story"));
  CHECK_FALSE(contains(terminal.screen(), "ESC"));
  CHECK(contains(terminal.screen_with_colours(), "\x1B[2mlanguage: "));
  terminal.press({"q"});
  terminal.wait_for_last(kPrompt);
}

TEST_CASE("$PAGER shows long text, for as long as it likes", "[interactive]") {
  const Directory directory;
  const std::string archive = long_story(directory, 20'000);  // more than a pipe holds
  {
    const Terminal terminal(session(archive, "", "PAGER='head -n 1 | tr a-z A-Z'"));
    terminal.wait_for_last(kPrompt);
    open_first(terminal);
    terminal.wait_for("\nA LONG STORY\n");
    CHECK_FALSE(contains(terminal.wait_for_last(kPrompt), "Paragraph 40 "));
    enter(terminal, "dam", "1 article, 1 story, best first");
  }
  {
    const Terminal terminal(session(archive, "", "PAGER='echo asleep; sleep 1000'"));
    terminal.wait_for_last(kPrompt);
    open_first(terminal);
    terminal.wait_for_last("asleep");
    terminal.press_until_last("C-c", kPrompt);  // the first one may come before it sleeps
    enter(terminal, "dam", "1 article, 1 story, best first");
  }
}

TEST_CASE("where a pager is missing another one is taken, or none", "[interactive]") {
  const Directory directory;
  const std::string archive = long_story(directory, 30);
  {
    const Terminal terminal(session(archive, "", "PAGER=no-such-pager"));
    terminal.wait_for_last(kPrompt);
    open_first(terminal);
    CHECK(contains(terminal.wait_for_last(":"), "A long story"));
    terminal.press({"q"});
    terminal.wait_for_last(kPrompt);
  }
  directory.write("bin/empty", "");
  {
    const Terminal terminal(session(archive, "", "PATH='" + directory.path("bin") + "'"));
    terminal.wait_for_last(kPrompt);
    open_first(terminal);
    terminal.wait_for("Paragraph 30 ");
    terminal.wait_for_last(kPrompt);
  }
  std::filesystem::create_symlink("/usr/bin/more", directory.path("bin/more"));
  {
    const Terminal terminal(session(archive, "", "PATH='" + directory.path("bin") + "'"));
    terminal.wait_for_last(kPrompt);
    open_first(terminal);
    terminal.wait_for_last("--More--");
    terminal.press({"q"});
    terminal.wait_for_last(kPrompt);
  }
}

TEST_CASE("without a terminal there is no session", "[search]") {
  const Outcome all = search({samples()});
  CHECK(all.exit_code == 0);
  CHECK(contains(all.out, "69 articles, 66 stories, newest first"));
  CHECK_FALSE(contains(all.out, kPrompt));
}

}  // namespace interactive_test
