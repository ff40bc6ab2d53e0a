// SPDX-License-Identifier: GPL-2.0-or-later
// An article's places are found bottom-up: first those of all words, then those of what is built
// from them.
#include "common/engine/match/find_places.h"

#include "common/engine/match/near.h"
#include "common/engine/match/word_forms.h"
#include "common/engine/query/operator.h"
#include "common/fields/schema.h"
#include "common/segment/token_code.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

namespace dateline::match {
namespace {

using query::Field;
using query::Kind;
using query::Places;
using query::Reach;

/// Paragraphs of a lead.
constexpr std::uint32_t kLeadParagraphs = 2;

/// A term of a Word, and which of its forms are meant.
struct Leaf {
  std::size_t word = 0;  ///< which of the Words, in order of the tree
  Forms forms;
};

/// The article at hand.
struct Text {
  Divisions divisions;
  segment::ArticleWording wording;
  std::vector<std::vector<Place>> words;  ///< places of each Word of the tree
};

class PlacesIn final : public Positions {
 public:
  PlacesIn(std::shared_ptr<const Places> root, const segment::Reader& segment,
           const query::Deadline& deadline)
      : Positions(segment, true),
        root_(std::move(root)),
        tries_(deadline),
        seen_(segment.wording().terms() / 64 + 1) {
    collect(*root_);
    text_.words.resize(words_.size());
  }

  bool stand(std::uint32_t docid) override {
    read(docid);
    next_word_ = 0;
    return !places(*root_, /*one=*/true).empty();
  }

 private:
  void collect(const Places& places) {
    if (places.kind != Kind::Word) {
      needs_sentences_ = needs_sentences_ || places.reach != Reach::Words;
      for (const Places& child : places.children) collect(child);
      return;
    }
    const std::size_t index = words_.size();
    words_.push_back(&places);
    needs_sentences_ = needs_sentences_ || places.region == Field::Lead;
    for (const query::WrittenTerm& term : places.terms) {
      const std::uint32_t number = segment().token_of(term.term);
      if (number == segment::kHeadlineEnd) continue;
      Forms forms = forms_of(term, number, segment().wording());
      needs_forms_ = needs_forms_ || !forms.all;
      needs_joined_ = needs_joined_ || may_be_joined(places, number, segment().wording());
      seen_[number / 64] |= std::uint64_t{1} << (number % 64);
      leaves_[number].push_back({index, std::move(forms)});
    }
  }

  [[nodiscard]] bool is_wanted(std::uint32_t term) const {
    return term / 64 < seen_.size() && (seen_[term / 64] >> (term % 64) & 1U) != 0;
  }

  void read(std::uint32_t docid) {
    for (auto& places : text_.words) places.clear();
    const std::string_view tokens = segment().forward().tokens(docid);
    const std::uint32_t words = segment::count_words(tokens);
    std::optional<segment::Wording::Forms> forms;
    if (needs_forms_) forms = segment().wording().forms_of(docid, words);
    if (needs_joined_) {
      segment().wording().read(docid, words, text_.wording);
    } else if (needs_sentences_) {
      segment().wording().read_sentences(docid, words, text_.wording.sentences);
    }
    if (needs_sentences_) text_.divisions.divide(text_.wording.sentences);
    text_.divisions.headline_words = words;  // until its end is reached
    std::uint32_t word = 0;
    std::size_t at = 0;
    for (std::uint32_t number = 0; segment::next_token(tokens, at, number);) {
      if (number == segment::kHeadlineEnd) {
        text_.divisions.headline_words = word;
        continue;
      }
      if (is_wanted(number)) {
        for (const Leaf& leaf : leaves_.at(number)) {
          if (leaf.forms.all || leaf.forms.accept(forms->at(word))) take(leaf.word, {word, word});
        }
      }
      ++word;
    }
    if (needs_joined_) read_joined();
  }

  void read_joined() {
    for (const segment::JoinedWord& joined : text_.wording.joined) {
      if (!is_wanted(joined.term)) continue;
      for (const Leaf& leaf : leaves_.at(joined.term)) {
        const query::Joined counts = words_[leaf.word]->joined;
        if (counts == query::Joined::None || !leaf.forms.accept(joined.form)) continue;
        if (counts == query::Joined::WithoutHyphen && joined.hyphenated) continue;
        take(leaf.word, {joined.last + 1 - joined.words, joined.last});
      }
    }
  }

  void take(std::size_t word, Place place) {
    if (!is_in_region(*words_[word], place)) return;
    std::vector<Place>& places = text_.words[word];
    if (places.empty() || places.back() != place) places.push_back(place);
  }

  [[nodiscard]] bool is_in_region(const Places& word, Place place) const {
    const std::uint32_t body = text_.divisions.headline_words;
    switch (word.region) {
      case Field::Title:
        return place.end < body;
      case Field::Opening:
        return place.begin >= body && place.end < body + word.count;
      case Field::Lead: {
        if (place.begin < body) return false;
        const auto& ends = text_.divisions.paragraph_ends;
        const auto first = std::lower_bound(ends.begin(), ends.end(), body);
        const auto own = std::lower_bound(first, ends.end(), place.end);
        return own - first < static_cast<std::ptrdiff_t>(kLeadParagraphs);
      }
      default:
        return true;
    }
  }

  /// All places, rising, each once; with `one`, at least one of them if there is any.
  std::vector<Place> places(const Places& of, bool one) {
    std::vector<Place> found;
    if (of.kind == Kind::Word) {
      found = text_.words[next_word_++];
    } else {
      std::vector<std::vector<Place>> children;
      for (const Places& child : of.children) children.push_back(places(child, /*one=*/false));
      found = query::operator_of(of.kind).stand(of, children, text_.divisions, tries_, one);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

  std::shared_ptr<const Places> root_;
  Tries tries_;
  std::vector<const Places*> words_;  ///< the Words of the tree, in order
  std::unordered_map<std::uint32_t, std::vector<Leaf>> leaves_;  ///< by number of the term
  std::vector<std::uint64_t> seen_;  ///< a bit for each term that has leaves
  bool needs_sentences_ = false;
  bool needs_forms_ = false;
  bool needs_joined_ = false;
  Text text_;
  std::size_t next_word_ = 0;
};

}  // namespace

std::unique_ptr<Positions> make_places(std::shared_ptr<const Places> places,
                                       const segment::Reader& segment,
                                       const query::Deadline& deadline) {
  if (auto quicker = query::operator_of(places->kind).positions(*places, segment)) return quicker;
  return std::make_unique<PlacesIn>(std::move(places), segment, deadline);
}

std::shared_ptr<const Places> places_of(const query::Step& near) {
  Places places;
  places.kind = Kind::Near;
  places.distance = near.window - 1;
  for (const query::Step& child : near.children) {
    Places& word = places.children.emplace_back();
    std::string_view term = child.term;
    // Stems are folded, so that a capital is a prefix.
    if (term.starts_with(schema::kHeadlinePrefix)) {
      term.remove_prefix(schema::kHeadlinePrefix.size());
      word.region = Field::Title;
    }
    word.terms.push_back({std::string(term), nullptr});
  }
  return std::make_shared<const Places>(std::move(places));
}

}  // namespace dateline::match
