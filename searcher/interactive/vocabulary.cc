// SPDX-License-Identifier: GPL-2.0-or-later
// Facets of every article are the vocabulary of a field.
#include "searcher/interactive/vocabulary.h"

#include "common/archive/saved_searches.h"

namespace dateline::interactive {

const std::vector<std::string>& Vocabulary::values(query::Field field) {
  const auto known = values_.find(field);
  if (known != values_.end()) return known->second;
  return values_.emplace(field, look_up(field)).first->second;
}

std::vector<std::string> Vocabulary::look_up(query::Field field) {
  std::vector<std::string> values;
  switch (field) {
    case query::Field::Flag:
      for (const Flag flag : all_flags()) values.emplace_back(name_of(flag));
      return values;
    case query::Field::First:
      return {"yes", "no"};
    case query::Field::Date:
      return {"today",      "yesterday", "this-week", "last-week", "this-month",
              "last-month", "this-year", "last-year", "none",      "conflict"};
    case query::Field::Saved:
      for (const std::filesystem::path& home : saved_homes(request_.archive)) {
        for (std::string& name : saved_names(home)) values.push_back(std::move(name));
      }
      return values;
    default:
      break;
  }
  const fields::Row* const row = query::row_of(field);
  if (row == nullptr || !fields::is_facet(*row)) return values;
  SearchRequest everything = request_;
  everything.query.clear();
  everything.from.clear();
  everything.to.clear();
  everything.page.clear();
  everything.feedback = false;
  everything.limit = 0;
  everything.facets = {std::string(row->name)};
  const SearchResult counted = searcher_.search(everything);
  for (const FacetValue& value : counted.facets.front().values) values.push_back(value.value);
  return values;
}

}  // namespace dateline::interactive
