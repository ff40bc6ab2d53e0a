// SPDX-License-Identifier: GPL-2.0-or-later
// Slots are counted by number through the forward index; dates by their runs.
#include "searcher/find/facets.h"

#include "common/date/buckets.h"
#include "common/date/date.h"
#include "common/disk/damaged.h"
#include "common/errors/errors.h"
#include "searcher/find/spellings.h"

#include <algorithm>
#include <bit>
#include <set>

#include <fmt/format.h>

namespace dateline {
namespace {

std::size_t date_digits(const std::string& field) {
  if (field == "year") return 4;
  if (field == "month") return 6;
  return field == "day" || field == "week" ? 8 : 0;
}

/// The period of a date cut to the field's digits: 2019-12, 2019-W50.
std::string period_name(const FacetField& field, const Date& date) {
  return field.by_week ? bucket_name(Bucket::Week, *bucket_of(Bucket::Week, date)) : iso(date);
}

SlotNames names_of(const Archive& archive, schema::Slot slot) {
  SlotNames all;
  for (const OpenSegment& open : archive.segments()) {
    std::vector<std::uint32_t>& numbers = all.numbers.emplace_back();
    open.use([&](const segment::Reader& reader) {
      const auto& column = reader.forward().column(slot);
      for (std::uint32_t i = 0; i < column.values(); ++i) {
        numbers.push_back(all.names.insert(column.value(i)).first);
      }
    });
  }
  return all;
}

}  // namespace

std::vector<std::string> facet_fields() {
  std::vector<std::string> fields;
  for (const fields::Row* facet : fields::facets()) fields.emplace_back(facet->name);
  fields.insert(fields.end(), {"year", "month", "week", "day"});
  return fields;
}

FacetField facet_field(const std::string& name) {
  if (const std::size_t digits = date_digits(name))
    return {schema::kPublished, digits, name == "week"};
  if (const fields::Row* facet = fields::facet_of(name)) return {facet->slot};
  throw Error(Code::Usage, fmt::format("there is no facet '{}'", name),
              fmt::format("facets are: {}", fmt::join(facet_fields(), " ")));
}

std::vector<std::string> facet_values(const FacetField& field, std::string_view content) {
  if (field.date_digits != 0) {
    if (content.size() < field.date_digits) return {};
    const auto date = from_sortable(content.substr(0, field.date_digits));
    if (!date) return {};
    return {period_name(field, *date)};
  }
  std::vector<std::string> values;
  for (std::size_t begin = 0; begin < content.size();) {
    const std::size_t end = std::min(content.find(schema::kValueSeparator, begin), content.size());
    values.emplace_back(content.substr(begin, end - begin));
    begin = end + 1;
  }
  return values;
}

const SlotNames& FacetNames::of(schema::Slot slot) const {
  std::unique_lock lock(mutex_);
  Entry& entry = entries_[slot];
  lock.unlock();
  const std::lock_guard making(entry.mutex);
  if (!entry.names) entry.names = names_of(archive_, slot);
  return *entry.names;
}

FacetCounter::FacetCounter(const std::string& field, const FacetNames& names)
    : name_(field), field_(facet_field(field)) {
  if (field_.date_digits != 0) return;
  names_ = &names.of(field_.slot);
  by_number_.resize(names_->names.size());
}

void FacetCounter::enter(std::uint32_t segment, const segment::Forward& forward) {
  published_ = forward.published();
  period_end_ = 0;
  period_number_ = 0;
  if (names_ == nullptr) return;
  numbers_ = &names_->numbers[segment];
  column_ = forward.column(field_.slot);
}

void FacetCounter::count(const match::Window& window) {
  names_ == nullptr ? count_dates(window) : count_values(window);
}

void FacetCounter::count_values(const match::Window& window) {
  window.matches.each(
      [&](std::uint32_t i) { ++by_number_[(*numbers_)[column_.ordinal(window.first + i)]]; });
}

void FacetCounter::count_dates(const match::Window& window) {
  for (std::size_t w = 0; w < match::Bits::kWords; ++w) {
    std::uint64_t word = window.matches.word(w);
    const auto first = window.first + static_cast<std::uint32_t>(64 * w);
    while (word != 0) {
      const auto next = static_cast<unsigned>(std::countr_zero(word));
      if (first + next >= period_end_) enter_period(first + next);
      // The part of the rest of the word that is in the period.
      const std::uint32_t left = period_end_ - first;
      const std::uint64_t inside = left >= 64 ? word : word & ((std::uint64_t{1} << left) - 1);
      if (period_ != nullptr) *period_ += static_cast<std::uint64_t>(std::popcount(inside));
      word &= ~inside;
    }
  }
}

void FacetCounter::enter_period(std::uint32_t docid) {
  const auto period_of = [&](std::uint64_t date) {
    return segment::truncated_date(date, field_.date_digits);
  };
  const std::uint64_t number = period_of(published_[docid - 1]);
  if (number < period_number_) {
    throw disk::Damaged(segment::kForwardName, "dates are out of order");
  }
  period_number_ = number;
  const auto end = std::partition_point(
      published_.begin() + static_cast<std::ptrdiff_t>(docid - 1), published_.end(),
      [&](std::uint64_t date) { return period_of(date) == number; });
  // It ends immediately, and so too early, only if dates are out of order.
  period_end_ = std::max(static_cast<std::uint32_t>(end - published_.begin()), docid) + 1;
  const std::string period = segment::checked_sortable_of(number);
  period_ = period.size() == field_.date_digits
                ? &by_date_[period_name(field_, *from_sortable(period))]
                : nullptr;
}

void FacetCounter::add(const std::map<std::string, std::uint64_t>& contents) {
  for (const auto& [content, articles] : contents) on_servers_[content] += articles;
}

std::map<std::string, std::uint64_t> FacetCounter::by_name() const {
  Spellings spellings(field_);
  std::vector<std::uint64_t> counts;
  const auto add_content = [&](std::string_view content, std::uint64_t articles) {
    std::set<std::uint32_t> names;  // an article may have two spellings of one
    for (const std::string& value : facet_values(field_, content)) {
      names.insert(spellings.add(value, articles));
    }
    counts.resize(spellings.size());
    for (const std::uint32_t name : names) counts[name] += articles;
  };
  for (const auto& [content, articles] : on_servers_) add_content(content, articles);
  for (std::uint32_t number = 0; number < by_number_.size(); ++number) {
    if (by_number_[number] != 0) add_content(names_->names[number], by_number_[number]);
  }
  const std::vector<std::string> names = spellings.names();
  std::map<std::string, std::uint64_t> named;
  for (std::size_t i = 0; i < names.size(); ++i) named[names[i]] = counts[i];
  return named;
}

FacetCounts FacetCounter::counts() const {
  std::map<std::string, std::uint64_t> counts = by_date_;
  for (const auto& [value, articles] : by_name()) counts[value] += articles;
  FacetCounts facet{name_, {}};
  for (const auto& [value, articles] : counts) facet.values.push_back({value, articles});
  if (field_.date_digits == 0) {
    std::stable_sort(
        facet.values.begin(), facet.values.end(),
        [](const FacetValue& a, const FacetValue& b) { return a.articles > b.articles; });
  }
  return facet;
}

}  // namespace dateline
