// SPDX-License-Identifier: GPL-2.0-or-later
// Whether the 02 of 02/03/2019 is a day or a month: what the other dates of the file show.
#pragma once

#include "common/date/date.h"
#include "indexer/readers/base/reader.h"

#include <cstdint>
#include <deque>
#include <optional>

namespace dateline {

/// An article as read, and the order that other dates of its file show.
struct OrderedArticle {
  RawArticle raw;
  DateOrder order = DateOrder::Unknown;
};

/// The articles of one file pass through here in order. From the first ambiguous date on they wait
/// until a date shows the order of its numbers; that order holds for the whole file. What comes out
/// depends on the file alone, not on how its articles are grouped afterwards. Dates that show both
/// orders show none: from the contradiction on, ambiguous dates stay so. A file that shows nothing
/// within kMaxHeldBytes of text releases what waited, undecided.
class DateOrderGate {
 public:
  static constexpr std::uint64_t kMaxHeldBytes = std::uint64_t{128} << 20U;

  void put(RawArticle raw);
  /// The file has ended.
  void close() { is_open_ = true; }
  /// The next article whose order is settled; empty if there is none yet.
  std::optional<OrderedArticle> take();

 private:
  void learn(const RawArticle& raw);

  DateOrder shown_ = DateOrder::Unknown;
  bool contradicted_ = false;
  bool is_open_ = true;  ///< nothing that waits is ambiguous
  std::deque<OrderedArticle> waiting_;
  std::uint64_t waiting_bytes_ = 0;
};

}  // namespace dateline
