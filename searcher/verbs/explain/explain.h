// SPDX-License-Identifier: GPL-2.0-or-later
// What a query was understood to mean, and what each of its parts and terms finds.
#pragma once

#include "common/errors/errors.h"
#include "searcher/find/search.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// An operator, a word, a filter of a query, and what it is made of.
struct ExplainedPart {
  std::string_view kind;   ///< see query::Operator::kind
  std::string_view field;  ///< "title", "source"; empty where it is about no single one
  std::string words;       ///< in plain words, without its parts: "all of:"
  std::optional<QueryPlace>
      place;  ///< nothing for what stands nowhere in the query, as --from does
  /// That it finds by itself; nothing where the rest of the query, such as its dates, is what
  /// spares servers this part.
  std::optional<std::uint64_t> articles;
  std::vector<std::string> terms;  ///< that it looks for by itself, rising
  /// Of a wildcard or fuzzy(): the words of the archive that it stands for.
  std::optional<std::vector<std::string>> expanded;
  std::vector<ExplainedPart> parts;
};

/// A wildcard or fuzzy() as typed, and the words of the archive that it stands for.
struct ExplainedExpansion {
  std::string typed;
  std::vector<std::string> words;
};

/// A clause without which an empty answer would have so many articles.
struct EmptyingClause {
  std::string written;
  std::uint64_t articles = 0;
};

struct ExplainedTerm {
  std::string term;
  std::uint64_t articles = 0;
  std::map<std::string, std::uint64_t> by_shard;  ///< without shards that have none
};

struct Explanation {
  std::string archive_uuid;
  std::uint64_t revision = 0;
  Sort sort = Sort::Relevance;  ///< as applied
  ExplainedPart query;
  /// Where nothing matches all clauses of the query: those that left nothing.
  std::optional<std::vector<EmptyingClause>> emptied_by;
  std::vector<ExplainedExpansion> expansions;
  std::map<std::string, std::uint64_t> shards;  ///< and their articles
  std::vector<MissingShard> missing;
  std::vector<ExplainedTerm> terms;
  std::string xapian_query;
  std::uint64_t total = 0;     ///< exact
  std::uint64_t left_out = 0;  ///< withheld or canceled
};

/// Counts exactly. The second asks an archive that is open already. Throws QueryError or Error.
Explanation explain(const SearchRequest& request);
Explanation explain(const SearchRequest& request, Searcher& searcher);

}  // namespace dateline
