// SPDX-License-Identifier: GPL-2.0-or-later
// Finding a phrase is a search for bytes.
#include "common/engine/match/positions.h"

#include "common/engine/match/bytes.h"
#include "common/fields/schema.h"
#include "common/segment/token_code.h"

#include <string>
#include <utility>
#include <vector>

namespace dateline::match {
namespace {

using segment::Forward;

/// A term of the query as it is in token streams.
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

class Phrase final : public Positions {
 public:
  Phrase(const std::vector<Word>& words, const segment::Reader& segment)
      : Positions(segment, false) {
    std::string bytes;
    std::size_t anchor = 0;
    std::uint32_t rarest = 0;
    for (const Word& word : words) {
      possible_ = possible_ && word.token != segment::kHeadlineEnd;
      in_headline_ = in_headline_ || word.in_headline;
      // The rarest word's first two bytes, or those that end with its only one.
      if (word.token >= rarest) {
        rarest = word.token;
        anchor = bytes.size();
      }
      segment::put_token(bytes, word.token);
    }
    bytes_ = Bytes(std::move(bytes), anchor);
  }

  bool stand(std::uint32_t docid) override {
    if (!possible_) return false;
    std::string_view tokens = segment().forward().tokens(docid);
    if (in_headline_) tokens = headline_of(tokens);
    return bytes_.find(tokens, [](std::size_t) { return true; });
  }

 private:
  bool possible_ = true;
  bool in_headline_ = false;
  Bytes bytes_;
};

}  // namespace

std::unique_ptr<Positions> make_phrase(const query::Step& step, const segment::Reader& segment) {
  std::vector<Word> words;
  for (const query::Step& child : step.children) words.push_back(word_of(child, segment.forward()));
  return std::make_unique<Phrase>(words, segment);
}

}  // namespace dateline::match
