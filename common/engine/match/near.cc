// SPDX-License-Identifier: GPL-2.0-or-later
// A set is begun with its first place.
#include "common/engine/match/near.h"

#include "common/fields/schema.h"

#include <algorithm>

namespace dateline::match {
namespace {

using query::Reach;

/// How many sets of places are tried between checks of the deadline.
constexpr std::uint64_t kTriesBetweenLooks = 100'000;

/// The end of the part that holds `word`, of parts that end there.
std::uint32_t end_of_part(const std::vector<std::uint32_t>& ends, std::uint32_t word) {
  const auto at = std::lower_bound(ends.begin(), ends.end(), word);
  return at == ends.end() ? word : *at;
}

std::uint32_t words_of(const Place& place) {
  return place.end + 1 - place.begin;
}

std::uint32_t most_words(std::span<const Place> places) {
  std::uint32_t most = 0;
  for (const Place& place : places) most = std::max(most, words_of(place));
  return most;
}

/// The first of `places` that begins after word `after`.
std::span<const Place>::iterator first_behind(std::span<const Place> places, std::uint32_t after) {
  return std::upper_bound(places.begin(), places.end(), Place{after, 0xFFFFFFFF});
}

}  // namespace

void Divisions::divide(const std::vector<segment::Sentence>& sentences) {
  sentence_ends.clear();
  paragraph_ends.clear();
  std::uint32_t words = 0;
  for (const segment::Sentence& sentence : sentences) {
    words += sentence.words;
    sentence_ends.push_back(words - 1);
    if (sentence.ends_paragraph) paragraph_ends.push_back(words - 1);
  }
}

void Tries::count() {
  if (++tries_ % kTriesBetweenLooks == 0) deadline_.check();
}

NearSets::NearSets(Nearness asked, const Divisions& divisions,
                   const std::vector<std::vector<Place>>& children, Tries& tries)
    : asked_(asked),
      divisions_(divisions),
      children_(children.begin(), children.end()),
      tries_(tries),
      used_(children.size(), false) {}

std::vector<Place> NearSets::hulls(bool one) {
  std::vector<Place> found;
  const auto take = [&] {
    Place hull = taken_.front().place;
    for (const Taken& taken : taken_) hull.end = std::max(hull.end, taken.place.end);
    found.push_back(hull);
    return one;
  };
  each_first([&](Place first) { return complete(first.end, take); });
  return found;
}

std::vector<std::set<Place>> NearSets::members() {
  std::vector<std::set<Place>> members(children_.size());
  const auto take = [&] {
    for (const Taken& taken : taken_) members[taken.child].insert(taken.place);
    return true;
  };
  // One set with a place is enough, and is found much sooner than all sets.
  each_first([&](Place first) {
    const std::size_t own = taken_.front().child;
    for (std::size_t c = 0; c < children_.size(); ++c) {
      if (c == own) continue;
      const std::span<const Place> all = children_[c];
      for (auto it = first_behind(all, first.end); it != all.end() && it->begin <= last_begin_;
           ++it) {
        if (members[own].contains(first) && members[c].contains(*it)) continue;
        children_[c] = {it, 1};
        complete(first.end, take);
      }
      children_[c] = all;
    }
    return false;
  });
  return members;
}

template <typename Work>
void NearSets::each_first(Work work) {
  const auto is_empty = [](const auto& child) { return child.empty(); };
  if (std::any_of(children_.begin(), children_.end(), is_empty)) return;
  std::uint32_t all_words = 0;
  for (const auto& child : children_) all_words += most_words(child);
  const std::size_t starters = asked_.ordered ? 1 : children_.size();
  for (std::size_t c = 0; c < starters; ++c) {
    used_[c] = true;
    room_ = all_words - most_words(children_[c]);
    for (const Place& first : children_[c]) {
      if (!bound(first)) continue;
      taken_.assign(1, {c, first});
      if (work(first)) return;
    }
    used_[c] = false;
  }
}

/// How far the other places may be from the first of a set; false if not even that fits.
bool NearSets::bound(Place first) {
  last_begin_ = last_end_ = 0xFFFFFFFF;
  switch (asked_.reach) {
    case Reach::Words: {
      // Beginnings in the body are farther from the headline than they look.
      const std::uint32_t headline_words = divisions_.headline_words;
      const bool in_headline = first.end < headline_words;
      last_begin_ = first.end + std::max(asked_.distance, room_);
      if (in_headline && last_begin_ >= headline_words) {
        const std::uint32_t reach = last_begin_ - headline_words;
        last_begin_ = headline_words - 1;
        if (reach >= schema::kFieldGap) last_begin_ = headline_words + reach - schema::kFieldGap;
      }
      return true;
    }
    case Reach::Sentence:
      last_end_ = end_of_part(divisions_.sentence_ends, first.begin);
      break;
    case Reach::Paragraph:
      last_end_ = end_of_part(divisions_.paragraph_ends, first.begin);
      break;
  }
  return first.end <= last_end_;
}

/// Adds places of the children that have none yet, after the first of the set; if ordered, after
/// the latest. True once `found` is.
bool NearSets::complete(std::uint32_t after, const Found& found) {
  if (taken_.size() == children_.size()) {
    return (asked_.reach != Reach::Words || are_close()) && found();
  }
  const auto unused = std::find(used_.begin(), used_.end(), false);
  const auto c = static_cast<std::size_t>(unused - used_.begin());
  const std::span<const Place> child = children_[c];
  bool is_over = false;
  used_[c] = true;
  for (auto it = first_behind(child, after);
       !is_over && it != child.end() && it->begin <= last_begin_; ++it) {
    tries_.count();
    if (it->end > last_end_ || overlaps(*it)) continue;
    taken_.push_back({c, *it});
    is_over = complete(asked_.ordered ? it->end : after, found);
    taken_.pop_back();
  }
  used_[c] = false;
  return is_over;
}

/// Is the set no longer than allowed, or as short as its places can be?
bool NearSets::are_close() const {
  const Place first = taken_.front().place;
  Place last = first;
  std::uint32_t least = 1;
  for (const Taken& taken : taken_) {
    last = std::max(last, taken.place);
    least += words_of(taken.place);
  }
  least -= words_of(first) + words_of(last);
  std::uint32_t steps = last.begin - first.end;
  if (first.end < divisions_.headline_words && last.begin >= divisions_.headline_words) {
    steps += schema::kFieldGap;
  }
  return steps <= std::max(asked_.distance, least);
}

bool NearSets::overlaps(Place place) const {
  return std::any_of(taken_.begin(), taken_.end(), [&](const Taken& taken) {
    return place.begin <= taken.place.end && taken.place.begin <= place.end;
  });
}

}  // namespace dateline::match
