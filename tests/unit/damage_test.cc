// SPDX-License-Identifier: GPL-2.0-or-later
// Damaged segments: whatever bytes a file holds, every way of reading an archive ends with an
// answer or with an Error of the archive, in time and memory bounded by the size of the files.
#include "common/archive/lookup.h"
#include "common/cli/exit.h"
#include "common/errors/errors.h"
#include "common/segment/sums.h"
#include "indexer/commands/create/create.h"
#include "indexer/commands/repair/repair.h"
#include "indexer/commands/status/status.h"
#include "indexer/writer/writer.h"
#include "searcher/export/export.h"
#include "searcher/verbs/cite/cite.h"
#include "searcher/verbs/collocates/collocates.h"
#include "searcher/verbs/compare/compare.h"
#include "searcher/verbs/explain/explain.h"
#include "searcher/verbs/facets/facets.h"
#include "searcher/verbs/keyness/keyness.h"
#include "searcher/verbs/kwic/kwic.h"
#include "searcher/verbs/show/show.h"
#include "searcher/verbs/similar/similar.h"
#include "searcher/verbs/story/story.h"
#include "searcher/verbs/timeline/timeline.h"
#include "tests/unit/random_archive.h"
#include "tests/unit/temporary.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace damage_test {

using namespace dateline;
using namespace dateline::commands;
using namespace test;
namespace fs = std::filesystem;

namespace {

/// A share of what can be tried; more in a run that is given more seconds.
constexpr int kLeastDamages = 60;
constexpr int kDamages = 400;

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write(const fs::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

std::vector<fs::path> files_of_segments(const fs::path& archive) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(archive / "shards")) {
    if (entry.is_regular_file() && entry.file_size() != 0) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// Adjusts checksums to the segment's current files, as in a forged archive.
void seal_again(const fs::path& archive, const fs::path& segment) {
  fs::remove(segment / segment::kSumsName);
  Manifest manifest = read_manifest(archive);
  for (Shard& shard : manifest.shards) {
    for (Segment& each : shard.segments) {
      if (archive / each.path == segment) each.files = segment::seal(segment);
    }
  }
  CHECK_FALSE(write_manifest(archive, manifest));
}

/// Sixteen bytes that are all one, at random or where numbers are that matter: at the end.
std::string damaged(Random& random, std::string bytes) {
  constexpr std::size_t kSize = 16;
  constexpr std::size_t kFooter = 256;
  if (chance(random, 5)) return bytes.substr(0, below(random, bytes.size()));
  const std::size_t from =
      chance(random, 25) && bytes.size() > kFooter ? bytes.size() - kFooter : 0;
  const std::size_t at = from + below(random, bytes.size() - from);
  const std::size_t size =
      std::min(chance(random, 30) ? 1 + below(random, 8) : kSize, bytes.size() - at);
  const char byte = pick(random, std::vector<char>{'\xFF', '\x7F', '\x01', '\0'});
  return bytes.replace(at, size, size, byte);
}

struct Verb {
  const char* name;
  std::function<void(const SearchRequest&)> run;
};

void export_to_nowhere(const SearchRequest& request, const char* format) {
  const Temporary directory;
  ExportRequest wanted;
  wanted.search = request;
  wanted.format = format;
  wanted.manifest = directory.path() / "manifest.json";
  wanted.output = open("/dev/null", O_WRONLY | O_CLOEXEC);
  try {
    export_articles(wanted);
  } catch (const Error&) {
    close(wanted.output);
    throw;
  }
  close(wanted.output);
}

/// Every way of reading what is stored. `id` is of one article, `word` in many.
std::vector<Verb> verbs(const std::string& id, const std::string& word) {
  const auto asking = [](std::string query, auto change) {
    return [=](SearchRequest request) {
      request.query = query;
      change(request);
      search(request);
    };
  };
  return {
      {"search", asking(word,
                        [](SearchRequest& request) {
                          request.facets = facet_fields();
                          request.stories = true;
                          request.suggest = true;
                        })},
      {"newest", asking("", [](SearchRequest& request) { request.sort = Sort::Newest; })},
      {"phrase", asking(fmt::format("\"{0} {0}\" OR ={0} OR {0} w/3 {0} OR {0} w/s {0}", word),
                        [](SearchRequest&) {})},
      {"wildcard", asking(word.substr(0, 2) + "* OR zzyzx~", [](SearchRequest&) {})},
      {"typo", asking(word + "x", [](SearchRequest& request) { request.suggest = true; })},
      {"collapsed",
       asking("length:>3 AND first:yes", [](SearchRequest& request) { request.collapse = true; })},
      {"explain",
       [=](SearchRequest request) {
         request.query = word + " AND date:2018";
         explain(request);
       }},
      {"export", [](const SearchRequest& request) { export_to_nowhere(request, "jsonl"); }},
      {"export ris", [](const SearchRequest& request) { export_to_nowhere(request, "ris"); }},
      {"cite", [](const SearchRequest& request) { cite(request); }},
      {"facets",
       [](const SearchRequest& request) {
         FacetsRequest wanted;
         wanted.search = request;
         wanted.fields = facet_fields();
         count_facets(wanted);
       }},
      {"timeline",
       [=](const SearchRequest& request) {
         TimelineRequest wanted;
         wanted.search = request;
         wanted.with = {word};
         count_timeline(wanted);
       }},
      {"keyness",
       [=](const SearchRequest& request) {
         KeynessRequest wanted;
         wanted.search = request;
         wanted.search.query = word;
         wanted.words.min = 1;
         find_keyness(wanted);
       }},
      {"collocates",
       [=](const SearchRequest& request) {
         CollocatesRequest wanted;
         wanted.search = request;
         wanted.search.query = word;
         find_collocates(wanted);
       }},
      {"kwic",
       [=](const SearchRequest& request) {
         KwicRequest wanted;
         wanted.search = request;
         wanted.search.query = word;
         make_concordance(wanted);
       }},
      {"compare",
       [=](const SearchRequest& request) {
         CompareRequest wanted;
         wanted.search = request;
         wanted.with = word;
         compare_queries(wanted);
       }},
      {"similar",
       [=](const SearchRequest& request) {
         SimilarRequest wanted;
         wanted.search = request;
         wanted.id = id;
         find_similar(wanted);
       }},
      {"story",
       [=](const SearchRequest& request) {
         Searcher searcher(request.archive, request.open);
         report_story(searcher, id);
       }},
      {"show",
       [=](const SearchRequest& request) {
         Searcher searcher(request.archive, request.open);
         find_article(searcher, id);
       }},
      {"status", [](const SearchRequest& request) { status(request.archive, true); }},
  };
}

SearchRequest request_for(const fs::path& archive, bool partial) {
  SearchRequest request;
  request.archive = archive;
  request.open.partial = partial;
  request.today = *make_date(2020, 6, 15);
  return request;
}

/// What is wrong with its outcome; empty if that is allowed.
std::string trouble(const Verb& verb, const SearchRequest& request) {
  try {
    verb.run(request);
    return "";
  } catch (const ShardDown& down) {
    const bool is_named = std::string(down.what()).find(down.shard()) != std::string::npos;
    if (request.open.partial) return fmt::format("not left out: {}", down.what());
    return is_named ? "" : fmt::format("no shard is named: {}", down.what());
  } catch (const Error& error) {
    return exit_of(error.code()) <= Exit::BadArchive ? "" : error.what();
  } catch (const std::exception& error) {
    return fmt::format("no Error: {}", error.what());
  }
}

}  // namespace

TEST_CASE("any damage to a segment is an answer or an error of the archive, for every verb",
          "[damage]") {
  const Temporary directory;
  Random random(seed_of_run());
  const fs::path archive = directory.path() / "archive";
  create(archive, ShardBy::Year);
  const std::vector<Article> articles = fill(archive, random, 24);
  const std::vector<fs::path> files = files_of_segments(archive);
  REQUIRE(files.size() >= 12);
  const std::vector<Verb> all = verbs(articles.front().id, vocabulary().front());
  for (const Verb& verb : all) {
    INFO(verb.name);
    CHECK(trouble(verb, request_for(archive, false)).empty());
  }
  Rounds rounds(kLeastDamages, kDamages);
  while (rounds.next()) {
    const fs::path& file = pick(random, files);
    const std::string before = read(file);
    const std::string sums = read(file.parent_path() / segment::kSumsName);
    const std::string manifest = read(archive / kManifestName);
    write(file, damaged(random, before));
    const bool is_sealed = file.filename() != segment::kSumsName && chance(random, 80);
    if (is_sealed) seal_again(archive, file.parent_path());
    for (int i = 0; i < 4; ++i) {
      const Verb& verb = pick(random, all);
      const bool partial = verb.name != std::string("status") && chance(random, 40);
      INFO(fmt::format("damage {} of {}{}: {}{}", rounds.done(), file.string(),
                       is_sealed ? ", sealed" : "", verb.name, partial ? " --partial" : ""));
      REQUIRE(trouble(verb, request_for(archive, partial)) == "");
    }
    write(file.parent_path() / segment::kSumsName, sums);
    write(file, before);
    write(archive / kManifestName, manifest);
  }
}

TEST_CASE("damage names shard, segment and file, with --partial the shard is left out and named",
          "[damage]") {
  const Temporary directory;
  Random random(7);
  const fs::path archive = directory.path() / "archive";
  create(archive, ShardBy::Year);
  fill(archive, random, 40);
  const Manifest manifest = read_manifest(archive);
  const auto shard = std::find_if(manifest.shards.begin(), manifest.shards.end(),
                                  [](const Shard& one) { return !one.segments.empty(); });
  REQUIRE(shard != manifest.shards.end());
  REQUIRE(manifest.shards.size() > 1);
  const std::string segment = shard->segments.front().path;
  for (const char* name : {"postlist.glass", "records"}) {
    const fs::path file = archive / segment / name;
    const std::string before = read(file);
    write(file, std::string(before.size(), '\xFF'));
    SearchRequest request = request_for(archive, false);
    request.limit = 1000;
    request.query = name == std::string("postlist.glass") ? vocabulary().front() : "";
    INFO(name);
    try {
      search(request);
      FAIL("no damage was found");
    } catch (const Error& down) {
      // Found when it is opened, or when it is read.
      CHECK(down.code() == Code::Damaged);
      const std::string what = down.what();
      for (const std::string& part :
           {"shard " + shard->name, (archive / segment).string(), std::string(name)}) {
        CHECK(what.find(part) != std::string::npos);
      }
    }
    request.open.partial = true;
    const SearchResult found = search(request);
    REQUIRE(found.missing.size() == 1);
    CHECK(found.missing.front().name == shard->name);
    CHECK(found.missing.front().reason.find(name) != std::string::npos);
    for (const Hit& hit : found.hits) {
      CHECK(shard_name(manifest.shard_by, hit.article.published.date) != shard->name);
    }
    write(file, before);
  }
}

TEST_CASE("a repair reads no more of a segment than there is", "[damage]") {
  const Temporary directory;
  Random random(7);
  const fs::path archive = directory.path() / "archive";
  create(archive, ShardBy::None);
  fill(archive, random, 40);
  std::vector<Segment> segments;
  for (const Shard& shard : read_manifest(archive).shards) {
    segments.insert(segments.end(), shard.segments.begin(), shard.segments.end());
  }
  const auto [least, most] = std::minmax_element(
      segments.begin(), segments.end(),
      [](const Segment& a, const Segment& b) { return a.articles < b.articles; });
  REQUIRE(least->articles < most->articles);
  const fs::path damaged = archive / most->path;
  write(damaged / segment::kForwardName, read(archive / least->path / segment::kForwardName));
  seal_again(archive, damaged);
  const fs::path records = damaged / segment::kRecordsName;
  write(records, std::string(read(records).size(), '\xFF'));
  const RepairSummary repaired = repair(archive, std::chrono::milliseconds(0));
  REQUIRE(repaired.lost.size() == most->articles);
  for (const LostArticle& lost : repaired.lost) CHECK(lost.id.empty());
}

}  // namespace damage_test
