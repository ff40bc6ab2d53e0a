// SPDX-License-Identifier: GPL-2.0-or-later
// Every operator by its definition.
#include "tests/unit/oracle.h"

#include "common/schema.h"
#include "common/sources.h"
#include "common/text/compounds.h"
#include "common/text/fold.h"

#include <algorithm>

namespace oracle {

using dateline::Article;
using dateline::query::Field;
using dateline::query::Kind;
using dateline::query::Node;
namespace schema = dateline::schema;
namespace text = dateline::text;

Oracle::Oracle(std::vector<Article> articles) : articles_(std::move(articles)) {
  for (const Article& article : articles_) {
    std::vector<Word> words;
    unsigned position = 0;
    for (const std::string& stem : stems(article.headline, article.language)) {
      words.push_back({++position, stem, true});
    }
    position += 100;
    for (const std::string& stem : stems(article.body, article.language)) {
      words.push_back({++position, stem, false});
    }
    words_.push_back(std::move(words));
    compounds_.push_back(compounds_of(article.headline, article.language, true));
    for (Word& word : compounds_of(article.body, article.language, false)) {
      compounds_.back().push_back(std::move(word));
    }
  }
}

std::vector<std::string> Oracle::stems(const std::string& text, const std::string& language) {
  text::TermMaker& maker = makers_.try_emplace(language, language).first->second;
  std::vector<std::string> stems;
  for (const text::Token token : text::tokens(text)) stems.push_back(maker.term(token.in(text)));
  return stems;
}

/// What the hyphens of a text join; no place in it.
std::vector<Word> Oracle::compounds_of(const std::string& text, const std::string& language,
                                       bool headline) {
  text::TermMaker& maker = makers_.try_emplace(language, language).first->second;
  std::vector<Word> all;
  text::Compounds compounds(text);
  const auto add = [&](const std::optional<text::Compound>& compound) {
    if (compound) all.push_back({0, maker.term(compound->joined), headline});
  };
  for (const text::Token token : text::tokens(text)) add(compounds.take(token));
  add(compounds.finish());
  return all;
}

bool Oracle::phrase(std::size_t i, const Node& node) {
  const std::vector<std::string> wanted = stems(node.text, articles_[i].language);
  const auto is_wanted = [&](const Word& word) {
    return is_word(word, node, articles_[i].language);
  };
  if (std::any_of(compounds_[i].begin(), compounds_[i].end(), is_wanted)) return true;
  const std::vector<Word>& words = words_[i];
  for (std::size_t at = 0; at + wanted.size() <= words.size(); ++at) {
    bool here = true;
    for (std::size_t k = 0; k < wanted.size(); ++k) {
      here = here && words[at + k].stem == wanted[k] &&
             words[at + k].position == words[at].position + k &&
             (node.field == Field::Text || words[at + k].in_headline);
    }
    if (here) return true;
  }
  return false;
}

bool Oracle::is_word(const Word& word, const Node& node, const std::string& language) {
  if (node.kind == Kind::Or) {
    return std::any_of(node.children.begin(), node.children.end(),
                       [&](const Node& child) { return is_word(word, child, language); });
  }
  if (node.field == Field::Title && !word.in_headline) return false;
  if (stems(node.text, language) == std::vector<std::string>{word.stem}) return true;
  return node.kind == Kind::Prefix && word.stem.starts_with(text::normalise(node.text, ""));
}

bool Oracle::prefix(std::size_t i, const Node& node) {
  const auto is_wanted = [&](const Word& word) {
    return is_word(word, node, articles_[i].language);
  };
  return std::any_of(words_[i].begin(), words_[i].end(), is_wanted) ||
         std::any_of(compounds_[i].begin(), compounds_[i].end(), is_wanted);
}

bool Oracle::near(std::size_t i, const Node& node) {
  // All choices of one position for each operand, at different positions, within the window.
  const unsigned reach = std::max(node.distance, static_cast<unsigned>(node.children.size()) - 1U);
  std::vector<std::vector<unsigned>> places;
  for (const Node& child : node.children) {
    places.emplace_back();
    for (const Word& word : words_[i]) {
      if (is_word(word, child, articles_[i].language)) places.back().push_back(word.position);
    }
  }
  std::vector<unsigned> chosen;
  const auto choose = [&](const auto& self, std::size_t k) -> bool {
    if (k == places.size()) {
      const auto [low, high] = std::minmax_element(chosen.begin(), chosen.end());
      return *high - *low <= reach;
    }
    for (const unsigned position : places[k]) {
      if (std::find(chosen.begin(), chosen.end(), position) != chosen.end()) continue;
      chosen.push_back(position);
      const bool found = self(self, k + 1);
      chosen.pop_back();
      if (found) return true;
    }
    return false;
  };
  return choose(choose, 0);
}

namespace {

std::vector<std::string> values_of(const Article& article, Field field) {
  switch (field) {
    case Field::Source:
      return {article.source};
    case Field::Agency:
      return article.agencies;
    case Field::Place:
      return {article.place};
    case Field::Author:
      return article.authors;
    case Field::Section:
      return {article.section};
    case Field::Tag:
      return article.tags;
    default:
      return {};
  }
}

std::vector<std::string> folded_words(const std::string& value) {
  std::vector<std::string> words;
  for (const text::Token token : text::tokens(value)) {
    words.push_back(text::fold(token.in(value)));
  }
  return words;
}

/// Whether `name` is one of `values` or a party of one.
bool is_named(const std::vector<std::string>& values, const std::string& name) {
  for (const std::string& value : values) {
    std::vector<std::string> names = schema::parties(value);
    names.push_back(value);
    for (const std::string& each : names) {
      if (!each.empty() && schema::facet_key(each) == schema::facet_key(name)) return true;
    }
  }
  return false;
}

}  // namespace

bool Oracle::filter(std::size_t i, const Node& node) const {
  const Article& article = articles_[i];
  if (node.field == Field::Language) return article.language == text::fold(node.text);
  if (node.field == Field::Flag) {
    const std::vector<std::string> flags = flag_names(article);
    return std::find(flags.begin(), flags.end(), text::fold(node.text)) != flags.end();
  }
  const std::vector<std::string> values = values_of(article, node.field);
  if (node.field == Field::Source || node.field == Field::Agency) {
    if (const dateline::NewsSource* known = dateline::SourceTable::built_in().find(node.text)) {
      for (const std::string& spelling : dateline::all_names(*known)) {
        if (is_named(values, spelling)) return true;
      }
    }
  }
  if (node.exact) return is_named(values, node.text);
  std::vector<std::string> held;
  for (const std::string& value : values) {
    for (std::string& word : folded_words(value)) held.push_back(std::move(word));
  }
  const std::vector<std::string> wanted = folded_words(node.text);
  return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& word) {
    return std::find(held.begin(), held.end(), word) != held.end();
  });
}

bool Oracle::matches(std::size_t i, const Node& tree) {
  const auto child_matches = [&](const Node& child) { return matches(i, child); };
  const dateline::Date& published = articles_[i].published.date;
  switch (tree.kind) {
    case Kind::Everything:
      return true;
    case Kind::Word:
    case Kind::Phrase:
      return phrase(i, tree);
    case Kind::Prefix:
      return prefix(i, tree);
    case Kind::Near:
      return near(i, tree);
    case Kind::Filter:
      return filter(i, tree);
    case Kind::DateIs: {
      if (!published.known()) return false;
      const dateline::DateRange own = whole_period(published);
      return own.first_day >= tree.dates.first_day && own.last_day <= tree.dates.last_day;
    }
    case Kind::DateNone:
      return !published.known();
    case Kind::And:
      return std::all_of(tree.children.begin(), tree.children.end(), child_matches);
    case Kind::Or:
    case Kind::Ranked:
      return std::any_of(tree.children.begin(), tree.children.end(), child_matches);
    case Kind::Not:
      return !matches(i, tree.children.front());
  }
  return false;
}

}  // namespace oracle
