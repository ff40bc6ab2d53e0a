// SPDX-License-Identifier: GPL-2.0-or-later
// Walks decoded postings. A frequent term is a bitmap, and windows are pieces of it.
#include "common/engine/match/term.h"

#include <algorithm>
#include <bit>

namespace dateline::match {
namespace {

/// What a term is worth in a segment.
struct Worths {
  bool is_scored = false;
  double main = 0;                       ///< in its main language
  std::vector<double> by_language = {};  ///< by number in the column of languages, if they differ
};

Worths worths_in(const segment::Reader& segment, const query::Worth& worth) {
  const segment::Forward::Column languages = segment.forward().column(schema::kLanguage);
  Worths all;
  const std::uint32_t main = segment::main_language(segment);
  if (main == 0) {
    all.main = worth.in(languages.value(languages.values() < 2 ? 0 : 1));
  } else {
    for (std::uint32_t i = 0; i < languages.values(); ++i) {
      all.by_language.push_back(worth.in(languages.value(i)));
    }
    all.main = all.by_language[main];
    const auto differs = [&](double own) { return own != all.main; };
    const auto begin = all.by_language.begin() + 1;
    if (std::none_of(begin, all.by_language.end(), differs)) all.by_language.clear();
  }
  all.is_scored = all.main != 0 || !all.by_language.empty();
  return all;
}

/// What both kinds of term share.
class Term : public Finder {
 public:
  Term(std::shared_ptr<const Postings> postings, Worths worths, const Making& making)
      : postings_(std::move(postings)),
        worths_(std::move(worths)),
        languages_(making.segment.forward().column(schema::kLanguage)),
        lengths_(making.segment.forward().lengths()),
        average_length_(making.plan.average_length) {}

  void bound(std::span<float> best) const override {
    // A term that is not in the segment has no scores either.
    if (!is_scored() || postings_->best_parts.empty()) return bound_unscored(best);
    const auto worth = static_cast<float>(worths_.main);
    if (worths_.by_language.empty()) {
      std::transform(postings_->best_parts.begin(), postings_->best_parts.end(), best.begin(),
                     [=](float part) { return part < 0 ? kNoMatch : worth * part; });
      return;
    }
    bound_unscored(best);
    for (std::size_t r = 0; r < best.size(); ++r) {
      if (postings_->main_parts[r] >= 0) best[r] = worth * postings_->main_parts[r];
    }
    for (const Postings::Other& other : postings_->other_parts) {
      const auto own = static_cast<float>(worths_.by_language[other.language]);
      best[other.range] = std::max(best[other.range], own * other.part);
    }
  }

  [[nodiscard]] std::uint64_t cost() const override { return postings_->count; }

 protected:
  virtual void bound_unscored(std::span<float> best) const = 0;

  [[nodiscard]] bool is_scored() const { return worths_.is_scored; }
  [[nodiscard]] const Postings& postings() const { return *postings_; }

  /// BM25, see common/engine/plan/plan.h.
  [[nodiscard]] double score(std::size_t posting, std::uint32_t docid) const {
    const double wdf = postings_->wdf(posting);
    const double worth =
        worths_.by_language.empty() ? worths_.main : worths_.by_language[languages_.ordinal(docid)];
    return worth * wdf / (wdf + query::length_part(lengths_[docid - 1], average_length_));
  }

 private:
  std::shared_ptr<const Postings> postings_;
  Worths worths_;
  segment::Forward::Column languages_;
  std::span<const std::uint32_t> lengths_;
  double average_length_;
};

class RareTerm final : public Term {
 public:
  RareTerm(std::shared_ptr<const Postings> postings, Worths worths, const Making& making)
      : Term(std::move(postings), std::move(worths), making), docids_(this->postings().docids) {}

  std::uint32_t next(std::uint32_t docid) override {
    at_ = place_of(docid, at_, docids_.size());
    return at_ < docids_.size() ? docids_[at_] : kNoDocument;
  }

  bool match(const Frame& frame, const Bits* candidates, Bits& bits, double* scores,
             double /*least*/) override {
    bits.clear();
    const std::size_t begin = place_of(frame.first, at_, docids_.size());
    const std::size_t end = place_of(frame.first + frame.size, begin, docids_.size());
    at_ = begin;
    if (begin == end) return false;
    if (!is_scored()) scores = nullptr;
    if (candidates == nullptr) {
      bits.set_rising(docids_.subspan(begin, end - begin), frame.first);
      for (std::size_t p = begin; scores != nullptr && p < end; ++p) add(p, frame, scores);
      return true;
    }
    return candidates->count() < (end - begin) / 16
               ? pick(frame, begin, end, *candidates, bits, scores)
               : filter(frame, begin, end, *candidates, bits, scores);
  }

 private:
  void bound_unscored(std::span<float> best) const override {
    std::fill(best.begin(), best.end(), kNoMatch);
    for (const std::uint32_t docid : docids_) best[(docid - 1) / kRange] = 0;
  }

  /// The first posting from `from` on whose docid is not less than `docid`, found in doubling
  /// steps, because it is usually near.
  [[nodiscard]] std::size_t place_of(std::uint32_t docid, std::size_t from, std::size_t end) const {
    std::size_t step = 1;
    std::size_t low = from;
    while (low + step < end && docids_[low + step] < docid) {
      low += step;
      step *= 2;
    }
    const auto begin = docids_.begin();
    return static_cast<std::size_t>(
        std::lower_bound(begin + static_cast<std::ptrdiff_t>(low),
                         begin + static_cast<std::ptrdiff_t>(std::min(low + step, end)), docid) -
        begin);
  }

  void add(std::size_t posting, const Frame& frame, double* scores) const {
    scores[docids_[posting] - frame.first] += score(posting, docids_[posting]);
  }

  /// All postings of the frame, and which are candidates.
  bool filter(const Frame& frame, std::size_t begin, std::size_t end, const Bits& candidates,
              Bits& bits, double* scores) {
    bool any = false;
    for (std::size_t p = begin; p < end; ++p) {
      const std::uint32_t i = docids_[p] - frame.first;
      if (!candidates.test(i)) continue;
      bits.set(i);
      any = true;
      if (scores != nullptr) add(p, frame, scores);
    }
    return any;
  }

  /// All candidates, and which have a posting.
  bool pick(const Frame& frame, std::size_t begin, std::size_t end, const Bits& candidates,
            Bits& bits, double* scores) {
    bool any = false;
    std::size_t p = begin;
    candidates.each([&](std::uint32_t i) {
      p = place_of(frame.first + i, p, end);
      if (p == end || docids_[p] != frame.first + i) return;
      bits.set(i);
      any = true;
      if (scores != nullptr) add(p, frame, scores);
    });
    return any;
  }

  std::span<const std::uint32_t> docids_;
  std::size_t at_ = 0;
};

class FrequentTerm final : public Term {
 public:
  using Term::Term;

  std::uint32_t next(std::uint32_t docid) override {
    const auto& bitmap = postings().bitmap;
    std::size_t w = (docid - 1) / kRange;
    if (w >= bitmap.size()) return kNoDocument;
    std::uint64_t word = bitmap[w] & (~std::uint64_t{0} << (docid - 1) % kRange);
    while (word == 0) {
      if (++w == bitmap.size()) return kNoDocument;
      word = bitmap[w];
    }
    return static_cast<std::uint32_t>(w) * kRange +
           static_cast<std::uint32_t>(std::countr_zero(word)) + 1;
  }

  bool match(const Frame& frame, const Bits* candidates, Bits& bits, double* scores,
             double /*least*/) override {
    bits.clear();
    if (!is_scored()) scores = nullptr;
    const std::size_t first = (frame.first - 1) / kRange;
    bool any = false;
    for (std::size_t w = 0; w * kRange < frame.size; ++w) {
      std::uint64_t word = postings().bitmap[first + w];
      if (candidates != nullptr) word &= candidates->word(w);
      const std::size_t left = frame.size - w * kRange;
      if (left < kRange) word &= (std::uint64_t{1} << left) - 1;
      any |= bits.add_word(w, word);
      if (scores != nullptr) add_scores(first + w, word, scores + w * kRange);
    }
    return any;
  }

 private:
  void bound_unscored(std::span<float> best) const override {
    std::transform(postings().bitmap.begin(), postings().bitmap.end(), best.begin(),
                   [](std::uint64_t word) { return word == 0 ? kNoMatch : 0; });
  }

  /// Scores `members` of range `r`.
  void add_scores(std::size_t r, std::uint64_t members, double* scores) const {
    const std::uint64_t all = postings().bitmap[r];
    for (; members != 0; members &= members - 1) {
      const auto i = static_cast<std::uint32_t>(std::countr_zero(members));
      const std::uint64_t earlier = all & ((std::uint64_t{1} << i) - 1);
      const std::size_t posting =
          postings().before[r] + static_cast<std::size_t>(std::popcount(earlier));
      scores[i] += score(posting, static_cast<std::uint32_t>(r) * kRange + i + 1);
    }
  }
};

}  // namespace

std::unique_ptr<Finder> make_term(const query::Step& step, const Making& making, bool scored) {
  scored = scored && step.worth != query::kUnscored;
  auto postings = making.cache.get(making.segment, step.term, scored, making.plan.average_length);
  Worths worths;
  if (scored) worths = worths_in(making.segment, making.plan.worths[step.worth]);
  if (postings->is_frequent()) {
    return std::make_unique<FrequentTerm>(std::move(postings), std::move(worths), making);
  }
  return std::make_unique<RareTerm>(std::move(postings), std::move(worths), making);
}

}  // namespace dateline::match
