// SPDX-License-Identifier: GPL-2.0-or-later
// Terms and values of one article.
#include "indexer/build/analyzer.h"

#include "common/schema.h"
#include "common/text/tokenizer.h"

namespace dateline {
namespace {

using schema::Facet;

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

void add_facet_value(Xapian::Document& document, const Facet& facet, const std::string& value) {
  document.add_boolean_term(schema::facet_term(facet, value));
  for (const std::string& party : schema::parties(value)) {
    document.add_boolean_term(schema::facet_term(facet, party));
  }
  for (const text::Token token : text::tokens(value)) {
    document.add_boolean_term(schema::facet_word_term(facet, token.in(value)));
  }
}

void add_facets(Xapian::Document& document, const Article& article) {
  for (const Facet& facet : schema::facets()) {
    const std::vector<std::string> values = values_of(article, facet.slot);
    for (const std::string& value : values) {
      if (!value.empty()) add_facet_value(document, facet, value);
    }
    if (const std::string all = joined(values); !all.empty()) document.add_value(facet.slot, all);
  }
}

void add_dates(Xapian::Document& document, const Article& article) {
  const std::string published = sortable(article.published.date);
  const auto term = [&](std::string_view prefix, std::size_t digits) {
    if (published.size() >= digits) {
      document.add_boolean_term(std::string(prefix) + published.substr(0, digits));
    }
  };
  if (published.empty()) {
    document.add_boolean_term(std::string(schema::kUndatedTerm));
    document.add_value(schema::kOldestFirst, "~");
  } else {
    term(schema::kYearPrefix, 4);
    term(schema::kMonthPrefix, 6);
    term(schema::kDayPrefix, 8);
    document.add_value(schema::kPublished, published);
    document.add_value(schema::kOldestFirst, published);
  }
  if (article.dateline_date.date.known()) {
    document.add_value(schema::kDatelineDate, sortable(article.dateline_date.date));
  }
  document.add_value(schema::kIngested, sortable(article.ingested));
}

}  // namespace

text::TermMaker& Analyzer::terms_of(const std::string& language) {
  const auto it = makers_.find(language);
  return it != makers_.end() ? it->second : makers_.try_emplace(language, language).first->second;
}

Xapian::Document Analyzer::analyze(const Article& article, const std::string& record,
                                   std::string_view digest) {
  Xapian::Document document;
  text::TermMaker& terms = terms_of(article.language);
  Xapian::termpos position = 0;
  std::string headline_term;
  for (text::Token t; text::next_token(article.headline, t.end, t);) {
    const std::string& term = terms.term(t.in(article.headline));
    if (term.empty()) continue;
    ++position;
    document.add_posting(term, position, schema::kHeadlineWdf);
    headline_term.assign(schema::kHeadlinePrefix).append(term);
    document.add_posting(headline_term, position);
  }
  position += schema::kFieldGap;
  for (text::Token t; text::next_token(article.body, t.end, t);) {
    const std::string& term = terms.term(t.in(article.body));
    if (!term.empty()) document.add_posting(term, ++position);
  }
  document.add_boolean_term(schema::id_term(article.id));
  document.add_boolean_term(std::string(schema::kLanguagePrefix) + article.language);
  for (const Flag flag : article.flags) {
    document.add_boolean_term(std::string(schema::kFlagPrefix) + std::string(name_of(flag)));
  }
  add_dates(document, article);
  add_facets(document, article);
  document.add_value(schema::kLanguage, article.language);
  document.add_value(schema::kDigest, std::string(digest));
  document.set_data(record);
  return document;
}

}  // namespace dateline
