// SPDX-License-Identifier: GPL-2.0-or-later
// One look at each word: what matters is how far back the other stood last.
#include "common/match/pair.h"

#include "common/schema.h"
#include "common/segment/token_code.h"

#include <algorithm>
#include <utility>

namespace dateline::match {
namespace {

using query::Reach;

class PairIn final : public Positions {
 public:
  PairIn(Pair pair, const segment::Reader& segment) : pair_(std::move(pair)), segment_(segment) {
    for (auto* numbers : {&pair_.first, &pair_.second}) std::sort(numbers->begin(), numbers->end());
  }

  bool stand(std::uint32_t docid) override {
    last_first_ = last_second_ = kNowhere;
    const std::string_view tokens = segment_.forward().tokens(docid);
    const bool divided = pair_.reach != Reach::Words;
    segment::Wording::Sentences sentences = segment_.wording().sentences(docid);
    std::uint32_t part_end = divided ? next_end(sentences, 0) : kNowhere;
    std::uint32_t word = 0;
    std::uint32_t gap = 0;
    std::size_t at = 0;
    for (std::uint32_t number = 0; segment::next_token(tokens, at, number);) {
      if (number == segment::kHeadlineEnd) {
        gap = schema::kFieldGap;
        continue;
      }
      if (word == part_end) {
        last_first_ = last_second_ = kNowhere;
        part_end = next_end(sentences, part_end);
      }
      if (meets(number, word + gap)) return true;
      ++word;
    }
    return false;
  }

 private:
  static constexpr std::uint32_t kNowhere = 0xFFFFFFFF;

  static bool holds(const std::vector<std::uint32_t>& numbers, std::uint32_t number) {
    return numbers.size() == 1 ? numbers.front() == number
                               : std::binary_search(numbers.begin(), numbers.end(), number);
  }

  /// The word behind the sentence or paragraph that begins with word `begin`.
  [[nodiscard]] std::uint32_t next_end(segment::Wording::Sentences& sentences,
                                       std::uint32_t begin) const {
    for (;;) {
      const segment::Sentence sentence = sentences.next();
      begin += sentence.words;
      if (sentence.words == 0) return kNowhere;
      if (pair_.reach == Reach::Sentence || sentence.ends_paragraph) return begin;
    }
  }

  [[nodiscard]] bool near(std::uint32_t last, std::uint32_t position) const {
    return last != kNowhere && (pair_.reach != Reach::Words || position - last <= pair_.distance);
  }

  bool meets(std::uint32_t number, std::uint32_t position) {
    const bool is_first = holds(pair_.first, number);
    const bool is_second = holds(pair_.second, number);
    if (!is_first && !is_second) return false;
    if (is_second && near(last_first_, position)) return true;
    if (is_first && !pair_.ordered && near(last_second_, position)) return true;
    if (is_first) last_first_ = position;
    if (is_second) last_second_ = position;
    return false;
  }

  Pair pair_;
  const segment::Reader& segment_;
  std::uint32_t last_first_ = kNowhere;  ///< where it stood last; in the same part, if parts matter
  std::uint32_t last_second_ = kNowhere;
};

}  // namespace

std::unique_ptr<Positions> make_pair_positions(Pair pair, const segment::Reader& segment) {
  return std::make_unique<PairIn>(std::move(pair), segment);
}

}  // namespace dateline::match
