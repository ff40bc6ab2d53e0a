// SPDX-License-Identifier: GPL-2.0-or-later
// Looks for patterns in the tree of the query, and asks the archive only where there is one.
#include "searcher/verbs/meant.h"

#include "common/archive/lookup.h"
#include "common/engine/query/names.h"
#include "common/engine/query/notes.h"
#include "common/fields/schema.h"
#include "common/terminal/terminal.h"
#include "common/text/ascii.h"
#include "searcher/find/search.h"

#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace dateline {
namespace {

using query::Kind;
using query::Node;

bool is_plain_word(const Node& node) {
  return node.kind == Kind::Word && node.form == query::Form::Stem && node.children.empty();
}

void collect_plain(const Node& node, std::vector<const Node*>& words) {
  if (is_plain_word(node)) words.push_back(&node);
  if (node.kind == Kind::Word) return;
  for (const Node& child : node.children) collect_plain(child, words);
}

/// Filters by a word of a name.
void collect_filters(const Node& node, std::vector<const Node*>& filters) {
  const fields::Row* const facet = node.kind == Kind::Filter ? query::row_of(node.field) : nullptr;
  if (facet != nullptr && !node.exact && facet->terms == fields::Terms::Names) {
    filters.push_back(&node);
  }
  for (const Node& child : node.children) collect_filters(child, filters);
}

/// Does `next` stand directly after `first` in the query?
bool follows(const Node& next, const Node& first, std::string_view query) {
  const std::size_t begin = first.span.end;
  const std::size_t end = next.span.begin;
  return begin < end && end <= query.size() &&
         query.substr(begin, end - begin).find_first_not_of(' ') == std::string_view::npos;
}

/// A hint fails for no shard that cannot be asked.
OpenOptions without_some(OpenOptions open) {
  open.partial = true;
  return open;
}

bool is_year(std::string_view text) {
  return text.size() == 4 && ascii::all_digits(text) &&
         (text.starts_with("19") || text.starts_with("20"));
}

}  // namespace

std::vector<std::string> halves_of_names(const SearchRequest& request) {
  const Node tree = read_query(request);
  std::vector<const Node*> filters;
  std::vector<const Node*> words;
  collect_filters(tree, filters);
  if (filters.empty()) return {};
  collect_plain(tree, words);
  std::vector<std::pair<const Node*, const Node*>> pairs;
  for (const Node* const filter : filters) {
    for (const Node* const word : words) {
      if (follows(*word, *filter, request.query)) pairs.emplace_back(filter, word);
    }
  }
  if (pairs.empty()) return {};
  Searcher searcher(request.archive, without_some(request.open));
  return searcher.consistently([&] {
    std::vector<std::string> lines;
    for (const auto& [filter, word] : pairs) {
      const fields::Row& facet = *query::row_of(filter->field);
      const std::string whole = filter->text + " " + word->text;
      if (searcher.archive().frequency(schema::facet_term(facet, whole)) == 0) continue;
      lines.push_back(printable_line(
          fmt::format("{0}:{1} asks for one word of a name; for the whole name write {0}:\"{2}\"",
                      facet.name, filter->text, whole)));
    }
    return lines;
  });
}

std::vector<std::string> other_meanings(const SearchRequest& request) {
  const Node tree = read_query(request);
  std::vector<std::string> lines = query::notes_of_phrases(tree);
  std::vector<const Node*> words;
  collect_plain(tree, words);
  if (words.empty()) return lines;
  Searcher searcher(request.archive, without_some(request.open));
  const std::vector<bool> are_ids = searcher.consistently([&] {
    std::vector<bool> are;
    for (const Node* const node : words) {
      are.push_back(locate(searcher.archive(), node->text).has_value());
    }
    return are;
  });
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i]->text;
    if (are_ids[i]) {
      lines.push_back(fmt::format("'{0}' is the id of an article, and is found by id:{0}", word));
    }
    if (is_year(word) || word == "today" || word == "yesterday") {
      lines.push_back(fmt::format(
          "'{0}' is searched for as a word; articles of that time are found by date:{0}", word));
    }
  }
  for (std::string& line : lines) line = printable_line(line);
  return lines;
}

}  // namespace dateline
