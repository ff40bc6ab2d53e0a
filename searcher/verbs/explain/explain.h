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

/// A spelling of a name in the archive.
struct ExplainedSpelling {
  std::string word;
  std::uint64_t articles = 0;  ///< that have it
};

/// An operator, a word or a filter of a query, and its parts.
struct ExplainedPart {
  std::string_view kind;            ///< see query::Operator::kind
  std::string_view field;           ///< "title", "source"; empty if it is not about a single one
  std::string words;                ///< in plain words, without its parts: "all of:"
  std::optional<QueryPlace> place;  ///< nothing for what is not in the query, like --from
  /// Articles it finds on its own; nothing if the rest of the query, such as its dates, spares
  /// servers this part.
  std::optional<std::uint64_t> articles;
  std::vector<std::string> terms;  ///< terms it looks for on its own, rising
  /// For a wildcard, fuzzy() or a word of a name: the words in the archive that it stands for.
  std::optional<std::vector<std::string>> expanded;
  std::optional<OtherForm> other_form;  ///< of a word
  /// For a word of a name: the same words, the most frequent first.
  std::vector<ExplainedSpelling> spellings;
  std::vector<ExplainedPart> parts;
};

/// A wildcard or fuzzy() as typed, and the words in the archive that it stands for.
struct ExplainedExpansion {
  std::string typed;
  std::vector<std::string> words;
};

/// A clause without which an empty answer would have this many articles.
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
  /// If nothing matches all clauses of the query: those that left nothing.
  std::optional<std::vector<EmptyingClause>> emptied_by;
  std::vector<ExplainedExpansion> expansions;
  std::map<std::string, std::uint64_t> shards;  ///< and their articles
  std::vector<MissingShard> missing;
  std::vector<ExplainedTerm> terms;
  std::string xapian_query;
  std::uint64_t total = 0;     ///< exact
  std::uint64_t left_out = 0;  ///< withheld or canceled
};

/// Counts exactly. The second asks an archive that is already open. Throws QueryError or Error.
Explanation explain(const SearchRequest& request);
Explanation explain(const SearchRequest& request, Searcher& searcher);

}  // namespace dateline
