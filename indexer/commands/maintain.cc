// SPDX-License-Identifier: GPL-2.0-or-later
// create and delete.
#include "indexer/commands/maintain.h"

#include "common/errors.h"
#include "common/query/parser.h"
#include "common/query/plan.h"
#include "common/record.h"

#include <set>

#include <fmt/format.h>

namespace dateline {
namespace fs = std::filesystem;
namespace {

/// Ids of all articles that match `query`.
std::vector<std::string> matching_ids(const fs::path& directory, const std::string& text) {
  const query::Node tree = query::parse(text, {utc_now(), false});
  if (tree.kind == query::Kind::Everything) {
    throw Error(Exit::Usage, "an empty query would delete every article",
                "say which articles, for example --query 'source:reuters date:2019'");
  }
  const Archive archive = Archive::open(directory, query::required_dates(tree));
  const Xapian::Query planned = query::plan(tree, archive, text);
  if (archive.segments().empty()) return {};  // Xapian refuses to search no database at all
  const Xapian::Database database = archive.database();
  Xapian::Enquire enquire(database);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_query(planned);
  const Xapian::MSet matches = enquire.get_mset(0, database.get_doccount());
  std::vector<std::string> ids;
  for (auto it = matches.begin(); it != matches.end(); ++it) {
    ids.push_back(article_from_record(it.get_document().get_data()).id);
  }
  return ids;
}

}  // namespace

void create(const fs::path& archive, ShardBy shard_by) {
  if (is_archive(archive)) {
    throw Error(Exit::Usage, fmt::format("{} is an archive already", archive.string()),
                "add articles to it with: dateline-index add " + archive.string() + " PATH...");
  }
  std::error_code error;
  if (fs::exists(archive) && !(fs::is_directory(archive) && fs::is_empty(archive, error))) {
    throw Error(Exit::BadArchive, fmt::format("{} exists and is not an archive", archive.string()),
                "name an archive, an empty directory or a new one");
  }
  fs::create_directories(archive, error);
  if (error) {
    throw Error(Exit::MachineFailed,
                fmt::format("cannot make the directory {}: {}", archive.string(), error.message()));
  }
  write_manifest(archive, new_manifest(shard_by));
}

DeleteSummary delete_articles(const DeleteOptions& options) {
  read_manifest(options.archive);
  DeleteSummary summary;
  // The lock comes first: what the query finds must be what is deleted.
  Writer writer(options.archive, options.writer);
  const std::vector<std::string> ids =
      options.query.empty() ? options.ids : matching_ids(options.archive, options.query);
  for (const std::string& id : std::set<std::string>(ids.begin(), ids.end())) {
    if (!writer.known().find(id)) {
      summary.unknown_ids.push_back(id);
      continue;
    }
    ++summary.deleted;
    if (!options.dry_run) writer.remove(id);
  }
  writer.publish([](std::size_t, std::uint64_t) {});
  return summary;
}

}  // namespace dateline
