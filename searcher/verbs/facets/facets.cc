// SPDX-License-Identifier: GPL-2.0-or-later
// A story counts once for each value, so pairs of value and story are collected, and equal ones
// counted once.
#include "searcher/verbs/facets/facets.h"

#include "common/archive/story_lookup.h"
#include "common/engine/match/near.h"
#include "searcher/verbs/facets/counted_field.h"

#include <algorithm>
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

/// One field of the matches, and which of its values are shown.
class Axis {
 public:
  Axis(const CountedField& field, const std::optional<std::size_t>& top, std::uint64_t min)
      : field_(field), articles_(field.values.size()) {
    for (const Holding& match : field.matches) {
      for (const std::uint32_t value : values_of(match)) ++articles_[value];
    }
    choose(top, min);
  }

  [[nodiscard]] const std::vector<std::uint32_t>& values_of(const Holding& match) const {
    return field_.values_of[match.content];
  }
  /// Numbers of the values shown, in the order in which they are.
  [[nodiscard]] const std::vector<std::uint32_t>& shown() const { return shown_; }
  [[nodiscard]] bool is_shown(std::uint32_t value) const { return place_[value] != kNowhere; }
  [[nodiscard]] std::size_t others() const { return field_.values.size() - shown_.size(); }
  [[nodiscard]] const std::string& value(std::uint32_t number) const {
    return field_.values[number];
  }

  /// The lines of a table of two fields, of which `lines_of` says the places.
  [[nodiscard]] std::vector<CrossLine> lines() const {
    std::vector<CrossLine> lines;
    for (const std::uint32_t number : shown_) {
      lines.push_back({CrossLine::Kind::Value, value(number), 1});
    }
    lines.push_back({CrossLine::Kind::Other, "", others()});
    lines.push_back({CrossLine::Kind::Without, "", 0});
    lines.push_back({CrossLine::Kind::Total, "", 0});
    return lines;
  }
  void lines_of(const Holding& match, std::vector<std::uint32_t>& lines) const {
    lines.clear();
    const auto other = static_cast<std::uint32_t>(shown_.size());
    bool has_other = false;
    for (const std::uint32_t number : values_of(match)) {
      if (is_shown(number)) {
        lines.push_back(place_[number]);
      } else {
        has_other = true;
      }
    }
    if (has_other) lines.push_back(other);
    if (values_of(match).empty()) lines.push_back(other + 1);
    lines.push_back(other + 2);
  }

 private:
  static constexpr std::uint32_t kNowhere = ~std::uint32_t{0};

  void choose(const std::optional<std::size_t>& top, std::uint64_t min) {
    shown_.resize(field_.values.size());
    std::iota(shown_.begin(), shown_.end(), 0U);
    std::erase_if(shown_, [&](std::uint32_t i) { return articles_[i] < min; });
    std::sort(shown_.begin(), shown_.end(), [&](std::uint32_t a, std::uint32_t b) {
      return articles_[a] != articles_[b] ? articles_[a] > articles_[b] : value(a) < value(b);
    });
    shown_.resize(std::min(shown_.size(), top.value_or(shown_.size())));
    if (field_.is_ordered) std::sort(shown_.begin(), shown_.end());
    place_.resize(field_.values.size(), kNowhere);
    for (std::uint32_t i = 0; i < shown_.size(); ++i) place_[shown_[i]] = i;
  }

  const CountedField& field_;
  std::vector<std::uint64_t> articles_;  ///< by number of value
  std::vector<std::uint32_t> shown_;
  std::vector<std::uint32_t> place_;  ///< in `shown_`, by number of value
};

class TableMaker {
 public:
  TableMaker(const FacetsRequest& request, const Searcher& searcher)
      : request_(request), stories_(searcher.archive()), looks_(searcher.deadline()) {}

  FacetTable table(const CountedField& field) {
    const Axis axis(field, request_.top, request_.min);
    std::vector<FacetRow> rows(field.values.size());
    Distinct<std::pair<std::uint32_t, std::uint64_t>> pairs;
    Tally other;
    Tally without;
    for (const Holding& match : field.matches) {
      looks_.count();
      bool has_other = false;
      for (const std::uint32_t value : axis.values_of(match)) {
        ++rows[value].count.articles;
        pairs.add({value, story(match)});
        has_other = has_other || !axis.is_shown(value);
      }
      if (has_other) other.add(story(match));
      if (axis.values_of(match).empty()) without.add(story(match));
    }
    for (const auto& [value, story] : pairs.sorted()) ++rows[value].count.stories;
    FacetTable table{field.name, {}, axis.others(), other.count(), without.count()};
    for (const std::uint32_t value : axis.shown()) {
      table.rows.push_back({axis.value(value), rows[value].count});
    }
    return table;
  }

  /// `field` and `across` are of the same matches.
  CrossTable crossed(const CountedField& field, const CountedField& across) {
    const Axis down(field, request_.top, request_.min);
    const Axis right(across, request_.top_across, 1);
    CrossTable table{field.name, across.name, down.lines(), right.lines(), {}};
    const std::size_t width = table.columns.size();
    std::vector<ArticlesAndStories> cells(table.rows.size() * width);
    Distinct<std::pair<std::uint64_t, std::uint64_t>> pairs;
    std::vector<std::uint32_t> rows;
    std::vector<std::uint32_t> columns;
    for (std::size_t i = 0; i < field.matches.size(); ++i) {
      looks_.count();
      down.lines_of(field.matches[i], rows);
      right.lines_of(across.matches[i], columns);
      for (const std::uint32_t row : rows) {
        for (const std::uint32_t column : columns) {
          const std::size_t cell = row * width + column;
          ++cells[cell].articles;
          pairs.add({cell, story(field.matches[i])});
        }
      }
    }
    for (const auto& [cell, story] : pairs.sorted()) ++cells[cell].stories;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      const auto begin = cells.begin() + static_cast<std::ptrdiff_t>(row * width);
      table.cells.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(width));
    }
    return table;
  }

  ArticlesAndStories total(const CountedField& field) {
    Tally total;
    for (const Holding& match : field.matches) {
      looks_.count();
      total.add(story(match));
    }
    return total.count();
  }

 private:
  [[nodiscard]] std::uint64_t story(const Holding& match) const {
    return stories_.number(match.segment, match.docid);
  }

  const FacetsRequest& request_;
  ArchiveStories stories_;
  match::Tries looks_;
};

FacetsReport count(const FacetsRequest& request, Searcher& searcher) {
  SearchRequest counting = request.search;
  counting.limit = 0;
  const SearchResult counted = searcher.search(counting);
  std::vector<std::string> names = request.fields;
  if (request.across) names.push_back(*request.across);
  const std::vector<CountedField> fields = count_fields(counting, names, searcher);
  FacetsReport report;
  report.archive_uuid = counted.archive_uuid;
  report.revision = counted.revision;
  report.left_out = counted.left_out;
  report.missing = counted.missing;
  TableMaker maker(request, searcher);
  report.total = maker.total(fields.front());
  for (std::size_t i = 0; i < request.fields.size(); ++i) {
    report.tables.push_back(maker.table(fields[i]));
    if (request.across) report.crossed.push_back(maker.crossed(fields[i], fields.back()));
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
