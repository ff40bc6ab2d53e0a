// SPDX-License-Identifier: GPL-2.0-or-later
// check: does the archive hold what its manifest says, and can all of it be read?
#include "common/archive/archive.h"
#include "common/errors.h"
#include "common/record.h"
#include "common/schema.h"
#include "common/terminal.h"
#include "indexer/commands/maintain.h"

#include <sstream>

#include <fmt/format.h>
#include <xapian.h>

namespace dateline {
namespace fs = std::filesystem;
namespace {

/// Empty when every record of the database can be read and is found by its id.
std::string record_trouble(const Xapian::Database& database) {
  const auto end = database.postlist_end("");
  for (auto it = database.postlist_begin(""); it != end; ++it) {
    const Article article = article_from_record(database.get_document(*it).get_data());
    const std::string term = schema::id_term(article.id);
    const auto found = database.postlist_begin(term);
    if (found == database.postlist_end(term) || *found != *it) {
      return fmt::format("document {} is not found by its id '{}'", *it, article.id);
    }
  }
  return "";
}

/// Empty when the segment is sound.
std::string trouble(const fs::path& path, const Segment& segment) {
  try {
    std::ostringstream details;
    const std::size_t errors = Xapian::Database::check(path.string(), 0, &details);
    if (errors != 0) return fmt::format("{} structural errors: {}", errors, details.str());
    const Xapian::Database database(path.string());
    if (database.get_doccount() != segment.articles) {
      return fmt::format("holds {} articles, and the manifest says {}", database.get_doccount(),
                         segment.articles);
    }
    return record_trouble(database);
  } catch (const Xapian::Error& e) {
    return e.get_msg();
  } catch (const Error& e) {
    return e.what();
  }
}

}  // namespace

CheckReport check(const fs::path& directory) {
  const Manifest manifest = read_manifest(directory);
  CheckReport report;
  report.text = fmt::format("ok       archive.json, revision {}\n", manifest.revision);
  for (const Shard& shard : manifest.shards) {
    for (const Segment& segment : shard.segments) {
      const std::string wrong = trouble(directory / segment.path, segment);
      report.sound = report.sound && wrong.empty();
      report.text += wrong.empty()
                         ? fmt::format("ok       {}, {} articles\n", segment.path,
                                       with_thousands(segment.articles))
                         : fmt::format("DAMAGED  {}: {}\n", segment.path, printable_line(wrong));
    }
  }
  return report;
}

}  // namespace dateline
