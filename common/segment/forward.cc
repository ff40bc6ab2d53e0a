// SPDX-License-Identifier: GPL-2.0-or-later
// Arrays are used where they lie in the mapped file; every one is checked to lie inside it.
#include "common/segment/forward.h"

#include "common/glass/pack.h"
#include "common/segment/token_code.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include <xxhash.h>

namespace dateline::segment {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::array<char, 8> kMagic = {'D', 'L', 'f', 'w', 'd', '0', '0', '1'};
constexpr std::size_t kMaxColumns = 8;
/// Digits of a date with hour, minute and second.
constexpr std::size_t kDateDigits = 14;
/// The rest of a stream follows by itself, because it is read from front to end.
constexpr std::size_t kPrefetchedLines = 16;
constexpr std::size_t kCacheLine = 64;

struct ColumnPlace {
  std::uint64_t slot = 0;
  std::uint64_t ordinals = 0;
  std::uint64_t values = 0;
  std::uint64_t ends = 0;
  std::uint64_t text = 0;
};

/// Offsets from the beginning of the file, and counts.
struct Footer {
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
  std::uint64_t checksum = 0;  ///< XXH3-64 of all before the footer
  std::array<char, 8> magic = kMagic;
};

[[noreturn]] void damaged() {
  throw glass::Damaged("the forward index is not whole");
}

template <typename T>
std::span<const T> array_at(std::string_view file, std::uint64_t offset, std::uint64_t count) {
  if (offset % alignof(T) != 0 || offset > file.size() ||
      count > (file.size() - offset) / sizeof(T)) {
    damaged();
  }
  return {reinterpret_cast<const T*>(file.data() + offset), count};
}

Footer footer_of(std::string_view file) {
  Footer footer;
  if (file.size() < sizeof footer) damaged();
  std::memcpy(&footer, file.data() + file.size() - sizeof footer, sizeof footer);
  if (footer.magic != kMagic || footer.columns > kMaxColumns) damaged();
  return footer;
}

/// Part `i` of a text whose parts end at `ends`.
std::string_view part(std::string_view text, std::span<const std::uint64_t> ends, std::size_t i) {
  const std::uint64_t begin = i == 0 ? 0 : ends[i - 1];
  if (begin > ends[i] || ends[i] > text.size()) damaged();
  return text.substr(begin, ends[i] - begin);
}

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

std::string sortable_of(std::uint64_t date_number) {
  if (date_number == 0) return "";
  std::string digits = std::to_string(date_number >> 4U);
  digits.insert(0, kDateDigits - std::min(kDateDigits, digits.size()), '0');
  digits.resize(std::min<std::size_t>(date_number & 15U, digits.size()));
  return digits;
}

const std::vector<schema::Slot>& column_slots() {
  static const std::vector<schema::Slot> slots = {
      schema::kSource,  schema::kAgency, schema::kPlace,   schema::kAuthor,
      schema::kSection, schema::kTag,    schema::kLanguage};
  return slots;
}

std::uint64_t hash_of(std::string_view term) {
  return XXH3_64bits(term.data(), term.size());
}

Forward::Forward(const std::filesystem::path& segment)
    : file_(std::make_unique<MappedFile>(segment / kForwardName)) {
  const std::string_view file = file_->bytes();
  const Footer footer = footer_of(file);
  lengths_ = array_at<std::uint32_t>(file, footer.lengths, footer.documents);
  published_ = array_at<std::uint64_t>(file, footer.published, footer.documents);
  token_ends_ = array_at<std::uint64_t>(file, footer.token_ends, footer.documents);
  id_ends_ = array_at<std::uint64_t>(file, footer.id_ends, footer.documents);
  const auto ids = array_at<char>(file, footer.ids, id_ends_.empty() ? 0 : id_ends_.back());
  ids_ = {ids.data(), ids.size()};
  if (footer.tokens_end > file.size()) damaged();
  tokens_ = file.substr(0, footer.tokens_end);
  hashes_ = array_at<std::uint64_t>(file, footer.hashes, footer.terms);
  numbers_ = array_at<std::uint32_t>(file, footer.numbers, footer.terms);
  for (std::uint64_t i = 0; i < footer.columns; ++i) {
    const ColumnPlace& place = footer.column[i];
    Column& column = columns_[static_cast<std::uint32_t>(place.slot)];
    column.ordinals = array_at<std::uint32_t>(file, place.ordinals, footer.documents);
    column.ends = array_at<std::uint64_t>(file, place.ends, place.values);
    if (column.ends.empty()) damaged();
    const auto text = array_at<char>(file, place.text, column.ends.back());
    column.text = {text.data(), text.size()};
  }
  for (const schema::Slot slot : column_slots()) {
    if (!columns_.contains(slot)) damaged();
  }
}

std::string_view Forward::Column::value(std::uint32_t ordinal) const {
  if (ordinal >= ends.size()) damaged();
  return part(text, ends, ordinal);
}

std::string_view Forward::id(std::uint32_t docid) const {
  return part(ids_, id_ends_, docid - 1);
}

void Forward::prefetch_tokens(std::uint32_t docid) const {
  const char* const begin = tokens_.data() + (docid == 1 ? 0 : token_ends_[docid - 2]);
  for (std::size_t line = 0; line < kPrefetchedLines; ++line) {
    __builtin_prefetch(begin + line * kCacheLine);
  }
}

std::string_view Forward::tokens(std::uint32_t docid) const {
  return part(tokens_, token_ends_, docid - 1);
}

std::uint32_t Forward::token_of(std::string_view term) const {
  const std::uint64_t hash = hash_of(term);
  const auto it = std::lower_bound(hashes_.begin(), hashes_.end(), hash);
  if (it == hashes_.end() || *it != hash) return kHeadlineEnd;
  return numbers_[static_cast<std::size_t>(it - hashes_.begin())];
}

std::vector<TokenTerm> Forward::token_terms() const {
  std::vector<TokenTerm> all;
  all.reserve(hashes_.size());
  for (std::size_t i = 0; i < hashes_.size(); ++i) all.push_back({hashes_[i], numbers_[i]});
  return all;
}

void Forward::verify() const {
  const std::string_view file = file_->bytes();
  const Footer footer = footer_of(file);
  if (XXH3_64bits(file.data(), file.size() - sizeof footer) != footer.checksum) {
    throw glass::Damaged("the forward index is not as it was written (its checksum differs)");
  }
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

struct ForwardWriter::Checksum {
  Checksum() : state(XXH3_createState()) { XXH3_64bits_reset(state); }
  Checksum(const Checksum&) = delete;
  Checksum& operator=(const Checksum&) = delete;
  ~Checksum() { XXH3_freeState(state); }
  XXH3_state_t* state;
};

ForwardWriter::ForwardWriter(const std::filesystem::path& segment)
    : file_(segment / kForwardName), checksum_(std::make_unique<Checksum>()) {}

ForwardWriter::~ForwardWriter() = default;

void ForwardWriter::append(std::string_view bytes) {
  XXH3_64bits_update(checksum_->state, bytes.data(), bytes.size());
  file_.append(bytes);
}

template <typename T>
std::uint64_t ForwardWriter::append_array(const std::vector<T>& array) {
  constexpr std::string_view kZeros("\0\0\0\0\0\0\0", 7);
  append(kZeros.substr(0, (8 - file_.size() % 8) % 8));
  const std::uint64_t offset = file_.size();
  append({reinterpret_cast<const char*>(array.data()), array.size() * sizeof(T)});
  return offset;
}

void ForwardWriter::add_article(std::string_view id, std::uint32_t length, std::uint64_t published,
                                std::string_view tokens) {
  append(tokens);
  ids_ += id;
  id_ends_.push_back(ids_.size());
  lengths_.push_back(length);
  published_.push_back(published);
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
  Footer footer;
  footer.documents = lengths_.size();
  footer.tokens_end = file_.size();
  footer.lengths = append_array(lengths_);
  footer.published = append_array(published_);
  footer.token_ends = append_array(token_ends_);
  footer.id_ends = append_array(id_ends_);
  footer.ids = file_.size();
  append(ids_);
  footer.terms = hashes.size();
  footer.hashes = append_array(hashes);
  footer.numbers = append_array(numbers);
  for (const schema::Slot slot : column_slots()) {
    const ColumnBuilder& column = columns_[slot];
    ColumnPlace& place = footer.column[footer.columns++];
    place.slot = slot;
    place.ordinals = append_array(column.ordinals_);
    place.values = column.ends_.size();
    place.ends = append_array(column.ends_);
    place.text = file_.size();
    append(column.text_);
  }
  footer.checksum = XXH3_64bits_digest(checksum_->state);
  file_.append({reinterpret_cast<const char*>(&footer), sizeof footer});
  file_.close();
}

}  // namespace dateline::segment
