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
#include <string>
#include <utility>
#include <vector>

namespace dateline::match {

/// The postings of one term in one segment.
struct Postings {
  std::vector<std::uint32_t> docids;  ///< rising
  /// BM25 without the term's worth: wdf / (wdf + length_part(length)). Empty until asked for.
  std::vector<float> parts;

  [[nodiscard]] std::size_t bytes() const {
    return sizeof *this + docids.capacity() * sizeof docids[0] + parts.capacity() * sizeof parts[0];
  }
};

/// Remembers what it decoded, the latest used, up to some bytes. For one thread, and for one mean
/// length of articles.
class PostingsCache {
 public:
  explicit PostingsCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  /// The postings of `term` in `segment`; with their parts if `scored`. Throws glass::Damaged.
  std::shared_ptr<const Postings> get(const segment::Reader& segment, const std::string& term,
                                      bool scored, double average_length);

 private:
  using Key = std::pair<const segment::Reader*, std::string>;
  struct Entry {
    Key key;
    std::shared_ptr<Postings> postings;
  };

  std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  std::list<Entry> entries_;  ///< the latest used in front
  std::map<Key, std::list<Entry>::iterator> known_;
};

}  // namespace dateline::match
