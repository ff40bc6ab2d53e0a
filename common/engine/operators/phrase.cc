// SPDX-License-Identifier: GPL-2.0-or-later
// `"open skies"`: words, and wildcards, that follow each other.
#include "common/engine/match/near.h"
#include "common/engine/plan/planner.h"
#include "common/engine/query/canonical.h"
#include "common/engine/query/leaf.h"
#include "common/engine/query/lexer.h"
#include "common/text/ascii.h"
#include "common/text/utf8.h"

#include <algorithm>

#include <fmt/format.h>

namespace dateline::query {
namespace {

class Phrase final : public Leaf {
 public:
  std::string_view help() const override {
    return "  \"open skies\"                    a phrase\n";
  }

  /// `"a B.Sc. degree"` finds `a BSc degree` too.
  Node in_text(Node node) const override {
    if (node.form != Form::Stem) return with_wildcards(std::move(node));
    std::vector<std::string> ways = ways_of(node.text);
    Node any = in_any_way(std::move(node), std::move(ways));
    if (any.kind != Kind::Or) return with_wildcards(std::move(any));
    for (Node& phrase : any.children) phrase = with_wildcards(std::move(phrase));
    return any;
  }

  void add_meant(const Node& node, text::TermMaker& maker,
                 std::vector<Meant>& meant) const override {
    if (node.children.empty()) return Leaf::add_meant(node, maker, meant);
    for (const Node& child : node.children) {
      operator_of(child).leaf()->add_meant(child, maker, meant);
    }
  }

  std::string_view kind() const override { return "phrase"; }
  std::string in_words(const Node& node) const override {
    return fmt::format("the phrase \"{}\"{}", node.text, where_in_words(node));
  }

  std::string canonical(const Node& node) const override {
    if (node.form == Form::Stem && ways_of(node.text).size() > 1) {
      return in_field(node, in_quotes(node.text));
    }
    if (node.children.empty()) {
      return in_field(node, in_form(node.form, in_quotes(compared_words(node.text, node.form))));
    }
    std::vector<std::string> words;
    for (const Node& child : node.children) {
      words.push_back(child.kind == Kind::Wildcard ? folded_words(child.text)
                                                   : compared(child.text, node.form));
    }
    return in_field(node, in_quotes(in_a_row(words)));
  }

  Placed placed(const Node& node, Planner& planner, const std::string& language) const override {
    return node.children.empty() ? Leaf::placed(node, planner, language)
                                 : Operator::placed(node, planner, language);
  }

  /// Runs of one place of each child, neighbours that do not reach from the headline into the body.
  std::vector<match::Place> stand(const Asked& /*asked*/, const ChildPlaces& children,
                                  const match::Divisions& divisions, match::Tries& /*tries*/,
                                  bool /*one*/) const override {
    std::vector<match::Place> runs = children.front();
    for (std::size_t c = 1; c < children.size() && !runs.empty(); ++c) {
      std::vector<match::Place> longer;
      for (const match::Place& run : runs) {
        const std::uint32_t next = run.end + 1;
        if (next == divisions.headline_words) continue;
        for (auto it =
                 std::lower_bound(children[c].begin(), children[c].end(), match::Place{next, 0});
             it != children[c].end() && it->begin == next; ++it) {
          longer.push_back({run.begin, it->end});
        }
      }
      runs = std::move(longer);
    }
    return runs;
  }

  std::optional<StepKind> served(const Places& /*places*/) const override {
    return StepKind::Phrase;
  }

 private:
  /// Makes children from the words of a phrase with wildcards in it.
  static Node with_wildcards(Node phrase) {
    const std::string& pieces = phrase.text;
    std::vector<Node> words;
    bool wild = false;
    for (std::size_t at = 0; at < pieces.size();) {
      const std::size_t begin = pieces.find_first_not_of(ascii::kBlanks, at);
      if (begin == std::string::npos) break;
      at = std::min(pieces.find_first_of(ascii::kBlanks, begin), pieces.size());
      const std::string piece = pieces.substr(begin, at - begin);
      if (piece == "*") refuse_any_word(pieces, begin);
      for (Node& word : words_of_piece(piece)) {
        word.field = phrase.field;
        word.count = phrase.count;
        word.span = phrase.span;
        wild = wild || word.kind == Kind::Wildcard;
        words.push_back(std::move(word));
      }
    }
    if (wild && phrase.form == Form::Stem) phrase.children = std::move(words);
    return phrase;
  }

  /// A `*` on its own at `at` of the phrase.
  [[noreturn]] static void refuse_any_word(std::string_view phrase, std::size_t at) {
    const auto side = [](std::string_view words) {
      const std::string_view own = text::trim(words.substr(0, words.find('*')));
      return own.find(' ') == std::string_view::npos ? std::string(own)
                                                     : fmt::format("\"{}\"", own);
    };
    const std::string before = side(phrase.substr(0, at));
    const std::string behind = side(phrase.substr(at + 1));
    throw Error(Code::Usage, "in a phrase, * must be part of a word",
                before.empty() || behind.empty()
                    ? "leave it out"
                    : fmt::format("for at most one word between: {} pre/2 {}", before, behind));
  }
};

}  // namespace

const Operator& phrase_operator() {
  static const Phrase phrase;
  return phrase;
}

}  // namespace dateline::query
