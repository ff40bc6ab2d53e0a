// SPDX-License-Identifier: GPL-2.0-or-later
// The final messages on stderr.
#include "common/cli/program.h"
#include "common/engine/query/notes.h"
#include "common/engine/query/operator.h"
#include "common/terminal/terminal.h"
#include "common/text/utf8.h"
#include "searcher/find/forms.h"
#include "searcher/render/counts.h"
#include "searcher/render/hits.h"
#include "searcher/verbs/meant.h"
#include "searcher/verbs/options.h"

#include <set>
#include <string>

#include <fmt/format.h>

namespace dateline {

std::string unknown_id(const std::string& id) {
  return fmt::format("no article has the id '{}'", id);
}

void give_hints(const SearchRequest& request, const std::vector<Suggestion>& suggestions) {
  for (const std::string& note : query::notes_of(read_query(request))) complain(note);
  for (const std::string& line : suggestion_lines(suggestions, request.query)) complain(line);
  for (const std::string& line : halves_of_names(request)) complain(line);
}

namespace {

/// Of a query with more words, not each is looked at.
constexpr std::size_t kWordsLookedAt = 8;

void collect_words(const query::Node& node, std::vector<query::Node>& words) {
  if (is_one_word(node)) {
    words.push_back(node);
    return;
  }
  if (node.kind == query::Kind::Word) return;
  for (const query::Node& child : query::operator_of(node).wanted(node)) {
    collect_words(child, words);
  }
}

/// Says which words of the query most articles have in another form, or only in another language's.
void tell_of_forms(const SearchRequest& request) {
  Searcher searcher(request.archive, request.open);
  std::vector<query::Node> words;
  const query::Node tree = read_query(searcher.settled(request));
  collect_words(tree, words);
  if (words.size() > kWordsLookedAt) return;
  // In the language asked for, nothing is foreign.
  const bool is_confined = !request.languages.empty();
  for (const query::Node& word : words) {
    const auto lines = searcher.consistently([&] {
      std::vector<std::string> all;
      const Archive& archive = searcher.archive();
      match::Workspace& workspace = searcher.begin(request.limits);
      if (const auto other = other_form(word, archive, Servers::Unasked, workspace)) {
        all = other_form_lines({*other});
      } else if (const auto foreign =
                     is_confined ? std::nullopt
                                 : foreign_word(word, tree, archive, Servers::Unasked, workspace)) {
        all = {foreign_word_line(*foreign)};
      }
      return all;
    });
    for (const std::string& line : lines) complain(line);
  }
}

}  // namespace

void give_hints(const SearchRequest& request, bool found) {
  if (found) {
    give_hints(request, std::vector<Suggestion>());
    return tell_of_forms(request);
  }
  SearchRequest asked = request;
  asked.limit = 0;
  asked.count = false;
  asked.suggest = true;
  give_hints(request, search(asked).suggestions);
  for (const std::string& line : other_meanings(request)) complain(line);
}

bool is_table(const ArchiveFlags& flags) {
  static const std::set<std::string> kTables = {"csv", "tsv", "jsonl"};
  return kTables.contains(flags.format);
}

void tell_of_page(const ArchiveFlags& flags, const SearchResult& result, const char* all) {
  if (!is_table(flags) || result.next_page.empty()) return;
  const bool has_rest = flags.request.partly == Partly::Shown && result.partly;
  const std::uint64_t total = result.total.value() + (has_rest ? result.partly->articles : 0);
  complain(fmt::format("these are {} of {}; the next: --page {}{}",
                       with_thousands(result.hits.size()), count_text(total), result.next_page,
                       all));
}

Exit outcome_of(const ArchiveFlags& flags, bool found, std::uint64_t left_out,
                const std::vector<MissingShard>& missing) {
  complain_of(missing);
  if (left_out != 0 && (!found || is_table(flags))) complain(text::trim(left_out_line(left_out)));
  if (found) return Exit::Ok;
  complain(missing.empty() ? "no article matches" : "no article matches in what was searched");
  return Exit::NothingFound;
}

}  // namespace dateline
