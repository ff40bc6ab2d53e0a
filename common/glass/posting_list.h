// SPDX-License-Identifier: GPL-2.0-or-later
// Reads posting lists, a chunk at a time.
#pragma once

#include "common/glass/posting.h"
#include "common/glass/table.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::glass {

/// The postings of one term, read forward. All functions throw disk::Damaged.
class PostingList {
 public:
  /// `table` is a postlist table of a database whose docids are at most `last_docid`.
  PostingList(const Table& table, std::uint32_t last_docid)
      : cursor_(table), last_docid_(last_docid) {}

  /// Goes to the first posting of `term`; false when there is none.
  bool open(std::string_view term);

  /// The total number of postings.
  [[nodiscard]] std::uint32_t frequency() const { return frequency_; }

  /// Postings of this chunk from the current one on; empty at the end of the list.
  [[nodiscard]] std::span<const Posting> rest() const {
    return std::span<const Posting>(postings_).subspan(at_);
  }

  /// Goes forward to the first posting whose docid is not less than `docid`; false when there is
  /// none.
  bool seek(std::uint32_t docid);

  /// Moves past the postings of `rest`; false when no chunk follows.
  bool next_chunk();

 private:
  void read_chunk_head(std::string_view tag);
  void decode();
  bool step();
  void jump(std::uint32_t docid);
  void enter_chunk();

  Table::Cursor cursor_;
  std::uint32_t last_docid_;
  std::string key_;  ///< of the first chunk
  std::string buffer_;
  std::uint32_t frequency_ = 0;
  std::uint32_t first_ = 0;  ///< docids of the current chunk
  std::uint32_t last_ = 0;
  bool is_last_chunk_ = true;
  std::string_view body_;
  std::vector<Posting> postings_;
  std::size_t at_ = 0;
};

}  // namespace dateline::glass
