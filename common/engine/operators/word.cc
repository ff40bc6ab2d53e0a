// SPDX-License-Identifier: GPL-2.0-or-later
// A word, as typed.
#include "common/engine/query/canonical.h"
#include "common/engine/query/leaf.h"
#include "common/text/compounds.h"
#include "common/text/fold.h"

#include <fmt/format.h>

namespace dateline::query {
namespace {

class Word final : public Leaf {
 public:
  /// `re-elect` finds `reelect` too; as typed it is the phrase "re elect", the form in texts that
  /// write the word with a hyphen or a space.
  Node in_text(Node node) const override {
    if (node.form != Form::Stem) return node;
    Node joined = node;
    joined.text = text::joined_at_hyphens(node.text);
    if (joined.text.empty()) return node;
    Node either;
    either.kind = Kind::Or;
    either.field = node.field;
    either.span = node.span;
    either.children = {std::move(node), std::move(joined)};
    return either;
  }

  std::string_view kind() const override { return "word"; }
  std::string in_words(const Node& node) const override {
    return fmt::format("the word \"{}\"{}", node.text, where_in_words(node));
  }

  /// Several words in one, such as `12:30`, are a phrase; but `re-elect` is more than that.
  std::string canonical(const Node& node) const override {
    const std::string folded = text::fold(node.text);
    if (node.form == Form::Stem && !text::joined_at_hyphens(folded).empty()) {
      return in_field(node, folded);
    }
    const std::string words = compared_words(node.text, node.form);
    const bool is_phrase = words.find(' ') != std::string::npos;
    return in_field(node, in_form(node.form, is_phrase ? in_quotes(words) : words));
  }
};

}  // namespace

const Operator& word_operator() {
  static const Word word;
  return word;
}

}  // namespace dateline::query
