// SPDX-License-Identifier: GPL-2.0-or-later
// Characters that are read literally, but may be meant as wildcards.
#include "common/engine/query/notes.h"

#include "common/text/tokenizer.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

namespace dateline::query {
namespace {

/// Is it one word followed by a question mark?
bool ends_in_question(const Node& node) {
  const std::string_view typed = node.text;
  if (node.kind != Kind::Word || node.form != Form::Stem || !typed.ends_with('?')) return false;
  const std::string_view word = typed.substr(0, typed.find('?'));
  const std::vector<text::Token> words = text::tokens(word);
  return words.size() == 1 && words.front().in(word) == word && word.size() > 1;
}

/// Is it a quoted name with what would be a wildcard in a word?
bool holds_wildcard(const Node& node) {
  return node.kind == Kind::Filter && node.exact && node.text.find('*') != std::string::npos;
}

std::string note_of(const Node& node) {
  if (ends_in_question(node)) {
    return fmt::format(
        "the '?' that ends '{0}' is read as punctuation; for one more letter write wildcard({0})",
        node.text);
  }
  if (holds_wildcard(node)) {
    return fmt::format("wildcards do not work in {}:, and \"{}\" is searched for as it is",
                       name_of(node.field), node.text);
  }
  return "";
}

void collect(const Node& node, std::vector<std::string>& notes) {
  std::string note = note_of(node);
  if (!note.empty() && std::find(notes.begin(), notes.end(), note) == notes.end()) {
    notes.push_back(std::move(note));
  }
  for (const Node& child : node.children) collect(child, notes);
}

}  // namespace

std::vector<std::string> notes_of(const Node& tree) {
  std::vector<std::string> notes;
  collect(tree, notes);
  return notes;
}

}  // namespace dateline::query
