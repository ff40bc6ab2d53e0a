// SPDX-License-Identifier: GPL-2.0-or-later
// Dates, words that occur together, and how steps combine.
#include "common/engine/match/finder.h"

#include "common/engine/match/dates.h"
#include "common/engine/match/find_places.h"
#include "common/engine/match/positions.h"
#include "common/engine/match/term.h"
#include "common/engine/match/word_forms.h"
#include "common/fields/schema.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace dateline::match {
namespace {

using query::Plan;
using query::Step;
using query::StepKind;
using Finders = std::vector<std::unique_ptr<Finder>>;

/// How many articles ahead a token stream is prefetched: streams are scattered in memory, and
/// waiting for each would take longest.
constexpr std::size_t kReadAhead = 8;

/// Calls `read` with each document, and `fetch` that much earlier.
template <typename Documents, typename Fetch, typename Read>
void read_ahead(const Documents& documents, Fetch fetch, Read read) {
  std::size_t fetched = 0;
  for (std::size_t n = 0; n < documents.size(); ++n) {
    for (; fetched < std::min(documents.size(), n + 1 + kReadAhead); ++fetched) {
      fetch(documents[fetched]);
    }
    read(documents[n]);
  }
}

std::uint32_t first_of_any(const Finders& finders, std::uint32_t docid) {
  std::uint32_t first = kNoDocument;
  for (const auto& finder : finders) first = std::min(first, finder->next(docid));
  return first;
}

std::uint64_t cost_of_any(const Finders& finders) {
  std::uint64_t sum = 0;
  for (const auto& finder : finders) sum += finder->cost();
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
class Ranges final : public Finder {
 public:
  explicit Ranges(std::vector<DocidRange> ranges) : ranges_(std::move(ranges)) {}

  std::uint32_t next(std::uint32_t docid) override {
    for (const DocidRange& range : ranges_) {
      if (docid < range.end) return std::max(docid, range.begin);
    }
    return kNoDocument;
  }

  bool match(const Frame& frame, const Bits* candidates, Bits& bits, double* /*scores*/,
             double /*least*/) override {
    bits.clear();
    for (const DocidRange& range : ranges_) {
      const std::uint32_t begin = std::max(range.begin, frame.first);
      const std::uint32_t end = std::min(range.end, frame.first + frame.size);
      if (begin < end) bits.set_range(begin - frame.first, end - frame.first);
    }
    if (candidates != nullptr) bits &= *candidates;
    return bits.any();
  }

  void bound(std::span<float> best) const override {
    std::fill(best.begin(), best.end(), kNoMatch);
    for (const DocidRange& range : ranges_) {
      if (range.begin >= range.end) continue;
      std::fill(best.begin() + (range.begin - 1) / kRange,
                best.begin() + (range.end - 2) / kRange + 1, 0.0F);
    }
  }

  [[nodiscard]] std::uint64_t cost() const override {
    std::uint64_t sum = 0;
    for (const DocidRange& range : ranges_) sum += range.end - range.begin;
    return sum;
  }

 private:
  std::vector<DocidRange> ranges_;
};

/// One finder's bounds combined with another's, where a document may match either.
void add_either(std::span<float> best, std::span<const float> other) {
  for (std::size_t r = 0; r < best.size(); ++r) {
    const float sum = std::max(best[r], 0.0F) + std::max(other[r], 0.0F);
    best[r] = std::max(best[r], other[r]) < 0 ? kNoMatch : sum;
  }
}

/// Where it must match both.
void add_both(std::span<float> best, std::span<const float> other) {
  for (std::size_t r = 0; r < best.size(); ++r) {
    best[r] = std::min(best[r], other[r]) < 0 ? kNoMatch : best[r] + other[r];
  }
}

void take_greater(std::span<float> best, std::span<const float> other) {
  for (std::size_t r = 0; r < best.size(); ++r) best[r] = std::max(best[r], other[r]);
}

/// The bounds of all finders, combined pairwise.
template <typename Combine>
void bound_of(const Finders& finders, std::span<float> best, Combine combine) {
  finders.front()->bound(best);
  std::vector<float> other(finders.size() == 1 ? 0 : best.size());
  for (std::size_t i = 1; i < finders.size(); ++i) {
    finders[i]->bound(other);
    combine(best, other);
  }
}

class Sum final : public Finder {
 public:
  explicit Sum(Finders finders) : finders_(std::move(finders)) {}

  std::uint32_t next(std::uint32_t docid) override { return first_of_any(finders_, docid); }

  bool match(const Frame& frame, const Bits* candidates, Bits& bits, double* scores,
             double /*least*/) override {
    bool any = finders_.front()->match(frame, candidates, bits, scores, 0);
    for (std::size_t i = 1; i < finders_.size(); ++i) {
      if (!finders_[i]->match(frame, candidates, one_, scores, 0)) continue;
      bits |= one_;
      any = true;
    }
    return any;
  }

  void bound(std::span<float> best) const override { bound_of(finders_, best, add_either); }
  [[nodiscard]] std::uint64_t cost() const override { return cost_of_any(finders_); }

 private:
  Finders finders_;
  Bits one_;
};

class Max final : public Finder {
 public:
  Max(Finders finders, ScoresPool& pool) : finders_(std::move(finders)), pool_(pool) {}

  std::uint32_t next(std::uint32_t docid) override { return first_of_any(finders_, docid); }

  bool match(const Frame& frame, const Bits* candidates, Bits& bits, double* scores,
             double /*least*/) override {
    bits.clear();
    ScoresPool::Loan own(pool_);
    ScoresPool::Loan best(pool_);
    bool any = false;
    for (const auto& finder : finders_) {
      if (!finder->match(frame, candidates, one_, scores == nullptr ? nullptr : own.data(), 0)) {
        continue;
      }
      bits |= one_;
      any = true;
      if (scores == nullptr) continue;
      one_.each([&](std::uint32_t i) {
        best.data()[i] = std::max(best.data()[i], own.data()[i]);
        own.data()[i] = 0;
      });
    }
    if (any && scores != nullptr) move_scores(bits, best.data(), bits, scores);
    return any;
  }

  void bound(std::span<float> best) const override { bound_of(finders_, best, take_greater); }
  [[nodiscard]] std::uint64_t cost() const override { return cost_of_any(finders_); }

 private:
  Finders finders_;
  ScoresPool& pool_;
  Bits one_;
};

class Without final : public Finder {
 public:
  Without(std::unique_ptr<Finder> kept, std::unique_ptr<Finder> excluded, ScoresPool& pool)
      : kept_(std::move(kept)), excluded_(std::move(excluded)), pool_(pool) {}

  std::uint32_t next(std::uint32_t docid) override { return kept_->next(docid); }

  bool match(const Frame& frame, const Bits* candidates, Bits& bits, double* scores,
             double least) override {
    ScoresPool::Loan own(pool_);
    double* const kept_scores = scores == nullptr ? nullptr : own.data();
    if (!kept_->match(frame, candidates, bits, kept_scores, least)) return false;
    const Bits found = bits;
    if (excluded_->match(frame, &found, one_, nullptr, 0)) bits.remove(one_);
    if (scores != nullptr) move_scores(found, kept_scores, bits, scores);
    return bits.any();
  }

  void bound(std::span<float> best) const override { kept_->bound(best); }
  [[nodiscard]] std::uint64_t cost() const override { return kept_->cost(); }

 private:
  std::unique_ptr<Finder> kept_;
  std::unique_ptr<Finder> excluded_;
  ScoresPool& pool_;
  Bits one_;
};

class All final : public Finder {
 public:
  /// `lone` is the only one of the finders that scores; null when there are more, or none.
  All(Finders finders, const Finder* lone, ScoresPool& pool)
      : finders_(std::move(finders)), lone_(lone), pool_(pool) {
    std::sort(finders_.begin(), finders_.end(),
              [](const auto& a, const auto& b) { return a->cost() < b->cost(); });
  }

  std::uint32_t next(std::uint32_t docid) override {
    for (const auto& finder : finders_) {
      docid = finder->next(docid);
      if (docid == kNoDocument) break;
    }
    return docid;
  }

  bool match(const Frame& frame, const Bits* candidates, Bits& bits, double* scores,
             double least) override {
    ScoresPool::Loan loan(pool_);
    double* const own = scores == nullptr ? nullptr : loan.data();
    const auto least_of = [&](const auto& finder) { return finder.get() == lone_ ? least : 0; };
    if (!finders_.front()->match(frame, candidates, bits, own, least_of(finders_.front()))) {
      return false;
    }
    Bits found = bits;
    bool any = true;
    for (std::size_t i = 1; any && i < finders_.size(); ++i) {
      any = finders_[i]->match(frame, &bits, one_, own, least_of(finders_[i]));
      bits = one_;
    }
    if (own != nullptr) move_scores(found, own, bits, scores);
    return any;
  }

  void bound(std::span<float> best) const override { bound_of(finders_, best, add_both); }
  [[nodiscard]] std::uint64_t cost() const override { return finders_.front()->cost(); }

 private:
  Finders finders_;
  const Finder* lone_;
  ScoresPool& pool_;
  Bits one_;
};

/// Documents with all words, placed as asked. Reading token streams takes longest, so only those
/// with a wanted score are read.
class Together final : public Finder {
 public:
  Together(std::unique_ptr<Finder> words, std::unique_ptr<Positions> positions, ScoresPool& pool)
      : words_(std::move(words)), positions_(std::move(positions)), pool_(pool) {}

  std::uint32_t next(std::uint32_t docid) override { return words_->next(docid); }

  bool match(const Frame& frame, const Bits* candidates, Bits& bits, double* scores,
             double least) override {
    bits.clear();
    ScoresPool::Loan own(pool_);
    if (!words_->match(frame, candidates, found_, scores == nullptr ? nullptr : own.data(), 0)) {
      return false;
    }
    to_read_.clear();
    found_.each([&](std::uint32_t i) {
      const double score = std::exchange(own.data()[i], 0);
      if (score >= least) to_read_.emplace_back(i, score);
    });
    bool any = false;
    read_ahead(
        to_read_, [&](const auto& document) { positions_->prefetch(frame.first + document.first); },
        [&](const auto& document) {
          const auto [i, score] = document;
          if (!positions_->stand(frame.first + i)) return;
          bits.set(i);
          any = true;
          if (scores != nullptr) scores[i] += score;
        });
    return any;
  }

  void bound(std::span<float> best) const override { words_->bound(best); }
  [[nodiscard]] std::uint64_t cost() const override { return words_->cost(); }

 private:
  std::unique_ptr<Finder> words_;
  std::unique_ptr<Positions> positions_;
  ScoresPool& pool_;
  Bits found_;
  std::vector<std::pair<std::uint32_t, double>> to_read_;  ///< document of the frame, and its score
};

/// Articles with one of some terms in a form that is asked for. Each article is read once for all
/// its terms.
class Written final : public Finder {
 public:
  /// `terms` and `written` go together.
  Written(Finders terms, WrittenTerms written, ScoresPool& pool)
      : terms_(std::move(terms)),
        written_(std::move(written)),
        pool_(pool),
        heads_(kWindow, kNone) {}

  std::uint32_t next(std::uint32_t docid) override { return first_of_any(terms_, docid); }

  bool match(const Frame& frame, const Bits* candidates, Bits& bits, double* scores,
             double least) override {
    bits.clear();
    collect(frame, candidates, scores != nullptr, least);
    bool any = false;
    read_ahead(
        documents_, [&](std::uint32_t i) { written_.prefetch(frame.first + i); },
        [&](std::uint32_t i) {
          written_.enter(frame.first + i);
          const Found* const best = best_of(std::exchange(heads_[i], kNone));
          if (best == nullptr) return;
          bits.set(i);
          any = true;
          if (scores != nullptr) scores[i] += best->score;
        });
    return any;
  }

  void bound(std::span<float> best) const override { bound_of(terms_, best, take_greater); }
  [[nodiscard]] std::uint64_t cost() const override { return cost_of_any(terms_); }

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  /// An occurrence of a term in an article of the frame.
  struct Found {
    std::uint32_t term = 0;
    double score = 0;
    std::uint32_t next = kNone;  ///< of the same article
  };

  /// Lists the terms of each article, if they score enough.
  void collect(const Frame& frame, const Bits* candidates, bool scored, double least) {
    found_.clear();
    documents_.clear();
    any_.clear();
    ScoresPool::Loan own(pool_);
    for (std::uint32_t t = 0; t < terms_.size(); ++t) {
      if (!terms_[t]->match(frame, candidates, one_, scored ? own.data() : nullptr, 0)) continue;
      one_.each([&](std::uint32_t i) {
        const double score = std::exchange(own.data()[i], 0);
        if (score < least) return;
        any_.set(i);
        found_.push_back({t, score, heads_[i]});
        heads_[i] = static_cast<std::uint32_t>(found_.size() - 1);
      });
    }
    any_.each([&](std::uint32_t i) { documents_.push_back(i); });
  }

  /// Of the current article and this list, what scores most and is written as asked.
  const Found* best_of(std::uint32_t head) {
    own_.clear();
    for (std::uint32_t f = head; f != kNone; f = found_[f].next) own_.push_back(&found_[f]);
    std::sort(own_.begin(), own_.end(),
              [](const Found* a, const Found* b) { return a->score > b->score; });
    const auto best = std::find_if(
        own_.begin(), own_.end(), [&](const Found* found) { return written_.stands(found->term); });
    return best == own_.end() ? nullptr : *best;
  }

  Finders terms_;
  WrittenTerms written_;
  ScoresPool& pool_;
  Bits one_;
  Bits any_;
  std::vector<Found> found_;
  std::vector<const Found*> own_;         ///< of the current article
  std::vector<std::uint32_t> heads_;      ///< by document of the frame: the last Found of it
  std::vector<std::uint32_t> documents_;  ///< of the frame
};

bool scores(const Step& step) {
  return step.worth != query::kUnscored ||
         std::any_of(step.children.begin(), step.children.end(), scores);
}

/// The finder of the only child that scores.
const Finder* lone_scorer(const Step& step, const Finders& finders) {
  const Finder* lone = nullptr;
  for (std::size_t i = 0; i < finders.size(); ++i) {
    if (!scores(step.children[i])) continue;
    if (lone != nullptr) return nullptr;
    lone = finders[i].get();
  }
  return lone;
}

std::unique_ptr<Finder> nothing() {
  return std::make_unique<Ranges>(std::vector<DocidRange>{});
}

std::vector<DocidRange> docid_ranges(const std::vector<std::uint32_t>& docids) {
  std::vector<DocidRange> ranges;
  for (const std::uint32_t docid : docids) {
    if (!ranges.empty() && ranges.back().end == docid) {
      ++ranges.back().end;
    } else {
      ranges.push_back({docid, docid + 1});
    }
  }
  return ranges;
}

std::unique_ptr<Finder> best_of(Finders finders, ScoresPool& pool) {
  if (finders.empty()) return nothing();
  if (finders.size() == 1) return std::move(finders.front());
  return std::make_unique<Max>(std::move(finders), pool);
}

bool is_word_with_terms(const query::Places& places) {
  return places.kind == query::Kind::Word && !places.terms.empty() &&
         (places.region == query::Field::Text || places.region == query::Field::Title);
}

/// A Word anywhere, or in the headline, which has its own terms: terms that are written as asked
/// wherever they occur need no look at the articles.
std::unique_ptr<Finder> make_word(const Step& step, const Making& making, bool scored) {
  const query::Places& word = *step.places;
  const std::string_view prefix =
      word.region == query::Field::Title ? schema::kHeadlinePrefix : std::string_view();
  SegmentTerms terms = terms_in(word, making.segment);
  const Step& candidates = step.children.front();
  Step one = candidates.children.empty() ? candidates : candidates.children.front();
  const auto finder_of = [&](const std::string& term) {
    one.term = std::string(prefix) + term;
    return make_term(one, making, scored);
  };
  Finders finders;
  for (const std::string& term : terms.whole) finders.push_back(finder_of(term));
  if (!terms.partly.empty()) {
    Finders partly;
    for (const PartlyWritten& term : terms.partly) partly.push_back(finder_of(term.term));
    finders.push_back(std::make_unique<Written>(
        std::move(partly), WrittenTerms(std::move(terms.partly), !prefix.empty(), making.segment),
        making.pool));
  }
  return best_of(std::move(finders), making.pool);
}

}  // namespace

bool reads_positions(const Step& step) {
  if (step.kind == StepKind::Phrase || step.kind == StepKind::Near ||
      step.kind == StepKind::AtPlaces)
    return true;
  return std::any_of(step.children.begin(), step.children.end(), reads_positions);
}

std::unique_ptr<Finder> make_finder(const Step& step, const Making& making, bool scored) {
  if (step.kind == StepKind::AtPlaces && is_word_with_terms(*step.places)) {
    return make_word(step, making, scored);
  }
  Finders finders;
  for (const Step& child : step.children) finders.push_back(make_finder(child, making, scored));
  const segment::Reader& segment = making.segment;
  switch (step.kind) {
    case StepKind::Nothing:
      break;
    case StepKind::Everything:
      return std::make_unique<Ranges>(std::vector<DocidRange>{{1, segment.documents() + 1}});
    case StepKind::Term:
      return make_term(step, making, scored);
    case StepKind::Dates:
      return std::make_unique<Ranges>(docids_within(step.dates, segment.forward().published()));
    case StepKind::All: {
      const Finder* const lone = lone_scorer(step, finders);
      return std::make_unique<All>(std::move(finders), lone, making.pool);
    }
    case StepKind::Phrase:
    case StepKind::Near: {
      auto positions = step.kind == StepKind::Phrase
                           ? make_phrase(step, segment)
                           : make_places(places_of(step), segment, making.deadline);
      return std::make_unique<Together>(
          std::make_unique<All>(std::move(finders), nullptr, making.pool), std::move(positions),
          making.pool);
    }
    case StepKind::AtPlaces:
      return std::make_unique<Together>(std::move(finders.front()),
                                        make_places(step.places, segment, making.deadline),
                                        making.pool);
    case StepKind::Documents: {
      const auto own = step.listed->find(&segment);
      return own == step.listed->end() ? nothing()
                                       : std::make_unique<Ranges>(docid_ranges(own->second));
    }
    case StepKind::Sum:
      return std::make_unique<Sum>(std::move(finders));
    case StepKind::Max:
      return std::make_unique<Max>(std::move(finders), making.pool);
    case StepKind::Without:
      return std::make_unique<Without>(std::move(finders[0]), std::move(finders[1]), making.pool);
  }
  return nothing();
}

}  // namespace dateline::match
