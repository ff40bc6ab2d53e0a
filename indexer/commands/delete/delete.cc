// SPDX-License-Identifier: GPL-2.0-or-later
// The query, the ids or the files, and what they find.
#include "indexer/commands/delete/delete.h"

#include "common/archive/lookup.h"
#include "common/archive/saved_searches.h"
#include "common/engine/match/matcher.h"
#include "common/engine/plan/plan.h"
#include "common/engine/plan/xapian_query.h"
#include "common/engine/query/canonical.h"
#include "common/engine/query/parser.h"
#include "common/errors/errors.h"
#include "common/process/parallel.h"
#include "indexer/commands/delete/in_files.h"
#include "indexer/writer/deleted_articles.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>
#include <xapian.h>

namespace dateline::commands {
namespace fs = std::filesystem;
namespace {

/// What is on servers cannot change.
[[noreturn]] void refuse_served(const std::string& what, const std::string& shard) {
  throw Error(Code::Usage, fmt::format("{} in shard {}, which servers have", what, shard),
              "take the shard back with 'dateline-index shard detach' first; nothing was deleted");
}

/// Throws Error (Usage) if a server has an article that the plan finds. Asks only those that may.
void refuse_matches_on_servers(const Archive& archive, const query::Plan& plan) {
  ServedShards asked;
  std::vector<const query::Step*> steps;
  for (std::size_t i = 0; i < archive.served().size(); ++i) {
    if (plan.served[i].kind == query::StepKind::Nothing) continue;
    asked.push_back(archive.served()[i]);
    steps.push_back(&plan.served[i]);
  }
  std::vector<std::uint64_t> found(asked.size());
  ask(asked, [&](std::size_t i, const Xapian::Database& database) {
    const Served& held = asked[i]->served();
    Xapian::Enquire enquire(database);
    enquire.set_query(query::xapian_query(plan, *steps[i], query::statistics_of(database),
                                          years_between(held.first, held.last)));
    found[i] = enquire.get_mset(0, 0, database.get_doccount()).get_matches_estimated();
  });
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (found[i] == 0) continue;
    refuse_served(fmt::format("{} of these articles are", found[i]), asked[i]->name());
  }
}

/// What is to be deleted, and where it is.
struct Chosen {
  std::vector<Located> articles;  ///< each once, in order
  DeleteSummary summary;
  std::string query;              ///< as it is read
  std::vector<std::string> gone;  ///< files
};

/// All articles in the archive that match the query.
void find_matches(const DeleteOptions& options, const Archive& archive, Chosen& chosen) {
  query::ParseOptions parsing;
  parsing.today = options.today;
  parsing.require_all = true;
  parsing.saved = saved_queries(options.archive);
  const query::Node tree = query::parse(options.query, parsing);
  if (tree.kind == query::Kind::Everything) {
    throw Error(Code::Usage, "an empty query would delete every article",
                "say which articles, for example: source:reuters date:2019");
  }
  chosen.query = query::canonical(tree);
  const query::Plan plan = query::plan(tree, archive, options.query);
  refuse_matches_on_servers(archive, plan);
  match::Window window;
  match::Workspace workspace(0);
  for (std::size_t segment = 0; segment < archive.segments().size(); ++segment) {
    archive.segments()[segment].use([&](const segment::Reader& reader) {
      match::Matcher matcher(plan, reader, workspace, /*scored=*/false);
      while (matcher.next(window)) {
        window.matches.each([&](std::uint32_t i) {
          chosen.articles.push_back({segment, window.first + i});
        });
      }
    });
  }
}

void find_ids(const std::vector<std::string>& ids, const Archive& archive, Chosen& chosen) {
  const DeletedArticles deleted = deleted_in(archive.directory(), archive.manifest());
  for (const std::string& id : ids) {
    if (const auto located = locate(archive, id)) {
      chosen.articles.push_back(*located);
    } else {
      const std::vector<std::size_t> gone = deleted.with_id(id);
      chosen.summary.problems.push_back(gone.empty()
                                            ? fmt::format("no article has the id '{}'", id)
                                            : fmt::format("the article '{}' was deleted on {}", id,
                                                          day_in(deleted[gone.back()].deleted)));
    }
  }
}

/// Throws Error (Usage) if a server has one of them.
void refuse_articles_on_servers(const Archive& archive, const std::vector<Located>& articles) {
  for (const Located& article : articles) {
    if (article.segment < archive.segments().size()) continue;
    refuse_served(fmt::format("the article '{}' is", id_of(archive, article)),
                  archive.served()[article.segment - archive.segments().size()]->name());
  }
}

Chosen choose(const DeleteOptions& options, const Archive& archive) {
  Chosen chosen;
  if (!options.query.empty()) find_matches(options, archive, chosen);
  find_ids(options.ids, archive, chosen);
  if (!options.sources.empty() || options.missing) {
    InFiles files = options.missing ? articles_of_missing_files(archive)
                                    : articles_in_files(archive, options.sources);
    std::move(files.problems.begin(), files.problems.end(),
              std::back_inserter(chosen.summary.problems));
    chosen.gone = std::move(files.gone);
    chosen.articles.insert(chosen.articles.end(), files.found.begin(), files.found.end());
  }
  const auto place = [](const Located& one) { return std::pair(one.segment, one.docid); };
  std::ranges::sort(chosen.articles, {}, place);
  const auto again = std::ranges::unique(chosen.articles, {}, place);
  chosen.articles.erase(again.begin(), again.end());
  refuse_articles_on_servers(archive, chosen.articles);
  return chosen;
}

/// When it was published, for sorting and for people.
struct Dated {
  std::uint64_t number = 0;  ///< a date_number; 0 if undated
  Located article;
};

Doomed about(const Chosen& chosen, const Archive& archive, std::size_t shown) {
  std::vector<Dated> dated;
  for (const Located& article : chosen.articles) {
    dated.push_back({archive.segments()[article.segment].use([&](const segment::Reader& reader) {
                       return reader.forward().published()[article.docid - 1];
                     }),
                     article});
  }
  // Undated ones last.
  std::ranges::stable_sort(dated, {}, [](const Dated& one) { return one.number - 1; });
  Doomed doomed;
  doomed.articles = dated.size();
  doomed.query = chosen.query;
  doomed.gone = chosen.gone;
  doomed.undated = static_cast<std::uint64_t>(
      std::ranges::count_if(dated, [](const Dated& one) { return one.number == 0; }));
  const auto day = [](const Dated& one) {
    const auto date = from_sortable(segment::sortable_of(one.number));
    return date ? day_in(iso(*date)) : "";
  };
  if (doomed.undated < doomed.articles) {
    doomed.first = day(dated.front());
    doomed.last = day(dated[doomed.articles - doomed.undated - 1]);
  }
  for (std::size_t i = 0; i < std::min(shown, dated.size()); ++i) {
    const Article article = article_of(archive, dated[i].article);
    doomed.named.push_back({article.id, day(dated[i]), article.headline});
  }
  return doomed;
}

/// The list of deleted articles, with these at its end.
std::vector<std::string> entries_with(const Archive& archive, const std::vector<Located>& articles,
                                      const DeleteOptions& options) {
  const DeletedArticles list = deleted_in(archive.directory(), archive.manifest());
  const std::size_t before = list.size();
  std::vector<std::string> entries;
  for (std::size_t i = 0; i < before; ++i) entries.emplace_back(list.entry(i));
  entries.resize(before + articles.size());
  const Date now = utc_now();
  parallel(articles.size(), options.writer.jobs, [&] {
    return [&](std::size_t i) {
      entries[before + i] =
          entry_of(deleted_article(article_of(archive, articles[i]), now, options.reason));
    };
  });
  return entries;
}

}  // namespace

DeleteSummary delete_articles(const DeleteOptions& options,
                              const std::function<bool(const Doomed&)>& confirm) {
  read_manifest(options.archive);
  // The lock comes first: what the query finds must be what is deleted.
  Writer writer(options.archive, options.writer);
  const Archive& archive = writer.archive();
  Chosen chosen = choose(options, archive);
  DeleteSummary& summary = chosen.summary;
  if (chosen.articles.empty()) return std::move(summary);
  if (!confirm(about(chosen, archive, options.shown))) return std::move(summary);
  summary.deleted = chosen.articles.size();
  if (options.dry_run) return std::move(summary);
  writer.list_deleted(entries_with(archive, chosen.articles, options));
  for (const Located& article : chosen.articles) writer.remove(article);
  writer.publish([](std::size_t, std::uint64_t) {});
  return std::move(summary);
}

}  // namespace dateline::commands
