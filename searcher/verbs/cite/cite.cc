// SPDX-License-Identifier: GPL-2.0-or-later
// The digest is over a digest of each article, in rising order, so it does not depend on where the
// archive keeps them, and takes 16 bytes of memory per article.
#include "searcher/verbs/cite/cite.h"

#include "common/engine/match/near.h"
#include "common/fields/json_format.h"
#include "common/fields/record.h"
#include "common/terminal/terminal.h"
#include "searcher/export/article_list.h"
#include "searcher/export/digest.h"
#include "searcher/export/selection.h"
#include "searcher/render/counts.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dateline {
namespace {

std::string digest_of(const Selection& selection, const Searcher& searcher) {
  std::vector<XXH128_canonical_t> digests;
  digests.reserve(selection.keys.size());
  match::Tries looks(searcher.deadline());
  for (const MatchKey& key : selection.keys) {
    looks.count();
    digests.push_back(digest_of(searcher.archive(), key));
  }
  std::sort(digests.begin(), digests.end(), [](const auto& a, const auto& b) {
    return std::lexicographical_compare(std::begin(a.digest), std::end(a.digest),
                                        std::begin(b.digest), std::end(b.digest));
  });
  return digest_text(XXH3_128bits(digests.data(), digests.size() * sizeof(XXH128_canonical_t)));
}

std::vector<std::string> options_of(const SearchRequest& request) {
  std::vector<std::string> options;
  if (request.reading == query::Reading::Any) options.emplace_back("--any");
  if (!request.from.empty()) options.push_back("--from " + request.from);
  if (!request.to.empty()) options.push_back("--to " + request.to);
  if (request.withheld) options.emplace_back("--withheld");
  if (request.ids && !request.ids->confine_to.empty()) options.emplace_back("--ids");
  return options;
}

/// The most ids of a kind that people are shown; JSON has all.
constexpr std::size_t kShownIds = 20;

std::string since_text(const Since& since) {
  std::string text =
      fmt::format("since      {}, revision {}{}: {} articles\n", since.earlier.when,
                  since.earlier.revision, since.is_same_archive ? "" : " of another archive",
                  with_thousands(since.earlier.articles.size()));
  const auto add = [&](const char* name, const std::vector<std::string>& ids) {
    text += fmt::format("{:<11}{}\n", name, with_thousands(ids.size()));
    for (std::size_t i = 0; i < std::min(ids.size(), kShownIds); ++i) {
      text += fmt::format("             {}\n", printable_line(ids[i]));
    }
    if (ids.size() > kShownIds) {
      text += fmt::format("             and {} more, which JSON lists\n",
                          with_thousands(ids.size() - kShownIds));
    }
  };
  add("came", since.changes.came);
  add("went", since.changes.went);
  add("changed", since.changes.changed);
  return text;
}

Json as_json(const Citation& citation) {
  Json json = {{"format_version", kJsonFormatVersion},
               {"archive", citation.archive},
               {"revision", citation.revision},
               {"query", citation.query},
               {"options", citation.options},
               {"canonical", citation.canonical},
               {"read_as", citation.read_as},
               {"count", citation.articles},
               {"left_out", citation.left_out},
               {"missing", to_json(citation.missing)},
               {"digest", {{"algorithm", kDigestName}, {"value", citation.digest}}},
               {"accessed", iso(citation.accessed)}};
  if (const auto& since = citation.since) {
    json["since"] = {{"archive", since->earlier.archive}, {"revision", since->earlier.revision},
                     {"when", since->earlier.when},       {"count", since->earlier.articles.size()},
                     {"came", since->changes.came},       {"went", since->changes.went},
                     {"changed", since->changes.changed}};
  }
  return json;
}

}  // namespace

Citation cite(const SearchRequest& request, bool lists_articles) {
  Searcher searcher = searcher_for(request);
  return cite(request, searcher, lists_articles);
}

Citation cite(const SearchRequest& request, Searcher& searcher, bool lists_articles) {
  SearchRequest by_date = request;
  by_date.sort = Sort::Newest;  // so that nothing is scored
  return with_selection(by_date, false, searcher, [&](const Selection& selection) {
    const Archive& archive = searcher.archive();
    return Citation{archive.manifest().uuid,
                    archive.manifest().revision,
                    request.query,
                    selection.canonical,
                    options_of(request),
                    selection.read_as,
                    selection.keys.size(),
                    selection.left_out,
                    digest_of(selection, searcher),
                    request.today,
                    archive.missing(),
                    lists_articles ? list_articles(archive, selection.keys) : ArticleList(),
                    std::nullopt};
  });
}

std::string render_text(const Citation& citation) {
  std::string read_as = printable(citation.read_as);
  while (read_as.ends_with('\n')) read_as.pop_back();
  for (std::size_t at = read_as.find('\n'); at != std::string::npos; at = read_as.find('\n', at)) {
    read_as.replace(at, 1, "\n           ");
    ++at;
  }
  std::string out = fmt::format("archive    {}\nrevision   {}\nquery      {}\n", citation.archive,
                                citation.revision, printable_line(citation.query));
  if (!citation.options.empty()) {
    out += fmt::format("options    {}\n",
                       printable_line(fmt::format("{}", fmt::join(citation.options, " "))));
  }
  out += fmt::format("canonical  {}\nread as    {}\narticles   {}\n",
                     printable_line(citation.canonical), read_as, citation.articles);
  if (citation.left_out != 0) {
    out += fmt::format("left out   {} withheld or canceled\n", count_text(citation.left_out));
  }
  for (const MissingShard& shard : citation.missing) {
    out += fmt::format("missing    shard {} ({})\n", shard.name, printable_line(shard.reason));
  }
  out += fmt::format("digest     {} ({})\naccessed   {}\n", citation.digest, kDigestName,
                     iso(citation.accessed));
  return citation.since ? out + since_text(*citation.since) : out;
}

std::string render_json(const Citation& citation) {
  return dump_pretty(as_json(citation));
}

std::string manifest_of(const Citation& citation) {
  Json json = as_json(citation);
  json["articles"] = to_json(citation.list);
  return dump_pretty(json);
}

}  // namespace dateline
