// SPDX-License-Identifier: GPL-2.0-or-later
// Forms are in order of arrival; sorting them by term once is cheaper than a list for each term.
#include "indexer/writer/form_table.h"

#include "common/text/utf8.h"

#include <algorithm>
#include <numeric>

namespace dateline {

void FormTable::add(std::uint32_t term, std::string_view written, const text::TermMaker& maker) {
  text_ += text::cut(written, text::kMaxStemBytes);
  entries_.push_back({term, static_cast<std::uint32_t>(text_.size()), &maker});
}

void FormTable::close(std::size_t terms) {
  begins_.assign(terms + 1, 0);
  for (const Entry& entry : entries_) ++begins_[entry.term + 1];
  std::partial_sum(begins_.begin(), begins_.end(), begins_.begin());
  by_term_.resize(entries_.size());
  std::vector<std::uint32_t> next(begins_.begin(), begins_.end() - 1);
  for (std::uint32_t i = 0; i < entries_.size(); ++i) by_term_[next[entries_[i].term]++] = i;
  counts_.assign(entries_.size(), 0);
}

void FormTable::collect(std::uint32_t term) {
  forms_.resize(begins_[term + 1] - begins_[term]);
  for (std::uint32_t n = 0; n < forms_.size(); ++n) {
    const std::uint32_t entry = by_term_[begins_[term] + n];
    const std::uint32_t begin = entry == 0 ? 0 : entries_[entry - 1].end;
    forms_[n].written.assign(text_, begin, entries_[entry].end - begin);
    forms_[n].count = counts_[begins_[term] + n];
  }
}

const std::vector<segment::Form>& FormTable::forms(std::uint32_t term) {
  collect(term);
  for (std::uint32_t n = 0; n < forms_.size(); ++n) {
    const Entry& entry = entries_[by_term_[begins_[term] + n]];
    forms_[n].word = entry.maker->folded(forms_[n].written);
  }
  return forms_;
}

void FormTable::order() {
  order_.resize(entries_.size());
  for (std::uint32_t term = 0; term + 1 < begins_.size(); ++term) {
    const std::uint32_t begin = begins_[term];
    if (begins_[term + 1] - begin < 2) continue;  // one form has the number 0
    collect(term);
    const std::vector<std::uint32_t> numbers = segment::order_forms(forms_);
    std::copy(numbers.begin(), numbers.end(), order_.begin() + begin);
  }
}

}  // namespace dateline
