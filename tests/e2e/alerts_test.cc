// SPDX-License-Identifier: GPL-2.0-or-later
// Saved searches and alerts: new articles arrive once, and failed deliveries are reported.
#include "tests/e2e/process.h"
#include "tests/e2e/samples.h"
#include "tests/servers.h"

#include <csignal>
#include <ctime>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <libxml/parser.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

namespace alerts_test {

using namespace e2e;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

/// Both programs side by side, as they are installed.
class Installed {
 public:
  Installed() {
    fs::copy_file(index_program(), index_);
    fs::copy_file(search_program(), directory_.path("dateline-search"));
  }
  [[nodiscard]] const std::string& index() const { return index_; }

 private:
  Directory directory_;
  std::string index_ = directory_.path("dateline-index");
};

const std::string& installed_index() {
  static const Installed programs;
  return programs.index();
}

/// An archive of two articles with one search, "flood", saved.
struct News {
  News() {
    write("old", article("2019-12-01", "A flood of old", "The flood was long ago."));
    write("dry", article("2019-12-02", "A drought", "No rain at all."));
    must(add());
    must(search({"save", archive, "flood", "flood"}));
  }

  void write(const std::string& name, const std::string& content) const {
    directory.write("in/" + name + ".txt", content);
  }
  void write_flood(const std::string& name) const {
    write(name, article("2019-12-13", "Flood " + name, "A flood called " + name + "."));
  }
  [[nodiscard]] Outcome add() const { return run(installed_index(), {"add", archive, in}); }
  void alert(const std::string& to, const std::string& name = "flood") const {
    must(search({"alert", archive, name, "--to", to}));
  }
  [[nodiscard]] std::string at(const std::string& name) const { return directory.path(name); }

  Directory directory;
  std::string archive = directory.path("news");
  std::string in = directory.path("in");
};

/// The headlines of JSON Lines, in order.
std::vector<std::string> headlines(const std::string& file) {
  std::vector<std::string> all;
  const std::string text = fs::exists(file) ? read(file) : "";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    REQUIRE(end != std::string::npos);
    all.push_back(Json::parse(text.substr(at, end - at)).at("headline"));
    at = end + 1;
  }
  return all;
}

using Headlines = std::vector<std::string>;

std::vector<fs::path> files_in(const std::string& directory) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(directory)) files.push_back(entry.path());
  return files;
}

}  // namespace

TEST_CASE("a search is saved, listed and forgotten", "[alerts]") {
  const News news;
  must(search({"save", news.archive, "no-rain", "title:drought", "-flood"}));
  const Outcome listed = search({"saved", news.archive, "--format", "json"});
  REQUIRE(listed.exit_code == 0);
  const Json saved = Json::parse(listed.out).at("saved");
  REQUIRE(saved.size() == 2);
  CHECK(saved[0] == Json{{"name", "flood"}, {"query", "flood"}, {"own", false}});
  CHECK(saved[1] == Json{{"name", "no-rain"}, {"query", "title:drought -flood"}, {"own", false}});
  CHECK(contains(search({"saved", news.archive}).out, "no-rain\n  title:drought -flood\n"));

  const Outcome again = search({"save", news.archive, "flood", "storm"});
  CHECK(again.exit_code == 2);
  CHECK(contains(again.err, "already saved as 'flood'"));
  must(search({"save", news.archive, "flood", "storm", "--replace"}));
  CHECK(contains(read(news.archive + "/alerts/flood.toml"), "storm"));

  must(search({"forget", news.archive, "flood"}));
  const Outcome gone = search({"forget", news.archive, "flood"});
  CHECK(gone.exit_code == 1);
  CHECK(contains(gone.err, "no search is saved as 'flood'"));
  CHECK(contains(search({"forget", news.archive, "no-rian"}).err, "did you mean no-rain?"));
  must(search({"forget", news.archive, "no-rain"}));
  CHECK(search({"saved", news.archive}).exit_code == 1);
}

TEST_CASE("a query or a place that cannot be is refused when it is set", "[alerts]") {
  const News news;
  const Outcome query = search({"save", news.archive, "bad", "(flood"});
  CHECK(query.exit_code == 2);
  CHECK(contains(query.err, "column 1"));
  CHECK(search({"save", news.archive, "none"}).exit_code == 2);
  for (const char* name : {"../up", "a b", "", ".hidden", "x/y"}) {
    CAPTURE(name);
    const Outcome refused = search({"save", news.archive, name, "flood"});
    CHECK(refused.exit_code == 2);
    CHECK(contains(refused.err, "cannot name a saved search"));
  }
  CHECK(search({"alert", news.archive, "flood"}).exit_code == 2);
  CHECK(search({"alert", news.archive, "flood", "--to", "paper"}).exit_code == 2);
  CHECK(search({"alert", news.archive, "flood", "--to", "command:if"}).exit_code == 2);
  for (const char* way : {"jsonl:", "atom:", "maildir:"}) {
    const std::string file = news.directory.write("file", "");
    const Outcome refused = search({"alert", news.archive, "flood", "--to", way + file + "/x"});
    CAPTURE(way, refused.err);
    CHECK(refused.exit_code == 5);
    CHECK(contains(refused.err, "cannot"));
  }
  CHECK(search({"saved", news.at("nowhere")}).exit_code == 3);
  CHECK(search({"deliver", news.at("nowhere")}).exit_code == 3);
}

TEST_CASE("a search that would contain itself is refused, and leaves all as it was", "[alerts]") {
  const News news;
  news.alert("jsonl:" + news.at("out.jsonl"));
  must(search({"save", news.archive, "wet", "query:flood"}));
  const std::string file = news.archive + "/alerts/flood.toml";
  const std::string before = read(file);
  const auto refuse = [&](const std::string& name, const std::string& query) {
    CAPTURE(name, query);
    const Outcome refused = search({"save", news.archive, "--replace", name, query});
    CHECK(refused.exit_code == 2);
    CHECK(contains(refused.err, "would contain itself (" + name + " > "));
  };
  refuse("flood", "query:wet");
  refuse("flood", "rain OR query:flood");
  CHECK(read(file) == before);
  must(search({"alert", news.archive, "flood", "--off"}));
  refuse("flood", "query:wet");
  refuse("new", "query:new");
  must(search({news.archive, "query:wet"}));
}

TEST_CASE("a saved search that cannot be read is listed with what is wrong", "[alerts]") {
  const News news;
  must(search({"save", news.archive, "wet", "query:flood", "OR", "rain"}));
  news.directory.write("news/alerts/open.toml", "query = 'dry (flood'\nwords = 'all'\n");
  news.directory.write("news/alerts/torn.toml", "query = 'query:gone'\nwords = 'all'\n");
  const Outcome text = search({"saved", news.archive});
  CHECK(text.exit_code == 0);
  CHECK(contains(text.out, "flood\n  flood\nopen\n"));
  CHECK(contains(text.out, "open\n  dry (flood\n  cannot be read: query, column 5: this bracket"));
  CHECK(contains(text.out, "cannot be read: query, column 7: no search is saved as 'gone'; saved"));
  const Json saved = Json::parse(search({"saved", news.archive, "--format", "json"}).out)["saved"];
  REQUIRE(saved.size() == 4);
  CHECK_FALSE(saved[0].contains("problem"));
  CHECK(contains(saved[1].at("problem"), "never closed"));

  const Outcome kept = search({"forget", news.archive, "flood"});
  CHECK(kept.exit_code == 2);
  CHECK(contains(kept.err, "'flood' is part of the saved wet"));
  CHECK(contains(search({"forget", news.archive, "gone"}).err, "no search is saved as 'gone'"));
  must(search({news.archive, "query:wet"}));
  must(search({"forget", news.archive, "wet"}));
  must(search({"forget", news.archive, "flood"}));
}

TEST_CASE("an alert delivers what is added, once", "[alerts]") {
  const News news;
  const std::string file = news.at("out.jsonl");
  news.alert("jsonl:" + file);
  news.write_flood("one");
  news.write("dry2", article("2019-12-13", "Still dry", "No rain."));
  const Outcome first = news.add();
  CHECK(first.exit_code == 0);
  CHECK(contains(first.out, "by alert flood"));
  CHECK(summary(first, "delivered") == "1");
  CHECK(headlines(file) == Headlines{"Flood one"});
  CHECK(summary(news.add(), "delivered") == "0");
  news.write_flood("two");
  news.write_flood("three");
  CHECK(summary(news.add(), "delivered") == "2");
  CHECK(headlines(file).size() == 3);
  // Neither merging nor moving segments makes anything new.
  must(index({"compact", news.archive}));
  must(search({"deliver", news.archive}));
  CHECK(headlines(file).size() == 3);
  // An article that matches after a change is new to the alert; one that changes again is not.
  news.write("dry", article("2019-12-02", "A drought", "No rain, and then a flood."));
  must(news.add());
  CHECK(headlines(file).back() == "A drought");
  news.write("dry", article("2019-12-02", "A drought", "No rain, and then a great flood."));
  must(news.add());
  CHECK(headlines(file).size() == 4);
  must(search({"alert", news.archive, "flood", "--off"}));
  news.write_flood("four");
  must(news.add());
  CHECK(headlines(file).size() == 4);
}

TEST_CASE("what was published and not delivered is delivered by the next run", "[alerts]") {
  const News news;
  const std::string file = news.at("out.jsonl");
  news.alert("jsonl:" + file);
  news.write_flood("one");
  // As if the indexer had been killed after publishing: there is no searcher to run.
  const Outcome alone = index({"add", news.archive, news.in}, {"", {"PATH=/nonexistent"}});
  CHECK(alone.exit_code == 1);
  CHECK(contains(alone.err, "alerts were not delivered: cannot run dateline-search"));
  CHECK(contains(alone.out, "added:               1"));
  CHECK(contains(alone.out, "by any alert; failed: "));
  CHECK(headlines(file).empty());
  news.write_flood("two");
  must(news.add());
  CHECK(headlines(file).size() == 2);
  CHECK(search({"deliver", news.archive}).out ==
        "delivered 0 articles of 'flood' to jsonl:" + file + "\n");
}

TEST_CASE("a crash while delivering delivers again, and loses nothing", "[alerts]") {
  const News news;
  const std::string file = news.at("ids");
  // The shell is run by a delivering process, which is run by the one that records deliveries.
  news.alert("command:cat >> '" + file + "'; test -e '" + file +
             ".go' || kill -9 $(cut -d ' ' -f 4 /proc/$PPID/stat)");
  news.write_flood("one");
  const Outcome killed = news.add();
  CHECK(killed.exit_code == 1);
  CHECK(contains(killed.out, "ended with exit code 137"));
  CHECK(headlines(file) == Headlines{"Flood one"});
  news.directory.write("ids.go", "");
  must(search({"deliver", news.archive}));
  CHECK(headlines(file) == Headlines{"Flood one", "Flood one"});
  must(search({"deliver", news.archive}));
  CHECK(headlines(file).size() == 2);
}

TEST_CASE("a line torn by a crash is repaired", "[alerts]") {
  const News news;
  const std::string file = news.directory.write("out.jsonl", "{\"headline\":\"whole\"}\n{\"headl");
  news.alert("jsonl:" + file);
  news.write_flood("one");
  must(news.add());
  CHECK(headlines(file) == Headlines{"whole", "Flood one"});
}

TEST_CASE("a broken alert is reported, stops no other, and continues where it stopped",
          "[alerts]") {
  const News news;
  for (const char* name : {"bad-query", "bad-place", "failing", "torn"}) {
    must(search({"save", news.archive, name, "flood"}));
  }
  const std::string file = news.at("out.jsonl");
  news.alert("jsonl:" + file);
  const std::string place = news.at("place/out.jsonl");
  fs::create_directory(news.at("place"));
  news.alert("jsonl:" + place, "bad-place");
  news.alert("jsonl:" + news.at("never"), "bad-query");
  news.alert("command:test -d " + news.at("ready") + " || exit 7; cat >> " + news.at("mended"),
             "failing");
  fs::remove_all(news.at("place"));
  news.directory.write(
      "news/alerts/bad-query.toml",
      "query = '(flood'\nwords = 'all'\ndeliver = 'jsonl:" + news.at("never") + "'\n");
  news.directory.write("news/alerts/torn.toml", "query = 'flood\n");
  news.write_flood("one");
  const Outcome added = news.add();
  CHECK(added.exit_code == 1);
  CHECK(contains(added.out, "added:               1"));
  CHECK(contains(added.err, "alert bad-query: query, column 1: this bracket is never closed"));
  CHECK(contains(added.err, "alert bad-place: cannot write " + place));
  CHECK(contains(added.err, "alert failing: the command ended with exit code 7"));
  CHECK(contains(added.err, "torn.toml: line 1"));
  CHECK(contains(added.out, "by alert failing; failed: the command ended with exit code 7"));
  CHECK(headlines(file) == Headlines{"Flood one"});

  fs::create_directory(news.at("place"));
  must(search({"forget", news.archive, "bad-query"}));
  must(search({"forget", news.archive, "torn"}));
  fs::create_directory(news.at("ready"));
  must(search({"deliver", news.archive}));
  CHECK(headlines(place) == Headlines{"Flood one"});
  CHECK(headlines(news.at("mended")) == Headlines{"Flood one"});
  CHECK(headlines(file) == Headlines{"Flood one"});
}

TEST_CASE(
    "an alert that hangs is abandoned and reported, the others are delivered, the run continues",
    "[alerts]") {
  const News news;
  const std::string file = news.at("out.jsonl");
  news.alert("jsonl:" + file);
  const std::string place = news.at("place");
  const auto refuse = [&](const std::string& to, const std::string& why) {
    const Outcome refused = search({"alert", news.archive, "flood", "--to", to});
    CAPTURE(to, refused.err);
    CHECK(refused.exit_code == 2);
    CHECK(contains(refused.err, why));
  };
  REQUIRE(mkfifo(place.c_str(), 0666) == 0);
  refuse("jsonl:" + place, place + " is not a regular file");
  refuse("atom:" + place, place + " is not a regular file");
  refuse("jsonl:/dev/null", "/dev/null is not a regular file");
  fs::remove(place);
  for (const char* name : {"a-command", "a-feed", "a-pipe"}) {
    must(search({"save", news.archive, name, "flood"}));
  }
  news.alert("jsonl:" + place, "a-pipe");
  news.alert("atom:" + place, "a-feed");
  news.alert("command:sleep 600 & sleep 600", "a-command");
  fs::remove(place);
  REQUIRE(mkfifo(place.c_str(), 0666) == 0);
  news.write_flood("one");
  const Outcome added = news.add();
  CAPTURE(added.out, added.err);
  CHECK(added.exit_code == 1);
  CHECK(contains(added.out, "added:               1"));
  CHECK(contains(added.err, "alert a-command: the command took over 10 seconds and was stopped"));
  CHECK(contains(added.err, "alert a-feed: " + place + " is not a regular file"));
  CHECK(contains(added.err, "alert a-pipe: " + place + " is not a regular file"));
  CHECK(contains(added.out, "by alert a-command; failed: the command took over"));
  CHECK(headlines(file) == Headlines{"Flood one"});
  // What did not arrive is not recorded as seen.
  fs::remove(place);
  must(search({"forget", news.archive, "a-command"}));
  must(search({"forget", news.archive, "a-feed"}));
  must(search({"deliver", news.archive}));
  CHECK(headlines(place) == Headlines{"Flood one"});
  CHECK(headlines(file) == Headlines{"Flood one"});
}

TEST_CASE("a search is saved as it was asked, with its options", "[alerts]") {
  const std::string& archive = samples();
  const auto ids = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"search", archive, "--format", "csv", "--limit", "100"});
    return search(arguments).out;
  };
  const std::vector<std::vector<std::string>> asked = {
      {"--all", "Kazakhstan", "Syria", "repatriation"},
      {"--any", "Kazakhstan", "Syria", "repatriation"},
      {"--any", "Syria OR dam (flood storm) -Oruba source:reuters the"},
      {"--any", "--from", "2018", "dam", "flood"},
      {"--all", "Syria OR dam (flood storm) -Oruba source:reuters the"},
      {"--all", "title:(dam flood) the OR a", "date:2018"},
      {"--all", "dam"},
      {"--all", "-dam -Syria"},
      {"--from", "2018-05-10", "--to", "2018-05-11", "dam"},
      {"--from", "2019", "dam", "OR", "Syria"},
      {"--to", "2018", "dam", "Syria", "--all"},
      {"--from", "last-year", "dam"},
      {"--from", "2018-W19", "--to", "last week", "dam"},
      {"--dialect", "nexis", "(dam or syria) and not oruba"},
      {"--dialect", "lucene", "+dam collapse", "--all"}};
  for (const std::vector<std::string>& arguments : asked) {
    CAPTURE(arguments);
    std::vector<std::string> saving = {"save", archive, "asked", "--replace"};
    saving.insert(saving.end(), arguments.begin(), arguments.end());
    must(search(saving));
    CAPTURE(search({"saved", archive}).out);
    CHECK(ids({"query:asked"}) == ids(arguments));
  }
  must(search({"save", archive, "asked", "--replace", "--any", "--from", "2018", "dam", "flood"}));
  CHECK(contains(search({"saved", archive}).out, "asked\n  any(dam flood) date:\"since 2018\"\n"));
  // How the query around a saved search is read does not change it.
  must(search({"save", archive, "asked", "--replace", "Kazakhstan Syria"}));
  CHECK(ids({"--any", "query:asked", "dam"}) == ids({"(Kazakhstan AND Syria) OR dam"}));
  for (const char* date : {"2019-13", "2019\" dam", "easter"}) {
    CAPTURE(date);
    CHECK(search({"save", archive, "other", "--from", date, "dam"}).exit_code == 2);
  }
  CHECK(search({"save", archive, "other", "--from", "2019", "--to", "2018", "x"}).exit_code == 2);
  must(search({"forget", archive, "asked"}));
}

TEST_CASE("a search saved again starts over", "[alerts]") {
  const News news;
  const std::string file = news.at("out.jsonl");
  news.alert("jsonl:" + file);
  must(search({"save", news.archive, "flood", "flood OR drought", "--replace"}));
  must(search({"deliver", news.archive}));
  CHECK(headlines(file).empty());
  // Set by hand, it begins when it is first run.
  news.directory.write("news/alerts/mine.toml",
                       "query = 'rain'\ndeliver = 'jsonl:" + news.at("mine") + "'\n");
  CHECK(contains(search({"deliver", news.archive}).out,
                 "'mine' to jsonl:" + news.at("mine") + "; starts with articles added"));
  news.write("wet", article("2019-12-13", "At last", "Rain."));
  must(news.add());
  CHECK(headlines(news.at("mine")) == Headlines{"At last"});
}

TEST_CASE("a search delivers to several places, each of which gets everything once", "[alerts]") {
  const News news;
  const std::string first = news.at("first.jsonl");
  const std::string second = news.at("second.jsonl");
  news.alert("jsonl:" + first);
  news.write_flood("one");
  must(news.add());
  news.alert("jsonl:" + second);
  news.write_flood("two");
  const Outcome added = news.add();
  must(added);
  CHECK(summary(added, "delivered") == "2");
  CHECK(headlines(first) == Headlines{"Flood one", "Flood two"});
  CHECK(headlines(second) == Headlines{"Flood two"});
  const std::string listed = search({"saved", news.archive}).out;
  CHECK(contains(listed, "alert to jsonl:" + first + "\n  alert to jsonl:" + second));
  const Json status = Json::parse(index({"status", news.archive, "--format", "json"}).out);
  REQUIRE(status.at("alerts").size() == 2);
  CHECK(status.at("alerts")[1].at("deliver") == "jsonl:" + second);
  CHECK(status.at("alerts")[1].at("last_delivery") != "");
  CHECK(status.at("alerts")[1].at("problem") == "");

  // What one of them misses is what only that one gets later.
  fs::remove(first);
  fs::create_directory(first);
  news.write_flood("three");
  CHECK(news.add().exit_code == 1);
  CHECK(headlines(second) == Headlines{"Flood two", "Flood three"});
  CHECK(contains(index({"status", news.archive}).out, "failed: "));
  fs::remove(first);
  const Outcome delivered = search({"deliver", news.archive});
  CHECK(contains(delivered.out, "delivered 1 article of 'flood' to jsonl:" + first));
  CHECK(headlines(first) == Headlines{"Flood three"});
  CHECK(headlines(second).size() == 2);

  must(search({"alert", news.archive, "flood", "--off", "--to", "jsonl:" + first}));
  CHECK(search({"alert", news.archive, "flood", "--off", "--to", "jsonl:" + first}).exit_code == 2);
  news.write_flood("four");
  must(news.add());
  CHECK(headlines(first).size() == 1);
  CHECK(headlines(second).size() == 3);
  must(search({"alert", news.archive, "flood", "--off"}));
  CHECK_FALSE(contains(search({"saved", news.archive}).out, "alert to"));
}

TEST_CASE("an alert of an older version is known to have delivered when it gets a second place",
          "[alerts]") {
  const News news;
  const std::string first = news.at("first.jsonl");
  news.alert("jsonl:" + first);
  news.write_flood("one");
  must(news.add());
  const std::string record = news.archive + "/alerts/delivered/flood.json";
  Json delivered = Json::parse(read(record));
  for (const char* key : {"place", "last_delivery", "problem", "checksum"}) delivered.erase(key);
  news.directory.write("news/alerts/delivered/flood.json", delivered.dump());
  news.write_flood("two");
  CHECK(index({"add", news.archive, news.in}, {"", {"PATH=/nonexistent"}}).exit_code == 1);
  news.alert("jsonl:" + news.at("second.jsonl"));
  must(search({"deliver", news.archive}));
  CHECK(headlines(first) == Headlines{"Flood one", "Flood two"});
  CHECK(headlines(news.at("second.jsonl")).empty());
}

TEST_CASE("who may not write the archive has searches and alerts of their own", "[alerts]") {
  const News news;
  for (const auto& entry : fs::recursive_directory_iterator(news.archive)) {
    fs::permissions(entry.path(), fs::perms::owner_write | fs::perms::group_write,
                    fs::perm_options::remove);
  }
  fs::permissions(news.archive, fs::perms::owner_write, fs::perm_options::remove);
  const std::string config = news.at("config");
  const auto read_only = [&](const std::vector<std::string>& arguments) {
    return search(arguments, {"", {"XDG_CONFIG_HOME=" + config}, true});
  };
  const Outcome saved = read_only({"save", news.archive, "dry", "drought"});
  INFO(saved.err);
  REQUIRE(saved.exit_code == 0);
  CHECK(contains(saved.out, "your own"));
  CHECK(contains(read_only({"saved", news.archive}).out, "dry   (your own)\n  drought\nflood\n"));
  CHECK(contains(read_only({news.archive, "query:dry"}).out, "A drought"));
  CHECK(contains(read_only({news.archive, "query:flood"}).out, "A flood of old"));
  // One's own comes first.
  REQUIRE(read_only({"save", news.archive, "flood", "drought"}).exit_code == 0);
  CHECK(contains(read_only({news.archive, "query:flood"}).out, "A drought"));
  const std::string out = news.at("own.jsonl");
  const Outcome alert = read_only({"alert", news.archive, "dry", "--to", "jsonl:" + out});
  INFO(alert.out << alert.err);
  REQUIRE(alert.exit_code == 0);
  REQUIRE(read_only({"forget", news.archive, "flood"}).exit_code == 0);
  CHECK(contains(read_only({news.archive, "query:flood"}).out, "A flood of old"));

  // The owner's run neither runs nor sees them.
  for (const auto& entry : fs::recursive_directory_iterator(news.archive)) {
    fs::permissions(entry.path(), fs::perms::owner_write, fs::perm_options::add);
  }
  fs::permissions(news.archive, fs::perms::owner_write, fs::perm_options::add);
  news.write("dry2", article("2019-12-13", "Another drought", "Drought again."));
  must(run(installed_index(), {"add", news.archive, news.in}, {"", {"XDG_CONFIG_HOME=" + config}}));
  CHECK(headlines(out).empty());
  const Outcome delivered = read_only({"deliver", news.archive});
  CHECK(contains(delivered.out, "delivered 1 article of 'dry'"));
  CHECK(headlines(out) == Headlines{"Another drought"});
}

TEST_CASE("hostile text stays text in mail and feed", "[alerts]") {
  const News news;
  must(search({"save", news.archive, "feed", "flood"}));
  const std::string mail = news.at("mail");
  const std::string feed = news.at("feed.xml");
  news.alert("maildir:" + mail);
  news.alert("atom:" + feed, "feed");
  const Json article = {{"id", "evil\r\nBcc: all@example.org"},
                        {"headline", "Flood\r\nBcc: all@example.org\r\n\r\n<evil> &]]> \u00FC"},
                        {"source", "A, \"B\" <x@example.org>\nX: y"},
                        {"date", "2019-12-13"},
                        {"body", "A flood.\n.\nFrom here\n</content><evil/>"}};
  news.write("evil", article.dump() + "\n");
  must(news.add());
  must(news.add());
  const std::vector<fs::path> messages = files_in(mail + "/new");
  REQUIRE(messages.size() == 1);
  CHECK(files_in(mail + "/tmp").empty());
  const std::string message = read(messages.front());
  const std::string header = message.substr(0, message.find("\n\n"));
  std::map<std::string, int> names;
  for (std::size_t at = 0; at < header.size();) {
    const std::size_t end = std::min(header.find('\n', at), header.size());
    const std::string line = header.substr(at, end - at);
    CHECK(line.size() <= 998);
    if (line[0] != ' ') ++names[line.substr(0, line.find(':'))];
    at = end + 1;
  }
  CHECK(names.size() == 10);
  CHECK(names.count("Bcc") == 0);
  CHECK(names.count("X") == 0);
  CHECK(names["Subject"] == 1);
  CHECK_FALSE(contains(message, "@example.org"));

  const std::string xml = read(feed);
  xmlDoc* document =
      xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr, XML_PARSE_NONET);
  REQUIRE(document != nullptr);
  xmlFreeDoc(document);
  CHECK_FALSE(contains(xml, "<evil"));
  CHECK_FALSE(contains(xml, "<script"));

  // A message that was read remains read, and is not delivered again after a crash.
  fs::rename(messages.front(), mail + "/cur/" + messages.front().filename().string() + ":2,S");
  Json delivered = Json::parse(read(news.archive + "/alerts/delivered/flood.json"));
  delivered["parts"] = Json::array();
  delivered["seen"] = Json::array();
  delivered.erase("checksum");  // as it was written before there was one
  news.directory.write("news/alerts/delivered/flood.json", delivered.dump());
  must(search({"deliver", news.archive}));
  for (const fs::path& path : files_in(mail + "/new")) {
    CHECK(path.filename() != messages.front().filename());
  }
}

TEST_CASE("damage to an alert's record of deliveries is reported, with a way to fix it",
          "[alerts]") {
  const News news;
  const std::string out = news.at("out.jsonl");
  const std::string other = news.at("other.jsonl");
  news.alert("jsonl:" + out);
  must(search({"save", news.archive, "any", "flood OR drought"}));
  news.alert("jsonl:" + other, "any");
  news.write_flood("one");
  must(news.add());
  const std::string file = news.archive + "/alerts/delivered/flood.json";
  const std::string sound = read(file);
  std::string damaged = sound;
  damaged[sound.find("\"seen\"") + 10] ^= 1;  // still a number
  news.directory.write("news/alerts/delivered/flood.json", damaged);

  const Outcome checked = index({"check", news.archive});
  CHECK(checked.exit_code == 3);
  CHECK(contains(checked.out, "alerts/delivered/flood.json"));
  const Outcome saved = index({"backup", news.archive, news.at("backup")});
  CHECK(saved.exit_code == 3);
  CHECK(contains(saved.err, file));

  news.write_flood("two");
  const Outcome added = news.add();
  CHECK(added.exit_code == 1);
  CHECK(contains(added.err, file + " has changed since it was written"));
  CHECK(headlines(out) == Headlines{"Flood one"});
  CHECK(headlines(other) == Headlines{"Flood one", "Flood two"});
  const Outcome delivered = search({"deliver", news.archive});
  CHECK(delivered.exit_code == 3);
  CHECK(contains(delivered.err, file));
  CHECK(contains(delivered.err, "remove it"));

  fs::remove(file);
  must(search({"deliver", news.archive}));
  news.write_flood("three");
  must(news.add());
  CHECK(headlines(out) == Headlines{"Flood one", "Flood three"});
  CHECK(index({"check", news.archive}).exit_code == 0);
}

TEST_CASE("a feed keeps what it had, the newest first", "[alerts]") {
  const News news;
  const std::string feed = news.at("feed.xml");
  news.alert("atom:" + feed);
  for (const char* name : {"one", "two"}) {
    news.write_flood(name);
    must(news.add());
  }
  const std::string xml = read(feed);
  CHECK(contains(xml, "Flood one"));
  CHECK(xml.find("Flood two") < xml.find("Flood one"));
}

TEST_CASE("alerts are run while a directory is watched", "[alerts]") {
  const News news;
  const std::string file = news.at("out.jsonl");
  news.alert("jsonl:" + file);
  const pid_t watching = start(installed_index(), {"add", news.archive, "--watch", news.in});
  news.write_flood("one");
  test::wait_until([&] { return !headlines(file).empty(); });
  kill(watching, SIGTERM);
  wait_for(watching);
  CHECK(headlines(file) == Headlines{"Flood one"});
}

TEST_CASE("alerts ask no server, and may ask what none can answer", "[alerts]") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  must(index({"add", archive, DATELINE_SAMPLES}));
  // An article is older than an alert if a second lies between them.
  const std::time_t added = std::time(nullptr);
  test::wait_until([&] { return std::time(nullptr) > added; });
  const std::vector<std::string> queries = {"dam w/s collapsed", "=dam",          "d?m",
                                            "headline(dam)",     "atleast2(dam)", "dam"};
  const auto set = [&](const std::string& name, const std::string& query) {
    must(search({"save", archive, name, query}));
    must(search({"alert", archive, name, "--to", "jsonl:" + directory.path(name)}));
  };
  for (std::size_t i = 0; i < queries.size(); ++i) set("a" + std::to_string(i), queries[i]);
  must(index({"shard", "move", archive, "2018", directory.path("copy")}));
  auto server = std::make_unique<test::Server>(directory.path("copy"));
  const unsigned port = server->port();
  must(index({"shard", "attach", archive, "2018", server->address()}));
  set("late", "dam");
  must(search({"save", archive, "later", "dam"}));
  server->kill();
  must(search({"alert", archive, "later", "--to", "jsonl:" + directory.path("later")}));
  const auto deliver = [&](const std::string& id) {
    const Json article = {{"id", id},
                          {"title", "Dam bursts"},
                          {"text", "The dam collapsed. It was the oldest dam."},
                          {"date", "2019-12-20"}};
    must(run(installed_index(),
             {"add", archive, directory.write(id + ".jsonl", article.dump() + "\n")}));
    must(search({"deliver", archive}));
  };
  // Without its shard, what is on the server is not known to be old; adding needs it.
  server = std::make_unique<test::Server>(directory.path("copy"), port);
  deliver("one");
  server->kill();
  must(search({"deliver", archive}));
  const auto expect = [&](const Headlines& expected) {
    for (std::size_t i = 0; i < queries.size(); ++i) {
      CAPTURE(queries[i]);
      CHECK(headlines(directory.path("a" + std::to_string(i))) == expected);
    }
    CHECK(headlines(directory.path("late")) == expected);
    CHECK(headlines(directory.path("later")) == expected);
  };
  expect({"Dam bursts"});
  // What comes back from a server is not new, although alerts set meanwhile never saw it.
  server = std::make_unique<test::Server>(directory.path("copy"), port);
  must(index({"shard", "detach", archive, "2018"}));
  must(search({"deliver", archive}));
  expect({"Dam bursts"});
  deliver("two");
  expect({"Dam bursts", "Dam bursts"});
}

TEST_CASE("nothing is delivered through links in an archive", "[alerts]") {
  const News news;
  const std::string file = news.at("out.jsonl");
  news.alert("jsonl:" + file);
  news.write_flood("one");
  const std::string alerts = news.archive + "/alerts";
  const std::string elsewhere = news.at("elsewhere");
  for (const std::string name : {"/delivered", ""}) {
    const std::string linked = alerts + name;
    fs::rename(linked, elsewhere);
    fs::create_directory_symlink(elsewhere, linked);
    const Outcome added = news.add();
    CAPTURE(linked, added.err);
    // Nothing is written in an archive with links in it.
    CHECK(added.exit_code == 3);
    CHECK(contains(added.err, linked + " is a symbolic link"));
    CHECK(headlines(file).empty());
    CHECK(search({"alert", news.archive, "flood", "--off"}).exit_code == 3);
    fs::remove(linked);
    fs::rename(elsewhere, linked);
  }
  must(news.add());
  CHECK(headlines(file) == Headlines{"Flood one"});
}

}  // namespace alerts_test
