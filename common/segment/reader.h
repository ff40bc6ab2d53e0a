// SPDX-License-Identifier: GPL-2.0-or-later
// A segment held open: the tables of its Xapian database, its records, its forward index, its
// stories and its wording, read in place.
#pragma once

#include "common/glass/posting_list.h"
#include "common/glass/table.h"
#include "common/glass/version.h"
#include "common/segment/forward.h"
#include "common/segment/records.h"
#include "common/segment/story_table.h"
#include "common/segment/sums.h"
#include "common/segment/wording.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::segment {

/// Safe to share between threads. All functions throw disk::Damaged, or Error (Machine).
class Reader {
 public:
  /// A segment that is being built.
  explicit Reader(const std::filesystem::path& directory) : Reader(directory, Sums()) {}
  /// A segment as published: all that is read is compared with its checksums.
  Reader(const std::filesystem::path& directory, const std::vector<disk::FileSum>& published)
      : Reader(directory, Sums(directory, published)) {}

  [[nodiscard]] std::uint32_t documents() const { return version_.documents; }
  [[nodiscard]] std::uint64_t total_length() const { return version_.total_length; }
  [[nodiscard]] const Forward& forward() const { return forward_; }
  [[nodiscard]] const Stories& stories() const { return stories_; }
  [[nodiscard]] const Wording& wording() const { return wording_; }
  [[nodiscard]] const glass::Table& postlist() const { return postlist_; }
  [[nodiscard]] const glass::Table& docdata() const { return docdata_; }
  [[nodiscard]] glass::PostingList postings() const { return {postlist_, version_.last_docid}; }

  /// The term's number in token streams and in the wording; kHeadlineEnd when it does not occur.
  [[nodiscard]] std::uint32_t token_of(std::string_view term) const;
  /// Articles that hold `term`.
  [[nodiscard]] std::uint32_t frequency(std::string_view term) const;
  /// The value in a slot of a document; empty when it has none.
  [[nodiscard]] std::string value(schema::Slot slot, std::uint32_t docid) const;
  /// The record of a document (common/fields/record.h).
  [[nodiscard]] std::string record(std::uint32_t docid) const;
  [[nodiscard]] const Records& records() const { return records_; }
  /// The data of a document in its Xapian database.
  [[nodiscard]] std::string data(std::uint32_t docid) const;

 private:
  Reader(const std::filesystem::path& directory, const Sums& sums);

  glass::Version version_;
  glass::Table postlist_;
  glass::Table docdata_;
  Forward forward_;
  Stories stories_;
  Wording wording_;
  Records records_;
};

/// The number of the language that most articles seem to have, in the column of languages; 0 if all
/// are counted as one: see counted_as.
std::uint32_t main_language(const Reader& segment);

/// Adds to `counts` how many articles of each language hold `term`. Throws disk::Damaged.
void count_by_language(const Reader& segment, const std::string& term,
                       std::map<std::string, std::uint64_t, std::less<>>& counts);

/// Inflates a raw deflate stream. Throws disk::Damaged.
std::string inflate(std::string_view stream);

}  // namespace dateline::segment
