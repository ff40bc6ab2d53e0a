// SPDX-License-Identifier: GPL-2.0-or-later
// A word, as typed.
#include "common/engine/query/canonical.h"
#include "common/engine/query/leaf.h"
#include "common/text/ascii.h"
#include "common/text/compounds.h"

#include <fmt/format.h>

namespace dateline::query {
namespace {

/// `word` as others write it in one: without hyphens; the plural of capitals small, if it is not
/// stemmed to the same. Empty if there is no such form.
std::string as_one(std::string_view word) {
  std::string joined = text::written_as_one(word);
  if (ascii::same(word, joined)) {
    text::TermMaker english("en");
    const std::string stem = english.term(word);
    if (english.term(joined) == stem) joined.clear();
  }
  return joined;
}

class Word final : public Leaf {
 public:
  /// `re-elect` finds `reelect` too; as typed it is the phrase "re elect", the form in texts that
  /// write the word with a hyphen or a space. `NGOs` finds `ngos`, and `1 000` finds `1000`.
  Node in_text(Node node) const override {
    if (node.form != Form::Stem) return node;
    std::string joined = as_one(node.text);
    if (joined.empty()) {
      std::vector<std::string> ways = ways_of(node.text);
      return in_any_way(std::move(node), std::move(ways));
    }
    // In texts, groups of digits with blanks between them are one word, too.
    if (ascii::is_digit(joined.front()) && node.text.find(' ') != std::string::npos) {
      node.text = std::move(joined);
      return node;
    }
    std::vector<std::string> ways = {node.text, std::move(joined)};
    return in_any_way(std::move(node), std::move(ways));
  }

  std::string_view kind() const override { return "word"; }
  std::string in_words(const Node& node) const override {
    return fmt::format("the word \"{}\"{}", node.text, where_in_words(node));
  }

  /// Several words in one, such as `12:30`, are a phrase; but `re-elect` is more than that.
  std::string canonical(const Node& node) const override {
    if (const std::string one = as_one(node.text); node.form == Form::Stem && !one.empty()) {
      const std::string written = as_written(node.text);
      return in_field(node, as_one(written) == as_written(one) ? written : node.text);
    }
    if (node.form == Form::Stem && ways_of(node.text).size() > 1) {
      return in_field(node, in_quotes(node.text));
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
