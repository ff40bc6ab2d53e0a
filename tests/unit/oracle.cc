// SPDX-License-Identifier: GPL-2.0-or-later
// Every operator by its definition.
#include "tests/unit/oracle.h"

#include "common/fields/outlets.h"
#include "common/fields/schema.h"
#include "common/text/fold.h"
#include "common/text/name_spelling.h"
#include "common/text/sentences.h"

#include <algorithm>
#include <cmath>
#include <optional>
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

bool is_digits(const std::string& word) {
  return word.find_first_not_of("0123456789") == std::string::npos;
}

/// What stands between words that are one: a sign, or a blank before three digits.
enum class Between { Other, Hyphen, NonJoiner, Point, Blank };

/// Between `word` and `next`, which are words of a chain that began with `first`.
Between between(const std::string& sign, const std::string& first, const std::string& word,
                const std::string& next) {
  if (sign == "-" || sign == "\u2010" || sign == "\u2011") return Between::Hyphen;
  if (sign == "\u200C") return Between::NonJoiner;
  if (sign == ".") return Between::Point;
  const bool is_begun = &first != &word;
  const bool may_follow =
      is_begun ? word.size() == 3 : word.size() <= 3 && is_digits(word) && word.front() != '0';
  const std::string digits = next.substr(0, next.find_first_of(".,"));
  const bool is_group = digits.size() == 3 && is_digits(digits);
  return sign == " " && may_follow && is_group ? Between::Blank : Between::Other;
}

/// The words [first, last] of a text as one.
struct AsOne {
  std::string written;
  std::size_t first = 0;
  std::size_t last = 0;
  bool hyphenated = false;
};

/// Capitals and a small "s", all small.
std::string small_plural(const std::string& word) {
  if (word.size() < 3 || word.back() != 's') return "";
  std::string small;
  for (const char c : word) {
    const bool is_capital = c >= 'A' && c <= 'Z';
    if (!is_capital && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) return "";
    small += static_cast<char>(is_capital ? c + 32 : c);
  }
  const char last = word[word.size() - 2];
  return last >= 'A' && last <= 'Z' ? small : "";
}

/// The chain of words [first, last] as one, if it is.
std::optional<std::string> as_one(const std::vector<std::string>& words, std::size_t first,
                                  std::size_t last, Between sign, bool digits_follow) {
  if (last - first >= 4) return std::nullopt;
  std::string all;
  bool has_letter = false;
  bool is_short = true;
  for (std::size_t i = first; i <= last; ++i) {
    all += words[i];
    has_letter = has_letter || words[i].size() == 1;
    is_short = is_short && words[i].size() <= 6;
  }
  if (sign == Between::Blank) return digits_follow ? std::nullopt : std::optional(all);
  if (sign == Between::Point && (!has_letter || !is_short)) return std::nullopt;
  if (all.find_first_not_of("0123456789.,") == std::string::npos) return std::nullopt;
  const std::vector<text::Token> tokens = text::tokens(all);
  const bool is_word = tokens.size() == 1 && tokens.front().in(all) == all;
  return is_word ? std::optional(all) : std::nullopt;
}

/// All words of `text` that are one, by the rules in common/text/compounds.h.
std::vector<AsOne> all_as_one(const std::string& text) {
  const std::vector<text::Token> tokens = text::tokens(text);
  std::vector<std::string> words;
  for (const text::Token token : tokens) words.emplace_back(token.in(text));
  const auto sign_after = [&](std::size_t i) {
    return i + 1 == tokens.size() ? std::string()
                                  : text.substr(tokens[i].end, tokens[i + 1].begin - tokens[i].end);
  };
  std::vector<AsOne> all;
  for (std::size_t first = 0; first < words.size();) {
    std::size_t last = first;
    Between sign = Between::Other;
    for (; last + 1 < words.size(); ++last) {
      const Between next = between(sign_after(last), words[first], words[last], words[last + 1]);
      if (next == Between::Other || (last != first && next != sign)) break;
      sign = next;
    }
    if (last == first) {
      if (std::string small = small_plural(words[first]); !small.empty()) {
        all.push_back({std::move(small), first, last});
      }
    } else {
      const bool digits_follow = last + 1 < words.size() && sign_after(last) == " " &&
                                 is_digits(words[last + 1].substr(0, 1));
      if (auto written = as_one(words, first, last, sign, digits_follow)) {
        all.push_back({std::move(*written), first, last, sign == Between::Hyphen});
      }
    }
    first = last + 1;
  }
  return all;
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
  for (std::size_t i = 0; i < articles_.size(); ++i) mean_length_ += length(i);
  mean_length_ /= static_cast<double>(articles_.size());
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
  const std::size_t begin = words.size();
  text::Token before;
  for (const text::Token token : text::tokens(text)) {
    if (before.end != 0) {
      const text::Break ended = text::break_between(text, before, token);
      if (ended != text::Break::None) ++next.sentence;
      if (ended == text::Break::Paragraph) ++next.paragraph;
    }
    ++next.position;
    words.push_back(word_of(std::string(token.in(text))));
    before = token;
  }
  for (const AsOne& one : all_as_one(text)) {
    Word word = word_of(one.written);
    if (one.first == one.last && word.stem == words[begin + one.first].stem) continue;
    compounds_.back().push_back(
        {std::move(word), {begin + one.first, begin + one.last}, one.hyphenated});
  }
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
  std::vector<Wanted> wanted;
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
  std::set<Run> found;
  for (std::size_t first = 0; first < words_[i].size(); ++first) {
    add_runs(i, wanted, 0, first, first, found);
  }
  return found;
}

void Oracle::add_runs(std::size_t i, const std::vector<Wanted>& wanted, std::size_t k,
                      std::size_t first, std::size_t at, std::set<Run>& found) {
  const std::vector<Word>& words = words_[i];
  if (k == wanted.size()) {
    const Run run = {first, at - 1};
    if (is_in_region(i, run, *wanted.front().first)) found.insert(run);
    return;
  }
  if (at == words.size() || (k > 0 && words[at].position != words[at - 1].position + 1)) return;
  const auto& [node, typed] = wanted[k];
  const std::string& language = articles_[i].language;
  if (is_word(words[at], *node, typed, language)) add_runs(i, wanted, k + 1, first, at + 1, found);
  if (node->form != dateline::query::Form::Stem) return;
  for (const Compound& compound : compounds_[i]) {
    if (compound.hyphenated || compound.covers.first != at) continue;
    if (!is_word(compound.word, *node, typed, language)) continue;
    add_runs(i, wanted, k + 1, first, compound.covers.last + 1, found);
  }
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

double Oracle::times(std::size_t i, const std::string& stem) const {
  double times = 0;
  const auto add = [&](const Word& word) {
    if (word.stem == stem) times += word.in_headline ? 3 : 1;
  };
  for (const Word& word : words_[i]) add(word);
  for (const Compound& compound : compounds_[i]) add(compound.word);
  return times;
}

double Oracle::length(std::size_t i) const {
  double length = 0;
  const auto add = [&](const Word& word) {
    if (!word.stem.empty()) length += word.in_headline ? 4 : 1;
  };
  for (const Word& word : words_[i]) add(word);
  for (const Compound& compound : compounds_[i]) add(compound.word);
  return length;
}

/// BM25 by the counts of the article's own language, with the mean length of all articles.
double Oracle::word_score(std::size_t i, const std::string& typed) {
  constexpr double kK1 = 1.6;
  constexpr double kB = 0.6;
  const std::string& language = articles_[i].language;
  const std::string stem = maker(language).term(typed);
  // What is in no known language is stemmed, and counted, as English.
  const auto counted_as = [](const std::string& one) { return one == "und" ? "en" : one; };
  const auto is_counted = [&](const Article& article) {
    return counted_as(article.language) == counted_as(language);
  };
  const auto articles =
      static_cast<double>(std::count_if(articles_.begin(), articles_.end(), is_counted));
  const auto [held, is_new] = frequencies_.try_emplace({counted_as(language), stem}, 0);
  for (std::size_t other = 0; is_new && other < articles_.size(); ++other) {
    held->second += is_counted(articles_[other]) && times(other, stem) > 0 ? 1 : 0;
  }
  const double odds = (articles - held->second + 0.5) / (held->second + 0.5);
  const double idf = std::log(odds < 2 ? odds / 2 + 1 : odds);
  const double wdf = times(i, stem);
  return idf * (kK1 + 1) * wdf / (wdf + kK1 * (kB * length(i) / mean_length_ + 1 - kB));
}

std::optional<double> Oracle::score(std::size_t i, const Node& tree) {
  switch (tree.kind) {
    case Kind::Word:
    case Kind::Phrase: {
      if (tree.field != Field::Text || tree.form != dateline::query::Form::Stem)
        return std::nullopt;
      if (!tree.children.empty() || tree.weight != 1) return std::nullopt;
      double sum = 0;
      for (const text::Token token : text::tokens(tree.text)) {
        sum += word_score(i, std::string(token.in(tree.text)));
      }
      return sum;
    }
    case Kind::And:
    case Kind::Or: {
      double sum = 0;
      for (const Node& child : tree.children) {
        const std::optional<double> own = score(i, child);
        if (!own) return std::nullopt;
        if (matches(i, child)) sum += *own;
      }
      return sum;
    }
    default:
      return dateline::query::is_ranked(tree) ? std::nullopt : std::optional<double>(0);
  }
}

}  // namespace oracle
