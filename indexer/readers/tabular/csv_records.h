// SPDX-License-Identifier: GPL-2.0-or-later
// Records of comma-separated values (RFC 4180) in a stream, and their cells.
#pragma once

#include "indexer/readers/stream/input.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// Splits `record` into cells, removing quotes. Cells after the first `limit` are counted and not
/// kept; returns how many there are. A quote that neither begins a cell nor, in a quoted cell,
/// precedes a delimiter or the end is part of the text.
std::size_t split_record(std::string_view record, char delimiter, std::size_t limit,
                         std::vector<std::string>& cells);

/// Finds the ends of records: line ends outside quotes.
class CsvRecords {
 public:
  /// `input` must outlive this.
  CsvRecords(Input& input, char delimiter);

  /// The next record that is not blank; valid until the next call. False at the end of the file.
  bool next();

  [[nodiscard]] std::string_view record() const { return record_; }
  /// 1-based line, and byte offset, at which the record begins.
  [[nodiscard]] std::uint64_t line() const noexcept { return record_line_; }
  [[nodiscard]] std::uint64_t offset() const noexcept { return record_offset_; }
  /// True when a quote of the record is not closed within kMaxLineBytes. The record is its first
  /// line then, and the next record begins on the next line.
  [[nodiscard]] bool is_unclosed() const noexcept { return is_unclosed_; }
  /// True when the record was longer than kMaxLineBytes without any quote; it is empty then.
  [[nodiscard]] bool is_over_limit() const noexcept { return is_over_limit_; }

 private:
  /// Makes at least one byte more available; false at the end of the file.
  bool fill();
  std::size_t end_of_record();
  std::size_t end_of_quoted(std::size_t at);
  std::size_t end_of_plain(std::size_t at);
  std::size_t end_of_line(std::size_t at);
  void skip_rest_of_line();

  Input& input_;
  char delimiter_;
  std::string buffer_;  ///< not yet returned from `start_` on
  std::size_t start_ = 0;
  std::uint64_t buffer_offset_;
  std::uint64_t line_ = 1;  ///< at `start_`
  std::string_view record_;
  std::uint64_t record_line_ = 0;
  std::uint64_t record_offset_ = 0;
  /// Up to this offset, no quote opened after the last unclosed one is closed.
  std::uint64_t unclosed_until_ = 0;
  bool is_unclosed_ = false;
  bool is_over_limit_ = false;  ///< the rest of the line must still be skipped
  bool at_end_ = false;
};

}  // namespace dateline
