// SPDX-License-Identifier: GPL-2.0-or-later
// Terms, values, records and token streams of the articles of one segment.
#include "indexer/build/inverter.h"

#include "common/glass/pack.h"
#include "common/schema.h"
#include "common/segment/token_code.h"
#include "common/text/compounds.h"

#include <algorithm>
#include <numeric>

namespace dateline {
namespace {

using schema::Facet;

constexpr std::uint32_t kNoTerm = 0xFFFFFFFF;
/// Of a word that leaves nothing to search for.
constexpr std::uint32_t kEmptyTerm = 0xFFFFFFFE;

std::string joined(const std::vector<std::string>& values) {
  std::string all;
  for (const std::string& value : values) {
    if (!all.empty()) all += schema::kValueSeparator;
    all += value;
  }
  return all;
}

std::vector<std::string> values_of(const Article& article, schema::Slot slot) {
  switch (slot) {
    case schema::kSource:
      return {article.source};
    case schema::kAgency:
      return article.agencies;
    case schema::kPlace:
      return {article.place};
    case schema::kAuthor:
      return article.authors;
    case schema::kSection:
      return {article.section};
    case schema::kTag:
      return article.tags;
    default:
      return {};
  }
}

}  // namespace

Inverter::Inverter(const std::filesystem::path& segment, WordMemory& words)
    : words_(words), database_(segment), forward_(segment) {}

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

std::uint32_t Inverter::term_of(Language& language, std::string_view word) {
  const std::uint32_t number = language.maker->number(word);
  if (language.generation != language.maker->generation()) {
    language.generation = language.maker->generation();
    language.terms.clear();
  }
  if (number >= language.terms.size()) language.terms.resize(number + 1, kNoTerm);
  std::uint32_t& term = language.terms[number];
  if (term == kNoTerm) {
    const std::string& name = language.maker->known_term(number);
    term = name.empty() ? kEmptyTerm : term_number(name);
  }
  return term;
}

void Inverter::occurs(std::uint32_t number, std::uint32_t times) {
  Term& term = terms_[number];
  if (term.last != docid_) {
    glass::pack_uint(term.postings, docid_ - term.last);
    term.last = docid_;
    ++term.documents;
    touched_.push_back(number);
  }
  term.wdf += times;
  length_ += times;
}

void Inverter::close_postings() {
  for (const std::uint32_t number : touched_) {
    glass::pack_uint(terms_[number].postings, terms_[number].wdf);
    terms_[number].wdf = 0;
  }
  touched_.clear();
}

void Inverter::add_words(Language& words, std::string_view text, bool is_headline) {
  const auto takes_place = [&](std::string_view word) {
    const std::uint32_t term = term_of(words, word);
    if (term == kEmptyTerm) return term;
    occurs(term, is_headline ? schema::kHeadlineWdf : 1);
    if (is_headline) {
      scratch_.assign(schema::kHeadlinePrefix).append(term_names_[term]);
      occurs(term_number(scratch_), 1);
    }
    return term;
  };
  const auto take = [&](const std::optional<text::Compound>& compound) {
    if (compound) takes_place(compound->joined);
  };
  text::Compounds compounds(text);
  for (text::Token t; text::next_token(text, t.end, t);) {
    take(compounds.take(t));
    const std::uint32_t term = takes_place(t.in(text));
    if (term == kEmptyTerm) continue;
    segment::put_token(tokens_, term + 1);
    ++terms_[term].tokens;
  }
  take(compounds.finish());
}

void Inverter::value(std::uint32_t slot, std::string_view value) {
  if (!value.empty()) database_.add_value(slot, docid_, value);
}

void Inverter::add_dates(const Article& article) {
  const std::string published = sortable(article.published.date);
  published_.push_back(segment::date_number(published));
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
  value(schema::kPublished, published);
  value(schema::kOldestFirst, published.empty() ? "~" : published);
  value(schema::kDatelineDate, sortable(article.dateline_date.date));
  value(schema::kIngested, sortable(article.ingested));
}

void Inverter::add_name(const Facet& facet, const std::string& name) {
  if (name.empty()) return;
  boolean(schema::facet_term(facet, name));
  for (const std::string& party : schema::parties(name)) {
    boolean(schema::facet_term(facet, party));
  }
  for (const text::Token token : text::tokens(name)) {
    boolean(schema::facet_word_term(facet, token.in(name)));
  }
}

void Inverter::add_facets(const Article& article) {
  for (const Facet& facet : schema::facets()) {
    const std::vector<std::string> values = values_of(article, facet.slot);
    for (const std::string& name : values) add_name(facet, name);
    // Found by the name it was written under, and counted under the one of all its spellings.
    if (facet.slot == schema::kSource) add_name(facet, article.stated_source);
    const std::string all = joined(values);
    value(facet.slot, all);
    forward_.column(facet.slot).add(all);
  }
}

void Inverter::add(const Article& article, std::string_view record, std::string_view digest) {
  const std::string_view compressed = deflater_.compress(record);
  ++docid_;
  length_ = 0;
  Language& words = language(article.language);
  add_words(words, article.headline, /*is_headline=*/true);
  segment::put_token(tokens_, segment::kHeadlineEnd);
  add_words(words, article.body, /*is_headline=*/false);
  token_ends_.push_back(tokens_.size());
  boolean(schema::id_term(article.id));
  ids_.push_back(article.id);
  scratch_.assign(schema::kLanguagePrefix).append(article.language);
  boolean(scratch_);
  for (const Flag flag : article.flags) {
    scratch_.assign(schema::kFlagPrefix).append(name_of(flag));
    boolean(scratch_);
  }
  add_dates(article);
  add_facets(article);
  value(schema::kLanguage, article.language);
  forward_.column(schema::kLanguage).add(article.language);
  value(schema::kDigest, digest);
  close_postings();
  lengths_.push_back(length_);
  database_.add_document(length_, compressed.empty() ? record : compressed, !compressed.empty());
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

void Inverter::write_forward() {
  std::vector<segment::TokenTerm> terms;
  const std::vector<std::uint32_t> numbers = number_tokens(terms);
  std::size_t at = 0;
  std::string tokens;
  for (std::size_t i = 0; i < lengths_.size(); ++i) {
    tokens.clear();
    const std::string_view all = std::string_view(tokens_).substr(0, token_ends_[i]);
    for (std::uint32_t number = 0; segment::next_token(all, at, number);) {
      segment::put_token(tokens, number == segment::kHeadlineEnd ? number : numbers[number - 1]);
    }
    forward_.add_article(ids_[i], lengths_[i], published_[i], tokens);
  }
  forward_.finish(std::move(terms));
}

void Inverter::finish() {
  write_forward();
  std::vector<std::uint32_t> in_order(terms_.size());
  std::iota(in_order.begin(), in_order.end(), 0U);
  std::sort(in_order.begin(), in_order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return term_names_[a] < term_names_[b]; });
  std::vector<glass::Posting> postings;
  for (const std::uint32_t number : in_order) {
    const Term& term = terms_[number];
    postings.clear();
    glass::Unpacker in(term.postings);
    for (std::uint32_t docid = 0; !in.at_end();) {
      docid += in.uint32();
      postings.push_back({docid, in.uint32()});
    }
    database_.add_term(term_names_[number], postings);
  }
  database_.finish();
}

}  // namespace dateline
