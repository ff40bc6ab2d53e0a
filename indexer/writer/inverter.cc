// SPDX-License-Identifier: GPL-2.0-or-later
// Terms, values, records and token streams of the articles of one segment.
#include "indexer/writer/inverter.h"

#include "common/disk/pack.h"
#include "common/fields/fields.h"
#include "common/fields/schema.h"
#include "common/segment/token_code.h"
#include "common/text/compounds.h"
#include "common/text/joined.h"
#include "common/text/sentences.h"
#include "indexer/writer/summary.h"

#include <algorithm>
#include <numeric>

namespace dateline {
namespace {

constexpr std::uint32_t kNoTerm = 0xFFFFFFFF;
constexpr std::uint32_t kNoForm = 0xFFFFFFFF;
/// For a word that leaves nothing to search for.
constexpr std::uint32_t kEmptyTerm = 0xFFFFFFFE;

}  // namespace

Inverter::Inverter(const std::filesystem::path& segment, WordMemory& words)
    : words_(words),
      database_(segment),
      records_(segment),
      forward_(segment),
      wording_(segment / segment::kWordingName) {}

Inverter::Language& Inverter::language(const std::string& code) {
  Language& language = languages_[code];
  if (language.maker == nullptr) {
    language.maker = &words_.languages.try_emplace(code, code).first->second;
    language.generation = language.maker->generation();
  }
  return language;
}

std::uint32_t Inverter::term_number(std::string_view term) {
  const auto [number, is_new] = term_names_.insert(term);
  if (is_new) terms_.emplace_back();
  return number;
}

std::uint32_t Inverter::word_number(Language& language, std::string_view word) {
  const std::uint32_t number = language.maker->number(word);
  if (language.generation != language.maker->generation()) {
    language.generation = language.maker->generation();
    language.terms.clear();
    language.forms.clear();
  }
  if (number >= language.terms.size()) {
    language.terms.resize(number + 1, kNoTerm);
    language.forms.resize(number + 1, kNoForm);
  }
  return number;
}

std::uint32_t Inverter::term_of(Language& language, std::uint32_t word) {
  std::uint32_t& term = language.terms[word];
  if (term == kNoTerm) {
    const std::string& name = language.maker->known_term(word);
    term = name.empty() ? kEmptyTerm : term_number(name);
  }
  return term;
}

std::uint32_t Inverter::form_of(Language& language, std::uint32_t word, std::string_view written) {
  const std::uint32_t term = language.terms[word];
  std::uint32_t& form = language.forms[word];
  if (form == kNoForm) {
    form = terms_[term].forms++;
    forms_.add(term, written, *language.maker);
  }
  ++terms_[term].tokens;
  return form;
}

void Inverter::occurs(std::uint32_t number, std::uint32_t times) {
  Term& term = terms_[number];
  if (term.last != docid_) {
    disk::pack_uint(term.postings, docid_ - term.last);
    term.last = docid_;
    ++term.documents;
    touched_.push_back(number);
  }
  term.wdf += times;
  length_ += times;
}

void Inverter::close_postings() {
  for (const std::uint32_t number : touched_) {
    disk::pack_uint(terms_[number].postings, terms_[number].wdf);
    terms_[number].wdf = 0;
  }
  touched_.clear();
}

void Inverter::add_words(Language& words, std::string_view text, bool is_headline) {
  const auto takes_place = [&](std::uint32_t word) {
    const std::uint32_t term = term_of(words, word);
    if (term == kEmptyTerm) return term;
    occurs(term, is_headline ? schema::kHeadlineWdf : 1);
    if (is_headline) {
      scratch_.assign(schema::kHeadlinePrefix).append(term_names_[term]);
      occurs(term_number(scratch_), 1);
    }
    return term;
  };
  std::uint32_t last_term = kEmptyTerm;
  const auto take = [&](const std::optional<text::Compound>& compound) {
    if (!compound) return;
    const std::uint32_t word = word_number(words, compound->joined);
    if (compound->words == 1 && term_of(words, word) == last_term) return;
    const std::uint32_t term = takes_place(word);
    const auto so_far = static_cast<std::uint32_t>(words_at_hand_.forms.size());
    if (term == kEmptyTerm || so_far == 0) return;
    words_at_hand_.joined.push_back({so_far - 1, std::min(compound->words, so_far), term,
                                     form_of(words, word, compound->joined), compound->hyphenated});
  };
  text::Compounds compounds(text);
  text::Token before;
  for (text::Token t; text::next_token(text, t.end, t); before = t) {
    take(compounds.take(t));
    if (before.end != 0) {
      const text::Break ended = text::break_between(text, before, t);
      if (ended != text::Break::None) {
        words_at_hand_.end_sentence(ended == text::Break::Paragraph);
      }
    }
    const std::uint32_t word = word_number(words, t.in(text));
    const std::uint32_t term = last_term = takes_place(word);
    if (term == kEmptyTerm) continue;
    segment::put_token(tokens_, term + 1);
    words_at_hand_.forms.push_back(form_of(words, word, t.in(text)));
  }
  take(compounds.finish());
  words_at_hand_.end_sentence(/*ends_paragraph=*/true);
}

void Inverter::value(std::uint32_t slot, std::string_view value) {
  if (!value.empty()) database_.add_value(slot, docid_, value);
}

void Inverter::add_dates(const Article& article) {
  const std::string published = sortable(article.published.date);
  published_.push_back(segment::date_number(published));
  zones_.push_back(segment::zone_of(article.published.date));
  const auto term = [&](std::string_view prefix, std::size_t digits) {
    if (published.size() < digits) return;
    scratch_.assign(prefix).append(published, 0, digits);
    boolean(scratch_);
  };
  if (published.empty()) {
    boolean(schema::kUndatedTerm);
  } else {
    term(schema::kYearPrefix, 4);
    term(schema::kMonthPrefix, 6);
    term(schema::kDayPrefix, 8);
  }
  value(schema::kDatelineDate, sortable(article.dateline_date));
  value(schema::kIngested, sortable(article.ingested));
}

void Inverter::add_name(const fields::Row& facet, const std::string& name) {
  if (name.empty()) return;
  boolean(schema::facet_term(facet, name));
  for (const std::string& party : schema::parties(name)) {
    boolean(schema::facet_term(facet, party));
  }
  for (const text::Token token : text::tokens(name)) {
    boolean(schema::facet_word_term(facet, token.in(name)));
  }
}

void Inverter::add_fields(const Article& article) {
  for (const fields::Row& row : fields::kRows) {
    if (row.terms == fields::Terms::None) continue;
    const std::vector<std::string> values = fields::values(article, row);
    for (const std::string& value : values) {
      if (row.terms == fields::Terms::Names) {
        add_name(row, value);
      } else {
        scratch_.assign(row.prefix).append(value);
        boolean(scratch_);
      }
    }
    // Found by the name as written, and counted under the common name of its spellings.
    if (row.slot == schema::kSource) add_name(row, article.stated_source);
    if (fields::is_facet(row))
      forward_.column(row.slot).add(text::joined(values, {&schema::kValueSeparator, 1}));
  }
}

void Inverter::add(const Article& article, std::string_view record, std::string_view digest) {
  records_.add(record);
  ++docid_;
  length_ = 0;
  words_at_hand_.clear();
  Language& words = language(article.language);
  add_words(words, article.headline, /*is_headline=*/true);
  const std::size_t headline_words = words_at_hand_.forms.size();
  segment::put_token(tokens_, segment::kHeadlineEnd);
  add_words(words, article.body, /*is_headline=*/false);
  token_ends_.push_back(tokens_.size());
  for (const std::uint32_t form : words_at_hand_.forms) disk::pack_uint(form_numbers_, form);
  sentences_.insert(sentences_.end(), words_at_hand_.sentences.begin(),
                    words_at_hand_.sentences.end());
  sentence_ends_.push_back(sentences_.size());
  joined_.insert(joined_.end(), words_at_hand_.joined.begin(), words_at_hand_.joined.end());
  joined_ends_.push_back(joined_.size());
  body_words_.push_back(static_cast<std::uint32_t>(words_at_hand_.forms.size() - headline_words));
  boolean(schema::id_term(article.id));
  ids_.push_back(article.id);
  add_dates(article);
  add_fields(article);
  value(schema::kDigest, digest);
  close_postings();
  lengths_.push_back(length_);
  const std::string summary = summary_of(article);
  const std::string_view compressed = deflater_.compress(summary);
  database_.add_document(length_, compressed.empty() ? summary : compressed, !compressed.empty());
}

std::vector<std::uint32_t> Inverter::number_tokens(std::vector<segment::TokenTerm>& terms) const {
  std::vector<std::uint32_t> by_frequency(terms_.size());
  std::iota(by_frequency.begin(), by_frequency.end(), 0U);
  std::sort(by_frequency.begin(), by_frequency.end(), [&](std::uint32_t a, std::uint32_t b) {
    return terms_[a].tokens != terms_[b].tokens ? terms_[a].tokens > terms_[b].tokens : a < b;
  });
  std::vector<std::uint32_t> numbers(terms_.size());
  for (std::uint32_t rank = 0; rank < by_frequency.size(); ++rank) {
    const std::uint32_t term = by_frequency[rank];
    if (terms_[term].tokens == 0) break;
    numbers[term] = rank + 1;
    terms.push_back({segment::hash_of(term_names_[term]), rank + 1});
  }
  std::sort(terms.begin(), terms.end(), [](const auto& a, const auto& b) {
    return a.hash != b.hash ? a.hash < b.hash : a.number < b.number;
  });
  // Terms that share a hash share a number.
  for (std::size_t i = 1; i < terms.size(); ++i) {
    if (terms[i].hash != terms[i - 1].hash) continue;
    numbers[by_frequency[terms[i].number - 1]] = terms[i - 1].number;
    terms[i].number = terms[i - 1].number;
  }
  const auto same_hash = [](const auto& a, const auto& b) { return a.hash == b.hash; };
  terms.erase(std::unique(terms.begin(), terms.end(), same_hash), terms.end());
  return numbers;
}

void Inverter::count_forms() {
  forms_.close(terms_.size());
  disk::Unpacker form_numbers(form_numbers_);
  std::size_t at = 0;
  for (std::uint32_t number = 0; segment::next_token(tokens_, at, number);) {
    if (number != segment::kHeadlineEnd) forms_.count(number - 1, form_numbers.uint32());
  }
  for (const segment::JoinedWord& joined : joined_) forms_.count(joined.term, joined.form);
  forms_.order();
}

void Inverter::write_dictionary(const std::vector<std::uint32_t>& numbers) {
  std::vector<std::uint32_t> term_of;  // by number of the token
  for (std::uint32_t term = 0; term < terms_.size(); ++term) {
    if (terms_[term].tokens == 0) continue;
    if (numbers[term] >= term_of.size()) term_of.resize(numbers[term] + 1, kNoTerm);
    term_of[numbers[term]] = term;
  }
  for (std::size_t number = 1; number < term_of.size(); ++number) {
    // A number is left over if terms share a hash.
    if (term_of[number] == kNoTerm) {
      wording_.add_term("", {}, {});
    } else {
      const std::uint32_t term = term_of[number];
      wording_.add_term(term_names_[term], forms_.forms(term), forms_.numbers(term));
    }
  }
  wording_.finish();
}

void Inverter::write_forward() {
  std::vector<segment::TokenTerm> terms;
  const std::vector<std::uint32_t> numbers = number_tokens(terms);
  count_forms();
  std::size_t at = 0;
  std::string tokens;
  disk::Unpacker form_numbers(form_numbers_);
  auto sentence = sentences_.begin();
  auto joined = joined_.begin();
  segment::ArticleWording wording;
  for (std::size_t i = 0; i < lengths_.size(); ++i) {
    tokens.clear();
    wording.clear();
    const std::string_view all = std::string_view(tokens_).substr(0, token_ends_[i]);
    for (std::uint32_t number = 0; segment::next_token(all, at, number);) {
      if (number == segment::kHeadlineEnd) {
        segment::put_token(tokens, number);
        continue;
      }
      segment::put_token(tokens, numbers[number - 1]);
      wording.forms.push_back(forms_.ordered(number - 1, form_numbers.uint32()));
    }
    const auto end = sentences_.begin() + static_cast<std::ptrdiff_t>(sentence_ends_[i]);
    wording.sentences.assign(sentence, end);
    sentence = end;
    for (const auto last = joined_.begin() + static_cast<std::ptrdiff_t>(joined_ends_[i]);
         joined != last; ++joined) {
      wording.joined.push_back({joined->last, joined->words, numbers[joined->term],
                                forms_.ordered(joined->term, joined->form), joined->hyphenated});
    }
    wording.body_words = body_words_[i];
    forward_.add_article(ids_[i], lengths_[i], published_[i], zones_[i], tokens);
    wording_.add_article(wording);
  }
  forward_.finish(std::move(terms));
  write_dictionary(numbers);
}

void Inverter::finish() {
  records_.finish();
  write_forward();
  std::vector<std::uint32_t> in_order(terms_.size());
  std::iota(in_order.begin(), in_order.end(), 0U);
  std::sort(in_order.begin(), in_order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return term_names_[a] < term_names_[b]; });
  std::vector<glass::Posting> postings;
  for (const std::uint32_t number : in_order) {
    const Term& term = terms_[number];
    postings.clear();
    disk::Unpacker in(term.postings);
    for (std::uint32_t docid = 0; !in.at_end();) {
      docid += in.uint32();
      postings.push_back({docid, in.uint32()});
    }
    database_.add_term(term_names_[number], postings);
  }
  database_.finish();
}

}  // namespace dateline
