// SPDX-License-Identifier: GPL-2.0-or-later
// Terms as in common/schema.h, including positions, via Xapian::Document.
#include "tests/unit/reference.h"

#include "common/engine/plan/xapian_query.h"
#include "common/fields/schema.h"
#include "common/text/compounds.h"
#include "common/text/term.h"

namespace reference {
using namespace dateline;

namespace {

/// Compounds have no position. One of a single word is another term, or nothing.
void add_compounds(Xapian::Document& document, text::TermMaker& terms, const std::string& text,
                   bool headline) {
  text::Compounds compounds(text);
  std::string last;
  const auto add = [&](const std::optional<text::Compound>& compound) {
    if (!compound) return;
    const std::string term = terms.term(compound->joined);
    if (compound->words == 1 && term == last) return;
    document.add_term(term, headline ? schema::kHeadlineWdf : 1);
    if (headline) document.add_term(std::string(schema::kHeadlinePrefix) + term);
  };
  for (const text::Token token : text::tokens(text)) {
    add(compounds.take(token));
    last = terms.term(token.in(text));
  }
  add(compounds.finish());
}

}  // namespace

void add_words(Xapian::Document& document, const Article& article) {
  text::TermMaker terms(article.language);
  Xapian::termpos position = schema::kFirstPosition - 1;
  for (const text::Token token : text::tokens(article.headline)) {
    const std::string term = terms.term(token.in(article.headline));
    if (term.empty()) continue;
    document.add_posting(term, ++position, schema::kHeadlineWdf);
    document.add_posting(std::string(schema::kHeadlinePrefix) + term, position);
  }
  position += schema::kFieldGap;
  for (const text::Token token : text::tokens(article.body)) {
    const std::string term = terms.term(token.in(article.body));
    if (!term.empty()) document.add_posting(term, ++position);
  }
  add_compounds(document, terms, article.headline, true);
  add_compounds(document, terms, article.body, false);
}

namespace {

void add_facet(Xapian::Document& document, const char* name,
               const std::vector<std::string>& values) {
  const fields::Row& facet = *fields::facet_of(name);
  for (const std::string& value : values) {
    if (value.empty()) continue;
    document.add_boolean_term(schema::facet_term(facet, value));
    for (const std::string& party : schema::parties(value)) {
      document.add_boolean_term(schema::facet_term(facet, party));
    }
    for (const text::Token token : text::tokens(value)) {
      document.add_boolean_term(schema::facet_word_term(facet, token.in(value)));
    }
  }
}

Xapian::Document document_of(const Article& article) {
  Xapian::Document document;
  add_words(document, article);
  add_facet(document, "source", {article.source});
  add_facet(document, "agency", article.agencies);
  add_facet(document, "place", {article.place});
  add_facet(document, "author", article.authors);
  add_facet(document, "section", {article.section});
  add_facet(document, "page", article.pages);
  add_facet(document, "tag", article.tags);
  document.add_boolean_term(schema::id_term(article.id));
  document.add_boolean_term("L" + article.language);
  for (const Flag flag : article.flags) {
    document.add_boolean_term("XFLAG" + std::string(name_of(flag)));
  }
  const std::string date = sortable(article.published.date);
  if (date.empty()) document.add_boolean_term("XUNDATED");
  if (date.size() >= 4) document.add_boolean_term("Y" + date.substr(0, 4));
  if (date.size() >= 6) document.add_boolean_term("M" + date.substr(0, 6));
  if (date.size() >= 8) document.add_boolean_term("D" + date.substr(0, 8));
  document.set_data(article.id);
  return document;
}

}  // namespace

Reference::Reference(const std::vector<Article>& articles)
    : database_((directory_.path() / "xapian").string(), Xapian::DB_CREATE) {
  for (const Article& article : articles) database_.add_document(document_of(article));
  database_.commit();
}

std::map<std::string, double> Reference::scores(const query::Plan& plan) {
  Xapian::Enquire enquire(database_);
  const query::ShardStatistics own = query::statistics_of(database_);
  enquire.set_weighting_scheme(query::xapian_weight(plan, own));
  const DateRange years = {whole_period(*make_date(2000, 0, 0)).first_day,
                           whole_period(*make_date(2030, 0, 0)).last_day};
  enquire.set_query(query::xapian_query(plan, own, years));
  const Xapian::doccount all = database_.get_doccount();
  const Xapian::MSet matches = enquire.get_mset(0, all, all);
  std::map<std::string, double> scores;
  for (auto it = matches.begin(); it != matches.end(); ++it) {
    scores[it.get_document().get_data()] = it.get_weight();
  }
  return scores;
}

}  // namespace reference
