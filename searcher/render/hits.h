// SPDX-License-Identifier: GPL-2.0-or-later
// The hits of a search as bytes: for people, as JSON, JSON Lines and CSV.
#pragma once

#include "common/fields/record.h"
#include "searcher/find/search.h"
#include "searcher/render/style.h"

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace dateline {

/// Hits, facets and counts for people, of an answer that was counted.
std::string render_text(const SearchResult& result, const TextStyle& style);

/// The days of their dates that need times beside them.
std::set<std::int64_t> days_to_time(const std::vector<Hit>& hits);

/// One hit in at most `lines` lines, which are three or more.
std::string render_hit(const Hit& hit, bool with_time, std::size_t lines, const TextStyle& style);

/// A line for each word that most articles have in another form.
std::vector<std::string> other_form_lines(const std::vector<OtherForm>& others);
/// What to say about a word that some articles have in another language's form only.
std::string foreign_word_line(const ForeignWord& word);

/// A line for each word that no article has, said once, and one with the query to try instead, if
/// there is one.
std::vector<std::string> suggestion_lines(const std::vector<Suggestion>& suggestions,
                                          const std::string& query);

/// The whole answer, which was counted, as one JSON object; see docs/output.md.
std::string render_json(const SearchRequest& request, const SearchResult& result);
Json to_json(const OtherForm& other);
Json search_json(const SearchRequest& request, const SearchResult& result);

/// One JSON object a hit, each on its line.
std::string render_json_lines(const SearchRequest& request, const SearchResult& result);

/// A header row and a row for each hit, RFC 4180; cells that a spreadsheet would run as a formula
/// begin with an apostrophe (CWE-1236).
std::string render_csv(const SearchRequest& request, const SearchResult& result);

}  // namespace dateline
