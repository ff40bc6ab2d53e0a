// SPDX-License-Identifier: GPL-2.0-or-later
// `date:2019`, `dateline-date:`, `ingested:`, and `date:none`.
#include "common/engine/operators/listed.h"
#include "common/engine/plan/planner.h"
#include "common/engine/query/canonical.h"
#include "common/engine/query/operator.h"
#include "common/fields/schema.h"
#include "common/segment/values.h"

#include <fmt/format.h>

namespace dateline::query {
namespace {

/// Dates without terms: all but the date of publication.
Step dates_of(const Node& node, const Planner& planner, schema::Slot slot) {
  return chosen(node, planner, [&](const segment::Reader& reader) {
    return [&node, values = segment::Values(reader, slot)](std::uint32_t docid) mutable {
      const auto date = from_sortable(values.of(docid));
      if (!date) return false;
      const DateRange period = whole_period(*date);
      return node.dates.first_day <= period.first_day && period.last_day <= node.dates.last_day;
    };
  });
}

class DateIs final : public Operator {
 public:
  std::string_view kind() const override { return "date"; }
  std::string in_words(const Node& node) const override {
    const DateRange& dates = node.dates;
    const char* const what = node.field == Field::DatelineDate ? "with a dateline"
                             : node.field == Field::Ingested   ? "indexed"
                                                               : "published";
    const std::string first = iso(from_day_number(dates.first_day));
    const std::string last = iso(from_day_number(dates.last_day));
    const bool open_start = dates.first_day == all_days().first_day;
    const bool open_end = dates.last_day == all_days().last_day;
    if (open_start && open_end) return fmt::format("{} on any known date", what);
    if (open_start) return fmt::format("{} until {}", what, last);
    if (open_end) return fmt::format("{} from {} on", what, first);
    if (first == last) return fmt::format("{} on {}", what, first);
    return fmt::format("{} from {} to {}", what, first, last);
  }

  std::string canonical(const Node& node) const override {
    const DateRange days = node.dates;
    const std::string first = iso(from_day_number(days.first_day));
    const std::string last = iso(from_day_number(days.last_day));
    if (first == last) return in_field(node, first);
    const bool open_start = days.first_day <= all_days().first_day;
    const bool open_end = days.last_day >= all_days().last_day;
    if (open_start && !open_end) return in_field(node, ".." + last);
    return in_field(node, open_end && !open_start ? first + ".." : first + ".." + last);
  }

  Step plan(const Node& node, Planner& planner) const override {
    if (node.field == Field::DatelineDate) return dates_of(node, planner, schema::kDatelineDate);
    if (node.field == Field::Ingested) return dates_of(node, planner, schema::kIngested);
    Step dates;
    dates.kind = StepKind::Dates;
    dates.dates = node.dates;
    return dates;
  }
};

class DateNone final : public Operator {
 public:
  std::string_view kind() const override { return "undated"; }
  std::string in_words(const Node& /*node*/) const override { return "without a usable date"; }
  std::string canonical(const Node& node) const override { return in_field(node, "none"); }
  Step plan(const Node& /*node*/, Planner& /*planner*/) const override {
    return term_step(std::string(schema::kUndatedTerm));
  }
};

}  // namespace

const Operator& date_is_operator() {
  static const DateIs date_is;
  return date_is;
}

const Operator& date_none_operator() {
  static const DateNone date_none;
  return date_none;
}

}  // namespace dateline::query
