// SPDX-License-Identifier: GPL-2.0-or-later
// Recognises paragraphs by indent, and separates persons from their titles.
#include "indexer/readers/text/typewritten.h"

#include "common/text/ascii.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <array>

namespace dateline {
namespace {

constexpr std::string_view kBlanks = " \t";

/// Calls `take` with each line, without its end.
template <typename Take>
void for_each_line(std::string_view text, Take take) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    take(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
}

/// The spaces before the first word; empty for a line without words.
std::string_view indent_of(std::string_view line) {
  const std::size_t word = line.find_first_not_of(" \t\r");
  return word == std::string_view::npos ? std::string_view() : line.substr(0, word);
}

bool ends_sentence(std::string_view line) {
  return !line.empty() && std::string_view(".!?:\"')").find(line.back()) != line.npos;
}

constexpr std::array<std::string_view, 5> kBy = {"by ", "von ", "par ", "por ", "di "};

std::string_view without_by(std::string_view text) {
  text = text::trim(text);
  for (const std::string_view by : kBy) {
    if (ascii::starts_with(text, by)) return text::trim(text.substr(by.size()));
  }
  return text;
}

/// Two to five capitalised words, none of them a job title; "van" and "de" may be among them.
bool looks_like_person(std::string_view name) {
  static constexpr std::array<std::string_view, 12> kFunctions = {
      "writer", "reporter", "staff", "correspondent", "editor", "press",
      "times",  "news",     "desk",  "service",       "bureau", "journal"};
  static constexpr std::array<std::string_view, 12> kParticles = {
      "van", "von", "de", "der", "den", "da", "di", "du", "la", "le", "bin", "al"};
  const auto is_among = [](std::string_view word, const auto& words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view each) { return ascii::same(word, each); });
  };
  std::size_t words = 0;
  while (!(name = text::trim(name)).empty()) {
    const std::string_view word = name.substr(0, name.find_first_of(kBlanks));
    name.remove_prefix(word.size());
    ++words;
    const bool is_capital = static_cast<unsigned char>(word[0]) >= 0x80 || ascii::is_upper(word[0]);
    const bool is_plural = word.ends_with('s') || word.ends_with('S');
    if (is_among(word, kFunctions)) return false;
    if (is_plural && is_among(word.substr(0, word.size() - 1), kFunctions)) return false;
    if (!is_capital && !is_among(word, kParticles)) return false;
  }
  return words >= 2 && words <= 5;
}

/// Splits a list of names at commas, "and" and "&".
std::vector<std::string_view> parts_of(std::string_view list) {
  static constexpr std::array<std::string_view, 6> kSeparators = {" and ", " AND ", " und ",
                                                                  " et ",  "&",     ","};
  std::vector<std::string_view> parts;
  while (!list.empty()) {
    std::size_t end = list.size();
    std::size_t next = list.size();
    for (const std::string_view separator : kSeparators) {
      const std::size_t at = list.find(separator);
      if (at >= end) continue;
      end = at;
      next = at + separator.size();
    }
    parts.push_back(text::trim(list.substr(0, end)));
    list.remove_prefix(next);
  }
  return parts;
}

/// No article has more authors than this.
constexpr std::size_t kMaxAuthors = 16;
constexpr std::size_t kMaxBylineBytes = 1024;

}  // namespace

std::string with_parted_paragraphs(std::string_view text) {
  std::string_view indent;
  bool any_flush = false;
  for_each_line(text, [&](std::string_view line) {
    const std::string_view blanks = indent_of(line);
    if (indent.empty() && (blanks.size() > 1 || blanks == "\t")) indent = blanks;
    any_flush = any_flush || (blanks.empty() && !text::trim(line).empty());
  });
  if (indent.empty()) return std::string(text);
  std::string out;
  out.reserve(text.size() + text.size() / 32);
  bool may_begin = true;
  for_each_line(text, [&](std::string_view line) {
    if (indent_of(line) == indent && (any_flush || may_begin)) out.push_back('\n');
    out.append(line).push_back('\n');
    may_begin = ends_sentence(text::trim(line)) || indent_of(line) != indent;
  });
  return out;
}

std::string with_dashes(std::string text) {
  constexpr std::string_view kUnderscore = " _ ";
  if (text.find(kUnderscore) == std::string::npos) return text;
  std::string out;
  out.reserve(text.size() + 64);
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t at = std::min(rest.find(kUnderscore), rest.size());
    out += rest.substr(0, at);
    if (at == rest.size()) break;
    out += " \u2014";
    // The second space may be the first one of another dash.
    rest.remove_prefix(at + 2);
  }
  return out;
}

bool starts_byline(std::string_view text) {
  text = text::trim(text);
  return std::any_of(kBy.begin(), kBy.end(),
                     [&](std::string_view by) { return ascii::starts_with(text, by); });
}

std::vector<std::string> authors_of(std::string_view byline) {
  byline = text::cut(text::trim(byline), kMaxBylineBytes);
  std::vector<std::string> authors;
  if (byline.empty()) return authors;
  const auto add = [&](std::string_view name) {
    std::string author = text::single_line(name);
    const bool is_new = std::find(authors.begin(), authors.end(), author) == authors.end();
    if (is_new && authors.size() < kMaxAuthors) authors.push_back(std::move(author));
  };
  for_each_line(byline, [&](std::string_view line) {
    const bool is_led = starts_byline(line);
    bool is_first = true;
    for (const std::string_view part : parts_of(without_by(line))) {
      // "By Our Correspondent": whoever follows "By" wrote it.
      if (looks_like_person(part) || (is_led && is_first && !part.empty())) add(part);
      is_first = false;
    }
  });
  if (authors.empty()) add(byline);
  return authors;
}

}  // namespace dateline
