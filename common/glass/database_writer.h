// SPDX-License-Identifier: GPL-2.0-or-later
// Writes a whole glass database, compact, in one pass.
#pragma once

#include "common/glass/posting.h"
#include "common/glass/table_writer.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::glass {

/// Call it with all documents and their values, then the terms in order of their bytes, then
/// `finish`.
/// The database has no position lists and no term lists: libxapian opens it like one made with
/// DB_NO_TERMLIST. All functions throw Error (Machine).
class DatabaseWriter {
 public:
  /// Creates `directory`.
  explicit DatabaseWriter(const std::filesystem::path& directory);

  /// Adds document 1, 2, …; `length` is the sum of its wdfs, `data` a raw deflate stream when
  /// `compressed`. Returns its docid.
  std::uint32_t add_document(std::uint32_t length, std::string_view data, bool compressed);

  /// `docid` is greater than that of the slot's previous value; `value` is not empty.
  void add_value(std::uint32_t slot, std::uint32_t docid, std::string_view value);

  /// `postings` are not empty, and in order of docid.
  void add_term(std::string_view term, std::span<const Posting> postings);

  void finish();

 private:
  struct Chunk {
    std::uint32_t first = 0;  ///< docid
    std::string bytes;
  };
  struct Slot {
    std::uint32_t values = 0;
    std::string least;
    std::string greatest;
    std::uint32_t last = 0;  ///< docid
    std::vector<Chunk> chunks;
  };

  void write_values_and_lengths();
  void add_list(const std::string& key, std::span<const Posting> postings, bool is_term);

  std::filesystem::path directory_;
  TableWriter postlist_;
  TableWriter docdata_;
  std::vector<Posting> lengths_;
  std::map<std::uint32_t, Slot> slots_;
  bool in_terms_ = false;
  std::uint32_t highest_wdf_ = 0;
  std::string key_;
  std::string tag_;
};

}  // namespace dateline::glass
