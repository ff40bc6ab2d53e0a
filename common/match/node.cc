// SPDX-License-Identifier: GPL-2.0-or-later
// Dates, words that stand together, and how steps combine.
#include "common/match/node.h"

#include "common/match/dates.h"
#include "common/match/positions.h"
#include "common/match/term.h"

#include <algorithm>
#include <vector>

namespace dateline::match {
namespace {

using query::Plan;
using query::Step;
using Op = query::Step::Op;
using Nodes = std::vector<std::unique_ptr<Node>>;

std::uint32_t first_of_any(const Nodes& nodes, std::uint32_t docid) {
  std::uint32_t first = kNoDocument;
  for (const auto& node : nodes) first = std::min(first, node->next(docid));
  return first;
}

std::uint64_t cost_of_any(const Nodes& nodes) {
  std::uint64_t sum = 0;
  for (const auto& node : nodes) sum += node->cost();
  return sum;
}

/// Moves scores from one array to another, leaving zeros.
void move_scores(const Bits& from, double* scores, const Bits& kept, double* to) {
  from.each([&](std::uint32_t i) {
    if (kept.test(i)) to[i] += scores[i];
    scores[i] = 0;
  });
}

/// Documents in a few ranges of docids.
class Ranges final : public Node {
 public:
  explicit Ranges(std::vector<DocidRange> ranges) : ranges_(std::move(ranges)) {}

  std::uint32_t next(std::uint32_t docid) override {
    for (const DocidRange& range : ranges_) {
      if (docid < range.end) return std::max(docid, range.begin);
    }
    return kNoDocument;
  }

  bool match(const Frame& frame, const Bits* candidates, Bits& bits, double* /*scores*/) override {
    bits.clear();
    for (const DocidRange& range : ranges_) {
      const std::uint32_t begin = std::max(range.begin, frame.first);
      const std::uint32_t end = std::min(range.end, frame.first + frame.size);
      if (begin < end) bits.set_range(begin - frame.first, end - frame.first);
    }
    if (candidates != nullptr) bits &= *candidates;
    return bits.any();
  }

  [[nodiscard]] std::uint64_t cost() const override {
    std::uint64_t sum = 0;
    for (const DocidRange& range : ranges_) sum += range.end - range.begin;
    return sum;
  }

 private:
  std::vector<DocidRange> ranges_;
};

class Any final : public Node {
 public:
  explicit Any(Nodes nodes) : nodes_(std::move(nodes)) {}

  std::uint32_t next(std::uint32_t docid) override { return first_of_any(nodes_, docid); }

  bool match(const Frame& frame, const Bits* candidates, Bits& bits, double* scores) override {
    bool any = nodes_.front()->match(frame, candidates, bits, scores);
    for (std::size_t i = 1; i < nodes_.size(); ++i) {
      if (!nodes_[i]->match(frame, candidates, one_, scores)) continue;
      bits |= one_;
      any = true;
    }
    return any;
  }

  [[nodiscard]] std::uint64_t cost() const override { return cost_of_any(nodes_); }

 private:
  Nodes nodes_;
  Bits one_;
};

class Best final : public Node {
 public:
  explicit Best(Nodes nodes) : nodes_(std::move(nodes)) {}

  std::uint32_t next(std::uint32_t docid) override { return first_of_any(nodes_, docid); }

  bool match(const Frame& frame, const Bits* candidates, Bits& bits, double* scores) override {
    bits.clear();
    bool any = false;
    for (const auto& node : nodes_) {
      if (!node->match(frame, candidates, one_, scores == nullptr ? nullptr : scores_.data())) {
        continue;
      }
      bits |= one_;
      any = true;
      if (scores == nullptr) continue;
      one_.each([&](std::uint32_t i) {
        best_[i] = std::max(best_[i], scores_[i]);
        scores_[i] = 0;
      });
    }
    if (any && scores != nullptr) move_scores(bits, best_.data(), bits, scores);
    return any;
  }

  [[nodiscard]] std::uint64_t cost() const override { return cost_of_any(nodes_); }

 private:
  Nodes nodes_;
  Bits one_;
  Scores scores_{};
  Scores best_{};
};

class Bonus final : public Node {
 public:
  explicit Bonus(Nodes nodes) : nodes_(std::move(nodes)) {}

  std::uint32_t next(std::uint32_t docid) override { return first_of_any(nodes_, docid); }

  bool match(const Frame& frame, const Bits* candidates, Bits& bits, double* scores) override {
    bits.clear();
    bool all = true;
    bool any = false;
    for (const auto& node : nodes_) {
      const bool one =
          node->match(frame, candidates, one_, scores == nullptr ? nullptr : scores_.data());
      all = all && one;
      if (!one) continue;
      if (any) {
        every_ &= one_;
      } else {
        every_ = one_;
      }
      bits |= one_;
      any = true;
    }
    if (!any || scores == nullptr) return any;
    if (all) every_.each([&](std::uint32_t i) { scores_[i] *= 1 + query::kAllUnitsBonus; });
    move_scores(bits, scores_.data(), bits, scores);
    return true;
  }

  [[nodiscard]] std::uint64_t cost() const override { return cost_of_any(nodes_); }

 private:
  Nodes nodes_;
  Bits one_;
  Bits every_;
  Scores scores_{};
};

class Without final : public Node {
 public:
  Without(std::unique_ptr<Node> kept, std::unique_ptr<Node> excluded)
      : kept_(std::move(kept)), excluded_(std::move(excluded)) {}

  std::uint32_t next(std::uint32_t docid) override { return kept_->next(docid); }

  bool match(const Frame& frame, const Bits* candidates, Bits& bits, double* scores) override {
    if (scores == nullptr) {
      if (!kept_->match(frame, candidates, bits, nullptr)) return false;
      if (!excluded_->match(frame, &bits, one_, nullptr)) return true;
      bits.remove(one_);
      return bits.any();
    }
    if (!kept_->match(frame, candidates, bits, scores_.data())) return false;
    const Bits found = bits;
    if (excluded_->match(frame, &bits, one_, nullptr)) bits.remove(one_);
    move_scores(found, scores_.data(), bits, scores);
    return bits.any();
  }

  [[nodiscard]] std::uint64_t cost() const override { return kept_->cost(); }

 private:
  std::unique_ptr<Node> kept_;
  std::unique_ptr<Node> excluded_;
  Bits one_;
  Scores scores_{};
};

class All final : public Node {
 public:
  explicit All(Nodes nodes) : nodes_(std::move(nodes)) {
    std::sort(nodes_.begin(), nodes_.end(),
              [](const auto& a, const auto& b) { return a->cost() < b->cost(); });
  }

  std::uint32_t next(std::uint32_t docid) override {
    for (const auto& node : nodes_) {
      docid = node->next(docid);
      if (docid == kNoDocument) break;
    }
    return docid;
  }

  bool match(const Frame& frame, const Bits* candidates, Bits& bits, double* scores) override {
    double* const own = scores == nullptr ? nullptr : scores_.data();
    if (!nodes_.front()->match(frame, candidates, bits, own)) return false;
    const Bits found = bits;
    bool any = true;
    for (std::size_t i = 1; any && i < nodes_.size(); ++i) {
      any = nodes_[i]->match(frame, &bits, one_, own);
      bits = one_;
    }
    if (own != nullptr) move_scores(found, own, bits, scores);
    return any;
  }

  [[nodiscard]] std::uint64_t cost() const override { return nodes_.front()->cost(); }

 private:
  Nodes nodes_;
  Bits one_;
  Scores scores_{};
};

/// Documents that hold all terms, standing as asked. Few of those that hold them all are left, so
/// scores come last.
class Together final : public Node {
 public:
  Together(std::unique_ptr<Node> all, std::unique_ptr<Positions> positions,
           std::vector<TermScore> term_scores)
      : all_(std::move(all)),
        positions_(std::move(positions)),
        term_scores_(std::move(term_scores)) {}

  std::uint32_t next(std::uint32_t docid) override { return all_->next(docid); }

  bool match(const Frame& frame, const Bits* candidates, Bits& bits, double* scores) override {
    bits.clear();
    if (!all_->match(frame, candidates, found_, nullptr)) return false;
    bool any = false;
    found_.each([&](std::uint32_t i) {
      const std::uint32_t docid = frame.first + i;
      if (!positions_->stand(docid)) return;
      bits.set(i);
      any = true;
      if (scores == nullptr) return;
      for (TermScore& term : term_scores_) scores[i] += term.of(docid);
    });
    return any;
  }

  [[nodiscard]] std::uint64_t cost() const override { return all_->cost(); }

 private:
  std::unique_ptr<Node> all_;
  std::unique_ptr<Positions> positions_;
  std::vector<TermScore> term_scores_;
  Bits found_;
};

std::unique_ptr<Node> together_node(const Step& step, Nodes terms, const Plan& plan,
                                    const segment::Reader& segment, bool scored) {
  std::vector<TermScore> scores;
  for (const Step& child : step.children) {
    if (scored) scores.emplace_back(child, plan, segment);
  }
  return std::make_unique<Together>(std::make_unique<All>(std::move(terms)),
                                    make_positions(step, segment.forward()), std::move(scores));
}

}  // namespace

std::unique_ptr<Node> make_node(const Step& step, const Plan& plan, const segment::Reader& segment,
                                PostingsCache& cache, bool scored) {
  const bool together = step.op == Op::Phrase || step.op == Op::Near;
  Nodes nodes;
  for (const Step& child : step.children) {
    nodes.push_back(make_node(child, plan, segment, cache, scored && !together));
  }
  switch (step.op) {
    case Op::Nothing:
      break;
    case Op::Everything:
      return std::make_unique<Ranges>(std::vector<DocidRange>{{1, segment.documents() + 1}});
    case Op::Term:
      return make_term(step, plan, segment, cache, scored);
    case Op::Dates:
      return std::make_unique<Ranges>(docids_within(step.dates, segment.forward().published()));
    case Op::All:
      return std::make_unique<All>(std::move(nodes));
    case Op::Phrase:
    case Op::Near:
      return together_node(step, std::move(nodes), plan, segment, scored);
    case Op::Any:
      return std::make_unique<Any>(std::move(nodes));
    case Op::Best:
      return std::make_unique<Best>(std::move(nodes));
    case Op::Bonus:
      return std::make_unique<Bonus>(std::move(nodes));
    case Op::Without:
      return std::make_unique<Without>(std::move(nodes[0]), std::move(nodes[1]));
  }
  return std::make_unique<Ranges>(std::vector<DocidRange>{});
}

}  // namespace dateline::match
