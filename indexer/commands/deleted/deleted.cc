// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/commands/deleted/deleted.h"

#include "common/fields/json_format.h"
#include "common/fields/record.h"
#include "common/terminal/terminal.h"
#include "indexer/sources/checkpoint.h"
#include "indexer/sources/contents.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dateline::commands {
namespace {

using Path = std::array<char, 16>;  ///< as in SourceRecord

/// Files that held one of the articles, and those of which it is not known what they held.
std::set<Path> paths_to_read(const std::filesystem::path& archive, const Manifest& manifest,
                             const std::set<IdHash>& articles) {
  std::set<Path> paths = Checkpoint(archive, manifest).paths();
  Contents(archive, manifest).each([&](std::string_view path, std::span<const IdHash> ids) {
    const bool holds = std::any_of(ids.begin(), ids.end(),
                                   [&](const IdHash& id) { return articles.contains(id); });
    if (!holds) paths.erase(path_in_record(path));
  });
  return paths;
}

}  // namespace

std::string deleted_text(const DeletedAtRevision& deleted) {
  const DeletedArticles& list = deleted.list;
  std::string text;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const DeletedArticle article = list[i];
    text += fmt::format(
        "{}  {}  {:<10}  {}{}\n", day_in(article.deleted), printable_line(article.id),
        article.published.empty() ? "undated" : day_in(article.published),
        printable_line(article.headline),
        article.reason.empty() ? "" : fmt::format("  ({})", printable_line(article.reason)));
  }
  return text;
}

std::string deleted_json(const DeletedAtRevision& deleted) {
  const DeletedArticles& list = deleted.list;
  Json articles = Json::array();
  for (std::size_t i = 0; i < list.size(); ++i) {
    const DeletedArticle article = list[i];
    articles.push_back({{"id", article.id},
                        {"published", article.published},
                        {"headline", article.headline},
                        {"source", article.source},
                        {"url", article.url},
                        {"deleted", article.deleted},
                        {"reason", article.reason}});
  }
  return dump_pretty({{"format_version", kJsonFormatVersion},
                      {"archive", deleted.manifest.uuid},
                      {"revision", deleted.manifest.revision},
                      {"deleted", std::move(articles)}});
}

UndeleteSummary undelete(const std::filesystem::path& archive, const std::vector<std::string>& ids,
                         bool all, const WriterOptions& options) {
  read_manifest(archive);
  Writer writer(archive, options);
  const DeletedArticles list = deleted_in(archive, writer.archive().manifest());
  const std::set<std::string> sought(ids.begin(), ids.end());
  UndeleteSummary summary;
  for (const std::string& id : sought) {
    if (list.with_id(id).empty()) summary.unknown_ids.push_back(id);
  }
  std::vector<std::string> kept;
  std::set<IdHash> allowed;
  std::set<std::string> ids_allowed;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string id = list[i].id;
    if (all || sought.contains(id)) {
      ++summary.allowed;
      allowed.insert(hash_of_id(id));
      ids_allowed.insert(id);
    } else {
      kept.emplace_back(list.entry(i));
    }
  }
  if (summary.allowed == 0) return summary;
  writer.list_deleted(std::move(kept));
  writer.show_again(ids_allowed);
  for (const auto& path : paths_to_read(archive, writer.archive().manifest(), allowed)) {
    writer.finished(unread_record(path));
  }
  writer.publish([](std::size_t, std::uint64_t) {});
  return summary;
}

}  // namespace dateline::commands
