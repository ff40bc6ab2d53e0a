// SPDX-License-Identifier: GPL-2.0-or-later
// `repatri*`, `wom?n`, `wildcard(wom?)`: the matching words of the archive.
#include "common/engine/plan/expansion.h"
#include "common/engine/query/canonical.h"
#include "common/engine/query/leaf.h"
#include "common/engine/query/lexer.h"
#include "common/engine/query/pattern.h"
#include "common/errors/errors.h"
#include "common/text/fold.h"

#include <fmt/format.h>

namespace dateline::query {
namespace {

class WildcardWord final : public Leaf {
 public:
  std::string_view help() const override {
    return "  repatri*                        words that begin like this\n";
  }
  std::span<const std::string_view> completions() const override {
    static constexpr std::string_view kNames[] = {"wildcard("};
    return kNames;
  }
  std::optional<Node> before_bracket(std::string_view name) const override {
    if (text::fold(name) != "wildcard") return std::nullopt;
    Node node;
    node.kind = Kind::Wildcard;
    return node;
  }

  bool is_open() const override { return true; }

  /// A question mark at the end is not punctuation here.
  Node read(std::string_view inside) const override {
    if (inside.find_first_of("*?") == std::string_view::npos ||
        inside.find_first_of(" \t\n\r\"") != std::string_view::npos) {
      throw Error(Code::Usage, "wildcard() takes one word with * or ? in it",
                  "write it as in wildcard(wom?)");
    }
    Node node;
    node.kind = Kind::Wildcard;
    node.text = inside;
    return node;
  }

  Node in_text(Node node) const override {
    if (has_letters(node.text)) return node;
    throw Error(Code::Usage, "too few letters besides the wildcards",
                "give at least two: re*, *ion, w?m*n");
  }

  void add_meant(const Node& node, text::TermMaker& /*maker*/,
                 std::vector<Meant>& meant) const override {
    const Wildcard wildcard(folded_pattern(node));
    meant.push_back({"", nullptr, [wildcard](std::string_view /*written*/, std::string_view word) {
                       return wildcard.matches(word);
                     }});
  }

  std::string_view kind() const override { return "wildcard"; }
  std::string in_words(const Node& node) const override {
    return fmt::format("words like \"{}\"{}", node.text, where_in_words(node));
  }
  std::string canonical(const Node& node) const override {
    return in_field(node, folded_words(node.text));
  }
};

}  // namespace

const Operator& wildcard_operator() {
  static const WildcardWord wildcard;
  return wildcard;
}

}  // namespace dateline::query
