// SPDX-License-Identifier: GPL-2.0-or-later
// The query, the ids or the files, and what they find.
#include "indexer/commands/delete/delete.h"

#include "common/archive/lookup.h"
#include "common/archive/saved_searches.h"
#include "common/archive/story_lookup.h"
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

/// Adds the articles on servers that the plan finds. Asks only the servers that may have some.
void find_matches_on_servers(const Archive& archive, const query::Plan& plan,
                             std::vector<Located>& articles) {
  ServedShards asked;
  std::vector<const query::Step*> steps;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < archive.served().size(); ++i) {
    if (plan.served[i].kind == query::StepKind::Nothing) continue;
    asked.push_back(archive.served()[i]);
    steps.push_back(&plan.served[i]);
    places.push_back(archive.segments().size() + i);
  }
  std::vector<std::vector<std::uint32_t>> found(asked.size());
  ask(asked, [&](std::size_t i, const Xapian::Database& database) {
    const Served& held = asked[i]->served();
    Xapian::Enquire enquire(database);
    enquire.set_query(
        query::without_hidden(query::xapian_query(plan, *steps[i], query::statistics_of(database),
                                                  years_between(held.first, held.last)),
                              held));
    found[i].clear();  // a server that failed midway may already have been asked
    const Xapian::MSet matches = enquire.get_mset(0, database.get_doccount());
    for (auto match = matches.begin(); match != matches.end(); ++match) found[i].push_back(*match);
  });
  for (std::size_t i = 0; i < asked.size(); ++i) {
    for (const std::uint32_t docid : found[i]) articles.push_back({places[i], docid});
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
  parsing.today = options.context.today();
  parsing.saved = saved_queries(options.archive);
  parsing.saved_form = archive.manifest().exact_forms ? query::Form::Exact : query::Form::Stem;
  parsing.form = parsing.saved_form;
  const query::Node asked = query::parse(options.query, parsing);
  const query::Node tree = query::in_languages(asked, options.context.languages);
  if (asked.kind == query::Kind::Everything) {
    throw Error(Code::Usage, "an empty query would delete every article",
                "say which articles, for example: source:reuters date:2019");
  }
  chosen.query = query::canonical(tree);
  const query::Plan plan = query::plan(tree, archive, options.query);
  find_matches_on_servers(archive, plan, chosen.articles);
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

/// Throws Error (Usage) if a served shard would have more hidden articles than it may.
void refuse_too_many_on_servers(const Archive& archive, const std::vector<Located>& articles) {
  for (std::size_t i = 0; i < archive.served().size(); ++i) {
    const ServedShard& shard = *archive.served()[i];
    const auto more =
        std::ranges::count(articles, archive.segments().size() + i, &Located::segment);
    const std::size_t hidden = shard.served().hidden.size() + static_cast<std::size_t>(more);
    if (hidden <= kMostHidden) continue;
    throw Error(
        Code::Usage,
        fmt::format("{} deleted articles would be in shard {}, which servers have; they "
                    "hide {} at most",
                    hidden, shard.name(), kMostHidden),
        "take the shard back with 'dateline-index shard detach' first; nothing was deleted");
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
  const auto again =
      std::unique(chosen.articles.begin(), chosen.articles.end(),
                  [&](const Located& a, const Located& b) { return place(a) == place(b); });
  chosen.articles.erase(again, chosen.articles.end());
  refuse_too_many_on_servers(archive, chosen.articles);
  return chosen;
}

/// When it was published, for sorting and for people.
struct Dated {
  std::uint64_t number = 0;  ///< a date_number; 0 if undated
  Located article;
};

/// Servers have no forward index.
std::uint64_t date_of(const Archive& archive, const Located& article) {
  if (article.segment >= archive.segments().size()) {
    return ArchiveStories(archive).published(article.segment, article.docid);
  }
  return archive.segments()[article.segment].use([&](const segment::Reader& reader) {
    return reader.forward().published()[article.docid - 1];
  });
}

/// Of articles on servers, id and day are known here. That is enough for a look, but not to delete
/// them, for which their text is needed.
Doomed::Named named(const Archive& archive, const Located& located, std::string day, bool dry_run) {
  try {
    const Article article = article_of(archive, located);
    return {article.id, std::move(day), article.headline, false};
  } catch (const ShardDown&) {
    if (!dry_run || located.segment < archive.segments().size()) throw;
    return {id_of(archive, located), std::move(day), "", true};
  }
}

Doomed about(const Chosen& chosen, const Archive& archive, const DeleteOptions& options) {
  std::vector<Dated> dated;
  for (const Located& article : chosen.articles) {
    dated.push_back({date_of(archive, article), article});
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
  for (std::size_t i = 0; i < std::min(options.shown, dated.size()); ++i) {
    doomed.named.push_back(named(archive, dated[i].article, day(dated[i]), options.dry_run));
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
  if (!confirm(about(chosen, archive, options))) return std::move(summary);
  summary.deleted = chosen.articles.size();
  if (options.dry_run) return std::move(summary);
  writer.list_deleted(entries_with(archive, chosen.articles, options));
  for (const Located& article : chosen.articles) writer.remove(article);
  writer.publish([](std::size_t, std::uint64_t) {});
  return std::move(summary);
}

}  // namespace dateline::commands
