// SPDX-License-Identifier: GPL-2.0-or-later
// Characters that are read literally, but may be meant as wildcards.
#include "common/engine/query/notes.h"

#include "common/text/ascii.h"
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

void add(std::string note, std::vector<std::string>& notes) {
  if (note.empty() || std::find(notes.begin(), notes.end(), note) != notes.end()) return;
  notes.push_back(std::move(note));
}

/// Words between others that look like operators in small letters.
void collect_operators(const Node& node, std::vector<std::string>& notes) {
  if (node.kind != Kind::And && node.kind != Kind::Or) return;
  for (std::size_t i = 1; i + 1 < node.children.size(); ++i) {
    const Node& word = node.children[i];
    const bool is_operator = word.text == "and" || word.text == "or" || word.text == "not";
    if (word.kind != Kind::Word || word.form != Form::Stem || !is_operator ||
        !is_ranked(node.children[i + 1])) {
      continue;
    }
    add(fmt::format("'{}' is searched for as a word; as an operator it is written {}", word.text,
                    ascii::upper(word.text)),
        notes);
  }
}

void collect(const Node& node, std::vector<std::string>& notes) {
  add(note_of(node), notes);
  collect_operators(node, notes);
  for (const Node& child : node.children) collect(child, notes);
}

void collect_phrases(const Node& node, std::vector<std::string>& notes) {
  const std::string_view typed = node.text;
  const std::vector<text::Token> words = text::tokens(typed);
  if (node.kind == Kind::Word && node.form == Form::Stem && words.size() > 1 &&
      typed.find("://") == std::string_view::npos &&
      typed.find_first_of(",;/!&:|\\") != std::string_view::npos) {
    std::string phrase;
    for (const text::Token word : words) {
      phrase += (phrase.empty() ? "" : " ") + std::string(word.in(typed));
    }
    add(fmt::format("'{}' is searched for as the phrase \"{}\"; for articles with these words "
                    "anywhere, write: {}",
                    typed, phrase, phrase),
        notes);
  }
  for (const Node& child : node.children) collect_phrases(child, notes);
}

}  // namespace

std::vector<std::string> notes_of_phrases(const Node& tree) {
  std::vector<std::string> notes;
  collect_phrases(tree, notes);
  return notes;
}

std::vector<std::string> notes_of(const Node& tree) {
  std::vector<std::string> notes;
  collect(tree, notes);
  return notes;
}

}  // namespace dateline::query
