// SPDX-License-Identifier: GPL-2.0-or-later
// Which places in an article are near each other, once the places of each operand are known: the
// sets described in common/query/places.h.
#pragma once

#include "common/engine/query/limits.h"
#include "common/engine/query/tree.h"
#include "common/segment/wording.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
#include <span>
#include <vector>

namespace dateline::match {

/// Words `begin` to `end` of an article, both included, counted through headline and body.
struct Place {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend auto operator<=>(const Place&, const Place&) = default;
};

/// Where the parts of an article end.
struct Divisions {
  std::uint32_t headline_words = 0;
  std::vector<std::uint32_t> sentence_ends;  ///< the last word of each, rising
  std::vector<std::uint32_t> paragraph_ends;

  /// Replaces sentences and paragraphs.
  void divide(const std::vector<segment::Sentence>& sentences);
};

/// What a Near requires of the places in a set.
struct Nearness {
  query::Reach reach = query::Reach::Words;
  bool ordered = false;
  unsigned distance = 0;
};

/// Counts what is tried or passed, and checks the deadline now and then.
class Tries {
 public:
  /// `deadline` must outlive it.
  explicit Tries(const query::Deadline& deadline) : deadline_(deadline) {}
  /// Throws what the deadline throws.
  void count();

 private:
  const query::Deadline& deadline_;
  std::uint64_t tries_ = 0;
};

/// The sets of one article. Its inputs must outlive it.
class NearSets {
 public:
  /// Places of each child rise.
  NearSets(Nearness asked, const Divisions& divisions,
           const std::vector<std::vector<Place>>& children, Tries& tries);

  /// From the first word of each set to its last; with `one`, of at most one set.
  std::vector<Place> hulls(bool one);
  /// The places of each child that belong to some set.
  std::vector<std::set<Place>> members();

 private:
  struct Taken {
    std::size_t child = 0;
    Place place;
  };
  /// Called with the set in `taken_`; returns true when it wants no more.
  using Found = std::function<bool()>;

  /// Calls `work` for each place that may come first in a set, alone in `taken_`, until it returns
  /// true.
  template <typename Work>
  void each_first(Work work);
  bool bound(Place first);
  bool complete(std::uint32_t after, const Found& found);
  [[nodiscard]] bool overlaps(Place place) const;
  [[nodiscard]] bool are_close() const;

  Nearness asked_;
  const Divisions& divisions_;
  std::vector<std::span<const Place>> children_;
  Tries& tries_;
  std::vector<Taken> taken_;
  std::vector<bool> used_;        ///< children of which a place is taken
  std::uint32_t room_ = 0;        ///< steps that neighbours may need
  std::uint32_t last_begin_ = 0;  ///< no place may begin later
  std::uint32_t last_end_ = 0;    ///< or end later
};

}  // namespace dateline::match
