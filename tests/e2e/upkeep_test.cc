// SPDX-License-Identifier: GPL-2.0-or-later
// What keeps an archive for years: upgrade, backup, repair. The archives below tests/data/archives
// were written by the program of their format, and are never regenerated.
#include "tests/e2e/process.h"
#include "tests/e2e/tracing.h"
#include "tests/old_archive.h"
#include "tests/servers.h"

#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <set>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace upkeep_test {

using namespace e2e;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

const fs::path kArchives = fs::path(DATELINE_DATA) / "archives";

std::multiset<std::string> lines_of(const std::string& text) {
  std::multiset<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.insert(line);
  return lines;
}

/// The archive of that format, with its shards 2016 and 2017 on servers of this test.
struct Old {
  std::string name;
  Directory directory;
  std::string archive = directory.path("archive");
  test::Server of_2016{(kArchives / (name + "-served") / "2016").string()};
  test::Server of_2017{(kArchives / (name + "-served") / "2017").string()};

  explicit Old(int format = 4) : name(test::old_archive_name(format)) {
    test::copy_old_archive(format, archive, of_2016.address(), of_2017.address());
    directory.write("archive/alerts/river.toml", "deliver = 'jsonl:" + directory.path("out.jsonl") +
                                                     "'\nquery = 'river'\n" +
                                                     (format == 4 ? "" : "words = 'all'\n"));
    if (format < 6) return;
    // What was delivered names the place.
    std::string delivered = read(archive + "/alerts/delivered/river.json");
    const std::string place = "jsonl:/tmp/out.jsonl";
    delivered.replace(delivered.find(place), place.size(), "jsonl:" + directory.path("out.jsonl"));
    directory.write("archive/alerts/delivered/river.json", test::sealed_again(delivered));
  }

  /// All articles, as the program of that format exported them; before format 7, in order of
  /// clocks.
  [[nodiscard]] std::multiset<std::string> articles() const {
    return lines_of(read(kArchives / (name + ".jsonl")));
  }
};

/// Path and content of each file below a directory; without the lock, which says nothing.
std::map<std::string, std::string> contents(const fs::path& directory) {
  std::map<std::string, std::string> all;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory)) {
    const std::string name = entry.path().lexically_relative(directory).string();
    if (entry.is_regular_file() && !name.ends_with("lock")) all[name] = read(entry.path());
  }
  return all;
}

std::string exported(const std::string& archive) {
  return must(search({"export", archive})).out;
}

/// Eight articles of two years, in three runs.
std::string small_archive(const Directory& directory) {
  const std::string archive = directory.path("small");
  for (int run = 0; run < 3; ++run) {
    std::string lines;
    for (int i = 0; i < 3; ++i) {
      lines += Json{{"id", "r" + std::to_string(run) + "-" + std::to_string(i)},
                    {"headline", "Ferry late"},
                    {"date", i == 0 ? "2018-04-01" : "2019-04-01"},
                    {"source", "Harbour Post"},
                    {"body", "The ferry was late on the river, run " + std::to_string(run) + "."}}
                   .dump() +
               "\n";
    }
    must(index({"add", archive, directory.write("in" + std::to_string(run) + ".jsonl", lines)}));
  }
  return archive;
}

void damage(const fs::path& file, std::size_t at) {
  std::string bytes = read(file);
  REQUIRE(at < bytes.size());
  bytes[at] = static_cast<char>(bytes[at] ^ 0x20);
  std::ofstream(file, std::ios::binary) << bytes;
}

std::vector<std::string> segments_of(const std::string& archive) {
  std::vector<std::string> paths;
  const Json manifest = Json::parse(read(archive + "/archive.json"));
  for (const Json& shard : manifest.at("shards")) {
    for (const Json& segment : shard.at("segments")) paths.push_back(segment.at("path"));
  }
  return paths;
}

}  // namespace

TEST_CASE("an archive of an older format is upgraded and keeps all that it had") {
  const int format = GENERATE(4, 5, 6);
  CAPTURE(format);
  const Old old(format);
  for (const Outcome& refused :
       {search({old.archive, "river"}), index({"add", old.archive, old.directory.path()})}) {
    CHECK(refused.exit_code == 3);
    CHECK(contains(refused.err,
                   "has format " + std::to_string(format) + "; this program reads format 7"));
    CHECK(contains(refused.err, "dateline-index upgrade " + old.archive));
  }

  const Json before = Json::parse(read(old.archive + "/archive.json"));
  const Outcome upgraded = must(index({"upgrade", old.archive}));
  CHECK(contains(upgraded.out, "upgraded:   format " + std::to_string(format) + " to 7, "));
  CHECK(contains(upgraded.out, "note:       shard 2016 is on a server and keeps its words"));
  CHECK(contains(upgraded.out, "note:       shard 2016: the zones of its articles are not known"));
  const Json after = Json::parse(read(old.archive + "/archive.json"));
  CHECK(after.at("uuid") == before.at("uuid"));
  CHECK(after.at("version") == 7);
  CHECK(after.at("sources") == before.at("sources"));
  must(index({"trust", old.archive}));
  const Outcome check = must(index({"check", old.archive}));
  // What is not kept here about shards on servers: it continues without, and says so.
  CHECK(contains(check.out, "note     shard 2017: the zones of its articles are not known here"));
  if (format == 4) {
    CHECK(contains(check.out, "note     shard 2016: its words and ids are not known here"));
    CHECK(search({old.archive, "riv*"}).exit_code == 2);
  } else {
    must(search({old.archive, "riv*"}));
    // The words of today, and what was deleted is not added again.
    for (const char* const query : {"ngo", "oeuvre", "1000", "\"1990's\""}) {
      CHECK(contains(must(search({old.archive, query})).out, "id p9"));
    }
    CHECK(contains(must(index({"deleted", old.archive})).out, "p8"));
    const std::string withdrawn = old.directory.write(
        "again.jsonl",
        R"({"id":"p8","headline":"Withdrawn notice","date":"2018-07-01","body":"This withdrawn notice named a private person at the quay."})");
    CHECK(summary(index({"add", old.archive, withdrawn}), "added") == "0");
  }
  must(search({old.archive, "riv*", "date:2018.."}));
  // Ids, versions, times of indexing and all else of every article, those on servers included.
  CHECK(lines_of(exported(old.archive)) == old.articles());
  // What was deleted stays deleted, and stories stay together.
  CHECK(search({old.archive, "withdrawn"}).exit_code == 1);
  const Outcome story = must(search({"story", old.archive, "p3"}));
  CHECK(contains(story.out, "p7"));
  // Zones are taken from the records.
  const Outcome first =
      must(search({old.archive, "first:yes AND fog AND date:2019", "--format", "csv"}));
  CHECK(contains(first.out, format == 6 ? ",p7," : ",p3,"));
  must(search({old.archive, "query:quay"}));
  // What was delivered is not delivered again, and what is new is.
  must(search({"deliver", old.archive}));
  CHECK_FALSE(fs::exists(old.directory.path("out.jsonl")));
  const std::string more = old.directory.write(
      "more.jsonl", R"({"id":"new","headline":"River","date":"2019-05-05","body":"river"})");
  // `add` looks for the searcher beside itself, and then where programs are.
  const Surroundings with_searcher{
      {},
      {"PATH=" + fs::path(search_program()).parent_path().string() + ":" + std::getenv("PATH")}};
  must(index({"add", old.archive, more}, with_searcher));
  CHECK(contains(read(old.directory.path("out.jsonl")), "\"id\":\"new\""));
  // Nothing is left of the old segments, and there is nothing more to do.
  for (const std::string& path : segments_of(old.archive))
    CHECK(fs::exists(old.archive + "/" + path));
  CHECK_FALSE(fs::exists(old.archive + "/shards/2018/2-0"));
  CHECK(contains(must(index({"upgrade", old.archive})).out, "has format 7 already"));
}

TEST_CASE("A facet that is younger than the archive is empty in what is older", "[archive]") {
  const Old old;
  must(index({"upgrade", old.archive}));
  must(index({"trust", old.archive}));
  const std::string file = old.directory.write(
      "new.jsonl",
      R"({"id":"n1","headline":"Ferry again","date":"2019-03-01","body":"The ferry sails.","page":"A1, B2"})"
      "\n"
      R"({"id":"n2","headline":"Ferry late","date":"2016-03-01","body":"The ferry is late.","page":"A1"})"
      "\n");
  must(search({"forget", old.archive, "river"}));  // so that nothing is to be delivered
  must(index({"add", old.archive, file}));
  CHECK(must(search({"pages", old.archive, "", "--format", "csv"})).out ==
        "field,kind,value,articles,stories\r\npage,value,A1,2,2\r\npage,value,B2,1,1\r\n"
        "page,none,,7,6\r\n");
  CHECK(contains(must(search({old.archive, "page:A1"})).out, "2 articles"));
  CHECK(search({old.archive, "page:C1"}).exit_code == 1);
  must(index({"compact", old.archive}));
  CHECK(contains(must(search({old.archive, "page:b2"})).out, "1 article"));
  must(index({"check", old.archive}));
}

TEST_CASE("what servers have is in order of time once it was taken back from them") {
  const Old old(6);
  must(index({"upgrade", old.archive}));
  must(index({"trust", old.archive}));
  must(index({"shard", "detach", old.archive, "2016"}));
  const std::string copy = old.directory.path("copy");
  must(index({"shard", "move", old.archive, "2016", copy}));
  const test::Server server(copy);
  must(index({"shard", "attach", old.archive, "2016", server.address()}));
  const Outcome check = must(index({"check", old.archive}));
  CHECK_FALSE(contains(check.out, "shard 2016: the zones"));
  CHECK(contains(check.out, "shard 2017: the zones"));
  CHECK(lines_of(exported(old.archive)) == old.articles());
}

TEST_CASE("an upgrade to a new archive leaves the old one as it is") {
  const Old old(GENERATE(4, 5, 6));
  const auto before = contents(old.archive);
  const std::string made = old.directory.path("made");
  must(index({"upgrade", old.archive, "--to", made}));
  CHECK(contents(old.archive) == before);
  must(index({"trust", made}));
  must(index({"check", made}));
  CHECK(lines_of(exported(made)) == old.articles());
  CHECK(read(made + "/alerts/quay.toml") == read(old.archive + "/alerts/quay.toml"));
  CHECK(index({"upgrade", old.archive, "--to", made}).exit_code == 2);
}

TEST_CASE("an interrupted upgrade to a new archive is run again, and leaves nothing behind") {
  const Old old;
  const std::string made = old.directory.path("made");
  const std::string uuid = Json::parse(read(old.archive + "/archive.json")).at("uuid");
  old.directory.write("made/upgrade.unfinished", "of another archive\n");
  CHECK(index({"upgrade", old.archive, "--to", made}).exit_code == 2);
  old.directory.write("made/upgrade.unfinished", uuid + "\n");
  old.directory.write("made/shards/2018/6-0/records", "half of it");
  must(index({"upgrade", old.archive, "--to", made}));
  CHECK(exported(made) == read(kArchives / "format-4.jsonl"));
  CHECK_FALSE(fs::exists(made + "/upgrade.unfinished"));
  CHECK_FALSE(fs::exists(made + "/shards/2018/6-0"));
}

TEST_CASE("a damaged archive of format 4 is not upgraded, and stays as it is") {
  const Old old;
  const std::string segment = old.archive + "/shards/2019/3-0/";
  for (const auto& [file, at] : std::map<std::string, std::size_t>{
           {"docdata.glass", 8100}, {"forward", 20}, {"postlist.glass", 8100}, {"wording", 100}}) {
    CAPTURE(file);
    const std::string sound = read(segment + file);
    damage(segment + file, at);
    const auto before = contents(old.archive);
    const Outcome refused = index({"upgrade", old.archive});
    CHECK(refused.exit_code == 3);
    CHECK(contains(refused.err, "shards/2019/3-0"));
    CHECK(read(old.archive + "/archive.json") == before.at("archive.json"));
    std::ofstream(segment + file, std::ios::binary) << sound;
  }
  // Nothing shows beforehand that this is damaged, and libxapian may crash on it. What is never
  // read does no harm.
  const std::string sound = read(segment + "iamglass");
  const std::string exported_then = read(kArchives / "format-4.jsonl");
  for (std::size_t at = 0; at + 16 <= sound.size(); at += 8) {
    CAPTURE(at);
    std::string wrong = sound;
    wrong.replace(at, 16, 16, '\x7F');
    std::ofstream(segment + "iamglass", std::ios::binary) << wrong;
    const std::string made = old.directory.path(std::to_string(at));
    const int exit_code = index({"upgrade", old.archive, "--to", made}).exit_code;
    CHECK((exit_code == 3 || (exit_code == 0 && exported(made) == exported_then)));
  }
  std::ofstream(segment + "iamglass", std::ios::binary) << sound;
  must(index({"upgrade", old.archive}));
}

TEST_CASE("a damaged archive with checksums is not upgraded, and stays as it is") {
  const Old old(GENERATE(5, 6));
  const Json manifest = Json::parse(read(old.archive + "/archive.json"));
  const std::string segment =
      manifest.at("shards").back().at("segments").back().at("path").get<std::string>();
  for (const char* const file : {"records", "postlist.glass", "wording", "forward", "stories"}) {
    CAPTURE(file);
    const std::string path = old.archive + "/" + segment + "/" + file;
    const std::string sound = read(path);
    damage(path, sound.size() / 2);
    const auto before = contents(old.archive);
    const Outcome refused = index({"upgrade", old.archive});
    CHECK(refused.exit_code == 3);
    CHECK(contains(refused.err, segment));
    CHECK(read(old.archive + "/archive.json") == before.at("archive.json"));
    std::ofstream(path, std::ios::binary) << sound;
  }
  must(index({"upgrade", old.archive}));
  must(index({"trust", old.archive}));
  CHECK(lines_of(exported(old.archive)) == old.articles());
}

TEST_CASE("a backup is an archive, copies only what is new, and keeps older revisions") {
  const Directory directory;
  const std::string archive = small_archive(directory);
  const std::string backup = directory.path("deep/backup");
  must(index({"backup", archive, backup}));
  CHECK(exported(backup) == exported(archive));
  must(index({"check", archive, "--against", backup}));
  const Outcome again = must(index({"backup", archive, backup}));
  CHECK(contains(again.out, "copied:     0 files"));

  const std::string before = exported(archive);
  const auto revision = [](const std::string& of) {
    return Json::parse(read(of + "/archive.json")).at("revision").get<int>();
  };
  const int first = revision(archive);
  must(index({"delete", archive, "--id", "r0-0", "--yes"}));
  const Outcome behind = index({"check", archive, "--against", backup});
  CHECK(behind.exit_code == 1);
  CHECK(contains(behind.out, "1 behind the archive"));
  must(index({"backup", archive, backup, "--keep", "1"}));
  CHECK(exported(backup) == exported(archive));
  must(index({"check", backup}));
  // An older revision comes back by one copy.
  const std::string restored = directory.path("restored");
  fs::copy(backup, restored, fs::copy_options::recursive);
  fs::copy_file(restored + "/revisions/" + std::to_string(first) + ".json",
                restored + "/archive.json", fs::copy_options::overwrite_existing);
  CHECK(exported(restored) == before);
  must(index({"check", restored}));
  // Without --keep only the newest stays, and nothing that it does not name.
  must(index({"compact", archive}));
  must(index({"backup", archive, backup}));
  CHECK(fs::is_empty(backup + "/revisions"));
  std::set<std::string> segments;
  for (const fs::directory_entry& shard : fs::directory_iterator(backup + "/shards")) {
    for (const fs::directory_entry& segment : fs::directory_iterator(shard.path())) {
      segments.insert(segment.path().lexically_relative(backup).string());
    }
  }
  const auto named = segments_of(archive);
  CHECK(segments == std::set<std::string>(named.begin(), named.end()));
  // It continues if the archive is lost.
  fs::remove_all(archive);
  must(index({"add", backup, directory.path("in0.jsonl"), "--again"}));
}

TEST_CASE("a backup that was interrupted before it was published keeps the revision before it") {
  const Directory directory;
  const std::string archive = small_archive(directory);
  const std::string backup = directory.path("backup");
  must(index({"backup", archive, backup}));
  const std::string manifest = read(backup + "/archive.json");
  const std::string kept = "revisions/" + Json::parse(manifest).at("revision").dump() + ".json";
  directory.write("backup/" + kept, manifest);
  must(index({"delete", archive, "--id", "r0-0", "--yes"}));
  must(index({"backup", archive, backup, "--keep", "1"}));
  CHECK(read(backup + "/" + kept) == manifest);
}

TEST_CASE("a backup refuses what is no backup of the archive, and damage") {
  const Directory directory;
  const std::string archive = small_archive(directory);
  const std::string backup = directory.path("backup");
  must(index({"backup", archive, backup}));
  CHECK(index({"backup", archive, archive}).exit_code == 2);
  directory.write("foreign/notes.txt", "mine");
  CHECK(index({"backup", archive, directory.path("foreign")}).exit_code == 2);
  CHECK(read(directory.path("foreign/notes.txt")) == "mine");
  const std::string other = directory.path("other");
  must(index({"create", other}));
  CHECK(index({"backup", other, backup}).exit_code == 2);
  CHECK(index({"check", other, "--against", backup}).exit_code == 2);
  CHECK(index({"backup", directory.path("missing"), backup}).exit_code == 3);

  // A damaged file is not copied, and the backup stays what it was.
  must(index(
      {"add", archive,
       directory.write("more.jsonl",
                       R"({"id":"m","headline":"More","date":"2019-06-01","body":"more"})")}));
  const auto before = contents(backup);
  const std::string newest = segments_of(archive).back();
  damage(archive + "/" + newest + "/records", 30);
  const Outcome refused = index({"backup", archive, backup});
  CHECK(refused.exit_code == 3);
  CHECK(contains(refused.err, "records"));
  CHECK(read(backup + "/archive.json") == before.at("archive.json"));
  must(index({"check", backup}));

  // Damage to the backup is reported as such.
  damage(backup + "/" + segments_of(backup).front() + "/forward", 10);
  CHECK(index({"check", archive, "--against", backup}).exit_code == 3);
}

TEST_CASE("repair restores a damaged or missing archive.json from its copy") {
  const Directory directory;
  const std::string archive = small_archive(directory);
  const std::string sound = exported(archive);
  const std::string manifest = archive + "/archive.json";
  const std::string more = directory.write(
      "more.jsonl", R"({"id":"m","headline":"More","date":"2019-06-01","body":"more"})");
  const std::vector<std::function<void()>> losses = {
      [&] { damage(manifest, 40); }, [&] { fs::remove(manifest); },
      [&] { fs::resize_file(manifest, fs::file_size(manifest) / 2); },
      [&] { std::ofstream(manifest).flush(); }};
  for (const auto& lose : losses) {
    lose();
    for (const std::vector<std::string>& command :
         std::vector<std::vector<std::string>>{{"check", archive}, {"add", archive, more}}) {
      const Outcome refused = index(command);
      CHECK(refused.exit_code == 3);
      CHECK(contains(refused.err, "archive.json"));
      CHECK(contains(refused.err, "dateline-index repair"));
    }
    const Outcome repaired = must(index({"repair", archive}));
    CHECK(contains(repaired.out, "restored from archive.json.copy"));
    CHECK(exported(archive) == sound);
    must(index({"check", archive}));
  }
  // A copy of an older revision would lose what was published since.
  const std::string old = read(archive + "/archive.json.copy");
  must(index({"add", archive, more}));
  directory.write("small/archive.json.copy", old);
  CHECK(contains(must(index({"check", archive})).out, "note     archive.json.copy"));
  damage(manifest, 40);
  CHECK(index({"repair", archive}).exit_code == 3);
  CHECK(index({"repair", directory.path("nothing")}).exit_code == 3);
}

TEST_CASE("repair rebuilds whatever follows from the records") {
  const Directory directory;
  const std::string archive = small_archive(directory);
  const std::string sound = exported(archive);
  const std::string counts = must(search({"facets", archive, "--by", "source", "ferry"})).out;
  CHECK(contains(must(index({"repair", archive})).out, "nothing needs repair"));
  for (const char* file :
       {"postlist.glass", "docdata.glass", "forward", "stories", "wording", "sums", "iamglass"}) {
    CAPTURE(file);
    const std::string path = archive + "/" + segments_of(archive).front() + "/" + file;
    damage(path, fs::file_size(path) / 2);
    CHECK(index({"check", archive}).exit_code == 3);
    must(index({"repair", archive}));
    must(index({"check", archive}));
    CHECK(exported(archive) == sound);
    CHECK(must(search({"facets", archive, "--by", "source", "ferry"})).out == counts);
    fs::remove(archive + "/" + segments_of(archive).front() + "/" + file);
    must(index({"repair", archive}));
    CHECK(exported(archive) == sound);
  }
}

TEST_CASE("a repair that was interrupted is run again") {
  const Directory directory;
  const std::string archive = small_archive(directory);
  const std::vector<std::string> segments = segments_of(archive);
  damage(archive + "/" + segments.back() + "/forward", 100);
  const Json manifest = Json::parse(read(archive + "/archive.json"));
  const int next = manifest.at("revision").get<int>() + 1;
  const std::string left = archive + "/shards/2019/" + std::to_string(next) + "-0";
  fs::copy(archive + "/" + segments.front(), left);
  must(index({"repair", archive}));
  must(index({"check", archive}));
  CHECK_FALSE(fs::exists(left));
}

TEST_CASE("repair drops nothing because of a file that it could not read this time") {
  if (!can_trace()) return;
  const Directory directory;
  const std::string archive = small_archive(directory);
  const std::string before = exported(archive);
  const std::string segment = archive + "/" + segments_of(archive).back();
  damage(segment + "/forward", 100);
  const std::string manifest = read(archive + "/archive.json");
  for (const std::string error : {"EIO", "EACCES", "EMFILE"}) {
    const Outcome failed =
        trace({"-f", "-qq", "-o", "/dev/null", "-P", segment + "/records", "-e",
               "inject=openat:error=" + error, index_program(), "repair", archive});
    INFO(error << ": " << failed.err);
    CHECK(failed.exit_code == 5);
    CHECK(contains(failed.err, "records"));
    CHECK(contains(failed.err, "the archive is unchanged"));
    CHECK(read(archive + "/archive.json") == manifest);
  }
  must(index({"repair", archive}));
  must(index({"check", archive}));
  CHECK(exported(archive) == before);
}

TEST_CASE("check calls nothing damaged that it could not read, and says what that was") {
  if (!can_trace()) return;
  const Directory directory;
  const std::string archive = small_archive(directory);
  const std::string segment = segments_of(archive).back();
  const std::string kept[] = {segment + "/records", segment + "/postlist.glass",
                              Json::parse(read(archive + "/archive.json")).at("sources").at(0)};
  for (const std::string& file : kept) {
    for (const std::string error : {"EIO", "EACCES", "EMFILE"}) {
      const Outcome checked =
          trace({"-f", "-qq", "-o", "/dev/null", "-P", archive + "/" + file, "-e",
                 "inject=openat:error=" + error, index_program(), "check", archive});
      INFO(file << " " << error << ": " << checked.out << checked.err);
      CHECK(checked.exit_code == 5);
      CHECK(contains(checked.out, "UNREAD   "));
      CHECK(contains(checked.out, file));
      CHECK_FALSE(contains(checked.out, "DAMAGED"));
      CHECK(contains(checked.err, "could not be read"));
    }
  }
  damage(archive + "/" + segments_of(archive).front() + "/forward", 100);
  const Outcome both = trace({"-f", "-qq", "-o", "/dev/null", "-P", archive + "/" + kept[0], "-e",
                              "inject=openat:error=EIO", index_program(), "check", archive});
  CHECK(both.exit_code == 3);
  CHECK(contains(both.out, "UNREAD   "));
  CHECK(contains(both.out, "DAMAGED  "));
}

TEST_CASE("check knows every file in an archive, or names it") {
  const Directory directory;
  const std::string archive = small_archive(directory);
  const auto checked = [&](int exit_code) {
    const Outcome outcome = index({"check", archive});
    INFO(outcome.out << outcome.err);
    CHECK(outcome.exit_code == exit_code);
    return outcome.out;
  };
  must(search({"save", archive, "ferries", "ferry"}));
  must(search({"alert", archive, "ferries", "--to", "jsonl:" + directory.path("out.jsonl")}));
  must(search({"deliver", archive}));
  directory.write("broken.jsonl", "{\n");
  CHECK(index({"add", archive, directory.path("broken.jsonl"), "--ignore", "*.bak"}).exit_code ==
        1);
  CHECK_FALSE(contains(checked(0), "note "));

  const auto put = [&](const std::string& name) { directory.write("small/" + name, "x"); };

  for (const char* name : {"thumbs.db", "shards/readme", "shards/x/y", "sources/list", "alerts/a b",
                           "stories/1", "deleted/x", "other/file"}) {
    put(name);
  }
  put("sources/77");
  put("shards/2019/77-1/forward");
  const std::string notes = checked(0);
  for (const char* name : {"thumbs.db", "shards/readme", "shards/x", "sources/list", "alerts/a b",
                           "stories/1", "deleted/x", "other"}) {
    CHECK(contains(notes, std::string("note     ") + name +
                              " is no part of the archive, and was not checked\n"));
  }
  CHECK(contains(notes, "note     sources/77 is not in use: "));
  CHECK(contains(notes, "note     shards/2019/77-1 is not in use: "));

  const std::string log = read(archive + "/rejects.jsonl");
  directory.write("small/rejects.jsonl", log + "x\n" + log);
  CHECK(
      contains(checked(3), "DAMAGED  rejects.jsonl: line 2 is not JSON; no article is concerned"));
  directory.write("small/rejects.jsonl", log + "{\"time\": ");  // it is being written
  checked(0);
  std::string run = read(archive + "/last-run.json");
  run[run.find("rejected")] = 'R';
  directory.write("small/last-run.json", run);
  const std::string damaged = checked(3);
  CHECK(contains(damaged, "DAMAGED  last-run.json: "));
  CHECK(contains(damaged, "no article is concerned; remove it"));
  fs::remove(archive + "/last-run.json");
  checked(0);
  fs::remove(archive + "/ignored");
  fs::create_directory(archive + "/ignored");
  CHECK(contains(checked(3), "DAMAGED  ignored: "));
}

TEST_CASE("repair names what is lost, and add brings it back") {
  const Directory directory;
  const std::string archive = small_archive(directory);
  const std::string segment = segments_of(archive).back();
  damage(archive + "/" + segment + "/records", 30);
  const Outcome repaired = index({"repair", archive});
  CHECK(repaired.exit_code == 1);
  CHECK(contains(repaired.out, "lost:       r"));
  CHECK(contains(repaired.out, "Harbour Post, 2019-04-01"));
  CHECK(contains(repaired.out, "the next add reads all files again"));
  must(index({"check", archive}));
  for (int run = 0; run < 3; ++run) {
    must(index({"add", archive, directory.path("in" + std::to_string(run) + ".jsonl")}));
  }
  const Json answer = Json::parse(must(search({archive, "ferry", "--format", "json"})).out);
  CHECK(answer.at("total").at("count") == 9);
}

}  // namespace upkeep_test
