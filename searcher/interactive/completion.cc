// SPDX-License-Identifier: GPL-2.0-or-later
// Candidates are compared folded, so neither capitals nor accents need be typed.
#include "searcher/interactive/completion.h"

#include "common/engine/query/names.h"
#include "common/engine/query/operator.h"
#include "common/fields/schema.h"
#include "common/text/ascii.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "searcher/interactive/command.h"

#include <algorithm>

namespace dateline::interactive {
namespace {

/// One thing that may be meant.
struct Candidate {
  std::string key;   ///< what is typed of it, folded
  std::string text;  ///< what is inserted
};

bool is_plain(std::string_view value) {
  return std::all_of(value.begin(), value.end(),
                     [](char c) { return ascii::is_letter_or_digit(c) || c == '-'; });
}

/// Where the last piece of the query begins: after the last space or bracket outside quotes.
std::size_t piece_begin(std::string_view text) {
  std::size_t begin = 0;
  bool in_quotes = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') in_quotes = !in_quotes;
    if (!in_quotes && (text[i] == ' ' || text[i] == '\t' || text[i] == '(' || text[i] == ')')) {
      begin = i + 1;
    }
  }
  while (begin < text.size() && text[begin] == '-') ++begin;
  return begin;
}

std::string common_beginning(const std::vector<Candidate>& candidates,
                             std::string Candidate::*member) {
  std::string common = candidates.front().*member;
  for (const Candidate& candidate : candidates) {
    const std::string& other = candidate.*member;
    const auto end = std::mismatch(common.begin(), common.end(), other.begin(), other.end()).first;
    common.erase(end, common.end());
  }
  // Not in the middle of a character.
  while (!common.empty()) {
    const std::size_t size = common.size();
    const bool cut = std::any_of(candidates.begin(), candidates.end(), [&](const Candidate& each) {
      const std::string& whole = each.*member;
      return whole.size() > size && !text::begins_character(whole[size]);
    });
    if (!cut) break;
    common.pop_back();
  }
  return common;
}

/// The candidates that begin with what was typed; `before` is kept before their common prefix.
Completion choose(std::string_view typed, std::string_view before,
                  const std::vector<Candidate>& all, bool quoted) {
  Completion completion;
  completion.replaced = before.size() + typed.size() + (quoted ? 1 : 0);
  const std::string folded = text::fold(typed);
  std::vector<Candidate> fitting;
  for (const Candidate& candidate : all) {
    if (candidate.key.starts_with(folded)) fitting.push_back(candidate);
  }
  completion.text = std::string(before) + (quoted ? "\"" : "") + std::string(typed);
  for (const Candidate& candidate : fitting) {
    completion.candidates.push_back(std::string(before) + candidate.text);
  }
  if (fitting.size() == 1) {
    completion.text = completion.candidates.front();
  } else if (fitting.size() > 1) {
    const std::string as_typed = common_beginning(fitting, &Candidate::text);
    const std::string as_folded = common_beginning(fitting, &Candidate::key);
    if (!as_typed.empty() && as_typed.front() != '"' &&
        text::fold(as_typed).size() >= folded.size()) {
      completion.text = std::string(before) + as_typed;
    } else if (as_folded.size() > folded.size()) {
      const bool needs_quotes = quoted || !is_plain(as_folded);
      completion.text = std::string(before) + (needs_quotes ? "\"" : "") + as_folded;
    }
  }
  return completion;
}

/// A value is inserted as it must be typed: in quotes if it is more than one plain word.
Completion complete_value(std::string_view piece, std::size_t colon, query::Field field,
                          const FieldValues& values) {
  std::string_view typed = piece.substr(colon + 1);
  const bool quoted = typed.starts_with('"');
  if (quoted) typed.remove_prefix(1);
  std::vector<Candidate> all;
  for (const std::string& value : values(field)) {
    if (value.find('"') != std::string::npos) continue;  // no query can spell it
    const bool bare = is_plain(value) && !quoted;
    all.push_back({text::fold(value), bare ? text::fold(value) + " " : "\"" + value + "\" "});
    const std::string key = schema::facet_key(value);
    if (key != all.back().key && !typed.empty()) {
      // Also without a leading "The".
      if (!all.back().key.starts_with(text::fold(typed))) all.back().key = key;
    }
  }
  return choose(typed, piece.substr(0, colon + 1), all, quoted);
}

std::vector<Candidate> names(std::string_view typed) {
  std::vector<Candidate> all;
  const auto add = [&](std::string text) {
    std::string key = text::fold(text);
    if (key.back() == ' ') key.pop_back();
    all.push_back({std::move(key), std::move(text)});
  };
  for (const query::FieldName& field : query::field_names()) {
    if (!field.about.empty()) add(std::string(field.name) + ":");
  }
  if (typed.empty()) return all;
  for (const std::string_view scope : query::scope_examples()) add(std::string(scope));
  for (const query::Operator* const op : query::operators()) {
    for (const std::string_view name : op->completions()) {
      // Operators in capitals are meant only if capitals are typed, and then nothing else is.
      const bool in_capitals = ascii::is_upper(typed.back());
      if (name.starts_with(typed) || (name.ends_with('(') && !in_capitals)) add(std::string(name));
    }
  }
  return all;
}

/// The arguments of the command that the line begins with, if they can be listed.
std::vector<Candidate> arguments(std::string_view command) {
  std::vector<Candidate> all;
  for (const CommandName& name : command_names()) {
    if (command != name.word && (name.letter.empty() || command != name.letter)) continue;
    for (const std::string& value : argument_values(name.verb)) all.push_back({value, value});
  }
  return all;
}

}  // namespace

Completion complete(std::string_view before_cursor, const FieldValues& values) {
  const std::size_t blank = before_cursor.find(' ');
  if (blank != std::string_view::npos && blank == before_cursor.rfind(' ')) {
    const std::vector<Candidate> fitting = arguments(before_cursor.substr(0, blank));
    Completion completion = choose(before_cursor.substr(blank + 1), "", fitting, false);
    if (!completion.candidates.empty()) return completion;
  }
  std::size_t begin = piece_begin(before_cursor);
  if (begin == 0 && before_cursor.starts_with('/')) begin = 1;
  const std::string_view piece = before_cursor.substr(begin);
  const std::size_t colon = piece.find(':');
  if (colon == std::string_view::npos) return choose(piece, "", names(piece), false);
  const auto field = query::field_of(piece.substr(0, colon));
  if (!field) return {piece.size(), std::string(piece), {}};
  return complete_value(piece, colon, *field, values);
}

}  // namespace dateline::interactive
