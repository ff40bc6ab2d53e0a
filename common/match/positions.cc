// SPDX-License-Identifier: GPL-2.0-or-later
// A phrase is a search for bytes; NEAR reads the positions of its words.
#include "common/match/positions.h"

#include "common/match/pair.h"
#include "common/schema.h"
#include "common/segment/token_code.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>
#include <vector>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace dateline::match {
namespace {

using segment::Forward;

/// A term of the query as it stands in token streams.
struct Word {
  std::uint32_t token = segment::kHeadlineEnd;
  bool in_headline = false;  ///< only there
};

Word word_of(const query::Step& step, const Forward& forward) {
  Word word;
  std::string_view term = step.term;
  // Stems are folded, so that a capital is a prefix.
  word.in_headline = term.starts_with(schema::kHeadlinePrefix);
  if (word.in_headline) term.remove_prefix(schema::kHeadlinePrefix.size());
  word.token = forward.token_of(term);
  return word;
}

/// Does `needle` stand in `text`? Looks for two bytes of it, those at `anchor`, sixteen places at a
/// time.
bool contains(std::string_view text, std::string_view needle, std::size_t anchor) {
  if (text.size() < needle.size()) return false;
  const auto stands = [&](std::size_t at) {
    return std::memcmp(text.data() + at, needle.data(), needle.size()) == 0;
  };
  const std::size_t places = text.size() - needle.size() + 1;
  std::size_t at = 0;
#ifdef __SSE2__
  const __m128i one = _mm_set1_epi8(needle[anchor]);
  const __m128i two = _mm_set1_epi8(needle[anchor + 1]);
  for (; at + 16 <= places; at += 16) {
    const char* const from = text.data() + at + anchor;
    const auto load = [](const char* p) {
      return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    };
    const __m128i both =
        _mm_and_si128(_mm_cmpeq_epi8(load(from), one), _mm_cmpeq_epi8(load(from + 1), two));
    for (auto found = static_cast<unsigned>(_mm_movemask_epi8(both)); found != 0;
         found &= found - 1) {
      if (stands(at + static_cast<unsigned>(std::countr_zero(found)))) return true;
    }
  }
#endif
  for (; at < places; ++at) {
    if (text[at + anchor] == needle[anchor] && stands(at)) return true;
  }
  return false;
}

class Phrase final : public Positions {
 public:
  Phrase(const std::vector<Word>& words, const Forward& forward) : forward_(forward) {
    std::uint32_t rarest = 0;
    for (const Word& word : words) {
      possible_ = possible_ && word.token != segment::kHeadlineEnd;
      in_headline_ = in_headline_ || word.in_headline;
      // The rarest word's first two bytes, or those that end with its only one.
      if (word.token >= rarest) {
        rarest = word.token;
        anchor_ = bytes_.size();
      }
      segment::put_token(bytes_, word.token);
    }
    anchor_ = std::min(anchor_, bytes_.size() - 2);
    segment::put_token(headline_end_, segment::kHeadlineEnd);
  }

  bool stand(std::uint32_t docid) override {
    if (!possible_) return false;
    std::string_view tokens = forward_.tokens(docid);
    if (in_headline_) tokens = tokens.substr(0, tokens.find(headline_end_));
    return contains(tokens, bytes_, anchor_);
  }

 private:
  const Forward& forward_;
  bool possible_ = true;
  bool in_headline_ = false;
  std::string bytes_;
  std::size_t anchor_ = 0;
  std::string headline_end_;
};

class Near final : public Positions {
 public:
  Near(std::vector<Word> words, unsigned window, const Forward& forward)
      : forward_(forward), words_(std::move(words)), window_(window), places_(words_.size()) {}

  bool stand(std::uint32_t docid) override {
    for (auto& places : places_) places.clear();
    const std::string_view tokens = forward_.tokens(docid);
    std::uint32_t position = 0;
    bool headline = true;
    std::size_t at = 0;
    for (std::uint32_t token = 0; segment::next_token(tokens, at, token);) {
      if (token == segment::kHeadlineEnd) {
        headline = false;
        position += schema::kFieldGap;
        continue;
      }
      ++position;
      for (std::size_t w = 0; w < words_.size(); ++w) {
        if (words_[w].token == token && (headline || !words_[w].in_headline)) {
          places_[w].push_back(position);
        }
      }
    }
    return std::all_of(places_.begin(), places_.end(), [](const auto& p) { return !p.empty(); }) &&
           fit();
  }

 private:
  /// True when some window holds a position of each word, all different.
  bool fit() {
    // The least position of a window that fits is one of some word.
    for (std::size_t w = 0; w < places_.size(); ++w) {
      for (const std::uint32_t first : places_[w]) {
        taken_.assign(1, first);
        if (place(0, w, first)) return true;
      }
    }
    return false;
  }

  /// Finds places for the words from `w` on, but for word `fixed`, in the window from `first`.
  bool place(std::size_t w, std::size_t fixed, std::uint32_t first) {
    if (w == words_.size()) return true;
    if (w == fixed) return place(w + 1, fixed, first);
    const auto& places = places_[w];
    for (auto it = std::lower_bound(places.begin(), places.end(), first);
         it != places.end() && *it - first < window_; ++it) {
      if (std::find(taken_.begin(), taken_.end(), *it) != taken_.end()) continue;
      taken_.push_back(*it);
      if (place(w + 1, fixed, first)) return true;
      taken_.pop_back();
    }
    return false;
  }

  const Forward& forward_;
  std::vector<Word> words_;
  unsigned window_;
  std::vector<std::vector<std::uint32_t>> places_;  ///< of each word, rising
  std::vector<std::uint32_t> taken_;
};

}  // namespace

std::unique_ptr<Positions> make_positions(const query::Step& step, const segment::Reader& segment) {
  const Forward& forward = segment.forward();
  std::vector<Word> words;
  for (const query::Step& child : step.children) words.push_back(word_of(child, forward));
  const bool anywhere =
      std::none_of(words.begin(), words.end(), [](const Word& word) { return word.in_headline; });
  if (step.op == query::Step::Op::Near && words.size() == 2 && anywhere) {
    return make_pair_positions(
        {{words[0].token}, {words[1].token}, query::Reach::Words, false, step.window - 1}, segment);
  }
  if (step.op == query::Step::Op::Near) {
    return std::make_unique<Near>(std::move(words), step.window, forward);
  }
  return std::make_unique<Phrase>(words, forward);
}

}  // namespace dateline::match
