// SPDX-License-Identifier: GPL-2.0-or-later
// Recognising near-duplicates by their text.
//
// A text is the set of its shingles (Broder 1997): each run of five words, as a hash. Two articles
// are copies when their sets resemble each other, which headlines, the order of paragraphs, a new
// lead and cuts hardly change. A fingerprint is the sixteen shingles whose hashes are the smallest
// (a bottom-k sketch: Cohen & Kaplan 2007): if two sets have a resemblance r, their fingerprints
// share a shingle with probability 1 - (1 - r)^16, which is 99 % for r = 1/4. Fingerprints find
// candidates; the sets decide.
//
// Words are the terms of the forward index, folded and stemmed. The headline does not count.
#pragma once

#include "common/segment/forward.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dateline {

inline constexpr std::size_t kShingleWords = 5;

/// An article with fewer shingles is too short to tell whose copy it is.
inline constexpr std::size_t kLeastShingles = 20;

/// Copies share at least this part of all shingles that either has…
inline constexpr double kLeastResemblance = 0.2;
/// …and of those of the shorter one. Together these allow a copy cut to two fifths of its length,
/// but not two reports that quote the same speech.
inline constexpr double kLeastContainment = 0.5;
/// With this part of the shorter one they are copies beyond doubt.
inline constexpr double kSureContainment = 0.65;

/// Hashes of shingles. In text order, or as a set: sorted, each once.
using Shingles = std::vector<std::uint64_t>;

/// Makes the shingles of a segment's articles. Refers to the forward index; safe to share between
/// threads. Memory: eight bytes a term of the segment.
class ShingleMaker {
 public:
  explicit ShingleMaker(const segment::Forward& forward);

  /// In order of the text; empty if the article has fewer than kLeastShingles. Throws
  /// disk::Damaged.
  [[nodiscard]] Shingles in_order(std::uint32_t docid) const;
  /// As a set.
  [[nodiscard]] Shingles set(std::uint32_t docid) const;

 private:
  const segment::Forward& forward_;
  std::vector<std::uint64_t> hashes_;  ///< of terms, by the number of their token
};

/// The shingles of words given by their hashes, in order; empty if there are fewer than
/// kLeastShingles.
Shingles shingles_of(const std::vector<std::uint64_t>& words);

inline constexpr std::size_t kFeatures = 16;

/// At most `most` features of a text: parts of its smallest hashes, the smallest first.
std::vector<std::uint32_t> fingerprint(const Shingles& shingles, std::size_t most = kFeatures);

enum class Likeness { None, Likely, Sure };

/// Whether one of the two sets is a copy of the other, or both are copies of a third.
Likeness likeness(const Shingles& a, const Shingles& b);

}  // namespace dateline
