// SPDX-License-Identifier: GPL-2.0-or-later
// Completions and man pages: driven by real shells and formatters, and compared with what --help
// says.
#include "tests/e2e/process.h"
#include "tests/e2e/samples.h"
#include "tests/e2e/tmux.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace completion_test {

using namespace e2e;

namespace {

using Strings = std::set<std::string>;

std::string tool(bool searcher) {
  return searcher ? "dateline-search" : "dateline-index";
}

Outcome call(bool searcher, const std::vector<std::string>& arguments) {
  return searcher ? search(arguments) : index(arguments);
}

/// All matches of `pattern`'s first group.
Strings found(const std::string& text, const std::string& pattern) {
  const std::regex regex(pattern);
  Strings all;
  for (std::sregex_iterator it(text.begin(), text.end(), regex), end; it != end; ++it) {
    all.insert((*it)[1].str());
  }
  return all;
}

/// Names of options, which --help has at the beginning of their lines.
Strings options_of(const std::string& help) {
  Strings options = found(help, "\n  (?:-[a-z],)?(--[a-z-]+)");
  options.merge(found(help, "\n  (-[a-z]),--"));
  return options;
}

/// What bash completes after these words, the last of which is at the cursor.
Strings completed(const std::string& directory, const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) line += " '" + word + "'";
  const std::string name = words.front();
  const std::string script = name == "dateline-search" ? search({"completion", "bash"}).out
                                                       : index({"completion", "bash"}).out;
  const Outcome outcome =
      run("bash",
          {"--norc", "-c",
           "cd '" + directory + "' && source /dev/stdin && COMP_WORDS=(" + line +
               ") && COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) && " +
               (name == "dateline-search" ? "_dateline_search" : "_dateline_index") +
               "; printf '%s\\n' \"${COMPREPLY[@]}\""},
          {script});
  INFO(outcome.err);
  REQUIRE(outcome.err.empty());
  Strings all;
  std::istringstream lines(outcome.out);
  for (std::string one; std::getline(lines, one);) {
    if (!one.empty()) all.insert(one);
  }
  return all;
}

bool is_installed(const std::string& program) {
  return run("sh", {"-c", "command -v " + program}).exit_code == 0;
}

/// The man page of the Markdown that a program printed.
std::string roff_of(const Outcome& printed) {
  return must(run(DATELINE_TO_ROFF, {}, {must(printed).out})).out;
}

/// What a reader sees of a man page, without bold and italic; paragraphs are a line each.
std::string formatted(const std::string& roff) {
  const Outcome outcome = must(
      run("groff", {"-ww", "-K", "utf8", "-t", "-Tutf8", "-man", "-rLL=900n", "-P-cbou"}, {roff}));
  INFO(outcome.err);
  REQUIRE(outcome.err.empty());
  return outcome.out;
}

/// Options that a formatted page describes, which have lines of their own.
Strings described(const std::string& page) {
  Strings options = found(page, "\n +(?:-[a-z], )?(--[a-z-]+)");
  options.merge(found(page, "\n +(-[a-z]), --"));
  return options;
}

/// Verbs, as --help names them, under their headings.
Strings verbs(bool searcher) {
  const std::string help = call(searcher, {"--help"}).out;
  return found(help.substr(0, help.find(searcher ? "Queries:" : "Exit codes:")), "\n  ([a-z]+)  ");
}

}  // namespace

TEST_CASE("Every verb and option of --help is completed, and is in the man page", "[completion]") {
  const bool searcher = GENERATE(true, false);
  const Directory directory;
  const Strings all_verbs = verbs(searcher);
  REQUIRE(all_verbs.size() >= (searcher ? 19U : 9U));
  const std::string man = formatted(roff_of(call(searcher, {"man"})));
  const Strings described_options = described(man);
  const std::string zsh = call(searcher, {"completion", "zsh"}).out;
  const std::string fish = call(searcher, {"completion", "fish"}).out;
  REQUIRE(completed(directory.path(), {tool(searcher), ""}) == all_verbs);
  for (const std::string& verb : all_verbs) {
    INFO(verb);
    const std::string help = call(searcher, {verb, "--help"}).out;
    REQUIRE(completed(directory.path(), {tool(searcher), verb, "-"}) == options_of(help));
    REQUIRE(contains(man, "\n   " + verb));
    REQUIRE(contains(zsh, "'" + verb + ":"));
    REQUIRE(contains(fish, " -a '" + verb + "'"));
    for (const std::string& option : options_of(help)) {
      INFO(option);
      REQUIRE(described_options.contains(option));
      REQUIRE(contains(zsh, option));
      REQUIRE(contains(
          fish, option.starts_with("--") ? " -l " + option.substr(2) : " -s " + option.substr(1)));
    }
  }
}

TEST_CASE("bash completes verbs, values, files and archives", "[completion]") {
  const Directory directory;
  const std::string here = directory.path();
  must(index({"create", directory.path("news")}));
  directory.write("notes/text.txt", "x");
  const auto complete = [&](std::vector<std::string> words) {
    words.insert(words.begin(), "dateline-search");
    return completed(here, words);
  };
  REQUIRE(complete({"ti"}) == Strings{"timeline"});
  REQUIRE(complete({"n"}) == Strings{"news"});     // an archive, and no other directory
  REQUIRE(complete({"not"}) == Strings{"notes"});  // a directory that may lead to one
  REQUIRE(complete({"search", "n"}) == Strings{"news"});
  REQUIRE(complete({"search", "news", "n"}).empty());  // words of a query
  REQUIRE(complete({"news", "--sort", ""}) == Strings{"date", "newest", "oldest", "relevance"});
  REQUIRE(complete({"kwic", "news", "-n", "5", "--sort", "d"}) == Strings{"date"});
  REQUIRE(complete({"news", "--sort", "=", "n"}) == Strings{"newest"});
  REQUIRE(complete({"news", "--sort", "="}) == Strings{"date", "newest", "oldest", "relevance"});
  REQUIRE(complete({"kwic", "news", "--sort", ""}) == Strings{"date", "left", "right", "source"});
  REQUIRE(complete({"facets", "news", "--by", "se"}) == Strings{"section"});
  REQUIRE(complete({"export", "news", "--fields", "head"}) == Strings{"headline"});
  REQUIRE(complete({"alert", "news", "dams", "--to", "j"}) == Strings{"jsonl:"});
  REQUIRE(complete({"eval", "news", "--topics", "notes/"}) == Strings{"notes/text.txt"});
  REQUIRE(complete({"help", ""}) == Strings{"query"});
  REQUIRE(complete({"--vers"}) == Strings{"--version"});
  REQUIRE(completed(here, {"dateline-index", "shard", ""}) == Strings{"attach", "detach", "move"});
  REQUIRE(completed(here, {"dateline-index", "shard", "move", "ne"}) == Strings{"news"});
  REQUIRE(completed(here, {"dateline-index", "add", "news", "--shard-by", "m"}) ==
          Strings{"month"});
  REQUIRE(completed(here, {"dateline-index", "add", "news", "n"}) == Strings{"news", "notes"});
  REQUIRE(completed(here, {"dateline-index", "add", "--jobs", "2", "ne"}) == Strings{"news"});
}

TEST_CASE("bash completes saved searches where one is named", "[completion]") {
  const Directory directory;
  must(index({"create", directory.path("news")}));
  for (const std::string name : {"dams", "dam-bursts", "floods"}) {
    must(search({"save", directory.path("news"), name, "dam"}));
  }
  directory.write("news/alerts/notes.txt", "no saved search");
  const auto complete = [&](std::vector<std::string> words) {
    words.insert(words.begin(), "dateline-search");
    return completed(directory.path(), words);
  };
  REQUIRE(complete({"forget", "news", "da"}) == Strings{"dam-bursts", "dams"});
  REQUIRE(complete({"alert", "--to", "atom:x", "news", ""}) ==
          Strings{"dam-bursts", "dams", "floods"});
  REQUIRE(complete({"forget", "news", "dams", ""}).empty());
  REQUIRE(complete({"save", "news", "f"}) == Strings{"floods"});
  REQUIRE(complete({"save", "news", "all", "query", ":", "f"}) == Strings{"floods"});
  REQUIRE(complete({"news", "storm", "query", ":"}) == Strings{"dam-bursts", "dams", "floods"});
  REQUIRE(complete({"kwic", "news", "query", ":", "da"}) == Strings{"dam-bursts", "dams"});
  REQUIRE(complete({"news", "-query", ":", "f"}) == Strings{"floods"});
  // If a colon does not separate words.
  REQUIRE(complete({"news", "query:f"}) == Strings{"query:floods"});
  REQUIRE(complete({"news", "-query:f"}) == Strings{"-query:floods"});
  REQUIRE(complete({"timeline", "news", "--with", "query:f"}) == Strings{"query:floods"});
  REQUIRE(complete({"news", "tag", ":", "f"}).empty());
  REQUIRE(complete({"nothing", "query:f"}).empty());
}

TEST_CASE("Tab puts in saved searches at the prompts of bash and zsh", "[completion]") {
  const std::string shell = GENERATE("bash", "zsh");
  if (!is_installed(shell)) {
    WARN(shell + " is not installed");
    return;
  }
  const Directory directory;
  must(index({"create", directory.path("news")}));
  must(search({"save", directory.path("news"), "dam-bursts", "dam"}));
  directory.write("script", search({"completion", shell}).out);
  directory.write("bashrc", "PS1='> '; bind 'set enable-bracketed-paste off'; . ./script\n");
  directory.write(".zshrc", "PS1='> '; autoload -U compinit; compinit -u -D; . ./script\n");
  const Terminal terminal(
      "cd '" + directory.path() + "'; " +
      (shell == "bash" ? "bash --rcfile bashrc -i" : "ZDOTDIR=. zsh -o no_global_rcs -i"));
  terminal.wait_for_last(">");
  for (const std::string before :
       {"forget news ", "news storm query:", "timeline news --with query:"}) {
    terminal.type("dateline-search " + before + "da");
    terminal.press({"Tab"});
    terminal.wait_for_last("> dateline-search " + before + "dam-bursts");
    terminal.press({"C-u"});
    terminal.wait_for_last(">");
  }
  terminal.type("exit");
  terminal.press({"Enter"});
  terminal.wait_for("ended: ");
}

TEST_CASE("fish completes saved searches", "[completion]") {
  if (!is_installed("fish")) {
    WARN("fish is not installed");
    return;
  }
  const Directory directory;
  must(index({"create", directory.path("news")}));
  for (const std::string name : {"dams", "dam-bursts", "floods"}) {
    must(search({"save", directory.path("news"), name, "dam"}));
  }
  const std::string script = directory.write("script", search({"completion", "fish"}).out);
  const auto complete = [&](const std::string& line) {
    const Outcome outcome = run("fish", {"--no-config", "-c",
                                         "cd '" + directory.path() + "'; source " + script +
                                             "; complete -C 'dateline-search " + line + "'"});
    INFO(outcome.err);
    REQUIRE(outcome.err.empty());
    return outcome.out;
  };
  // In its own order.
  for (const std::string name : {"dams", "dam-bursts"}) {
    REQUIRE(contains(complete("forget news da"), name + "\n"));
  }
  REQUIRE(contains(complete("news storm -query:f"), "-query:floods"));
  REQUIRE(contains(complete("timeline news --with query:f"), "query:floods"));
  REQUIRE_FALSE(contains(complete("news storm f"), "floods"));
}

TEST_CASE("What a shell completes is what the program takes", "[completion]") {
  const Directory directory;
  const std::string archive = samples();
  for (const std::string& format :
       completed(directory.path(), {"dateline-search", "search", "--format", ""})) {
    REQUIRE(search({"search", archive, "--format", format, "dam"}).exit_code == 0);
  }
  for (const std::string& field :
       completed(directory.path(), {"dateline-search", "facets", "--by", ""})) {
    REQUIRE(search({"facets", archive, "--by", field, "dam"}).exit_code == 0);
  }
  REQUIRE(search({"search", archive, "--format", "xml", "dam"}).exit_code == 2);
  REQUIRE(contains(search({"completion", "csh"}).err, "csh"));
}

TEST_CASE("Other shells can read their completions", "[completion]") {
  const bool searcher = GENERATE(true, false);
  for (const std::string shell : {"bash", "zsh", "fish"}) {
    if (!is_installed(shell)) {
      WARN(shell + " is not installed: only printed, not read");
      continue;
    }
    const Directory directory;
    const std::string file = directory.write("script", call(searcher, {"completion", shell}).out);
    const Outcome outcome = run(shell, {"-n", file});
    INFO(shell << ": " << outcome.err);
    REQUIRE(outcome.exit_code == 0);
    REQUIRE(outcome.err.empty());
  }
}

TEST_CASE("a missing man page is not an archive", "[completion]") {
  const Outcome unknown = search({"man", "foo"}, {"", {"DATELINE_ARCHIVE="}});
  CHECK(unknown.exit_code == 2);
  CHECK(contains(unknown.err, "there is no man page about 'foo'"));
  CHECK(contains(unknown.err, "there is: man query"));
}

TEST_CASE("an unknown option is reported with the help of its verb", "[completion]") {
  CHECK(contains(search({"timeline", "--nope"}).err, "see: dateline-search timeline --help"));
  CHECK(contains(index({"shard", "move", "--nope"}).err, "see: dateline-index shard move --help"));
  CHECK(contains(index({"--nope"}).err, "see: dateline-index --help"));
}

TEST_CASE("Man pages are formatted without a warning, and nothing of Markdown is left",
          "[completion]") {
  struct Page {
    Outcome printed;
    std::string file;
    std::string name;
  };
  const Page page = GENERATE(
      Page{search({"man"}), "dateline-search.1", "dateline-search - search a Dateline archive"},
      Page{index({"man"}), "dateline-index.1",
           "dateline-index - build and maintain a Dateline archive of news articles"},
      Page{search({"man", "query"}), "dateline-query.7", "dateline-query - the query language"});
  INFO(page.file);
  const std::string roff = roff_of(page.printed);
  const std::string text = formatted(roff);
  const std::string name = page.file.substr(0, page.file.size() - 2);
  std::string title = name + "(" + page.file.back() + ")";
  std::transform(title.begin(), title.end(), title.begin(), ::toupper);
  CHECK(text.starts_with(title));
  CHECK(contains(text, "\nNAME\n       " + page.name + "\n"));
  for (const std::string markup : {"`", "**", "](", "\\", "\n#", "--|"}) {
    INFO(markup);
    CHECK_FALSE(contains(text, markup));
  }
  if (!is_installed("lexgrog")) {
    WARN("lexgrog is not installed: names are not read as mandb does");
    return;
  }
  const Directory directory;
  const std::string file = directory.write(page.file, roff);
  CHECK(must(run("lexgrog", {file})).out == file + ": \"" + page.name + "\"\n");
}

TEST_CASE("The man page of a program says how it is called", "[completion]") {
  const std::string roff = roff_of(search({"man"}));
  CHECK(contains(roff,
                 "\n\\fB\\-n\\fR, \\fB\\-\\-limit\\fR \\fIN\\fR\n"));  // typed, and to be replaced
  const std::string text = formatted(roff);
  CHECK(contains(text, "\n       dateline-search [search] [OPTION]... [ARCHIVE] [QUERY...]\n"));
  CHECK(contains(text, "\n       dateline-search help [OPTION]... [TOPIC]\n"));
  CHECK(contains(text, "may be left out where DATELINE_ARCHIVE names it"));
  CHECK(contains(text, "\n           dateline-search similar news - source:reuters < draft.txt\n"));
  CHECK(contains(text, "\n       dateline-index(1), dateline-query(7)\n"));
}

TEST_CASE("The man page of queries has all of its documentation", "[completion]") {
  const std::string text = formatted(roff_of(search({"man", "query"})));
  CHECK(contains(text, "fuzzy(word), fuzzy(word,2)"));
  CHECK(contains(text, "&&, ||, !, \"a b\"~5"));
  CHECK(contains(text, "„ “ ” « »"));
  CHECK(contains(text, "proximity   := \"NEAR\" | ( \"NEAR/\" | \"w/\" | \"pre/\" ) number"));
  // A search, for which there is no such archive.
  CHECK(contains(search({"man", "bites", "dog"}).err, "no archive at man"));
}

}  // namespace completion_test
