// SPDX-License-Identifier: GPL-2.0-or-later
// `fuzzy(word)`, `fuzzy(word,2)`: words that differ in a letter or two.
#include "common/engine/plan/expansion.h"
#include "common/engine/query/canonical.h"
#include "common/engine/query/leaf.h"
#include "common/engine/query/pattern.h"
#include "common/errors/errors.h"
#include "common/text/fold.h"
#include "common/text/tokenizer.h"
#include "common/text/utf8.h"

#include <fmt/format.h>

namespace dateline::query {
namespace {

class FuzzyWord final : public Leaf {
 public:
  std::span<const std::string_view> completions() const override {
    static constexpr std::string_view kNames[] = {"fuzzy("};
    return kNames;
  }
  std::optional<Node> before_bracket(std::string_view name) const override {
    if (text::fold(name) != "fuzzy") return std::nullopt;
    Node node;
    node.kind = Kind::Fuzzy;
    return node;
  }

  bool is_open() const override { return true; }

  Node read(std::string_view inside) const override {
    const std::size_t comma = inside.rfind(',');
    const std::string_view word = text::trim(inside.substr(0, comma));
    if (text::characters(word) < kLeastFuzzyLetters ||
        word.find_first_of(" *?\"") != std::string_view::npos) {
      throw Error(Code::Usage, "fuzzy() takes one word of at least three letters",
                  instead_of(word));
    }
    const std::string_view letters =
        comma == std::string_view::npos ? "1" : text::trim(inside.substr(comma + 1));
    if (letters != "1" && letters != "2") {
      throw Error(Code::Usage, "fuzzy() takes a word and how many letters may differ, 1 or 2",
                  fmt::format("write fuzzy({},2)", word));
    }
    Node node;
    node.kind = Kind::Fuzzy;
    node.text = word;
    node.distance = letters == "1" ? 1 : 2;
    return node;
  }

  void add_meant(const Node& node, text::TermMaker& /*maker*/,
                 std::vector<Meant>& meant) const override {
    const Fuzzy fuzzy(folded_pattern(node), node.distance);
    meant.push_back({"", nullptr, [fuzzy](std::string_view /*written*/, std::string_view word) {
                       return fuzzy.matches(word);
                     }});
  }

  std::string_view kind() const override { return "fuzzy"; }
  std::string in_words(const Node& node) const override {
    return fmt::format("words that differ from \"{}\" in {} letter{} or fewer{}", node.text,
                       node.distance, node.distance == 1 ? "" : "s", where_in_words(node));
  }
  std::string canonical(const Node& node) const override {
    return in_field(node, fmt::format("fuzzy({},{})", folded_words(node.text), node.distance));
  }

 private:
  /// What to write instead of `fuzzy(inside)`, which is not one word, or too short a word.
  static std::string instead_of(std::string_view inside) {
    if (inside.find_first_of("*?") != std::string_view::npos) {
      return "leave fuzzy() out, or the wildcards";
    }
    std::vector<std::string> words;
    for (const text::Token token : text::tokens(inside)) {
      const std::string word(token.in(inside));
      const bool is_short = text::characters(word) < kLeastFuzzyLetters;
      words.push_back(is_short ? word : fmt::format("fuzzy({})", word));
    }
    if (words.empty()) return "put a word in the brackets, as in fuzzy(gaddafi)";
    return fmt::format("write {}", fmt::join(words, " pre/1 "));
  }
};

}  // namespace

const Operator& fuzzy_operator() {
  static const FuzzyWord fuzzy;
  return fuzzy;
}

}  // namespace dateline::query
