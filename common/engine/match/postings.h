// SPDX-License-Identifier: GPL-2.0-or-later
// Posting lists, decoded whole. A published segment never changes, so what is decoded once is right
// for as long as the archive is open.
#pragma once

#include "common/segment/reader.h"

#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace dateline::match {

/// A range: documents whose best score is known without looking at each. Docids 1 … 64 are range 0;
/// a range is a word of a bitmap.
inline constexpr std::uint32_t kRange = 64;

/// The number of ranges for that many documents.
inline std::uint32_t ranges_of(std::uint32_t documents) {
  return (documents + kRange - 1) / kRange;
}

/// Stands for the best score of a range without matches.
inline constexpr float kNoMatch = -1;

/// The postings of one term in one segment: docids for a rare term, a bitmap for a frequent one.
struct Postings {
  std::uint32_t count = 0;
  std::vector<std::uint32_t> docids;  ///< rising; of a rare term
  std::vector<std::uint64_t> bitmap;  ///< of a frequent term, a word for each range
  std::vector<std::uint32_t> before;  ///< postings before each word of the bitmap

  // Empty until they are asked for:
  std::vector<std::uint8_t> wdfs;  ///< by posting; kManyTimes stands for an entry of `many`
  std::vector<std::pair<std::uint32_t, std::uint32_t>> many;  ///< posting and wdf, rising
  /// The best BM25 of each range without the term's worth, wdf / (wdf + length_part(length));
  /// kNoMatch if the term does not occur.
  std::vector<float> best_parts;

  /// The same of the articles in the segment's main language, and of the others, rising; empty in a
  /// segment of one language.
  std::vector<float> main_parts;
  struct Other {
    std::uint32_t range = 0;
    std::uint32_t language = 0;  ///< its number in the column of languages
    float part = 0;
  };
  std::vector<Other> other_parts;

  static constexpr std::uint8_t kManyTimes = 255;

  [[nodiscard]] bool is_frequent() const { return !bitmap.empty(); }
  [[nodiscard]] std::uint32_t wdf(std::size_t posting) const {
    return wdfs[posting] != kManyTimes ? wdfs[posting] : large_wdf(posting);
  }
  [[nodiscard]] std::size_t bytes() const;

 private:
  [[nodiscard]] std::uint32_t large_wdf(std::size_t posting) const;
};

/// Caches what it decoded, most recently used, up to a number of bytes. Safe to share between
/// threads, and between archives whose articles have other mean lengths. Segments outlive it.
class PostingsCache {
 public:
  explicit PostingsCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  /// The postings of `term` in `segment`; with their parts if `scored`. Throws disk::Damaged.
  std::shared_ptr<const Postings> get(const segment::Reader& segment, const std::string& term,
                                      bool scored, double average_length);

 private:
  /// The best parts are valid for one mean length.
  using Key = std::tuple<const segment::Reader*, double, std::string>;
  struct Entry {
    Key key;
    std::shared_ptr<const Postings> postings;
  };

  void forget(std::list<Entry>::iterator entry);

  std::size_t most_bytes_;
  std::mutex mutex_;
  std::size_t bytes_ = 0;
  std::list<Entry> entries_;  ///< most recently used first
  std::map<Key, std::list<Entry>::iterator> known_;
};

}  // namespace dateline::match
