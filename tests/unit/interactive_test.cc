// SPDX-License-Identifier: GPL-2.0-or-later
// What a line in the interactive mode means, what Tab inserts, and what is kept.
#include "common/engine/query/names.h"
#include "common/engine/query/operator.h"
#include "searcher/interactive/command.h"
#include "searcher/interactive/completion.h"
#include "searcher/interactive/help.h"
#include "searcher/interactive/history.h"
#include "searcher/interactive/pager.h"
#include "tests/unit/temporary.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>
#include <sys/stat.h>

namespace interactive_test {

using namespace dateline;
using namespace dateline::interactive;

namespace {

Command read(std::string_view line) {
  return read_command(line, from_day_number(18'336));  // 2020-03-15
}

std::vector<std::string> names_of_samples(query::Field field) {
  if (query::name_of(field) == "source") {
    return {"Reuters",
            "AP",
            "AFP",
            "Reuters Health",
            "The New York Times",
            "dpa",
            "Le Quotidien du Rhône",
            "The \"Daily\""};
  }
  if (query::name_of(field) == "place") return {"New York", "New Delhi", "Zürich", "Žilina"};
  return {};
}

/// The line after Tab, with the cursor at its end.
std::string tab(const std::string& line) {
  const Completion completion = complete(line, names_of_samples);
  return line.substr(0, line.size() - completion.replaced) + completion.text;
}

std::size_t choices(const std::string& line) {
  return complete(line, names_of_samples).candidates.size();
}

std::string content(const std::filesystem::path& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Does it precede a bracket in queries?
bool is_function(std::string_view name) {
  const auto all = query::operators();
  return query::scope_of(name) || std::any_of(all.begin(), all.end(), [&](const auto* op) {
           return op->before_bracket(name).has_value();
         });
}

}  // namespace

TEST_CASE("a command is its letter or its word", "[interactive]") {
  CHECK(read("").verb == Verb::None);
  CHECK(read("  \t ").verb == Verb::None);
  for (const CommandName& name : command_names()) {
    if (name.verb == Verb::Open || name.verb == Verb::Write || name.argument == "DATE") continue;
    INFO(name.word);
    const std::string typed = std::string(name.word) + (name.verb == Verb::AnyDate ? " date" : "");
    CHECK(read(typed).verb == name.verb);
    if (!name.letter.empty()) CHECK(read(name.letter).verb == name.verb);
  }
  CHECK(read("o 12").verb == Verb::Open);
  CHECK(read(" 3 ").verb == Verb::Open);
  CHECK(read("3").argument == "3");
  CHECK(read("f  source").argument == "source");
  CHECK(read("timeline month").verb == Verb::Timeline);
  CHECK(read("s newest").verb == Verb::Sort);
  CHECK(read("w out.jsonl").verb == Verb::Write);
  CHECK(read("w ./out").argument == "./out");
}

TEST_CASE("what only begins like a command is a query", "[interactive]") {
  for (const std::string_view query :
       {"dam", "next week", "from Russia with love", "to be or not to be", "in 24 hours", "from",
        "all quiet", "open skies", "N", "2019", "=n", "n*", "source:ap", "sort of", "w/5", "o",
        "help wanted", "f-16"}) {
    INFO(query);
    CHECK(read(query).verb == Verb::Query);
    CHECK(read(query).argument == query);
  }
  // A single letter may mean the command.
  CHECK(read("f sorce").verb == Verb::Query);
  CHECK(read("f sorce").note.starts_with("f takes one of: source, "));
  CHECK(read("w Bush").verb == Verb::Query);
  CHECK_FALSE(read("w Bush").note.empty());
  CHECK_FALSE(read("n n").note.empty());
  CHECK(read("next week").note.empty());
}

TEST_CASE("what may be meant as a command is hinted at", "[interactive]") {
  CHECK_THAT(read("help query").hint, Catch::Contains("dateline-search help query"));
  CHECK(read("show 3").hint == "to read article 3, type 3");
  CHECK(read("exit code").hint == "to leave, type q");
  CHECK_THAT(read("all").hint, Catch::Contains("any date"));
  for (const char* const query : {"show trial", "all quiet", "flood", "/n"}) {
    CHECK(read(query).hint.empty());
  }
}

TEST_CASE("a slash makes a query of a command", "[interactive]") {
  CHECK(read("/n").verb == Verb::Query);
  CHECK(read("/n").argument == "n");
  CHECK(read("/ 7").argument == "7");
  CHECK(read("/").verb == Verb::Query);
  CHECK(read("/").argument.empty());
}

TEST_CASE("dates narrow, and a date that is none is not searched for", "[interactive]") {
  CHECK(read("from 2019-12").verb == Verb::From);
  CHECK(read("to 13 December 2019").verb == Verb::To);
  CHECK(read("in 2019").argument == "2019");
  CHECK(read("from last month").verb == Verb::From);
  CHECK(read("in yesterday").verb == Verb::In);
  CHECK(read("in 2019-13").verb == Verb::In);
  CHECK(read("any date").verb == Verb::AnyDate);
  CHECK(read("any date").argument.empty());
  CHECK(read("any flood").verb == Verb::Query);
  CHECK(read("all").verb == Verb::Query);
}

TEST_CASE("the help names every command and fits on a screen", "[interactive]") {
  const std::string page = help_page();
  for (const CommandName& name : command_names()) {
    if (name.verb != Verb::Open && !name.about.empty()) {
      CHECK(page.find(std::string(name.word)) != std::string::npos);
    }
  }
  CHECK(std::count(page.begin(), page.end(), '\n') <= 23);
}

TEST_CASE("Tab completes fields, functions and operators", "[interactive]") {
  CHECK(tab("sou") == "source:");
  CHECK(tab("SOU") == "source:");
  CHECK(tab("flood -sou") == "flood -source:");
  CHECK(tab("(sou") == "(source:");
  CHECK(tab("/sou") == "/source:");
  CHECK(tab("flood fuz") == "flood fuzzy(");
  CHECK(tab("flood names") == "flood names(");
  CHECK(tab("flood AN") == "flood AND ");
  CHECK(tab("flood an") == "flood any(");
  CHECK(tab("quake pre/5") == "quake pre/5 ");
  CHECK(tab("fire not") == "fire notnear/5 ");
  CHECK(choices("quake w/") == 3);
  CHECK(tab("quake w/") == "quake w/");
  CHECK(tab("xyzzy") == "xyzzy");
  CHECK(choices("xyzzy") == 0);
  CHECK(choices("") > 10);
  for (const Completion& all :
       {complete("a h", names_of_samples), complete("a l", names_of_samples),
        complete("a f", names_of_samples), complete("a c", names_of_samples)}) {
    for (const std::string& candidate : all.candidates) {
      INFO(candidate);
      const std::string name = candidate.substr(0, candidate.size() - 1);
      CHECK((candidate.back() == ':' ? query::field_of(name).has_value() : is_function(name)));
    }
  }
}

TEST_CASE("Tab completes values of fields from the archive", "[interactive]") {
  CHECK(tab("source:d") == "source:dpa ");
  CHECK(tab("source:reu") == "source:reuters");
  CHECK(choices("source:reuters") == 2);
  CHECK(tab("source:\"reuters h") == "source:\"Reuters Health\" ");
  CHECK(tab("dam source:new") == "dam source:\"The New York Times\" ");
  CHECK(tab("source:\"the n") == "source:\"The New York Times\" ");
  CHECK(tab("source:le") == "source:\"Le Quotidien du Rhône\" ");
  CHECK(tab("place:new") == "place:\"new ");
  CHECK(tab("place:\"new d") == "place:\"New Delhi\" ");
  CHECK(tab("place:zu") == "place:\"Zürich\" ");
  CHECK(tab("source:a") == "source:a");
  CHECK(choices("source:a") == 2);
  CHECK(tab("agency:x") == "agency:x");
  CHECK(tab("sorce:re") == "sorce:re");
  // What no query can spell is not offered.
  CHECK(choices("source:\"the d") == 0);
}

TEST_CASE("Tab completes the arguments of commands", "[interactive]") {
  CHECK(tab("f sou") == "f source");
  CHECK(tab("facets pl") == "facets place");
  CHECK(tab("t qu") == "t quarter");
  CHECK(tab("s new") == "s newest");
  CHECK(tab("s newest sou") == "s newest source:");
}

TEST_CASE("history is private, bounded, and the user's to place", "[interactive]") {
  const test::Temporary directory;
  const std::filesystem::path file = directory.path() / "a" / "b" / "history";
  {
    History history(file);
    history.add("dam");
    history.add("dam");
    history.add("flood");
  }
  CHECK(content(file) == "dam\nflood\n");
  struct stat status {};
  REQUIRE(stat(file.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0600U);
  CHECK(History(file).lines() == std::vector<std::string>{"dam", "flood"});
  {
    std::ofstream out(file);
    for (std::size_t i = 0; i < 2 * kHistoryLines; ++i) out << "query " << i << '\n';
  }
  History shorter(file);
  CHECK(shorter.lines().size() == kHistoryLines);
  CHECK(shorter.lines().back() == "query 1999");
  CHECK(History(file).lines().size() == kHistoryLines);
  REQUIRE(stat(file.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0600U);

  setenv("DATELINE_HISTORY", "", 1);
  CHECK(history_file().empty());
  setenv("DATELINE_HISTORY", "/x/y", 1);
  CHECK(history_file() == "/x/y");
  unsetenv("DATELINE_HISTORY");
  setenv("XDG_STATE_HOME", "/state", 1);
  CHECK(history_file() == "/state/dateline/history");
  unsetenv("XDG_STATE_HOME");
  History nowhere("");
  nowhere.add("dam");
  CHECK(nowhere.lines().size() == 1);
}

TEST_CASE("rows of a terminal are counted without colours", "[interactive]") {
  CHECK(rows_of_line("", 80) == 1);
  CHECK(rows_of_line(std::string(80, 'x'), 80) == 1);
  CHECK(rows_of_line(std::string(81, 'x'), 80) == 2);
  CHECK(rows_of_line("\x1B[1m" + std::string(80, 'x') + "\x1B[0m", 80) == 1);
  CHECK(rows_of_line("武汉武汉武汉", 6) == 2);
}

}  // namespace interactive_test
