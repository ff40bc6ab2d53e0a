// SPDX-License-Identifier: GPL-2.0-or-later
// A story counts once for each value, so pairs of value and story are collected, and equal ones
// counted once.
#include "searcher/verbs/facets/facets.h"

#include "common/archive/story_lookup.h"
#include "common/engine/match/near.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace dateline {
namespace {

/// Counts distinct numbers. Duplicates are dropped now and then, so that a story with many articles
/// takes no more space than one with few.
template <typename T>
class Distinct {
 public:
  void add(const T& item) {
    items_.push_back(item);
    if (items_.size() >= room_) {
      settle();
      room_ = std::max(kRoom, 2 * items_.size());
    }
  }
  const std::vector<T>& sorted() {
    settle();
    return items_;
  }

 private:
  void settle() {
    std::sort(items_.begin(), items_.end());
    items_.erase(std::unique(items_.begin(), items_.end()), items_.end());
  }

  static constexpr std::size_t kRoom = std::size_t{1} << 20U;
  std::size_t room_ = kRoom;
  std::vector<T> items_;
};

/// Counts articles as they are added, and their stories.
class Tally {
 public:
  void add(std::uint64_t story) {
    ++articles_;
    stories_.add(story);
  }
  ArticlesAndStories count() { return {articles_, stories_.sorted().size()}; }

 private:
  std::uint64_t articles_ = 0;
  Distinct<std::uint64_t> stories_;
};

/// The table of one field.
class FieldCount {
 public:
  FieldCount(const std::string& name, const Searcher& searcher, const SlotHoldings& holdings)
      : name_(name),
        field_(facet_field(name)),
        stories_(searcher.archive()),
        looks_(searcher.deadline()),
        holdings_(holdings) {
    std::map<std::string, std::uint32_t> numbers;
    for (std::uint32_t c = 0; c < holdings.contents.size(); ++c) {
      std::vector<std::uint32_t>& of_content = values_of_.emplace_back();
      for (const std::string& value : facet_values(field_, holdings.contents[c])) {
        const auto [at, is_new] = numbers.emplace(value, static_cast<std::uint32_t>(rows_.size()));
        if (is_new) rows_.push_back({value, {}});
        of_content.push_back(at->second);
      }
    }
  }

  FacetTable table(const std::optional<std::size_t>& top, std::uint64_t min) && {
    count_rows();
    const std::vector<bool> shown = choose(top, min);
    FacetTable table{name_, {}, 0, {}, {}};
    count_rest(shown, table);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (shown[i]) table.rows.push_back(std::move(rows_[i]));
    }
    std::sort(table.rows.begin(), table.rows.end(), [&](const FacetRow& a, const FacetRow& b) {
      return field_.date_digits != 0 ? a.value < b.value : is_more(a, b);
    });
    return table;
  }

 private:
  static bool is_more(const FacetRow& a, const FacetRow& b) {
    return a.count.articles != b.count.articles ? a.count.articles > b.count.articles
                                                : a.value < b.value;
  }

  [[nodiscard]] std::uint64_t story(const Holding& match) const {
    return stories_.number(match.segment, match.docid);
  }

  void count_rows() {
    Distinct<std::pair<std::uint32_t, std::uint64_t>> pairs;
    for (const Holding& match : holdings_.matches) {
      looks_.count();
      for (const std::uint32_t value : values_of_[match.content]) {
        ++rows_[value].count.articles;
        pairs.add({value, story(match)});
      }
    }
    for (const auto& [value, story] : pairs.sorted()) ++rows_[value].count.stories;
  }

  /// Which rows to show.
  [[nodiscard]] std::vector<bool> choose(const std::optional<std::size_t>& top,
                                         std::uint64_t min) const {
    std::vector<std::size_t> order(rows_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::erase_if(order, [&](std::size_t i) { return rows_[i].count.articles < min; });
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return is_more(rows_[a], rows_[b]); });
    order.resize(std::min(order.size(), top.value_or(order.size())));
    std::vector<bool> shown(rows_.size());
    for (const std::size_t i : order) shown[i] = true;
    return shown;
  }

  void count_rest(const std::vector<bool>& shown, FacetTable& table) {
    table.other_values = static_cast<std::size_t>(std::count(shown.begin(), shown.end(), false));
    Tally other;
    Tally without;
    for (const Holding& match : holdings_.matches) {
      looks_.count();
      const std::vector<std::uint32_t>& values = values_of_[match.content];
      if (values.empty()) without.add(story(match));
      if (std::any_of(values.begin(), values.end(), [&](std::uint32_t v) { return !shown[v]; })) {
        other.add(story(match));
      }
    }
    table.other = other.count();
    table.without = without.count();
  }

  std::string name_;
  FacetField field_;
  ArchiveStories stories_;
  match::Tries looks_;
  const SlotHoldings& holdings_;
  std::vector<std::vector<std::uint32_t>> values_of_;  ///< by content
  std::vector<FacetRow> rows_;
};

ArticlesAndStories total_of(const Searcher& searcher, const SlotHoldings& holdings) {
  const ArchiveStories stories(searcher.archive());
  match::Tries looks(searcher.deadline());
  Tally total;
  for (const Holding& match : holdings.matches) {
    looks.count();
    total.add(stories.number(match.segment, match.docid));
  }
  return total.count();
}

FacetsReport count(const FacetsRequest& request, Searcher& searcher) {
  std::vector<schema::Slot> slots;
  for (const std::string& field : request.fields) slots.push_back(facet_field(field).slot);
  SearchRequest counting = request.search;
  counting.limit = 0;
  const SearchResult counted = searcher.search(counting);
  const std::vector<SlotHoldings> holdings = searcher.holdings(counting, slots);
  FacetsReport report;
  report.archive_uuid = counted.archive_uuid;
  report.revision = counted.revision;
  report.left_out = counted.left_out;
  report.missing = counted.missing;
  report.total = total_of(searcher, holdings.front());
  for (std::size_t i = 0; i < holdings.size(); ++i) {
    report.tables.push_back(
        FieldCount(request.fields[i], searcher, holdings[i]).table(request.top, request.min));
  }
  return report;
}

}  // namespace

FacetsReport count_facets(const FacetsRequest& request) {
  Searcher searcher(request.search.archive, request.search.open);
  return count_facets(request, searcher);
}

FacetsReport count_facets(const FacetsRequest& request, Searcher& searcher) {
  return searcher.consistently([&] { return count(request, searcher); });
}

}  // namespace dateline
