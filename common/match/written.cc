// SPDX-License-Identifier: GPL-2.0-or-later
// A term is sought as bytes; only where it stands its form is looked up.
#include "common/match/written.h"

#include "common/match/bytes.h"
#include "common/segment/token_code.h"

#include <optional>
#include <string_view>
#include <utility>

namespace dateline::match {
namespace {

class Written final : public Positions {
 public:
  Written(const PartlyWritten& term, bool in_headline, const segment::Reader& segment)
      : Positions(segment, true), term_(term), in_headline_(in_headline) {
    std::string bytes;
    segment::put_token(bytes, term.number);
    bytes_ = Bytes(std::move(bytes));
  }

  bool stand(std::uint32_t docid) override {
    const std::string_view tokens = segment().forward().tokens(docid);
    const std::string_view sought =
        in_headline_ ? tokens.substr(0, tokens.find(static_cast<char>(segment::kHeadlineEndByte)))
                     : tokens;
    std::optional<segment::Wording::Forms> forms;
    std::uint32_t word = 0;
    std::size_t counted = 0;
    const bool stands = bytes_.find(sought, [&](std::size_t at) {
      if (term_.forms.all) return true;
      if (!forms) forms = segment().wording().forms_of(docid, segment::count_words(tokens));
      word += segment::count_words(tokens.substr(counted, at - counted));
      counted = at;
      return term_.forms.accept(forms->at(word));
    });
    return stands || (term_.is_joined && is_joined(docid, tokens, sought));
  }

 private:
  bool is_joined(std::uint32_t docid, std::string_view tokens, std::string_view sought) {
    segment().wording().read(docid, segment::count_words(tokens), wording_);
    const std::uint32_t words = segment::count_words(sought);
    return std::any_of(wording_.joined.begin(), wording_.joined.end(),
                       [&](const segment::JoinedWord& joined) {
                         return joined.term == term_.number && joined.last < words &&
                                term_.forms.accept(joined.form);
                       });
  }

  PartlyWritten term_;
  bool in_headline_;
  Bytes bytes_;
  segment::ArticleWording wording_;
};

}  // namespace

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

SegmentTerms terms_in(const query::Places& word, const segment::Reader& segment) {
  SegmentTerms terms;
  for (const query::WrittenTerm& term : word.terms) {
    const std::uint32_t number = segment.forward().token_of(term.term);
    if (number == segment::kHeadlineEnd) continue;
    Forms forms = forms_of(term, number, segment.wording());
    const bool is_joined = segment.wording().is_joined(number);
    // Terms of joined words are found without a place, too.
    if (forms.all && (word.joined || !is_joined)) {
      terms.whole.push_back(term.term);
    } else if (!forms.none()) {
      terms.partly.push_back({term.term, number, std::move(forms), is_joined && word.joined});
    }
  }
  return terms;
}

std::unique_ptr<Positions> make_written(const PartlyWritten& term, bool in_headline,
                                        const segment::Reader& segment) {
  return std::make_unique<Written>(term, in_headline, segment);
}

}  // namespace dateline::match
