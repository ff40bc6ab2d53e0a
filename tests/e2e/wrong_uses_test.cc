// SPDX-License-Identifier: GPL-2.0-or-later
// What is typed by mistake is told what was probably meant, and changes nothing.
#include "common/cli/verb_names.h"
#include "tests/e2e/process.h"
#include "tests/e2e/samples.h"

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

namespace wrong_uses_test {

using namespace e2e;

namespace {

void refused(const Outcome& outcome, const std::string& what, const std::string& hint) {
  CAPTURE(outcome.out, outcome.err);
  CHECK(outcome.exit_code == 2);
  CHECK(outcome.out.empty());
  CHECK(contains(outcome.err, what));
  CHECK(contains(outcome.err, hint));
}

/// The verbs of a program, from its help; sorted.
std::vector<std::string> verbs_in(const std::string& help) {
  std::vector<std::string> verbs;
  // Examples of queries follow them.
  std::istringstream lines(help.substr(0, help.find("\nQueries:")));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("  ") && line[2] >= 'a' && line[2] <= 'z') {
      verbs.push_back(line.substr(2, line.find(' ', 2) - 2));
    }
  }
  std::sort(verbs.begin(), verbs.end());
  return verbs;
}

std::vector<std::string> sorted(const std::vector<std::string_view>& verbs) {
  std::vector<std::string> all(verbs.begin(), verbs.end());
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace

TEST_CASE("a misspelt command is told the one that is meant") {
  refused(search({"shwo", samples(), "x"}), "'shwo' is neither a command nor an archive",
          "did you mean show?");
  refused(search({"timline", samples()}), "'timline' is neither", "did you mean timeline?");
  refused(index({"ad", samples(), "x"}), "'ad' is not a command", "did you mean add?");
  refused(index({"statsu", samples()}), "'statsu' is not a command", "did you mean status?");
  refused(index({"update", samples()}), "'update' is not a command", "commands are ");
}

TEST_CASE("a command of the other program is told whose it is") {
  refused(search({"status", samples()}), "'status' is a command of dateline-index",
          "run: dateline-index status " + samples());
  refused(index({"search", samples(), "dam"}), "'search' is a command of dateline-search",
          "run: dateline-search search " + samples() + " dam");
  refused(index({"collocates", samples(), "dam"}), "'collocates' is a command of dateline-search",
          "run: dateline-search collocates " + samples() + " dam");
  refused(index({"places", samples()}), "'places' is a command of dateline-search",
          "run: dateline-search places " + samples());
  const std::vector<std::string_view> own(dateline::cli::kIndexVerbs.begin(),
                                          dateline::cli::kIndexVerbs.end());
  CHECK(verbs_in(index({"--help"}).out) == sorted(own));
  std::vector<std::string_view> other = dateline::cli::search_verbs();
  other.emplace_back("help");
  CHECK(verbs_in(search({"--help"}).out) == sorted(other));
}

TEST_CASE("an archive in the wrong place is told the right one") {
  refused(search({"Kazakhstan", samples()}), "there is no archive at Kazakhstan, but one at ",
          "the archive comes first: dateline-search " + samples());
  refused(search({"show", "hp-2018-0511", samples()}), "there is no archive at hp-2018-0511",
          "the archive comes first: dateline-search show " + samples());
  refused(search({"facets", "dam", samples(), "--by", "source"}), "there is no archive at dam",
          "dateline-search facets " + samples());
  const Outcome none = search({"Kazakhstan"});
  CHECK(none.exit_code == 3);
  CHECK(contains(none.err, "there is no archive at Kazakhstan"));
  CHECK(contains(none.err, "dateline-search ARCHIVE QUERY"));
}

TEST_CASE("a command after the archive is a word, and this is said") {
  const Outcome outcome = search({samples(), "show", "dam"});
  CHECK(contains(outcome.err,
                 "'show' is searched for; as a command it comes first: "
                 "dateline-search show " +
                     samples()));
  CHECK(search({samples(), "dam", "show"}).err.find("comes first") == std::string::npos);
}

TEST_CASE("options do not hide that a command comes first") {
  refused(search({samples(), "timeline", "--by", "year", "dam"}), "there is no option --by",
          "dateline-search timeline " + samples() + " --by year dam");
  refused(index({samples(), "add", "x"}), "is not a command",
          "the command comes first: dateline-index add " + samples() + " x");
}

TEST_CASE("a command of the other program after the archive is a word, and this is said") {
  const Outcome outcome = search({samples(), "status"});
  CHECK(outcome.exit_code == 1);
  CHECK(contains(outcome.err, "dateline-index status " + samples()));
  CHECK_FALSE(contains(search({samples(), "dam", "status"}).err, "dateline-index"));
}

TEST_CASE("help lists the commands, and helps with each") {
  CHECK(search({"help"}).out == search({"--help"}).out);
  CHECK(index({"help"}).out == index({"--help"}).out);
  CHECK(index({"help", "add"}).out == index({"add", "--help"}).out);
  refused(search({"help", "alerts"}), "there is no help on 'alerts'", "did you mean alert?");
  refused(search({"help", "add"}), "'add' is a command of dateline-index",
          "run: dateline-index add --help");
  refused(index({}), "no command is given", "dateline-index --help");
}

TEST_CASE("a letter after a dash is no word to leave out") {
  refused(search({samples(), "-v", "dam"}), "there is no option -v", "write NOT v");
  refused(search({"export", samples(), "dam", "-o", "x"}), "there is no option -o", "write NOT o");
  CHECK(search({samples(), "dam", "NOT", "v"}).exit_code == 0);
  CHECK(search({samples(), "--", "dam", "-v"}).exit_code == 0);
  CHECK(search({samples(), "dam", "-n5"}).exit_code == 0);
}

TEST_CASE("a file of ids is not searched for as words") {
  const Directory directory;
  const std::string file = directory.write("ids.txt", "hp-2018-0511\n");
  refused(search({samples(), "@" + file}), "is a file", "write id:@" + file);
  refused(search({samples(), "dam NOT @" + file}), "is a file", "write id:@" + file);
  CHECK(search({samples(), "id:@" + file}).exit_code == 0);
  CHECK(search({samples(), "@nobody"}).exit_code != 2);
}

TEST_CASE("an option with one dash is not left out of the query") {
  refused(search({samples(), "-from", "2019", "Kazakhstan"}),
          "-from would leave out articles with the word from",
          "write --from for the option, or NOT from for the word");
  refused(search({samples(), "Kazakhstan", "-sort", "newest"}), "-sort would leave out",
          "write --sort");
  CHECK(search({samples(), "Kazakhstan", "-football"}).exit_code == 0);
  CHECK(search({samples(), "Kazakhstan", "NOT", "from"}).exit_code != 2);
  CHECK(search({samples(), "--", "Kazakhstan", "-from"}).exit_code != 2);
}

TEST_CASE("an option that does not exist is told the one that is meant") {
  const auto meant = [](const std::string& option) {
    const Outcome outcome = search({samples(), option, "2019", "dam"});
    CHECK(outcome.exit_code == 2);
    return outcome.err;
  };
  CHECK(contains(meant("--form"), "did you mean "));
  CHECK(contains(meant("--form"), "--from"));
  CHECK(contains(meant("--after"), "did you mean --from?"));
  CHECK(contains(meant("--since=2019"), "did you mean --from?"));
  CHECK(contains(meant("--until"), "did you mean --to?"));
  CHECK(contains(meant("--langauge"), "did you mean --language?"));
  CHECK(contains(meant("--json"), "did you mean --format json?"));
  CHECK(contains(meant("--by"), "it is an option of "));
  CHECK(contains(meant("--by"), "facets, timeline"));
  CHECK(contains(meant("--output"), "> FILE"));
  CHECK_FALSE(contains(meant("--xyzzyplugh"), "did you mean"));
  CHECK(contains(search({"keyness", samples(), "dam", "--stop"}).err, "did you mean --stop-list?"));
  CHECK(contains(index({"add", samples(), "--watch"}).err, "no DIR follows --watch"));
}

TEST_CASE("operators of other languages are refused wherever they stand") {
  for (const auto& [typed, meant] : std::vector<std::pair<std::string, std::string>>{
           {"Bush|Gorbachev", "Bush OR Gorbachev"},
           {"dam||flood", "dam OR flood"},
           {"Bush+Gorbachev", "Bush AND Gorbachev"},
           {"dam&&flood", "dam AND flood"},
           {"title:dam|flood", "title:dam OR title:flood"},
           {"x (Müller+Ärger)", "Müller AND Ärger"}}) {
    CAPTURE(typed);
    refused(search({samples(), typed}), "is not an operator here", meant);
  }
  for (const char* fine : {"AT&T", "C++", "Canal+", "https://example.org/a+b", "\"a+b\"", "1+1"}) {
    CAPTURE(fine);
    CHECK(search({samples(), fine}).exit_code != 2);
  }
}

TEST_CASE("words without a blank are a phrase, and this is said if nothing has it") {
  for (const char* typed : {"dam/flood", "dam,flood", "dam;flood", "dam!flood"}) {
    CHECK(contains(search({samples(), typed}).err, "is searched for as the phrase \"dam flood\""));
  }
  CHECK(contains(search({"facets", samples(), "dam/flood"}).err, "as the phrase"));
  CHECK_FALSE(contains(search({samples(), "New/York"}).err, "as the phrase"));
}

TEST_CASE("fields that do not exist are told what to write") {
  refused(search({samples(), "before:2019"}), "there is no field 'before:'", "write date:..2019");
  refused(search({samples(), "since:2019"}), "there is no field 'since:'", "write date:2019..");
  refused(search({samples(), "body:dam"}), "there is no field 'body:'", "leave it out");
  refused(search({samples(), "site:ap"}), "there is no field 'site:'", "did you mean 'source:'?");
}

TEST_CASE("an id, an address or a language that no article has is named") {
  CHECK(contains(search({samples(), "id:nosuch"}).err, "no article has the id 'nosuch'"));
  CHECK(contains(search({samples(), "url:harbourpost.example"}).err,
                 "no article has just the address 'harbourpost.example'"));
  const std::string language = search({samples(), "lang:xx"}).err;
  CHECK(contains(language, "no article is in the language 'xx'"));
  CHECK(contains(language, "dateline-search languages ARCHIVE"));
  CHECK_FALSE(contains(search({samples(), "id:hp-2018-0511"}).err, "no article"));
}

TEST_CASE("what is searched for as a word, but may mean more, is named where nothing is found") {
  const auto err = [](const std::string& query) { return search({samples(), query}).err; };
  CHECK(contains(err("source:Harbour Post"), "for the whole name write source:\"Harbour Post\""));
  CHECK_FALSE(contains(err("source:Reuters Kazakhstan"), "whole name"));
  CHECK(contains(err("hp-2018-0511"), "is the id of an article, and is found by id:hp-2018-0511"));
  CHECK(contains(err("Oruba 2018"), "are found by date:2018"));
  CHECK(contains(err("xyzzyplugh yesterday"), "are found by date:yesterday"));
  CHECK_FALSE(contains(err("Kazakhstan"), "found by"));
  CHECK(contains(search({samples(), "--source", "AP", "dam"}).err, "in the query: 'source:"));
}

TEST_CASE("operators in small letters are words, and this is said") {
  const Outcome outcome = search({samples(), "dam and flood"});
  CHECK(contains(outcome.err, "'and' is searched for as a word; as an operator it is written AND"));
  CHECK(contains(search({samples(), "dam or flood"}).err, "written OR"));
  CHECK(contains(search({samples(), "--any", "dam not flood"}).err, "written NOT"));
  CHECK_FALSE(contains(search({samples(), "\"dam and flood\""}).err, "operator"));
  CHECK_FALSE(contains(search({samples(), "dam AND flood"}).err, "operator"));
  CHECK_FALSE(contains(search({samples(), "and dam"}).err, "operator"));
}

TEST_CASE("a name that no article has is told the nearest, and where all are") {
  const Outcome unknown = search({samples(), "source:nosuchsource"});
  CAPTURE(unknown.err);
  CHECK(unknown.exit_code == 1);
  CHECK(contains(unknown.err, "no source is called 'nosuchsource'; nearest: "));
  CHECK(contains(unknown.err, "all of them: dateline-search sources ARCHIVE"));
  CHECK(contains(search({samples(), "author:zzzzzzzz"}).err, "no author is called 'zzzzzzzz'"));
}

TEST_CASE("a suggestion is another word, and there is none where an alternative is found") {
  const Outcome either = search({samples(), "dam OR damz OR damm"});
  CAPTURE(either.err);
  CHECK(either.exit_code == 0);
  CHECK_FALSE(contains(either.err, "did you mean"));
  CHECK_FALSE(contains(either.err, "try:"));
  CHECK_FALSE(contains(search({samples(), "Kazakhstan Kazakhstam"}).err, "did you mean"));
}

TEST_CASE("the manifest of an archive is not the archive") {
  const std::string manifest = samples() + "/archive.json";
  for (const Outcome& outcome :
       {index({"check", manifest}), index({"status", manifest}), search({manifest, "dam"}),
        search({"facets", manifest, "dam"}), index({"add", manifest, samples()})}) {
    CAPTURE(outcome.out, outcome.err);
    CHECK(outcome.exit_code == 3);
    CHECK(contains(outcome.err, "is the manifest of an archive"));
    CHECK(contains(outcome.err, "name its directory: " + samples()));
  }
}

TEST_CASE("an order by date begins with the newest, and a search that is not saved is not found") {
  CHECK(search({samples(), "--sort", "date", "dam"}).out ==
        search({samples(), "--sort", "newest", "dam"}).out);
  CHECK(search({"forget", samples(), "nosuch"}).exit_code == 1);
  const Outcome alert = search({"alert", samples(), "nosuch", "--off"});
  CHECK(alert.exit_code == 1);
  CHECK(contains(alert.err, "no search is saved as 'nosuch'"));
}

}  // namespace wrong_uses_test
