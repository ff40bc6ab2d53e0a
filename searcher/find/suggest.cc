// SPDX-License-Identifier: GPL-2.0-or-later
// Words are searched for in the segments' dictionaries, names in the columns of their fields.
#include "searcher/find/suggest.h"

#include "common/engine/match/near.h"
#include "common/engine/plan/outlet_spellings.h"
#include "common/engine/plan/plan.h"
#include "common/engine/query/error.h"
#include "common/engine/query/operator.h"
#include "common/engine/query/pattern.h"
#include "common/fields/outlets.h"
#include "common/fields/schema.h"
#include "common/text/edit_distance.h"
#include "common/text/fold.h"
#include "common/text/language.h"
#include "common/text/spelling.h"
#include "common/text/term.h"
#include "common/text/tokenizer.h"
#include "searcher/find/facets.h"
#include "searcher/find/ranking.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace dateline {
namespace {

using query::Field;
using query::Kind;
using query::Node;

/// How many letters may differ in a word of that length.
unsigned tolerance(std::string_view word) {
  return word.size() < 4 ? 0 : word.size() < 7 ? 1 : 2;
}

/// How many candidates are tried instead of the word, best first.
constexpr std::size_t kTried = 32;

/// How many names are listed where none is similar.
constexpr std::size_t kNearestNames = 3;

/// A similar word, and how similar.
struct SimilarWord {
  std::size_t distance = 0;
  std::uint64_t articles = 0;
  std::string text;
};
using SimilarWords = std::vector<SimilarWord>;

bool is_better(const SimilarWord& a, const SimilarWord& b) {
  if (a.distance != b.distance) return a.distance < b.distance;
  if (a.articles != b.articles) return a.articles > b.articles;
  return a.text < b.text;
}

class Suggester {
 public:
  Suggester(const Archive& archive, match::Workspace& workspace)
      : archive_(archive), workspace_(workspace) {
    for (const std::string& language : archive.languages()) makers_.try_emplace(language, language);
  }

  std::vector<Suggestion> run(const Node& tree) {
    visit(tree, nullptr);
    learn();
    for (const Sought& sought : sought_) taken_.insert(text::fold(sought.typed));
    std::vector<Suggestion> found;
    for (const Sought& sought : sought_) {
      if (!is_known(sought)) found.push_back(suggestion_for(sought));
    }
    return found;
  }

 private:
  /// A word of the query, or the value of a field, and the terms that articles with it have.
  struct Sought {
    const Node* node;                           ///< that stands alone: a phrase, not a part
    const Node* leaf;                           ///< whose text contains it
    std::string_view typed;                     ///< in that text
    std::set<std::string> any;                  ///< one of these, or
    std::optional<std::set<std::string>> each;  ///< all of these
    const Node* either;                         ///< the outermost OR that it is an operand of
  };

  void visit(const Node& node, const Node* either) {
    either_ = either;
    switch (node.kind) {
      case Kind::Word:
        // What was added to a word, such as a synonym, also has its place.
        if (done_.insert(node.span.begin).second) words(node, node);
        return;
      case Kind::Phrase:
        if (node.children.empty()) words(node, node);
        for (const Node& child : node.children) {
          if (child.kind == Kind::Word) words(node, child);
        }
        return;
      case Kind::Filter:
        node.field == Field::Language ? language(node) : name(node);
        return;
      case Kind::Names:
        return;  // it has other spellings already
      default:
        for (const Node& child : query::operator_of(node).wanted(node)) {
          visit(child, either == nullptr && node.kind == Kind::Or ? &node : either);
        }
    }
  }

  void words(const Node& node, const Node& leaf) {
    for (const text::Token token : text::tokens(leaf.text)) {
      Sought word{&node, &leaf, token.in(leaf.text), {}, {}, either_};
      for (auto& [language, maker] : makers_) {
        const std::string& term = maker.term(word.typed);
        if (!term.empty()) word.any.insert(term);
      }
      sought_.push_back(std::move(word));
    }
  }

  void language(const Node& node) {
    const std::string term = std::string(schema::kLanguagePrefix) + text::fold(node.text);
    sought_.push_back({&node, &node, node.text, {term}, {}, either_});
  }

  void name(const Node& node) {
    const fields::Row* const facet = query::row_of(node.field);
    if (node.field == Field::Id) {
      sought_.push_back({&node, &node, node.text, {schema::id_term(node.text)}, {}, either_});
    }
    if (node.field == Field::Url && either_ == nullptr && count_of(node) == 0) {
      sought_.push_back({&node, &node, node.text, {}, {}, either_});
    }
    if (facet == nullptr || !fields::is_facet(*facet)) return;
    Sought value{&node, &node, node.text, {schema::facet_term(*facet, node.text)}, {}, either_};
    if (const NewsSource* known = SourceTable::built_in().find(node.text)) {
      for (const std::string& other : all_names(*known)) {
        value.any.insert(schema::facet_term(*facet, other));
      }
    }
    if (node.field == Field::Source || node.field == Field::Agency) {
      value.any.merge(query::other_spellings(archive_, *facet, node.text));
    }
    if (!node.exact) {
      value.each.emplace();
      for (const text::Token token : text::tokens(node.text)) {
        value.each->insert(schema::facet_word_term(*facet, token.in(node.text)));
      }
    }
    sought_.push_back(std::move(value));
  }

  /// Servers are asked once for everything.
  void learn() const {
    std::set<std::string> terms;
    for (const Sought& sought : sought_) {
      terms.insert(sought.any.begin(), sought.any.end());
      if (sought.each) terms.insert(sought.each->begin(), sought.each->end());
    }
    if (!terms.empty()) archive_.learn(terms);
  }

  [[nodiscard]] bool is_known(const Sought& sought) const {
    const auto is_held = [&](const std::string& term) { return archive_.frequency(term) != 0; };
    return std::any_of(sought.any.begin(), sought.any.end(), is_held) ||
           (sought.each && std::all_of(sought.each->begin(), sought.each->end(), is_held));
  }

  Suggestion suggestion_for(const Sought& sought) {
    Suggestion suggestion;
    // For a word: where it is in what was typed for the node.
    suggestion.span = sought.node->span;
    suggestion.typed = sought.typed;
    if (sought.node->kind == Kind::Filter) name_field(sought.node->field, suggestion);
    if (is_address(*sought.node)) return suggestion;
    if (sought.either != nullptr && count_of(*sought.either) != 0) return suggestion;
    const auto given = given_.find(sought.typed);
    const auto best = given != given_.end()                   ? given->second
                      : sought.node->kind != Kind::Filter     ? like_word(sought)
                      : sought.node->field == Field::Language ? like_language(sought.typed)
                                                              : like_name(*sought.node, suggestion);
    given_.emplace(sought.typed, best);
    if (best) {
      taken_.insert(text::fold(best->text));
      suggestion.instead = best->text;
      suggestion.articles = best->articles;
    }
    return suggestion;
  }

  /// Of one article, so that no other is meant.
  static bool is_address(const Node& node) {
    return node.kind == Kind::Filter && (node.field == Field::Id || node.field == Field::Url);
  }

  static void name_field(Field field, Suggestion& suggestion) {
    if (field == Field::Id || field == Field::Url) {
      suggestion.field = query::name_of(field);
      return;
    }
    const fields::Row& row = *query::row_of(field);
    suggestion.field = row.name;
    suggestion.list = row.plural;
  }

  /// The best word that finds something.
  std::optional<SimilarWord> like_word(const Sought& sought) {
    SimilarWords candidates = words_like(sought.typed);
    std::erase_if(candidates, [&](const SimilarWord& candidate) {
      return taken_.contains(text::fold(candidate.text));
    });
    candidates.resize(std::min(candidates.size(), kTried));
    for (SimilarWord& candidate : candidates) {
      candidate.articles = count_with(sought, candidate.text);
      if (candidate.articles != 0) return candidate;
    }
    return std::nullopt;
  }

  /// How many articles the node finds with `word` instead of what was typed. Other words of a
  /// phrase that no article has must also be replaced, and are ignored.
  std::uint64_t count_with(const Sought& sought, const std::string& word) {
    Node node = *sought.node;
    const bool is_alone = std::count_if(sought_.begin(), sought_.end(), [&](const Sought& other) {
                            return other.node == sought.node && !is_known(other);
                          }) == 1;
    const auto begin = static_cast<std::size_t>(sought.typed.data() - sought.leaf->text.data());
    Node& leaf =
        sought.leaf == sought.node
            ? node
            : node.children[static_cast<std::size_t>(sought.leaf - sought.node->children.data())];
    leaf.text.replace(begin, sought.typed.size(), word);
    if (!is_alone) {
      node.kind = Kind::Word;
      node.text = word;
      node.children.clear();
    }
    return count_of(node);
  }

  /// Articles that the node finds; none if servers cannot tell.
  std::uint64_t count_of(const Node& node) {
    try {
      return count_matches(archive_,
                           query::plan(node, archive_, "", query::Limits(), workspace_.deadline),
                           workspace_);
    } catch (const query::QueryError&) {
      return 0;
    } catch (const ShardDown&) {
      return 0;
    }
  }

  SimilarWords words_like(std::string_view typed) {
    const std::string folded = text::normalise(typed, "");
    const unsigned most = tolerance(folded);
    if (most == 0) return {};
    const query::Fuzzy fuzzy(folded, most);
    std::map<std::string, SimilarWord> found;
    const auto look_into = [&](const segment::Wording& wording) {
      for (std::uint32_t w = 0; w < wording.words(); ++w) {
        looks_.count();
        if (!fuzzy.matches(wording.word(w))) continue;
        const std::uint32_t term = wording.term_of_word(w);
        const std::string word(wording.word(w));
        found.try_emplace(word, SimilarWord{text::edit_distance(folded, word, most),
                                            archive_.frequency(std::string(wording.term(term))),
                                            written(wording, term, word)});
      }
    };
    for (const OpenSegment& open : archive_.segments()) {
      open.use([&](const segment::Reader& reader) { look_into(reader.wording()); });
    }
    for (const auto& shard : archive_.served()) {
      if (!shard->has_facts()) continue;
      shard->use_facts([&](const ServedFacts& facts) { look_into(facts.words()); });
    }
    SimilarWords candidates;
    for (auto& [word, candidate] : found) candidates.push_back(std::move(candidate));
    std::sort(candidates.begin(), candidates.end(), is_better);
    return candidates;
  }

  /// The most frequent spelling of the word.
  static std::string written(const segment::Wording& wording, std::uint32_t term,
                             std::string_view word) {
    for (std::uint32_t n = 0; n < wording.forms(term); ++n) {
      if (wording.word_of_form(term, n) != word) continue;
      return text::spelling(wording.form(term, n), /*keep_case=*/true);
    }
    return std::string(word);
  }

  std::optional<SimilarWord> like_language(std::string_view typed) const {
    const std::string code = language_code(typed);
    const std::uint64_t articles =
        code.empty() ? 0 : archive_.frequency(std::string(schema::kLanguagePrefix) + code);
    if (articles == 0) return std::nullopt;
    return SimilarWord{0, articles, code};
  }

  /// The name that is similar; otherwise lists the nearest.
  std::optional<SimilarWord> like_name(const Node& node, Suggestion& suggestion) {
    const fields::Row& facet = *query::row_of(node.field);
    const std::string typed = schema::facet_key(node.text);
    const unsigned most = tolerance(typed);
    std::set<std::string> names;
    for (const OpenSegment& open : archive_.segments()) {
      open.use([&](const segment::Reader& reader) {
        const auto& column = reader.forward().column(facet.slot);
        for (std::uint32_t i = 1; i < column.values(); ++i) {
          looks_.count();
          for (std::string& name : facet_values({facet.slot}, column.value(i))) {
            names.insert(std::move(name));
          }
        }
      });
    }
    SimilarWords all;
    for (const std::string& name : names) {
      looks_.count();
      std::size_t distance = text::edit_distance(schema::facet_key(name), typed);
      for (const text::Token token : text::tokens(name)) {
        if (node.exact) break;
        distance = std::min(distance, text::edit_distance(text::fold(token.in(name)), typed));
      }
      all.push_back({distance, 0, name});
    }
    // Of those that are equally near, the most frequent.
    std::sort(all.begin(), all.end(), is_better);
    if (all.empty()) return std::nullopt;
    const std::size_t last = std::min(all.size(), kNearestNames) - 1;
    const std::size_t farthest = all[last].distance;
    std::erase_if(all, [&](const SimilarWord& one) { return one.distance > farthest; });
    for (SimilarWord& one : all) {
      one.articles = archive_.frequency(schema::facet_term(facet, one.text));
    }
    std::sort(all.begin(), all.end(), is_better);
    if (all.front().distance <= most) return all.front();
    for (std::size_t i = 0; i <= last; ++i) suggestion.nearest.push_back(all[i].text);
    return std::nullopt;
  }

  const Archive& archive_;
  match::Workspace& workspace_;
  match::Tries looks_{workspace_.deadline};
  std::map<std::string, text::TermMaker> makers_;
  std::set<std::size_t> done_;
  const Node* either_ = nullptr;  ///< of the node that is visited
  std::set<std::string> taken_;   ///< words of the query and of suggestions, folded
  std::map<std::string_view, std::optional<SimilarWord>> given_;  ///< by what was typed
  std::vector<Sought> sought_;
};

}  // namespace

std::vector<Suggestion> suggest(const Node& tree, const Archive& archive,
                                match::Workspace& workspace) {
  return Suggester(archive, workspace).run(tree);
}

std::string corrected(std::string_view query, const std::vector<Suggestion>& suggestions) {
  std::string text(query);
  // From the back, so that earlier places stay valid.
  for (auto it = suggestions.rbegin(); it != suggestions.rend(); ++it) {
    if (it->instead.empty()) continue;
    const std::size_t at = text.find(it->typed, it->span.begin);
    if (at == std::string::npos || at >= it->span.end) continue;
    const bool is_word = text::tokens(it->instead).size() == 1;
    const bool quoted = at != 0 && text[at - 1] == '"';
    text.replace(at, it->typed.size(), is_word || quoted ? it->instead : "\"" + it->instead + "\"");
  }
  return text;
}

}  // namespace dateline
