// SPDX-License-Identifier: GPL-2.0-or-later
// Counting, merging dictionaries term by term, renumbering.
#include "indexer/writer/merge_wording.h"

#include "common/disk/pack.h"
#include "common/segment/token_code.h"

#include <map>
#include <string_view>
#include <utility>

namespace dateline {
namespace {

[[noreturn]] void damaged_tokens() {
  throw disk::Damaged(segment::kForwardName, "a word belongs to no term");
}

std::uint32_t new_number(const Renumbering& tokens, std::uint32_t old) {
  if (old >= tokens.size()) damaged_tokens();
  return tokens[old];
}

/// The index of a form among all the segment's forms. Terms with equal hashes share a number, but
/// only one of them is in the dictionary: the words of the other count as its first form.
std::uint32_t form_place(const segment::Wording& wording, std::uint32_t term, std::uint32_t n) {
  const std::uint32_t forms = wording.forms(term);
  const std::uint32_t place = wording.forms_before(term) + (n < forms ? n : 0);
  if (forms == 0 || place >= wording.all_forms()) {
    throw disk::Damaged(segment::kWordingName, "a word belongs to no term");
  }
  return place;
}

}  // namespace

FormCounts::FormCounts(const segment::Reader& segment, const std::set<std::uint32_t>& gone)
    : wording_(segment.wording()), counts_(wording_.all_forms()) {
  segment::ArticleWording words;
  for (std::uint32_t docid = 1; docid <= segment.documents(); ++docid) {
    if (gone.contains(docid)) continue;
    const std::string_view tokens = segment.forward().tokens(docid);
    wording_.read(docid, segment::count_words(tokens), words);
    auto form = words.forms.begin();
    segment::each_word(tokens,
                       [&](std::uint32_t term) { ++counts_[form_place(wording_, term, *form++)]; });
    for (const segment::JoinedWord& joined : words.joined) {
      ++counts_[form_place(wording_, joined.term, joined.form)];
    }
  }
}

std::uint64_t FormCounts::of_form(std::uint32_t term, std::uint32_t n) const {
  return counts_[form_place(wording_, term, n)];
}

std::uint64_t FormCounts::of_term(std::uint32_t term) const {
  std::uint64_t sum = 0;
  for (std::uint32_t n = 0; n < wording_.forms(term); ++n) sum += of_form(term, n);
  return sum;
}

std::vector<Renumbering> merge_dictionaries(
    std::span<const std::unique_ptr<segment::Reader>> segments, std::span<const FormCounts> counts,
    std::span<const Renumbering> tokens, std::size_t terms, segment::WordingWriter& to) {
  std::vector<Renumbering> old_terms(segments.size());  // by new number; 0 where there is none
  std::vector<Renumbering> forms(segments.size());
  for (std::size_t i = 0; i < segments.size(); ++i) {
    old_terms[i].resize(terms + 1);
    for (std::uint32_t old = 1; old < tokens[i].size(); ++old) old_terms[i][tokens[i][old]] = old;
    forms[i].resize(segments[i]->wording().all_forms());
  }
  for (std::size_t term = 1; term <= terms; ++term) {
    std::string_view name;
    std::vector<segment::Form> merged;
    std::map<std::pair<std::string_view, std::string_view>, std::uint32_t> known;
    const auto each_form = [&](const auto& visit) {
      for (std::size_t i = 0; i < segments.size(); ++i) {
        const segment::Wording& wording = segments[i]->wording();
        const std::uint32_t old = old_terms[i][term];
        if (old == 0) continue;
        for (std::uint32_t n = 0; n < wording.forms(old); ++n) {
          if (counts[i].of_form(old, n) == 0) continue;
          name = wording.term(old);  // a term without remaining forms has none
          visit(i, wording, old, n);
        }
      }
    };
    const auto key = [](const segment::Wording& wording, std::uint32_t old, std::uint32_t n) {
      return std::pair(wording.form(old, n), wording.word_of_form(old, n));
    };
    each_form([&](std::size_t i, const auto& wording, std::uint32_t old, std::uint32_t n) {
      const auto [written, word] = key(wording, old, n);
      const auto [at, is_new] =
          known.emplace(std::pair(written, word), static_cast<std::uint32_t>(merged.size()));
      if (is_new) merged.push_back({std::string(written), std::string(word), 0});
      merged[at->second].count += counts[i].of_form(old, n);
    });
    const std::vector<std::uint32_t> order = segment::order_forms(merged);
    each_form([&](std::size_t i, const auto& wording, std::uint32_t old, std::uint32_t n) {
      forms[i][wording.forms_before(old) + n] = order[known.at(key(wording, old, n))];
    });
    to.add_term(name, merged, order);
  }
  return forms;
}

void renumber(const segment::Reader& segment, std::uint32_t docid, const Renumbering& tokens,
              const Renumbering& forms, std::string& token_stream, segment::ArticleWording& words) {
  const std::string_view old = segment.forward().tokens(docid);
  segment.wording().read(docid, segment::count_words(old), words);
  auto form = words.forms.begin();
  token_stream.clear();
  std::size_t at = 0;
  for (std::uint32_t number = 0; segment::next_token(old, at, number);) {
    if (number == segment::kHeadlineEnd) {
      segment::put_token(token_stream, number);
      continue;
    }
    segment::put_token(token_stream, new_number(tokens, number));
    *form = forms[form_place(segment.wording(), number, *form)];
    ++form;
  }
  if (form != words.forms.end()) damaged_tokens();
  for (segment::JoinedWord& joined : words.joined) {
    joined.form = forms[form_place(segment.wording(), joined.term, joined.form)];
    joined.term = new_number(tokens, joined.term);
  }
}

}  // namespace dateline
