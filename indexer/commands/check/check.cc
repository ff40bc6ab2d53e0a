// SPDX-License-Identifier: GPL-2.0-or-later
// check: does the archive contain what its manifest says, and is all of it readable?
#include "indexer/commands/check/check.h"

#include "common/archive/archive.h"
#include "common/archive/layout.h"
#include "common/archive/saved_searches.h"
#include "common/archive/trust.h"
#include "common/errors/errors.h"
#include "common/fields/record.h"
#include "common/fields/schema.h"
#include "common/segment/reader.h"
#include "common/terminal/terminal.h"
#include "indexer/commands/check/others.h"
#include "indexer/commands/shard/shard.h"
#include "indexer/commands/trouble.h"
#include "indexer/sources/checkpoint.h"
#include "indexer/sources/contents.h"
#include "indexer/sources/last_run.h"
#include "indexer/sources/patterns.h"
#include "indexer/writer/deleted_articles.h"
#include "indexer/writer/structure.h"
#include "indexer/writer/summary.h"

#include <set>

#include <fmt/format.h>
#include <xapian.h>

namespace dateline::commands {
namespace fs = std::filesystem;
namespace {

/// Throws Error unless every record of the segment can be read, is found by its id, and has the
/// right summary.
void verify_records(const segment::Reader& reader) {
  for (std::uint32_t docid = 1; docid <= reader.documents(); ++docid) {
    const Article article = article_from_record(reader.record(docid));
    glass::PostingList found = reader.postings();
    if (!found.open(schema::id_term(article.id)) || found.rest().front().docid != docid ||
        reader.forward().id(docid) != article.id) {
      throw disk::Damaged(
          fmt::format("document {} is not found by its id '{}'", docid, article.id));
    }
    if (reader.data(docid) != summary_of(article)) {
      throw disk::Damaged(
          fmt::format("the data of document {} does not belong to '{}'", docid, article.id));
    }
  }
}

/// Throws Error if the segment is not sound.
void verify_segment(const fs::path& path, const Segment& segment) {
  for (const disk::FileSum& file : segment.files) disk::verify_file(path / file.name, file);
  check_structure(path);
  const segment::Reader reader(path, segment.files);
  if (reader.documents() != segment.articles) {
    throw disk::Damaged(fmt::format("holds {} articles, but the manifest says {}",
                                    reader.documents(), segment.articles));
  }
  verify_records(reader);
}

/// Reports what `work` finds wrong with `what`; true if it completes. A failed call is not damage:
/// the file may be fine.
template <typename Work>
bool look_at(const std::string& what, CheckReport& report, Work work) {
  try {
    const std::string wrong = damage_of(work);
    report.add_if_wrong(what, wrong);
    return wrong.empty();
  } catch (const disk::Failed& e) {
    report.add_unread(what, e.what());
    return false;
  }
}

/// Does the server answer, and does it have the shard's database?
void check_server(const std::string& shard, const std::string& server, const Served& served,
                  CheckReport& report) {
  const std::string what = fmt::format("shard {} at {}", shard, server);
  try {
    connect_and_check(server, served.database, served.articles, ServerTimeouts().timeout_seconds);
    report.add_sound(what, served.articles);
  } catch (const Xapian::NetworkError& e) {
    report.servers_reached = false;
    report.text +=
        fmt::format("unknown  {}: not reachable: {}\n", what, printable_line(e.get_msg()));
  } catch (const Xapian::Error& e) {
    report.servers_right = false;
    report.text += fmt::format("WRONG    {}: {}\n", what, printable_line(e.get_msg()));
  }
}

/// What alerts have delivered.
void check_alerts(const fs::path& directory, CheckReport& report) {
  look_at(kAlertsDirectory, report, [&] {
    for (const fs::path& file : alert_files(directory)) {
      look_at(file.string(), report, [&] { read_alert_file(directory / file); });
    }
  });
}

/// Files that no manifest names, and that no search needs. Neither `repair` nor a backup has them,
/// so what to do is said with each.
void check_own_notes(const fs::path& directory, CheckReport& report) {
  const auto look = [&](const char* name, auto work) {
    look_at(name, report, [&] {
      try {
        work();
      } catch (const disk::Failed&) {
        throw;
      } catch (const Error& e) {
        throw Error(e.code(), fmt::format("{}; {}", e.what(), e.hint().text), {});
      }
    });
  };
  look(kLastRunName, [&] { read_last_run(directory); });
  look(kIgnoredName, [&] { ignored_patterns(directory); });
  look_at(kRejectsName, report, [&] { verify_rejects(directory); });
}

/// What is beside the shards.
void check_beside_shards(const fs::path& directory, const Manifest& manifest, CheckReport& report) {
  for (const std::string& path : files_beside_shards(manifest)) {
    const disk::FileSum* const file = published_file(manifest, path);
    if (file == nullptr) {
      report.add_if_wrong(path, "the manifest has no checksum of it");
    } else {
      look_at(path, report, [&] { disk::verify_file(directory / path, *file); });
    }
  }
  look_at("sources", report, [&] { const Checkpoint checkpoint(directory, manifest); });
  look_at("contents", report, [&] { Contents(directory, manifest).verify(); });
  if (!manifest.deleted.empty()) {
    look_at(manifest.deleted, report,
            [&] { DeletedArticles(directory / manifest.deleted).verify(); });
  }
  if (manifest.united_stories.empty()) return;
  look_at(manifest.united_stories, report,
          [&] { const UnitedStories united(directory / manifest.united_stories); });
}

/// Checks one revision. Segments never change: those in `sound` were found sound, and are not read
/// again; newly sound ones are added.
CheckReport check_revision(const fs::path& directory, const Manifest& manifest,
                           std::set<std::string>& sound) {
  CheckReport report;
  report.text = fmt::format("ok       archive.json, revision {}\n", manifest.revision);
  check_beside_shards(directory, manifest, report);
  check_alerts(directory, report);
  check_own_notes(directory, report);
  for (const Shard& shard : manifest.shards) {
    for (const Segment& segment : shard.segments) {
      if (!sound.contains(segment.path) && look_at(segment.path, report, [&] {
            verify_segment(directory / segment.path, segment);
          })) {
        sound.insert(segment.path);
      }
      if (sound.contains(segment.path)) report.add_sound(segment.path, segment.articles);
    }
    if (!shard.served) continue;
    const std::string& database = shard.served->database;
    look_at(stories_of(database), report, [&] {
      const segment::Stories stories(directory / stories_of(database));
      stories.verify();
      if (stories.has_zones()) return;
      report.text += fmt::format("note     shard {}: {}\n", shard.name, kWithoutZones);
    });
    if (shard.served->has_facts) {
      look_at(facts_of(database), report, [&] {
        ServedFacts({directory / facts_of(database), {}}, {directory / words_of(database), {}})
            .verify();
      });
    } else {
      report.text += fmt::format("note     shard {}: {}\n", shard.name, kWithoutFacts);
    }
    if (!is_trusted(directory, manifest.uuid)) {
      report.text += fmt::format(
          "unasked  servers of shard {}: you have neither made nor trusted this "
          "archive; if you trust its maker, run: {}\n",
          shard.name, printable_line(trust_command(directory)));
      continue;
    }
    for (const std::string& server : shard.served->servers) {
      check_server(shard.name, server, *shard.served, report);
    }
  }
  for (const std::string& name : stale_files(directory, manifest)) {
    report.text += fmt::format(
        "note     {}, {}, belongs to another revision; the next command that writes to the archive "
        "fixes it\n",
        name, name == kStubName ? "for stock Xapian tools" : "which repair may need");
  }
  for (const std::string& line : others_in(directory, manifest)) {
    report.text += fmt::format("note     {}\n", printable_line(line));
  }
  return report;
}

}  // namespace

void CheckReport::add_sound(const std::string& what, std::uint64_t articles) {
  text += fmt::format("ok       {}, {} {}\n", what, with_thousands(articles),
                      articles == 1 ? "article" : "articles");
}

void CheckReport::add_if_wrong(const std::string& what, const std::string& wrong) {
  if (wrong.empty()) return;
  sound = false;
  text += fmt::format("DAMAGED  {}: {}\n", what, printable_line(wrong));
}

void CheckReport::add_unread(const std::string& what, const std::string& why) {
  readable = false;
  text += fmt::format("UNREAD   {}: {}\n", what, printable_line(why));
}

CheckReport check(const fs::path& directory) {
  std::set<std::string> sound;
  for (;;) {
    const Manifest manifest = read_manifest(directory);
    CheckReport report = check_revision(directory, manifest, sound);
    // What a writer removed meanwhile is not damage: then what it published is checked.
    if (report.sound && report.readable) return report;
    if (read_manifest(directory).revision == manifest.revision) return report;
  }
}

}  // namespace dateline::commands
