// SPDX-License-Identifier: GPL-2.0-or-later
// The final messages on stderr.
#include "common/cli/program.h"
#include "common/engine/query/notes.h"
#include "common/text/utf8.h"
#include "searcher/render/counts.h"
#include "searcher/render/hits.h"
#include "searcher/verbs/options.h"

#include <fmt/format.h>

namespace dateline {

std::string unknown_id(const std::string& id) {
  return fmt::format("no article has the id '{}'", id);
}

void give_hints(const SearchRequest& request, const std::vector<Suggestion>& suggestions) {
  for (const std::string& note : query::notes_of(read_query(request))) complain(note);
  for (const std::string& line : suggestion_lines(suggestions, request.query)) complain(line);
}

void give_hints(const SearchRequest& request, bool found) {
  if (found) return give_hints(request, std::vector<Suggestion>());
  SearchRequest asked = request;
  asked.limit = 0;
  asked.count = false;
  asked.suggest = true;
  give_hints(request, search(asked).suggestions);
}

Exit outcome_of(bool found, std::uint64_t left_out, const std::vector<MissingShard>& missing) {
  complain_of(missing);
  if (found) return Exit::Ok;
  if (left_out != 0) complain(text::trim(left_out_line(left_out)));
  complain(missing.empty() ? "no article matches" : "no article matches in what was searched");
  return Exit::NothingFound;
}

}  // namespace dateline
