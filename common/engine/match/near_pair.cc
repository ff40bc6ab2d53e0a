// SPDX-License-Identifier: GPL-2.0-or-later
// No article is read further than needed to decide.
#include "common/engine/match/near_pair.h"

#include "common/engine/match/bytes.h"
#include "common/engine/match/word_forms.h"
#include "common/fields/schema.h"
#include "common/segment/token_code.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace dateline::match {
namespace {

using query::Reach;

constexpr std::uint32_t kNowhere = 0xFFFFFFFF;

/// Each word as the numbers that its terms have in token streams.
struct Pair {
  std::vector<std::uint32_t> first;
  std::vector<std::uint32_t> second;
  query::Reach reach = query::Reach::Words;
  bool ordered = false;  ///< the first comes before the second
  std::uint32_t distance = 0;
};

/// The sentences or paragraphs of an article, one after another.
class Parts {
 public:
  Parts(Reach reach, const segment::Wording& wording) : reach_(reach), wording_(wording) {}

  void enter(std::uint32_t docid) {
    sentences_ = wording_.sentences(docid);
    begin_ = 0;
    end_ = next_end();
  }

  /// Advances to the part that contains `word`. Words must not decrease. Returns whether it is
  /// another part.
  bool move_to(std::uint32_t word) {
    const std::uint32_t before = end_;
    while (word >= end_) {
      begin_ = end_;
      end_ = next_end();
    }
    return end_ != before;
  }

  /// Its first word, and the one after its last.
  [[nodiscard]] std::uint32_t begin() const { return begin_; }
  [[nodiscard]] std::uint32_t end() const { return end_; }

 private:
  [[nodiscard]] std::uint32_t next_end() {
    for (std::uint32_t end = begin_;;) {
      const segment::Sentence sentence = sentences_.next();
      if (sentence.words == 0) return kNowhere;
      end += sentence.words;
      if (reach_ == Reach::Sentence || sentence.ends_paragraph) return end;
    }
  }

  Reach reach_;
  const segment::Wording& wording_;
  segment::Wording::Sentences sentences_{""};
  std::uint32_t begin_ = 0;
  std::uint32_t end_ = kNowhere;
};

/// Each word is one term. The rarer is searched for, and the other around each of its places.
class TwoTerms final : public Positions {
 public:
  TwoTerms(const Pair& pair, const segment::Reader& segment)
      : Positions(segment, pair.reach != Reach::Words),
        pair_(pair),
        parts_(pair.reach, segment.wording()) {
    const bool first_is_rarer = pair.first.front() > pair.second.front();
    rarer_ = Bytes::of_term(first_is_rarer ? pair.first.front() : pair.second.front());
    other_ = Bytes::of_term(first_is_rarer ? pair.second.front() : pair.first.front());
    looks_ahead_ = !pair.ordered || first_is_rarer;
    looks_back_ = !pair.ordered || !first_is_rarer;
  }

  bool stand(std::uint32_t docid) override {
    const std::string_view tokens = segment().forward().tokens(docid);
    if (pair_.reach == Reach::Words) {
      return rarer_.find(tokens, [&](std::size_t at) {
        return stands_near(tokens, at, pair_.distance, pair_.distance, schema::kFieldGap);
      });
    }
    parts_.enter(docid);
    WordNumbers numbers(tokens);
    return rarer_.find(tokens, [&](std::size_t at) {
      const std::uint32_t word = numbers.at(at);
      parts_.move_to(word);
      return stands_near(tokens, at, word - parts_.begin(), parts_.end() - 1 - word, 0);
    });
  }

 private:
  [[nodiscard]] bool stands_near(std::string_view tokens, std::size_t at, std::uint32_t back,
                                 std::uint32_t ahead, std::uint32_t gap) const {
    return (looks_back_ && stands_before(tokens, at, back, gap)) ||
           (looks_ahead_ && stands_behind(tokens, at, ahead, gap));
  }

  /// Is the other among the `words` words before the token at `at`? The end of the headline counts
  /// as `gap` words.
  [[nodiscard]] bool stands_before(std::string_view tokens, std::size_t at, std::uint32_t words,
                                   std::uint32_t gap) const {
    const std::size_t most = most_bytes(words);
    std::size_t nearest = at;
    other_.find_between(tokens, at - std::min(at, most), at, [&](std::size_t place) {
      nearest = place;
      return false;
    });
    return nearest != at && are_near(tokens.substr(nearest, at - nearest), words, gap);
  }

  [[nodiscard]] bool stands_behind(std::string_view tokens, std::size_t at, std::uint32_t words,
                                   std::uint32_t gap) const {
    std::size_t nearest = at;
    other_.find_between(tokens, at + 1, at + 1 + most_bytes(words), [&](std::size_t place) {
      nearest = place;
      return true;
    });
    return nearest != at && are_near(tokens.substr(at, nearest - at), words, gap);
  }

  /// How far apart in bytes words can be.
  static std::size_t most_bytes(std::size_t words) { return words * segment::kTokenBytes; }

  /// Tokens from one of the two to before the other.
  static bool are_near(std::string_view tokens, std::uint32_t words, std::uint32_t gap) {
    const std::uint32_t distance = segment::count_words(tokens);
    if (distance > words) return false;
    return gap == 0 || distance + gap <= words || headline_of(tokens).size() == tokens.size();
  }

  Pair pair_;
  Parts parts_;
  Bytes rarer_;
  Bytes other_;
  bool looks_ahead_ = true;
  bool looks_back_ = true;
};

/// At each of the words, all that matters is how far back the other last occurred.
class PairIn final : public Positions {
 public:
  PairIn(Pair pair, const segment::Reader& segment)
      : Positions(segment, pair.reach != Reach::Words),
        pair_(std::move(pair)),
        parts_(pair_.reach, segment.wording()) {
    for (auto* numbers : {&pair_.first, &pair_.second}) std::sort(numbers->begin(), numbers->end());
  }

  bool stand(std::uint32_t docid) override {
    last_first_ = last_second_ = kNowhere;
    if (pair_.reach != Reach::Words) parts_.enter(docid);
    const std::string_view tokens = segment().forward().tokens(docid);
    std::uint32_t word = 0;
    std::uint32_t gap = 0;
    std::size_t at = 0;
    for (std::uint32_t number = 0; segment::next_token(tokens, at, number);) {
      if (number == segment::kHeadlineEnd) {
        gap = schema::kFieldGap;
      } else {
        const bool is_first = holds(pair_.first, number);
        const bool is_second = holds(pair_.second, number);
        if ((is_first || is_second) && meets(is_first, is_second, word, gap)) return true;
        ++word;
      }
    }
    return false;
  }

 private:
  static bool holds(const std::vector<std::uint32_t>& numbers, std::uint32_t number) {
    return numbers.size() == 1 ? numbers.front() == number
                               : std::binary_search(numbers.begin(), numbers.end(), number);
  }

  [[nodiscard]] bool near(std::uint32_t last, std::uint32_t position) const {
    return last != kNowhere && (pair_.reach != Reach::Words || position - last <= pair_.distance);
  }

  /// Takes the next word that is one of the two, or both; returns whether they are now placed as
  /// asked.
  bool meets(bool is_first, bool is_second, std::uint32_t word, std::uint32_t gap) {
    if (pair_.reach != Reach::Words && parts_.move_to(word)) last_first_ = last_second_ = kNowhere;
    const std::uint32_t position = word + gap;
    if (is_second && near(last_first_, position)) return true;
    if (is_first && !pair_.ordered && near(last_second_, position)) return true;
    if (is_first) last_first_ = position;
    if (is_second) last_second_ = position;
    return false;
  }

  Pair pair_;
  Parts parts_;
  std::uint32_t last_first_ =
      kNowhere;  ///< where it last occurred; in the same part, if parts matter
  std::uint32_t last_second_ = kNowhere;
};

/// The numbers of a Word's terms, if it is looked for anywhere and in all its forms.
std::optional<std::vector<std::uint32_t>> whole_word(const query::Places& word,
                                                     const segment::Reader& segment) {
  if (word.kind != query::Kind::Word || word.region != query::Field::Text) {
    return std::nullopt;
  }
  std::vector<std::uint32_t> numbers;
  for (const query::WrittenTerm& term : word.terms) {
    const std::uint32_t number = segment.token_of(term.term);
    if (number == segment::kHeadlineEnd) continue;
    const segment::Wording& wording = segment.wording();
    if (may_be_joined(word, number, wording)) return std::nullopt;
    if (!forms_of(term, number, wording).all) return std::nullopt;
    numbers.push_back(number);
  }
  return numbers;
}

/// Empty unless the children are two such words.
std::optional<Pair> pair_of(const query::Places& places, const segment::Reader& segment) {
  if (places.children.size() != 2) return std::nullopt;
  auto first = whole_word(places.children[0], segment);
  auto second = whole_word(places.children[1], segment);
  if (!first || !second) return std::nullopt;
  return Pair{std::move(*first), std::move(*second), places.reach, places.ordered, places.distance};
}

}  // namespace

std::unique_ptr<Positions> make_pair_positions(const query::Places& near,
                                               const segment::Reader& segment) {
  auto pair = pair_of(near, segment);
  if (!pair) return nullptr;
  if (pair->first.size() == 1 && pair->second.size() == 1) {
    return std::make_unique<TwoTerms>(*pair, segment);
  }
  return std::make_unique<PairIn>(std::move(*pair), segment);
}

}  // namespace dateline::match
