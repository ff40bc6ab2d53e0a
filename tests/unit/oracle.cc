// SPDX-License-Identifier: GPL-2.0-or-later
// Every operator by its definition.
#include "tests/unit/oracle.h"

#include "common/fields/outlets.h"
#include "common/fields/schema.h"
#include "common/text/compounds.h"
#include "common/text/fold.h"
#include "common/text/name_spelling.h"
#include "common/text/sentences.h"

#include <algorithm>
#include <utility>

namespace oracle {

using dateline::Article;
using dateline::query::Field;
using dateline::query::Kind;
using dateline::query::Node;
namespace schema = dateline::schema;
namespace text = dateline::text;

namespace {

std::u32string code_points(const std::string& text) {
  std::u32string points;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) == 0x80U) {
      points.back() = points.back() << 6U | (byte & 0x3FU);
    } else {
      points += byte < 0x80 ? byte : byte & (byte < 0xE0 ? 0x1FU : byte < 0xF0 ? 0x0FU : 0x07U);
    }
  }
  return points;
}

bool is_like(const std::u32string& word, std::size_t w, const std::u32string& pattern,
             std::size_t p) {
  if (p == pattern.size()) return w == word.size();
  if (pattern[p] == U'*') {
    return is_like(word, w, pattern, p + 1) ||
           (w < word.size() && is_like(word, w + 1, pattern, p));
  }
  return w < word.size() && (pattern[p] == U'?' || pattern[p] == word[w]) &&
         is_like(word, w + 1, pattern, p + 1);
}

/// Can one become the other by at most `edits` letters inserted, deleted, replaced or swapped?
bool is_near_in_letters(const std::u32string& a, std::size_t i, const std::u32string& b,
                        std::size_t j, unsigned edits) {
  while (i < a.size() && j < b.size() && a[i] == b[j]) {
    ++i;
    ++j;
  }
  if (i == a.size() && j == b.size()) return true;
  if (edits == 0) return false;
  if (i < a.size() && is_near_in_letters(a, i + 1, b, j, edits - 1)) return true;
  if (j < b.size() && is_near_in_letters(a, i, b, j + 1, edits - 1)) return true;
  if (i < a.size() && j < b.size() && is_near_in_letters(a, i + 1, b, j + 1, edits - 1)) {
    return true;
  }
  return i + 1 < a.size() && j + 1 < b.size() && a[i] == b[j + 1] && a[i + 1] == b[j] &&
         is_near_in_letters(a, i + 2, b, j + 2, edits - 1);
}

/// As written, without a possessive or the dots of an acronym.
std::string spelled(std::string written, bool cased) {
  if (!cased) {
    // Enough for the words that the tests have.
    for (const auto& [capital, small] :
         std::map<std::string, std::string>{{"É", "é"}, {"Ü", "ü"}, {"В", "в"}}) {
      for (std::size_t at = 0; (at = written.find(capital, at)) != std::string::npos;) {
        written.replace(at, capital.size(), small);
      }
    }
    for (char& c : written) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  if (written.ends_with("'s")) written.resize(written.size() - 2);
  if (written.front() < '0' || written.front() > '9') std::erase(written, '.');
  return written;
}

bool is_spelled(const std::string& written, const std::string& typed, bool cased) {
  const std::string own = spelled(written, cased);
  const std::string wanted = spelled(typed, cased);
  const std::size_t apostrophe = own.find('\'');
  return own == wanted || (apostrophe != std::string::npos && own.substr(apostrophe + 1) == wanted);
}

}  // namespace

Oracle::Oracle(std::vector<Article> articles) : articles_(std::move(articles)) {
  for (const Article& article : articles_) {
    words_.emplace_back();
    compounds_.emplace_back();
    read(article.headline, article.language, /*headline=*/true);
    read(article.body, article.language, /*headline=*/false);
  }
  stories_ = Stories(articles_, bodies());
}

std::vector<std::vector<std::string>> Oracle::bodies() const {
  std::vector<std::vector<std::string>> bodies;
  for (const std::vector<Word>& words : words_) {
    std::vector<std::string>& body = bodies.emplace_back();
    for (const Word& word : words) {
      if (!word.in_headline) body.push_back(word.stem);
    }
  }
  return bodies;
}

text::TermMaker& Oracle::maker(const std::string& language) {
  return makers_.try_emplace(language, language).first->second;
}

void Oracle::read(const std::string& text, const std::string& language, bool headline) {
  std::vector<Word>& words = words_.back();
  Word next;
  next.in_headline = headline;
  next.position = headline ? 0 : static_cast<unsigned>(words.size()) + 100;
  next.sentence = words.empty() ? 0 : words.back().sentence + 1;
  next.paragraph = headline ? 0 : 1;
  const auto word_of = [&](const std::string& written) {
    Word word = next;
    word.written = written;
    word.stem = maker(language).term(written);
    word.folded = text::normalise(written, language);
    return word;
  };
  text::Compounds compounds(text);
  const auto add = [&](const std::optional<text::Compound>& compound) {
    if (!compound) return;
    Word word = word_of(compound->joined);
    if (compound->words == 1 && word.stem == words.back().stem) return;
    compounds_.back().push_back(
        {std::move(word), {words.size() - compound->words, words.size() - 1}});
  };
  text::Token before;
  for (const text::Token token : text::tokens(text)) {
    add(compounds.take(token));
    if (before.end != 0) {
      const text::Break ended = text::break_between(text, before, token);
      if (ended != text::Break::None) ++next.sentence;
      if (ended == text::Break::Paragraph) ++next.paragraph;
    }
    ++next.position;
    words.push_back(word_of(std::string(token.in(text))));
    before = token;
  }
  add(compounds.finish());
}

bool Oracle::is_word(const Word& word, const Node& node, const std::string& typed,
                     const std::string& language) {
  using dateline::query::Form;
  if (node.kind == Kind::Wildcard) {
    return is_like(code_points(word.folded), 0, code_points(text::normalise(typed, "")), 0);
  }
  if (node.kind == Kind::Fuzzy) {
    return is_near_in_letters(code_points(word.folded), 0, code_points(text::normalise(typed, "")),
                              0, node.distance);
  }
  if (node.kind == Kind::Name) {
    const std::string spelt = text::name_word(word.folded);
    return text::NameSpelling(typed).matches(word.folded) &&
           std::find(node.struck.begin(), node.struck.end(), spelt) == node.struck.end() &&
           (node.form != dateline::query::Form::Cased || text::is_capitalised(word.written));
  }
  if (word.stem != maker(language).term(typed)) return false;
  return node.form == Form::Stem || is_spelled(word.written, typed, node.form == Form::Cased);
}

bool Oracle::is_in_region(std::size_t i, Run run, const Node& node) const {
  const std::vector<Word>& words = words_[i];
  const std::size_t headline = static_cast<std::size_t>(
      std::count_if(words.begin(), words.end(), [](const Word& word) { return word.in_headline; }));
  switch (node.field) {
    case Field::Title:
      return words[run.last].in_headline;
    case Field::Lead:
      return !words[run.first].in_headline && words[run.last].paragraph <= 2;
    case Field::Opening:
      return run.first >= headline && run.last < headline + node.count;
    default:
      return true;
  }
}

std::set<Run> Oracle::phrase(std::size_t i, const Node& node) {
  // Its words, each with the node that says how it is meant.
  std::vector<std::pair<const Node*, std::string>> wanted;
  const auto add = [&](const Node& part) {
    if (part.kind == Kind::Wildcard || part.kind == Kind::Fuzzy || part.kind == Kind::Name) {
      wanted.emplace_back(&part, part.text);
      return;
    }
    for (const text::Token token : text::tokens(part.text)) {
      wanted.emplace_back(&part, std::string(token.in(part.text)));
    }
  };
  if (node.children.empty()) add(node);
  for (const Node& child : node.children) add(child);
  const std::vector<Word>& words = words_[i];
  std::set<Run> found;
  for (std::size_t at = 0; at + wanted.size() <= words.size(); ++at) {
    const Run run = {at, at + wanted.size() - 1};
    bool here = is_in_region(i, run, node) &&
                words[run.last].position - words[at].position == run.last - at;
    for (std::size_t k = 0; here && k < wanted.size(); ++k) {
      here = is_word(words[at + k], *wanted[k].first, wanted[k].second, articles_[i].language);
    }
    if (here) found.insert(run);
  }
  return found;
}

bool Oracle::fits(std::size_t i, const std::vector<Run>& chosen, const Node& near) const {
  using dateline::query::Reach;
  const std::vector<Word>& words = words_[i];
  for (std::size_t a = 0; a < chosen.size(); ++a) {
    for (std::size_t b = a + 1; b < chosen.size(); ++b) {
      if (chosen[a].first <= chosen[b].last && chosen[b].first <= chosen[a].last) return false;
      if (near.ordered && chosen[b].first <= chosen[a].last) return false;
    }
  }
  const auto [first, last] = std::minmax_element(chosen.begin(), chosen.end());
  const Word& begin = words[first->first];
  const Word& end = words[last->last];
  switch (near.reach) {
    case Reach::Sentence:
      return begin.sentence == end.sentence;
    case Reach::Paragraph:
      return begin.paragraph == end.paragraph;
    case Reach::Words:
      break;
  }
  // Those between the first and the last need room.
  std::size_t needed = 1;
  for (const Run& run : chosen) {
    if (run != *first && run != *last) needed += run.last - run.first + 1;
  }
  const std::size_t reach = std::max<std::size_t>(near.distance, needed);
  return words[last->first].position - words[first->last].position <= reach;
}

/// All choices of one run for each operand that do not overlap and are close to each other.
std::set<Run> Oracle::near(std::size_t i, const Node& node) {
  std::vector<std::set<Run>> operands;
  for (const Node& child : node.children) operands.push_back(runs(i, child));
  std::set<Run> found;
  std::vector<Run> chosen;
  const auto choose = [&](const auto& self, std::size_t k) -> void {
    if (k == operands.size()) {
      if (!fits(i, chosen, node)) return;
      Run hull = chosen.front();
      for (const Run& run : chosen) {
        hull = {std::min(hull.first, run.first), std::max(hull.last, run.last)};
      }
      found.insert(hull);
      return;
    }
    for (const Run& run : operands[k]) {
      chosen.push_back(run);
      self(self, k + 1);
      chosen.pop_back();
    }
  };
  choose(choose, 0);
  return found;
}

/// Is any word of the one within reach of any word of the other, or are they in the same part?
bool Oracle::are_near(std::size_t i, Run a, Run b, const Node& node) const {
  using dateline::query::Reach;
  const std::vector<Word>& words = words_[i];
  if (a.first <= b.last && b.first <= a.last) return true;
  const auto [first, last] = std::minmax(a, b);
  if (node.reach == Reach::Words) {
    return words[last.first].position - words[first.last].position <= node.distance;
  }
  const auto part = [&](std::size_t word) {
    return node.reach == Reach::Sentence ? words[word].sentence : words[word].paragraph;
  };
  return part(first.first) == part(std::max(first.last, last.last));
}

/// Runs of the first operand not near any run of the others.
std::set<Run> Oracle::not_near(std::size_t i, const Node& node) {
  std::set<Run> left = runs(i, node.children.front());
  for (std::size_t c = 1; c < node.children.size(); ++c) {
    for (const Run& other : runs(i, node.children[c])) {
      std::erase_if(left, [&](const Run& run) { return are_near(i, run, other, node); });
    }
  }
  return left;
}

/// The surname; or it and the first name, which is before it with three words between them at most,
/// or directly after it; or it and an initial, which is before it.
std::set<Run> Oracle::name(std::size_t i, const Node& node) {
  const std::set<Run> surnames = runs(i, node.children.front());
  if (node.children.size() == 1) return surnames;
  const std::vector<Word>& words = words_[i];
  std::set<Run> found;
  for (std::size_t c = 1; c < node.children.size(); ++c) {
    for (const Run& first : runs(i, node.children[c])) {
      for (const Run& surname : surnames) {
        const bool before = first.last < surname.first &&
                            words[surname.first].position - words[first.last].position <= 4;
        const bool after = c == 1 && surname.last < first.first &&
                           words[first.first].position - words[surname.last].position == 1;
        if (!before && !after) continue;
        found.insert({std::min(first.first, surname.first), std::max(first.last, surname.last)});
      }
    }
  }
  return found;
}

std::set<Run> Oracle::runs(std::size_t i, const Node& node) {
  if (node.kind == Kind::Names) return name(i, node);
  if (node.kind == Kind::Near) return near(i, node);
  if (node.kind == Kind::NotNear) return not_near(i, node);
  if (node.kind != Kind::Or) return phrase(i, node);
  std::set<Run> all;
  for (const Node& child : node.children) all.merge(runs(i, child));
  return all;
}

/// A word or phrase on its own, which may also be a compound.
bool Oracle::stands(std::size_t i, const Node& node) {
  if (!phrase(i, node).empty()) return true;
  if (node.form != dateline::query::Form::Stem || !node.children.empty()) return false;
  const bool many = node.kind == Kind::Wildcard || node.kind == Kind::Fuzzy;
  if (!many && text::tokens(node.text).size() != 1) return false;
  return std::any_of(compounds_[i].begin(), compounds_[i].end(), [&](const Compound& compound) {
    return is_in_region(i, compound.covers, node) &&
           is_word(compound.word, node, node.text, articles_[i].language);
  });
}

namespace {

std::vector<std::string> values_of(const Article& article, Field field) {
  const std::string_view name = dateline::query::name_of(field);
  if (name == "source") return {article.source};
  if (name == "agency") return article.agencies;
  if (name == "place") return {article.place};
  if (name == "author") return article.authors;
  if (name == "section") return {article.section};
  if (name == "page") return article.pages;
  if (name == "tag") return article.tags;
  return {};
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
  if (node.field == Field::Id) return article.id == node.text;
  if (node.field == Field::Url) return article.url == node.text;
  if (node.field == Field::Language) return article.language == text::fold(node.text);
  if (node.field == Field::Flag) {
    const std::vector<std::string> flags = flag_names(article);
    return std::find(flags.begin(), flags.end(), text::fold(node.text)) != flags.end();
  }
  const std::vector<std::string> values = values_of(article, node.field);
  if (node.field == Field::Source || node.field == Field::Agency) {
    for (const std::string& value : values) {
      if (!value.empty() && dateline::outlet_key(value) == dateline::outlet_key(node.text)) {
        return true;
      }
    }
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
    case Kind::Wildcard:
    case Kind::Fuzzy:
    case Kind::Phrase:
      return stands(i, tree);
    case Kind::Name:
    case Kind::Names:
      return !runs(i, tree).empty();
    case Kind::Near:
      return !near(i, tree).empty();
    case Kind::NotNear:
      return !not_near(i, tree).empty();
    case Kind::AtLeast:
      return runs(i, tree.children.front()).size() >= tree.count;
    case Kind::Filter:
      return filter(i, tree);
    case Kind::DateIs: {
      const dateline::Date& date = tree.field == Field::DatelineDate ? articles_[i].dateline_date
                                   : tree.field == Field::Ingested   ? articles_[i].ingested
                                                                     : published;
      if (!date.known()) return false;
      const dateline::DateRange own = whole_period(date);
      return own.first_day >= tree.dates.first_day && own.last_day <= tree.dates.last_day;
    }
    case Kind::DateNone:
      return !published.known();
    case Kind::Length: {
      const auto length = std::count_if(words_[i].begin(), words_[i].end(),
                                        [](const Word& word) { return !word.in_headline; });
      return length >= tree.least && length <= tree.most;
    }
    case Kind::Story:
      return story_names_.at(stories_.of(i)) == tree.text;
    case Kind::First:
      return stories_.is_first(i);
    case Kind::And:
      return std::all_of(tree.children.begin(), tree.children.end(), child_matches);
    case Kind::Or:
      return std::any_of(tree.children.begin(), tree.children.end(), child_matches);
    case Kind::Not:
      return !matches(i, tree.children.front());
  }
  return false;
}

}  // namespace oracle
