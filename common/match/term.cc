// SPDX-License-Identifier: GPL-2.0-or-later
// Walks decoded postings.
#include "common/match/term.h"

#include <algorithm>

namespace dateline::match {
namespace {

class Term final : public Node {
 public:
  Term(std::shared_ptr<const Postings> postings, double worth)
      : postings_(std::move(postings)), docids_(postings_->docids), worth_(worth) {}

  std::uint32_t next(std::uint32_t docid) override {
    at_ = place_of(docid, at_, docids_.size());
    return at_ < docids_.size() ? docids_[at_] : kNoDocument;
  }

  bool match(const Frame& frame, const Bits* candidates, Bits& bits, double* scores) override {
    bits.clear();
    const std::size_t begin = place_of(frame.first, at_, docids_.size());
    const std::size_t end = place_of(frame.first + frame.size, begin, docids_.size());
    at_ = begin;
    if (begin == end) return false;
    if (worth_ == 0) scores = nullptr;
    if (candidates == nullptr) {
      add(frame, begin, end, bits, scores);
      return true;
    }
    return candidates->count() < (end - begin) / 16
               ? pick(frame, begin, end, *candidates, bits, scores)
               : filter(frame, begin, end, *candidates, bits, scores);
  }

  [[nodiscard]] std::uint64_t cost() const override { return docids_.size(); }

 private:
  /// The first posting from `from` on whose docid is not less than `docid`, sought in steps that
  /// double, because it is mostly near.
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

  void add(const Frame& frame, std::size_t begin, std::size_t end, Bits& bits, double* scores) {
    bits.set_rising(docids_.subspan(begin, end - begin), frame.first);
    if (scores == nullptr) return;
    const float* const parts = postings_->parts.data();
    for (std::size_t p = begin; p < end; ++p) {
      scores[docids_[p] - frame.first] += worth_ * static_cast<double>(parts[p]);
    }
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
      if (scores != nullptr) scores[i] += worth_ * static_cast<double>(postings_->parts[p]);
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
      if (scores != nullptr) scores[i] += worth_ * static_cast<double>(postings_->parts[p]);
    });
    return any;
  }

  std::shared_ptr<const Postings> postings_;
  std::span<const std::uint32_t> docids_;
  double worth_;
  std::size_t at_ = 0;
};

}  // namespace

std::unique_ptr<Node> make_term(const query::Step& step, const query::Plan& plan,
                                const segment::Reader& segment, PostingsCache& cache, bool scored) {
  scored = scored && step.worth != query::kUnscored;
  auto postings = cache.get(segment, step.term, scored, plan.average_length);
  return std::make_unique<Term>(std::move(postings), scored ? plan.worths[step.worth] : 0);
}

TermScore::TermScore(const query::Step& step, const query::Plan& plan,
                     const segment::Reader& segment)
    : list_(segment.postings()),
      lengths_(segment.forward().lengths()),
      worth_(step.worth == query::kUnscored ? 0 : plan.worths[step.worth]),
      average_length_(plan.average_length) {
  list_.open(step.term);
}

double TermScore::of(std::uint32_t docid) {
  if (worth_ == 0 || !list_.seek(docid)) return 0;
  const double wdf = list_.rest().front().wdf;
  return worth_ * wdf / (wdf + query::length_part(lengths_[docid - 1], average_length_));
}

}  // namespace dateline::match
