// SPDX-License-Identifier: GPL-2.0-or-later
// One small archive represents all. A target replaces one of its files with its bytes, adjusts the
// checksums, reads whatever can be read, and restores the file.
#include "tests/fuzz/archive_targets.h"

#include "common/archive/archive.h"
#include "common/archive/layout.h"
#include "common/archive/saved_searches.h"
#include "common/archive/sealed.h"
#include "common/disk/file.h"
#include "indexer/commands/check/check.h"
#include "indexer/commands/create/create.h"
#include "indexer/commands/status/status.h"
#include "indexer/sources/checkpoint.h"
#include "indexer/sources/contents.h"
#include "indexer/writer/deleted_articles.h"
#include "indexer/writer/merge.h"
#include "indexer/writer/writer.h"
#include "searcher/alerts/delivered.h"
#include "searcher/find/search.h"
#include "tests/fuzz/promise.h"
#include "tests/fuzz/read_segment.h"
#include "tests/unit/temporary.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace dateline::fuzz {

using namespace dateline::commands;
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kSegmentTarget = "segment-";
constexpr const char* kSearchName = "river";
constexpr const char* kSearchPlace = "jsonl:/tmp/river.jsonl";

void write(const fs::path& file, std::string_view bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

/// Copies, two languages, all facets, compounds: so that no file is empty.
Article an_article(int i) {
  Article article;
  article.id = fmt::format("a{}", i);
  article.headline = i % 2 == 0 ? "Ferry late on the River Tay" : "Die Fähre kam zu spät";
  article.body = i < 3 ? "The well-known ferry was late on the river, because of fog. It's the "
                         "third time this week.\n\nPassengers waited for two hours in the rain."
                       : fmt::format("The U.S. dam held in {}. Dams elsewhere did not.", i);
  article.published = {*make_date(2018, 1 + i, 13), Evidence::Meta};
  article.source = i < 4 ? "Harbour Post" : "The Valley Echo";
  article.agencies = {"Reuters", "AP"};
  article.place = "Dundee";
  article.authors = {"Ana Müller"};
  article.section = "News";
  article.tags = {"Floods", "Ferries"};
  article.language = i % 2 == 0 ? "en" : "de";
  article.url = fmt::format("https://example.org/{}", i);
  return article;
}

void fill(const fs::path& archive) {
  Writer writer(archive, {});
  std::vector<std::string> deleted;
  for (int i = 0; i < 6; ++i) {
    const Article article = an_article(i);
    writer.submit(Prepared(article));
    deleted.push_back(entry_of(deleted_article(article, *make_date(2026, 12, 1), "why")));
  }
  writer.list_deleted(std::move(deleted));
  writer.finished(source_record("/feed/one.jsonl", {100, 200}, 7));
  writer.holds({"/feed/one.jsonl", {hash_of_id("a0"), hash_of_id("a1")}});
  writer.publish([](std::size_t, std::uint64_t) {});
}

class Specimen {
 public:
  Specimen() {
    create(archive(), ShardBy::None);
    fill(archive());
    manifest_ = read_manifest(archive());
    fs::copy(segment(), sound_segment());
    UnitedStories stories;
    stories.unite(1, 2);
    stories.unite(3, 4);
    stories.write(united());
    write_saved(archive(), {kSearchName, "river OR \"dam held\"", {kSearchPlace}});
    alerts::Delivered delivered{
        "river", "river", {"shards/all/1-0"}, "20191213", {}, {}, kSearchPlace, "", ""};
    for (const char* id : {"a0", "a1", "a2"}) delivered.add(id, true);
    write_delivered(delivered_file(archive(), kSearchName, kSearchPlace), delivered);
  }

  [[nodiscard]] fs::path archive() const { return directory_.path() / "archive"; }
  [[nodiscard]] const Manifest& manifest() const { return manifest_; }
  [[nodiscard]] const Segment& entry() const { return manifest_.shards.front().segments.front(); }
  [[nodiscard]] fs::path segment() const { return archive() / entry().path; }
  /// A copy that stays sound.
  [[nodiscard]] fs::path sound_segment() const { return directory_.path() / "sound"; }
  [[nodiscard]] fs::path merged_segment() const { return directory_.path() / "merged"; }
  [[nodiscard]] fs::path sources() const { return archive() / manifest_.sources.front(); }
  [[nodiscard]] fs::path united() const { return directory_.path() / "united"; }

 private:
  test::Temporary directory_;
  Manifest manifest_;
};

const Specimen& specimen() {
  static const Specimen only;
  return only;
}

/// Replaces a file by bytes for its lifetime.
class InPlace {
 public:
  InPlace(fs::path file, std::string_view bytes)
      : file_(std::move(file)), before_(disk::read_file(file_)) {
    write(file_, bytes);
  }
  InPlace(const InPlace&) = delete;
  InPlace& operator=(const InPlace&) = delete;
  ~InPlace() { write(file_, before_); }

 private:
  fs::path file_;
  std::string before_;
};

fs::path segment_file(const Target& target) {
  return specimen().segment() / target.name.substr(kSegmentTarget.size());
}

void search_for(const char* query, bool collapse) {
  SearchRequest request;
  request.archive = specimen().archive();
  request.query = query;
  request.today = *make_date(2019, 12, 13);
  request.facets = facet_fields();
  request.stories = true;
  request.suggest = true;
  request.collapse = collapse;
  unless_damaged([&] { search(request); });
}

/// Searches, with checksums adjusted to the segment's current content.
void search_sealed() {
  const fs::path sums = specimen().segment() / segment::kSumsName;
  const InPlace sums_of_before(sums, "");
  fs::remove(sums);
  Manifest manifest = specimen().manifest();
  manifest.shards.front().segments.front().files = segment::seal(specimen().segment());
  const InPlace manifest_of_before(specimen().archive() / kManifestName, "");
  write_manifest_file(specimen().archive() / kManifestName, manifest);
  search_for("=Ferry OR \"on the river\" OR (passeng* w/5 hours) OR dams", true);
  search_for("late w/s fog ferry notnear/3 fog source:\"Harbour Post\" date:2018 NOT caps(dundee)",
             false);
  search_for("", false);
}

/// The segment with a sound one, as writers merge them.
void merge() {
  const fs::path merged = specimen().merged_segment();
  const std::vector<MergeInput> inputs = {{specimen().segment()}, {specimen().sound_segment()}};
  const bool is_merged = unless_damaged([&] { merge_segments(inputs, merged); });
  if (is_merged) unless_damaged([&] { read_segment(segment::Reader(merged)); });
  fs::remove_all(merged);
}

void run_segment_file(const Target& target, std::string_view bytes) {
  const InPlace file(segment_file(target), bytes);
  const bool is_opened =
      unless_damaged([&] { read_segment(segment::Reader(specimen().segment())); });
  if (!is_opened) return;
  // These take ten times as long as all the rest.
  const std::uint64_t turn = disk::sum_of(bytes) % 10;
  if (turn == 0) merge();
  if (turn == 1) search_sealed();
}

void run_sums(const Target& target, std::string_view bytes) {
  const InPlace file(segment_file(target), bytes);
  std::vector<disk::FileSum> files = specimen().entry().files;
  for (disk::FileSum& published : files) {
    if (published.name != segment::kSumsName) continue;
    published.size = bytes.size();
    published.sum = disk::sum_of(bytes);
  }
  unless_damaged([&] { read_segment(segment::Reader(specimen().segment(), files)); });
  segment::Sums::of_sound_files(specimen().segment(), files);
}

std::string seed_of_segment_file(const Target& target) {
  return disk::read_file(segment_file(target));
}

/// Without its checksum, and with a matching one.
std::string sealed_again(std::string_view bytes) {
  return sealed(std::string(bytes.substr(0, bytes.rfind(",\n  \"checksum\""))) + "\n}");
}

/// As read by the system: up to a zero byte.
bool stays_inside(const std::string& path) {
  const fs::path normal = fs::path(path.c_str()).lexically_normal();
  return !normal.empty() && !normal.is_absolute() && *normal.begin() != "..";
}

void check(const Manifest& manifest) {
  for (const Shard& shard : manifest.shards) {
    promise(is_shard_name(shard.name), "a shard has a name that writers do not give");
    for (const Segment& segment : shard.segments) {
      promise(stays_inside(segment.path), "a segment lies outside the archive");
      for (const disk::FileSum& file : segment.files) {
        promise(stays_inside(segment.path + "/" + file.name) && stays_inside(file.name),
                "a file of a segment lies elsewhere");
      }
    }
  }
  for (const std::string& path : files_beside_shards(manifest)) {
    promise(stays_inside(path), "a file beside the shards lies outside the archive");
  }
  for (const disk::FileSum& file : manifest.files) {
    promise(stays_inside(file.name), "a file beside the shards lies outside the archive");
  }
}

void run_manifest(const Target&, std::string_view bytes) {
  const fs::path archive = specimen().archive();
  const InPlace file(archive / kManifestName, sealed_again(bytes));
  unless_damaged([&] { read_any_manifest(archive); });
  unless_damaged([&] {
    const Manifest manifest = read_manifest(archive);
    check(manifest);
    look_at(manifest.articles());
    look_at(stale_files(archive, manifest));
    const auto text_of = [&](const Manifest& one) {
      write_manifest_file(archive / kManifestName, one);
      return disk::read_file(archive / kManifestName);
    };
    const std::string text = text_of(manifest);
    promise(text == text_of(read_manifest(archive)), "a manifest is read as another");
    unless_damaged([&] { const Checkpoint checkpoint(archive, manifest); });
    unless_damaged([&] { Archive::open(archive); });
    unless_damaged([&] { status(archive, /*as_json=*/true); });
    OpenOptions options;
    options.partial = true;
    unless_damaged([&] { Archive::open(archive, options); });
  });
}

std::string seed_of_manifest(const Target&) {
  return disk::read_file(specimen().archive() / kManifestName);
}

/// People write these, so errors in them are usage errors.
void run_saved_search(const Target&, std::string_view bytes) {
  const fs::path archive = specimen().archive();
  const InPlace file(saved_file(archive, kSearchName), bytes);
  try {
    const SavedSearch saved = read_saved(archive, kSearchName);
    promise(!saved.query.empty(), "a saved search without a query");
    write_saved(archive, saved);
    const SavedSearch again = read_saved(archive, kSearchName);
    promise(again.query == saved.query && again.deliver == saved.deliver,
            "a saved search is written as another");
  } catch (const Error& error) {
    promise(error.code() == Code::Usage, "a saved search is refused as something else");
    promise(!error.hint().empty(), "a saved search is refused without saying what to do");
  }
}

std::string seed_of_saved_search(const Target&) {
  return disk::read_file(saved_file(specimen().archive(), kSearchName));
}

void run_delivered(const Target&, std::string_view bytes) {
  const fs::path file = delivered_file(specimen().archive(), kSearchName, kSearchPlace);
  for (const std::string& text : {sealed_again(bytes), std::string(bytes)}) {
    const InPlace its_file(file, text);
    unless_damaged([&] {
      const auto delivered = alerts::read_delivered(file);
      promise(delivered.has_value(), "a file that is there is not read");
      write_delivered(file, *delivered);
      const auto again = alerts::read_delivered(file);
      promise(again->query == delivered->query && again->parts == delivered->parts &&
                  again->latest == delivered->latest && again->seen == delivered->seen,
              "what was delivered is written as something else");
    });
  }
}

std::string seed_of_delivered(const Target&) {
  return disk::read_file(delivered_file(specimen().archive(), kSearchName, kSearchPlace));
}

void put_number(std::string& bytes, std::size_t at, std::uint64_t number) {
  std::memcpy(bytes.data() + at, &number, sizeof number);
}

/// With the checksum that such a file ends with.
void run_sources(const Target&, std::string_view bytes) {
  std::string file(bytes);
  constexpr std::size_t kSumBytes = sizeof(std::uint64_t);
  if (file.size() >= kSumBytes) {
    const std::size_t end = file.size() - kSumBytes;
    put_number(file, end, disk::sum_of(std::string_view(file).substr(0, end)));
  }
  const InPlace its_file(specimen().sources(), file);
  unless_damaged([&] {
    const Checkpoint checkpoint(specimen().archive(), specimen().manifest());
    for (const char* path : {"/feed/one.jsonl", "/feed/two.jsonl"}) {
      look_at(checkpoint.has(source_record(path, {100, 200}, 7)));
    }
  });
}

std::string seed_of_sources(const Target&) {
  return disk::read_file(specimen().sources());
}

/// With the checksum of a file of arrays: of all of it, with 0 in its own place.
std::string sealed_arrays(std::string_view bytes) {
  std::string file(bytes);
  constexpr std::size_t kEndBytes = sizeof(std::uint64_t) + sizeof(disk::Magic);
  if (file.size() >= kEndBytes) {
    put_number(file, file.size() - kEndBytes, 0);
    put_number(file, file.size() - kEndBytes, disk::sum_of(file));
  }
  return file;
}

void run_united_stories(const Target&, std::string_view bytes) {
  const InPlace its_file(specimen().united(), sealed_arrays(bytes));
  unless_damaged([&] {
    UnitedStories stories(specimen().united());
    for (std::uint64_t number = 1; number < 5; ++number)
      look_at(stories.parts(stories.whole(number)));
  });
}

std::string seed_of_united_stories(const Target&) {
  return disk::read_file(specimen().united());
}

fs::path deleted_list() {
  return specimen().archive() / specimen().manifest().deleted;
}

void run_deleted(const Target&, std::string_view bytes) {
  const InPlace its_file(deleted_list(), sealed_arrays(bytes));
  unless_damaged([&] { look_at(sound_entries(deleted_list())); });
  unless_damaged([&] {
    const DeletedArticles list(deleted_list());
    for (int i = 0; i < 6; ++i) {
      const Article article = an_article(i);
      look_at(list.match(article, print_of(article), {}).has_value());
    }
    list.verify();
    for (std::size_t i = 0; i < list.size(); ++i) {
      promise(entry_of(list[i]).size() <= 2 * list.entry(i).size() + 1000,
              "an entry is read as more than it says");
    }
  });
}

std::string seed_of_deleted(const Target&) {
  return disk::read_file(deleted_list());
}

fs::path contents_list() {
  return specimen().archive() / specimen().manifest().contents.front();
}

void run_contents(const Target&, std::string_view bytes) {
  const InPlace its_file(contents_list(), sealed_arrays(bytes));
  unless_damaged([&] {
    const Contents contents(specimen().archive(), specimen().manifest());
    look_at(contents.of("/feed/one.jsonl").has_value());
    look_at(contents.of("/feed/two.jsonl").has_value());
    contents.verify();
  });
}

std::string seed_of_contents(const Target&) {
  return disk::read_file(contents_list());
}

}  // namespace

std::vector<Target> archive_targets() {
  std::vector<Target> all = {
      {"manifest", "", run_manifest, seed_of_manifest},
      {"saved-search", "", run_saved_search, seed_of_saved_search},
      {"delivered", "", run_delivered, seed_of_delivered},
      {"sources", "", run_sources, seed_of_sources},
      {"united-stories", "", run_united_stories, seed_of_united_stories},
      {"deleted", "", run_deleted, seed_of_deleted},
      {"contents", "", run_contents, seed_of_contents},
      {"segment-sums", "", run_sums, seed_of_segment_file},
  };
  for (const char* file :
       {glass::kVersionName, glass::kPostlistFile, "docdata.glass", segment::kForwardName,
        segment::kRecordsName, segment::kStoriesName, segment::kWordingName}) {
    all.push_back({std::string(kSegmentTarget) + file, "", run_segment_file, seed_of_segment_file});
  }
  return all;
}

}  // namespace dateline::fuzz
