// SPDX-License-Identifier: GPL-2.0-or-later
// What is in a slot is read from it. What is not, such as flags, is asked for by a query for each
// value, so that counting says what filtering finds.
#include "searcher/verbs/facets/counted_field.h"

#include "common/archive/story_lookup.h"
#include "common/engine/match/near.h"
#include "common/errors/errors.h"
#include "common/fields/article.h"
#include "searcher/find/spellings.h"
#include "searcher/find/withheld.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dateline {
namespace {

using query::Kind;
using query::Node;

/// A value, and the filter that finds the articles with it.
struct Filtered {
  std::string value;
  Node filter;
};

Node filter_of(Kind kind, query::Field field, std::string text = "") {
  Node node;
  node.kind = kind;
  node.field = field;
  node.text = std::move(text);
  return node;
}

std::vector<Filtered> flags() {
  std::vector<Filtered> all;
  for (const Flag flag : all_flags()) {
    const std::string name(name_of(flag));
    all.push_back({name, filter_of(Kind::Filter, query::Field::Flag, name)});
  }
  return all;
}

std::vector<Filtered> firsts() {
  const Node first = filter_of(Kind::First, query::Field::First);
  return {{"yes", first}, {"no", query::none_of(first)}};
}

/// By hundreds up to 999 words, then by thousands up to 9,999.
std::vector<Filtered> lengths() {
  std::vector<Filtered> all;
  for (unsigned least = 0; least < 10'000;) {
    const unsigned size = least < 1'000 ? 100 : 1'000;
    Node node = filter_of(Kind::Length, query::Field::Length);
    node.least = least;
    node.most = least + size - 1;
    all.push_back({fmt::format("{}..{}", node.least, node.most), node});
    least += size;
  }
  Node node = filter_of(Kind::Length, query::Field::Length);
  node.least = 10'000;
  node.most = query::kAnyLength;
  all.push_back({">9999", node});
  return all;
}

/// Fields whose values are found by filters.
struct FilteredField {
  std::string_view name;
  std::vector<Filtered> (*values)();
  bool is_ordered = false;
};
constexpr FilteredField kFiltered[] = {
    {"flag", flags}, {"first", firsts}, {"length", lengths, true}};

/// Dates without a facet of their own, by day.
struct DateField {
  std::string_view name;
  schema::Slot slot;
};
constexpr DateField kDates[] = {{"dateline-date", schema::kDatelineDate},
                                {"ingested", schema::kIngested}};

constexpr std::string_view kStory = "story";

constexpr std::size_t kDigitsOfDay = 8;

std::optional<FacetField> slot_of(const std::string& name) {
  const auto* const date = std::ranges::find(kDates, name, &DateField::name);
  if (date != std::end(kDates)) return FacetField{date->slot, kDigitsOfDay};
  const std::vector<std::string> facets = facet_fields();
  if (std::find(facets.begin(), facets.end(), name) == facets.end()) return std::nullopt;
  return facet_field(name);
}

bool comes_before(const Holding& a, const Holding& b) {
  return std::tie(a.segment, a.docid) < std::tie(b.segment, b.docid);
}

/// Servers send matches in another order for each slot.
std::vector<Holding> in_order(std::vector<Holding> matches) {
  if (!std::is_sorted(matches.begin(), matches.end(), comes_before)) {
    std::sort(matches.begin(), matches.end(), comes_before);
  }
  return matches;
}

CountedField from_slot(const std::string& name, const FacetField& field, SlotHoldings holdings) {
  CountedField counted{name, field.date_digits != 0, {}, {}, {}};
  std::vector<std::uint64_t> articles(holdings.contents.size());
  for (const Holding& match : holdings.matches) ++articles[match.content];
  Spellings spellings(field);
  for (std::uint32_t c = 0; c < holdings.contents.size(); ++c) {
    std::vector<std::uint32_t>& of_content = counted.values_of.emplace_back();
    for (const std::string& value : facet_values(field, holdings.contents[c])) {
      of_content.push_back(spellings.add(value, articles[c]));
    }
  }
  // In order of the values, which for dates is that of time.
  std::map<std::string, std::uint32_t> places;
  const std::vector<std::string> names = spellings.names();
  for (const std::string& value : names) places[value] = 0;
  for (auto& [value, place] : places) {
    place = static_cast<std::uint32_t>(counted.values.size());
    counted.values.push_back(value);
  }
  for (std::vector<std::uint32_t>& of_content : counted.values_of) {
    for (std::uint32_t& value : of_content) value = places.at(names[value]);
    std::sort(of_content.begin(), of_content.end());  // an article may have two spellings of one
    of_content.erase(std::unique(of_content.begin(), of_content.end()), of_content.end());
  }
  counted.matches = in_order(std::move(holdings.matches));
  return counted;
}

CountedField from_stories(std::vector<Holding> matches, const Searcher& searcher) {
  const ArchiveStories stories(searcher.archive());
  match::Tries looks(searcher.deadline());
  CountedField counted{std::string(kStory), false, {}, {}, std::move(matches)};
  std::map<std::uint64_t, std::uint32_t> numbers;
  for (Holding& match : counted.matches) {
    looks.count();
    const std::uint64_t story = stories.number(match.segment, match.docid);
    const auto next = static_cast<std::uint32_t>(counted.values.size());
    const auto [at, is_new] = numbers.emplace(story, next);
    if (is_new) {
      counted.values.push_back(story_id(story));
      counted.values_of.push_back({next});
    }
    match.content = at->second;
  }
  return counted;
}

CountedField from_filters(const FilteredField& field, const SearchRequest& request,
                          std::vector<Holding> matches, Searcher& searcher) {
  CountedField counted{std::string(field.name), field.is_ordered, {}, {}, std::move(matches)};
  const Node tree = read_query(request);
  std::vector<std::vector<std::uint32_t>> values(counted.matches.size());
  for (const Filtered& each : field.values()) {
    const Node filtered = query::both(tree, each.filter);
    match::Workspace& workspace = searcher.begin(request.limits);
    const SlotHoldings found = std::move(
        find_holdings(searcher.archive(),
                      AskedQuery(request, filtered, searcher.archive()).plan(searcher.deadline()),
                      {schema::kPublished}, workspace)
            .front());
    const auto number = static_cast<std::uint32_t>(counted.values.size());
    bool is_found = false;
    for (const Holding& match : found.matches) {
      // A filter that names withheld articles finds those that are left out.
      const auto at =
          std::lower_bound(counted.matches.begin(), counted.matches.end(), match, comes_before);
      if (at == counted.matches.end() || comes_before(match, *at)) continue;
      values[static_cast<std::size_t>(at - counted.matches.begin())].push_back(number);
      is_found = true;
    }
    if (is_found) counted.values.push_back(each.value);
  }
  std::map<std::vector<std::uint32_t>, std::uint32_t> contents;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto next = static_cast<std::uint32_t>(counted.values_of.size());
    const auto [at, is_new] = contents.emplace(values[i], next);
    if (is_new) counted.values_of.push_back(values[i]);
    counted.matches[i].content = at->second;
  }
  return counted;
}

}  // namespace

std::vector<std::string> counted_fields() {
  std::vector<std::string> all = facet_fields();
  for (const FilteredField& field : kFiltered) all.emplace_back(field.name);
  all.emplace_back(kStory);
  for (const DateField& field : kDates) all.emplace_back(field.name);
  return all;
}

std::vector<CountedField> count_fields(const SearchRequest& request,
                                       const std::vector<std::string>& names, Searcher& searcher) {
  std::vector<schema::Slot> slots;
  for (const std::string& name : names) {
    if (const auto field = slot_of(name)) slots.push_back(field->slot);
  }
  std::size_t next = 0;
  const std::size_t last = slots.size();
  if (slots.size() < names.size()) slots.push_back(schema::kPublished);
  std::vector<SlotHoldings> holdings = searcher.holdings(request, slots);
  std::vector<Holding> matches;  // for fields without a slot
  if (last < slots.size()) matches = in_order(std::move(holdings[last].matches));
  std::vector<CountedField> all;
  for (const std::string& name : names) {
    const auto* const filtered = std::ranges::find(kFiltered, name, &FilteredField::name);
    if (const auto field = slot_of(name)) {
      all.push_back(from_slot(name, *field, std::move(holdings[next++])));
    } else if (name == kStory) {
      all.push_back(from_stories(matches, searcher));
    } else if (filtered != std::end(kFiltered)) {
      all.push_back(from_filters(*filtered, request, matches, searcher));
    } else {
      throw Error(Code::Usage, fmt::format("there is no facet '{}'", name),
                  fmt::format("facets are: {}", fmt::join(counted_fields(), " ")));
    }
  }
  return all;
}

}  // namespace dateline
