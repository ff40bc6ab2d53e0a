// SPDX-License-Identifier: GPL-2.0-or-later
// The dictionaries name the most frequent forms; the matcher counts them.
#include "searcher/find/forms.h"

#include "common/engine/plan/plan.h"
#include "common/engine/query/error.h"
#include "common/engine/query/operator.h"
#include "common/fields/schema.h"
#include "common/segment/token_code.h"
#include "common/text/spelling.h"
#include "common/text/term.h"
#include "common/text/tokenizer.h"
#include "searcher/find/ranking.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace dateline {
namespace {

using query::Form;
using query::Node;

/// How many of the most frequent other forms are counted.
constexpr std::size_t kCounted = 3;

std::string compared(std::string_view word) {
  return text::spelling(word, /*keep_case=*/false);
}

/// Calls `visit` with each dictionary that has a term of the word, the term's number there, and the
/// articles in that segment.
template <typename Visit>
void each_dictionary(const Node& word, const Archive& archive, const Visit& visit) {
  std::set<std::string> terms;
  for (const std::string& language : archive.languages()) {
    text::TermMaker maker(language);
    terms.insert(maker.term(word.text));
  }
  for (const OpenSegment& open : archive.segments()) {
    open.use([&](const segment::Reader& reader) {
      for (const std::string& term : terms) {
        const std::uint32_t number = reader.token_of(term);
        if (number == segment::kHeadlineEnd) continue;
        visit(reader.wording(), number, open.segment.articles);
      }
    });
  }
  for (const auto& shard : archive.served()) {
    if (!shard->has_facts()) continue;
    shard->use_facts([&](const ServedFacts& facts) {
      for (const std::string& term : terms) {
        const auto number = facts.number_of(term);
        if (number) visit(facts.words(), *number, shard->served().articles);
      }
    });
  }
}

/// The most frequent forms of the word besides the one typed, by the segments' dictionaries.
std::vector<std::string> other_forms(const Node& word, const Archive& archive) {
  const std::string typed = compared(word.text);
  std::map<std::string, std::uint64_t> articles;  // where it is the most frequent
  each_dictionary(word, archive,
                  [&](const segment::Wording& wording, std::uint32_t term, std::uint64_t there) {
                    for (std::uint32_t n = 0; n < wording.forms(term); ++n) {
                      const std::string form = compared(wording.form(term, n));
                      if (form == typed) continue;
                      articles[form] += there;
                      return;
                    }
                  });
  std::vector<std::pair<std::uint64_t, std::string>> ranked;
  for (const auto& [form, count] : articles) ranked.emplace_back(count, form);
  std::sort(ranked.begin(), ranked.end(), std::greater<>());
  std::vector<std::string> forms;
  for (std::size_t i = 0; i < std::min(ranked.size(), kCounted); ++i) {
    forms.push_back(ranked[i].second);
  }
  return forms;
}

/// The forms of a word: those that it has in one language, and the others.
struct FormsByLanguage {
  std::set<std::string> home;
  std::map<std::string, std::uint64_t> foreign;  ///< by how many articles their segments have
};

FormsByLanguage forms_by_language(const Node& word, const Archive& archive,
                                  const std::string& home) {
  text::TermMaker maker(home);
  const std::string meant = maker.term(word.text);
  FormsByLanguage forms;
  each_dictionary(word, archive,
                  [&](const segment::Wording& wording, std::uint32_t term, std::uint64_t there) {
                    for (std::uint32_t n = 0; n < wording.forms(term); ++n) {
                      const std::string form(wording.form(term, n));
                      if (maker.term(form) == meant) {
                        forms.home.insert(compared(form));
                      } else {
                        forms.foreign[compared(form)] += there;
                      }
                    }
                  });
  return forms;
}

/// Is a server asked to count this? The articles with one term are known here.
bool needs_server(const query::Step& step) {
  return step.kind != query::StepKind::Nothing && step.kind != query::StepKind::Term;
}

Node in_form(const Node& word, std::string_view text, Form form) {
  Node node = word;
  node.text = text;
  node.form = form;
  node.span = {};  // it is not shown
  return node;
}

/// Nothing if servers would have to be asked, and may not be.
std::optional<std::uint64_t> count_of(const Node& node, const Archive& archive, Servers servers,
                                      match::Workspace& workspace) {
  const query::Plan plan = query::plan(node, archive, "", query::Limits(), workspace.deadline);
  if (servers == Servers::Unasked &&
      std::any_of(plan.served.begin(), plan.served.end(), needs_server)) {
    return std::nullopt;
  }
  return count_matches(archive, plan, workspace);
}

}  // namespace

bool is_one_word(const Node& node) {
  return node.kind == query::Kind::Word && node.form == Form::Stem &&
         text::tokens(node.text).size() == 1;
}

std::optional<OtherForm> other_form(const Node& word, const Archive& archive, Servers servers,
                                    match::Workspace& workspace) {
  bool is_unknown = false;
  const auto count = [&](std::string_view text, Form form) -> std::uint64_t {
    const auto counted = count_of(in_form(word, text, form), archive, servers, workspace);
    is_unknown = is_unknown || !counted;
    return is_unknown ? 0 : *counted;
  };
  try {
    const std::vector<std::string> others = other_forms(word, archive);
    if (others.empty()) return std::nullopt;
    OtherForm found{word.text, count(word.text, Form::Stem), count(word.text, Form::Exact), "", 0};
    if (is_unknown || 2 * found.as_typed >= found.articles) return std::nullopt;
    for (const std::string& other : others) {
      const std::uint64_t articles = count(other, Form::Exact);
      if (articles <= found.with_form) continue;
      found.with_form = articles;
      found.form = other;
    }
    if (is_unknown || found.with_form <= found.as_typed) return std::nullopt;
    return found;
  } catch (const query::QueryError&) {
    return std::nullopt;  // servers cannot tell
  }
}

std::string home_language(const Archive& archive) {
  std::string home;
  std::uint64_t most = 0;
  if (archive.languages().size() < 2) return home;
  for (const std::string& language : archive.languages()) {
    const std::uint64_t articles =
        archive.frequency(std::string(schema::kLanguagePrefix) + language);
    if (articles <= most) continue;
    most = articles;
    home = language;
  }
  return home;
}

std::optional<ForeignWord> foreign_word(const Node& word, const Node& tree, const Archive& archive,
                                        Servers servers, match::Workspace& workspace) {
  const std::string home = home_language(archive);
  if (home.empty()) return std::nullopt;
  const FormsByLanguage forms = forms_by_language(word, archive, home);
  if (forms.foreign.empty()) return std::nullopt;
  Node at_home;
  at_home.kind = query::Kind::Or;
  for (const std::string& form : forms.home) {
    at_home.children.push_back(in_form(word, form, Form::Exact));
  }
  try {
    const Node any = query::both(tree, in_form(word, word.text, Form::Stem));
    const auto all = count_of(any, archive, servers, workspace);
    const auto foreign = at_home.children.empty()
                             ? all
                             : count_of(query::both(any, query::none_of(std::move(at_home))),
                                        archive, servers, workspace);
    if (!all || !foreign || *foreign == 0) return std::nullopt;
    const auto most =
        std::max_element(forms.foreign.begin(), forms.foreign.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    return ForeignWord{word.text, *all, *foreign, most->first, home};
  } catch (const query::QueryError&) {
    return std::nullopt;  // servers cannot tell, or there are too many forms
  }
}

}  // namespace dateline
