// SPDX-License-Identifier: GPL-2.0-or-later
// The hash of a shingle is a polynomial in the hashes of its words, which rolls along the text.
#include "indexer/writer/fingerprint.h"

#include "common/disk/pack.h"
#include "common/segment/token_code.h"

#include <algorithm>
#include <array>

namespace dateline {
namespace {

constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15;

constexpr std::uint64_t kOldestFactor = [] {
  std::uint64_t power = 1;
  for (std::size_t i = 0; i < kShingleWords; ++i) power *= kFactor;
  return power;
}();

/// The finisher of MurmurHash3: every bit of the sum decides which shingles are the smallest.
std::uint64_t mixed(std::uint64_t h) {
  h ^= h >> 33U;
  h *= 0xFF51AFD7ED558CCD;
  h ^= h >> 33U;
  h *= 0xC4CEB9FE1A85EC53;
  return h ^ h >> 33U;
}

/// Makes shingles of words that come one by one.
class Roll {
 public:
  void add(std::uint64_t word) {
    std::uint64_t& oldest = last_[words_++ % kShingleWords];
    sum_ = sum_ * kFactor + word - oldest * kOldestFactor;
    oldest = word;
    if (words_ >= kShingleWords) shingles_.push_back(mixed(sum_));
  }
  Shingles shingles() {
    if (shingles_.size() < kLeastShingles) shingles_.clear();
    return std::move(shingles_);
  }

 private:
  std::array<std::uint64_t, kShingleWords> last_{};  // the words before, in turn
  std::size_t words_ = 0;
  std::uint64_t sum_ = 0;
  Shingles shingles_;
};

}  // namespace

Shingles shingles_of(const std::vector<std::uint64_t>& words) {
  Roll roll;
  for (const std::uint64_t word : words) roll.add(word);
  return roll.shingles();
}

ShingleMaker::ShingleMaker(const segment::Forward& forward) : forward_(forward) {
  for (const segment::TokenTerm& term : forward.token_terms()) {
    if (term.number >= hashes_.size()) hashes_.resize(std::size_t{term.number} + 1);
    hashes_[term.number] = term.hash;
  }
}

Shingles ShingleMaker::in_order(std::uint32_t docid) const {
  Roll roll;
  const std::string_view tokens = forward_.tokens(docid);
  bool in_body = false;
  std::size_t at = 0;
  for (std::uint32_t number = 0; segment::next_token(tokens, at, number);) {
    if (number == segment::kHeadlineEnd) {
      in_body = true;
      continue;
    }
    if (!in_body) continue;
    if (number >= hashes_.size())
      throw disk::Damaged(segment::kForwardName, "a word belongs to no term");
    roll.add(hashes_[number]);
  }
  return roll.shingles();
}

Shingles ShingleMaker::set(std::uint32_t docid) const {
  Shingles shingles = in_order(docid);
  std::sort(shingles.begin(), shingles.end());
  shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
  return shingles;
}

std::vector<std::uint32_t> fingerprint(const Shingles& shingles, std::size_t most) {
  std::vector<std::uint64_t> smallest;
  for (const std::uint64_t shingle : shingles) {
    if (smallest.size() == most && shingle >= smallest.back()) continue;
    const auto place = std::lower_bound(smallest.begin(), smallest.end(), shingle);
    if (place != smallest.end() && *place == shingle) continue;
    smallest.insert(place, shingle);
    if (smallest.size() > most) smallest.pop_back();
  }
  // The upper bits made them small; the lower bits tell them apart.
  std::vector<std::uint32_t> features;
  for (const std::uint64_t shingle : smallest) {
    features.push_back(static_cast<std::uint32_t>(shingle));
  }
  return features;
}

Likeness likeness(const Shingles& a, const Shingles& b) {
  if (a.empty() || b.empty()) return Likeness::None;
  std::size_t common = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) ++common;
    const bool step_a = a[i] <= b[j];
    const bool step_b = b[j] <= a[i];
    i += step_a ? 1 : 0;
    j += step_b ? 1 : 0;
  }
  const auto in_common = static_cast<double>(common);
  const auto all = static_cast<double>(a.size() + b.size() - common);
  const auto shorter = static_cast<double>(std::min(a.size(), b.size()));
  if (in_common < kLeastResemblance * all || in_common < kLeastContainment * shorter) {
    return Likeness::None;
  }
  return in_common < kSureContainment * shorter ? Likeness::Likely : Likeness::Sure;
}

}  // namespace dateline
