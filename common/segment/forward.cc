// SPDX-License-Identifier: GPL-2.0-or-later
// The arrays of the file.
#include "common/segment/forward.h"

#include "common/disk/pack.h"
#include "common/segment/token_code.h"

#include <algorithm>
#include <array>

#include <xxhash.h>

namespace dateline::segment {
namespace {

constexpr disk::Magic kForwardMagic = {'D', 'L', 'f', 'w', 'd', '0', '0', '2'};
/// Before there were zones.
constexpr disk::Magic kZonelessForwardMagic = {'D', 'L', 'f', 'w', 'd', '0', '0', '1'};
constexpr std::size_t kMaxColumns = 8;
static_assert(std::ranges::count_if(fields::kRows, fields::is_facet) <= std::ptrdiff_t{kMaxColumns},
              "the footer has no room for one more facet: give it another magic and a longer list");
/// Digits of a date with hour, minute and second.
constexpr std::size_t kDateDigits = 14;

struct ColumnPlace {
  std::uint64_t slot = 0;
  std::uint64_t ordinals = 0;
  std::uint64_t values = 0;
  std::uint64_t ends = 0;
  std::uint64_t text = 0;
};

/// Offsets from the beginning of the file, and counts.
struct ForwardFooter {
  std::uint64_t documents = 0;
  std::uint64_t tokens_end = 0;
  std::uint64_t lengths = 0;
  std::uint64_t published = 0;
  std::uint64_t token_ends = 0;
  std::uint64_t id_ends = 0;
  std::uint64_t ids = 0;
  std::uint64_t terms = 0;
  std::uint64_t hashes = 0;
  std::uint64_t numbers = 0;
  std::uint64_t columns = 0;
  std::array<ColumnPlace, kMaxColumns> column;
  std::uint64_t checksum = 0;
  disk::Magic magic = kZonelessForwardMagic;
};

}  // namespace

std::uint64_t date_number(std::string_view sortable) {
  if (sortable.empty()) return 0;
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < kDateDigits; ++i) {
    number =
        number * 10 + (i < sortable.size() ? static_cast<std::uint64_t>(sortable[i] - '0') : 0);
  }
  return number << 4U | std::min(sortable.size(), kDateDigits);
}

std::string checked_sortable_of(std::uint64_t date_number) {
  std::string sortable = sortable_of(date_number);
  if (!sortable.empty() && !from_sortable(sortable)) {
    throw disk::Damaged(kForwardName, "an article has a date that does not exist");
  }
  return sortable;
}

std::string sortable_of(std::uint64_t date_number) {
  if (date_number == 0) return "";
  std::string digits = std::to_string(date_number >> 4U);
  digits.insert(0, kDateDigits - std::min(kDateDigits, digits.size()), '0');
  digits.resize(std::min<std::size_t>(date_number & 15U, digits.size()));
  return digits;
}

std::uint64_t truncated_date(std::uint64_t date_number, std::size_t digits) {
  std::uint64_t left_out = 1;
  for (std::size_t i = digits; i < kDateDigits; ++i) left_out *= 10;
  const std::uint64_t number = date_number >> 4U;
  return (number - number % left_out) << 4U | std::min<std::uint64_t>(date_number & 15U, digits);
}

const std::vector<schema::Slot>& column_slots() {
  static const std::vector<schema::Slot> slots = [] {
    std::vector<schema::Slot> all;
    for (const fields::Row* facet : fields::facets()) all.push_back(facet->slot);
    return all;
  }();
  return slots;
}

std::uint64_t hash_of(std::string_view term) {
  return XXH3_64bits(term.data(), term.size());
}

Forward::Forward(const std::filesystem::path& segment, std::optional<disk::BlockSums> sums)
    : file_(segment / kForwardName, kForwardName, std::move(sums)) {
  const auto footer = zones_.read_footer<ForwardFooter>(file_, kForwardMagic);
  if (footer.columns > kMaxColumns) disk::not_whole(kForwardName);
  lengths_ = file_.array<std::uint32_t>(footer.lengths, footer.documents);
  published_ = file_.array<std::uint64_t>(footer.published, footer.documents);
  tokens_ = file_.parts(0, file_.array<std::uint64_t>(footer.token_ends, footer.documents));
  ids_ = file_.parts(footer.ids, file_.array<std::uint64_t>(footer.id_ends, footer.documents));
  hashes_ = file_.array<std::uint64_t>(footer.hashes, footer.terms);
  numbers_ = file_.array<std::uint32_t>(footer.numbers, footer.terms);
  for (std::uint64_t i = 0; i < footer.columns; ++i) {
    const ColumnPlace& place = footer.column[i];
    StoredColumn& column = columns_[static_cast<std::uint32_t>(place.slot)];
    column.ordinals = file_.array<std::uint32_t>(place.ordinals, footer.documents);
    column.texts = file_.parts(place.text, file_.array<std::uint64_t>(place.ends, place.values));
    if (column.texts.size() == 0) disk::not_whole(kForwardName);
  }
}

Forward::Column Forward::column(schema::Slot slot) const {
  const auto stored = columns_.find(slot);
  if (stored == columns_.end()) return {};  // written before there was such a facet
  return {stored->second.ordinals.all(), stored->second.texts};
}

void Forward::Column::no_such_value() {
  throw disk::Damaged(kForwardName, "an article has a value that does not exist");
}

std::uint32_t Forward::token_of(std::string_view term) const {
  const std::uint64_t hash = hash_of(term);
  const auto hashes = hashes_.all();
  const auto it = std::lower_bound(hashes.begin(), hashes.end(), hash);
  if (it == hashes.end() || *it != hash) return kHeadlineEnd;
  return number_at(static_cast<std::size_t>(it - hashes.begin()));
}

std::uint32_t Forward::number_at(std::size_t i) const {
  // If terms share a hash some numbers are left over; but all of them occur in token streams.
  const std::uint32_t number = numbers_[i];
  if (number == kHeadlineEnd || number > file_.bytes().size()) disk::not_whole(kForwardName);
  return number;
}

std::vector<TokenTerm> Forward::token_terms() const {
  std::vector<TokenTerm> all;
  all.reserve(hashes_.size());
  const auto hashes = hashes_.all();
  for (std::size_t i = 0; i < hashes.size(); ++i) all.push_back({hashes[i], number_at(i)});
  return all;
}

void Forward::verify() const {
  Zones::verify<ForwardFooter>(file_, kForwardMagic);
}

void ColumnBuilder::add(std::string_view value) {
  if (value.empty()) {
    ordinals_.push_back(0);
    return;
  }
  const auto it = known_.find(value);
  if (it != known_.end()) {
    ordinals_.push_back(it->second);
    return;
  }
  const auto ordinal = static_cast<std::uint32_t>(ends_.size());
  known_.emplace(value, ordinal);
  text_ += value;
  ends_.push_back(text_.size());
  ordinals_.push_back(ordinal);
}

ForwardWriter::ForwardWriter(const std::filesystem::path& segment)
    : file_(segment / kForwardName) {}

void ForwardWriter::add_article(std::string_view id, std::uint32_t length, std::uint64_t published,
                                std::int16_t zone, std::string_view tokens) {
  file_.append(tokens);
  ids_ += id;
  id_ends_.push_back(ids_.size());
  lengths_.push_back(length);
  published_.push_back(published);
  zones_.push_back(zone);
  token_ends_.push_back(file_.size());
}

void ForwardWriter::finish(std::vector<TokenTerm> terms) {
  std::sort(terms.begin(), terms.end(),
            [](const TokenTerm& a, const TokenTerm& b) { return a.hash < b.hash; });
  std::vector<std::uint64_t> hashes;
  std::vector<std::uint32_t> numbers;
  for (const TokenTerm& term : terms) {
    hashes.push_back(term.hash);
    numbers.push_back(term.number);
  }
  ZonedFooter<ForwardFooter> footer;
  footer.magic = kForwardMagic;
  footer.documents = lengths_.size();
  footer.tokens_end = file_.size();
  footer.lengths = file_.append_array(lengths_);
  footer.published = file_.append_array(published_);
  static_cast<ZonesPlace&>(footer) = append_zones(file_, zones_);
  footer.token_ends = file_.append_array(token_ends_);
  footer.id_ends = file_.append_array(id_ends_);
  footer.ids = file_.size();
  file_.append(ids_);
  footer.terms = hashes.size();
  footer.hashes = file_.append_array(hashes);
  footer.numbers = file_.append_array(numbers);
  for (const schema::Slot slot : column_slots()) {
    const ColumnBuilder& column = columns_[slot];
    ColumnPlace& place = footer.column[footer.columns++];
    place.slot = slot;
    place.ordinals = file_.append_array(column.ordinals_);
    place.values = column.ends_.size();
    place.ends = file_.append_array(column.ends_);
    place.text = file_.size();
    file_.append(column.text_);
  }
  file_.finish(footer);
}

}  // namespace dateline::segment
