// SPDX-License-Identifier: GPL-2.0-or-later
// A table of commands, and what may follow each.
#include "searcher/interactive/command.h"

#include "common/date/buckets.h"
#include "common/date/words.h"
#include "common/errors/errors.h"
#include "common/text/utf8.h"
#include "searcher/find/facets.h"

#include <algorithm>

#include <fmt/format.h>

namespace dateline::interactive {
namespace {

/// Longer numbers are queries.
constexpr std::size_t kOpenDigits = 3;

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_period(std::string_view text, const Date& today) {
  // A single word that begins like a date is meant as one; if it is not, that is reported.
  if (text.find(' ') == std::string_view::npos && is_number(text.substr(0, 1))) return true;
  try {
    query::read_period(text, today);
    return true;
  } catch (const Error&) {
    return false;
  }
}

/// Does `argument` fit that command?
bool fits(const CommandName& command, std::string_view argument, const Date& today) {
  const bool is_one_word = argument.find(' ') == std::string_view::npos;
  switch (command.verb) {
    case Verb::Open:
      return is_number(argument);
    case Verb::From:
    case Verb::To:
    case Verb::In:
      return !argument.empty() && is_period(argument, today);
    case Verb::Facets:
    case Verb::Timeline:
    case Verb::Sort: {
      const std::vector<std::string> values = argument_values(command.verb);
      return argument.empty() || std::find(values.begin(), values.end(), argument) != values.end();
    }
    case Verb::Write:
      // `w Bush` is more likely a query than a file.
      return is_one_word && argument.find_first_of("./") != std::string_view::npos;
    case Verb::AnyDate:
      return argument == "date";
    default:
      return argument.empty();
  }
}

/// What a command takes, for when something else was typed.
std::string usage(const CommandName& command) {
  const std::vector<std::string> values = argument_values(command.verb);
  if (!values.empty()) {
    return fmt::format("{} takes one of: {}", command.letter, fmt::join(values, ", "));
  }
  if (command.verb == Verb::Write) return "w takes a file name with a dot or a slash in it";
  if (command.verb == Verb::Open) return "o takes the number of an article";
  return fmt::format("{} takes nothing", command.letter);
}

/// What may be meant by a query that begins with `first`, like commands of this or other programs.
std::string hint_of(std::string_view first, std::string_view rest) {
  if (first == "help") {
    return "type ? for the commands; the query language is in: dateline-search help query";
  }
  if (is_number(rest) && (first == "show" || first == "view" || first == "read")) {
    return fmt::format("to read article {0}, type {0}", rest);
  }
  if (first == "exit" || first == "quit") return "to leave, type q";
  if (first == "all" && rest.empty()) return "for articles of any date again, type: any date";
  return "";
}

}  // namespace

const std::vector<CommandName>& command_names() {
  static const std::vector<CommandName> names = {
      {"n", "next", Verb::Next, "", "next page"},
      {"p", "previous", Verb::Previous, "", "previous page"},
      {"o", "open", Verb::Open, "N", "article N in full; N alone does, too"},
      {"f", "facets", Verb::Facets, "FIELD", "count by source, place, year …"},
      {"t", "timeline", Verb::Timeline, "PERIOD", "count over time, by day, month, year …"},
      {"", "from", Verb::From, "DATE", "only articles of that date or later"},
      {"", "to", Verb::To, "DATE", "only articles of that date or earlier"},
      {"", "in", Verb::In, "DATE", "only articles of that day, month or year"},
      {"", "any", Verb::AnyDate, "date", "articles of any date again"},
      {"s", "sort", Verb::Sort, "ORDER", "relevance, newest or oldest"},
      {"e", "explain", Verb::Explain, "", "how the query is understood, what each part finds"},
      {"w", "write", Verb::Write, "FILE",
       "all results to a file: .jsonl .csv .tsv .md .bib .ris …"},
      {"?", "help", Verb::Help, "", "this page"},
      {"h", "help", Verb::Help, "", ""},
      {"q", "quit", Verb::Quit, "", "quit; Ctrl-D does, too"},
      {"", "exit", Verb::Quit, "", ""}};
  return names;
}

std::vector<std::string> argument_values(Verb verb) {
  switch (verb) {
    case Verb::Facets:
      return facet_fields();
    case Verb::Timeline:
      return bucket_names();
    case Verb::Sort:
      return {"relevance", "newest", "oldest"};
    default:
      return {};
  }
}

Command read_command(std::string_view line, const Date& today) {
  const std::string_view typed = text::trim(line);
  if (typed.empty()) return {};
  if (typed.front() == '/') return {Verb::Query, std::string(text::trim(typed.substr(1)))};
  if (is_number(typed) && typed.size() <= kOpenDigits) return {Verb::Open, std::string(typed)};
  const std::size_t blank = std::min(typed.find_first_of(" \t"), typed.size());
  const std::string_view first = typed.substr(0, blank);
  const std::string argument(text::trim(typed.substr(blank)));
  std::string note;
  for (const CommandName& name : command_names()) {
    if (first != name.word && (name.letter.empty() || first != name.letter)) continue;
    if (fits(name, argument, today)) return {name.verb, name.verb == Verb::AnyDate ? "" : argument};
    if (first == name.letter) note = usage(name);
  }
  return {Verb::Query, std::string(typed), note, hint_of(first, argument)};
}

}  // namespace dateline::interactive
