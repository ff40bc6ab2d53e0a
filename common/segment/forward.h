// SPDX-License-Identifier: GPL-2.0-or-later
// The forward index of a segment: what is asked of an article once it is found.
//
// The file `forward` is beside the tables of the segment's Xapian database and has, for each
// article: its id, its length, its date and zone, the values of its facets, and its words in order.
// All of it can be derived from the database's records; it is kept because reading it from memory
// is a hundred times faster. Xapian's own tools do not look at it.
//
//   token streams, one after another     see token_code.h
//   arrays, and a footer                 see arrays.h, and Footer in forward.cc
#pragma once

#include "common/date/date.h"
#include "common/disk/arrays.h"
#include "common/fields/schema.h"
#include "common/segment/instants.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::segment {

/// The name of the file.
inline constexpr const char* kForwardName = "forward";

/// A date as a number that sorts as `sortable` text does; 0 when there is none.
std::uint64_t date_number(std::string_view sortable);
/// And back.
std::string sortable_of(std::uint64_t date_number);
/// The same for a number read from a segment. Throws disk::Damaged if it is not a date.
std::string checked_sortable_of(std::uint64_t date_number);
/// The number of a date's year (4 digits), month (6) or day (8); its own if no more is known.
std::uint64_t truncated_date(std::uint64_t date_number, std::size_t digits);

/// Slots whose contents are columns.
const std::vector<schema::Slot>& column_slots();

/// A term that occurs in token streams. Terms whose hashes are equal share one number: that happens
/// only by design, and then misleads only the one who invented the words.
struct TokenTerm {
  std::uint64_t hash = 0;    ///< see hash_of
  std::uint32_t number = 0;  ///< see token_code.h; not kHeadlineEnd
};
std::uint64_t hash_of(std::string_view term);

/// Reads a forward index in place. Safe to share between threads.
class Forward {
 public:
  /// Throws disk::Damaged, or Error (Machine).
  explicit Forward(const std::filesystem::path& segment,
                   std::optional<disk::BlockSums> sums = std::nullopt);

  /// The contents of one slot. In a segment older than the slot it has one value, the empty one.
  class Column {
   public:
    Column() = default;
    Column(std::span<const std::uint32_t> ordinals, disk::Parts<std::uint64_t> texts)
        : ordinals_(ordinals), texts_(texts) {}

    /// Which of the values an article has; 0 for none. Throws disk::Damaged, as the next does.
    [[nodiscard]] std::uint32_t ordinal(std::uint32_t docid) const {
      if (ordinals_.empty()) return 0;
      const std::uint32_t ordinal = ordinals_[docid - 1];
      if (ordinal >= texts_.size()) no_such_value();
      return ordinal;
    }
    [[nodiscard]] std::string_view value(std::uint32_t ordinal) const {
      return ordinals_.empty() ? std::string_view() : texts_[ordinal];
    }
    [[nodiscard]] std::size_t values() const { return ordinals_.empty() ? 1 : texts_.size(); }

   private:
    [[noreturn]] static void no_such_value();

    std::span<const std::uint32_t> ordinals_;  ///< by docid - 1; none in an older segment
    disk::Parts<std::uint64_t> texts_;         ///< by ordinal
  };

  [[nodiscard]] std::uint32_t documents() const {
    return static_cast<std::uint32_t>(lengths_.size());
  }
  [[nodiscard]] std::span<const std::uint32_t> lengths() const { return lengths_.all(); }
  /// Dates of publication, see date_number. They never decrease from one docid to the next.
  [[nodiscard]] std::span<const std::uint64_t> published() const { return published_.all(); }
  /// Minutes that the clock of that date is ahead of UTC, see zone_of.
  [[nodiscard]] std::int16_t zone(std::uint32_t docid) const { return zones_.of(docid); }
  [[nodiscard]] Instants instants() const { return zones_.instants(published()); }
  [[nodiscard]] std::string_view id(std::uint32_t docid) const { return ids_[docid - 1]; }
  [[nodiscard]] std::string_view tokens(std::uint32_t docid) const { return tokens_[docid - 1]; }
  /// Prefetches the start of the tokens, which will be read soon.
  void prefetch_tokens(std::uint32_t docid) const { tokens_.prefetch(docid - 1); }
  /// The number of the term in token streams; kHeadlineEnd when it does not occur.
  [[nodiscard]] std::uint32_t token_of(std::string_view term) const;
  /// Their numbers are less than the file's size in bytes.
  [[nodiscard]] std::vector<TokenTerm> token_terms() const;
  [[nodiscard]] Column column(schema::Slot slot) const;

  /// Reads the whole file. Throws disk::Damaged when it has changed since it was written.
  void verify() const;

 private:
  [[nodiscard]] std::uint32_t number_at(std::size_t i) const;

  disk::ArrayFile file_;
  disk::Array<std::uint32_t> lengths_;
  disk::Array<std::uint64_t> published_;
  Zones zones_;
  disk::Parts<std::uint64_t> ids_;
  disk::Parts<std::uint64_t> tokens_;
  disk::Array<std::uint64_t> hashes_;
  disk::Array<std::uint32_t> numbers_;
  struct StoredColumn {
    disk::Array<std::uint32_t> ordinals;
    disk::Parts<std::uint64_t> texts;
  };
  std::map<std::uint32_t, StoredColumn> columns_;
};

/// Collects the values of one slot, in order of docid.
class ColumnBuilder {
 public:
  /// `value` may be empty.
  void add(std::string_view value);

 private:
  friend class ForwardWriter;
  std::map<std::string, std::uint32_t, std::less<>> known_;
  std::vector<std::uint32_t> ordinals_;
  std::vector<std::uint64_t> ends_ = {0};
  std::string text_;
};

/// Writes a forward index. All functions throw Error (Machine).
class ForwardWriter {
 public:
  explicit ForwardWriter(const std::filesystem::path& segment);

  /// Articles come in order of docid.
  void add_article(std::string_view id, std::uint32_t length, std::uint64_t published,
                   std::int16_t zone, std::string_view tokens);
  ColumnBuilder& column(schema::Slot slot) { return columns_[slot]; }
  /// Columns must hold a value for each article; no two terms have the same hash.
  void finish(std::vector<TokenTerm> terms);

 private:
  disk::ArrayWriter file_;
  std::vector<std::uint32_t> lengths_;
  std::vector<std::uint64_t> published_;
  std::vector<std::int16_t> zones_;
  std::vector<std::uint64_t> token_ends_;
  std::string ids_;
  std::vector<std::uint64_t> id_ends_;
  std::map<std::uint32_t, ColumnBuilder> columns_;
};

}  // namespace dateline::segment
