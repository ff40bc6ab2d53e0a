// SPDX-License-Identifier: GPL-2.0-or-later
// A term is searched for as bytes; only where it occurs is its form looked up.
#include "common/engine/match/word_forms.h"

#include "common/segment/token_code.h"

#include <utility>

namespace dateline::match {

Forms forms_of(const query::WrittenTerm& term, std::uint32_t number,
               const segment::Wording& wording) {
  Forms forms;
  if (term.spellings == nullptr) return forms;
  const std::uint32_t count = wording.forms(number);
  for (std::uint32_t n = 0; n < count; ++n) {
    forms.accepted.push_back(
        term.spellings->accept(wording.form(number, n), wording.word_of_form(number, n)));
  }
  forms.all =
      std::find(forms.accepted.begin(), forms.accepted.end(), false) == forms.accepted.end();
  return forms;
}

bool may_be_joined(const query::Places& word, std::uint32_t term, const segment::Wording& wording) {
  switch (word.joined) {
    case query::Joined::None:
      break;
    case query::Joined::WithoutHyphen:
      return wording.is_joined_without_hyphen(term);
    case query::Joined::All:
      return wording.is_joined(term);
  }
  return false;
}

SegmentTerms terms_in(const query::Places& word, const segment::Reader& segment) {
  SegmentTerms terms;
  for (const query::WrittenTerm& term : word.terms) {
    const std::uint32_t number = segment.token_of(term.term);
    if (number == segment::kHeadlineEnd) continue;
    Forms forms = forms_of(term, number, segment.wording());
    const bool counts = may_be_joined(word, number, segment.wording());
    // Terms of joined words are also found without a place.
    if (forms.all && (counts || !segment.wording().is_joined(number))) {
      terms.whole.push_back(term.term);
    } else if (!forms.none()) {
      terms.partly.push_back({term.term, number, std::move(forms), counts});
    }
  }
  return terms;
}

WrittenTerms::WrittenTerms(std::vector<PartlyWritten> terms, bool in_headline,
                           const segment::Reader& segment)
    : in_headline_(in_headline), segment_(segment) {
  for (PartlyWritten& term : terms) {
    const Bytes bytes = Bytes::of_term(term.number);
    terms_.push_back({std::move(term), bytes});
  }
}

void WrittenTerms::prefetch(std::uint32_t docid) const {
  segment_.forward().prefetch_tokens(docid);
  segment_.wording().prefetch(docid);
}

void WrittenTerms::enter(std::uint32_t docid) {
  docid_ = docid;
  tokens_ = segment_.forward().tokens(docid);
  words_.reset();
  forms_.reset();
}

std::uint32_t WrittenTerms::words() {
  if (!words_) {
    words_ =
        segment::count_words(headline_of(tokens_)) + segment_.wording().body_words()[docid_ - 1];
  }
  return *words_;
}

std::string_view WrittenTerms::sought() const {
  return in_headline_ ? headline_of(tokens_) : tokens_;
}

bool WrittenTerms::stands(std::size_t i) {
  const auto& [term, bytes] = terms_[i];
  WordNumbers numbers(tokens_);
  const bool stands = bytes.find(sought(), [&, &forms = term.forms](std::size_t at) {
    if (forms.all) return true;
    if (!forms_) forms_ = segment_.wording().forms_of(docid_, words());
    return forms.accept(forms_->at(numbers.at(at)));
  });
  return stands || (term.is_joined && is_joined(term));
}

bool WrittenTerms::is_joined(const PartlyWritten& term) {
  segment_.wording().read(docid_, words(), wording_);
  const std::uint32_t end = in_headline_ ? segment::count_words(sought()) : words();
  return std::any_of(
      wording_.joined.begin(), wording_.joined.end(), [&](const segment::JoinedWord& joined) {
        return joined.term == term.number && joined.last < end && term.forms.accept(joined.form);
      });
}

}  // namespace dateline::match
