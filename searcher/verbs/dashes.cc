// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/verbs/dashes.h"

#include "common/errors/errors.h"
#include "common/text/ascii.h"

#include <algorithm>
#include <iterator>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace dateline {
namespace {

/// Replaces the '-' while CLI11 looks for options.
constexpr char kDash = '\x01';

bool takes_value(const CLI::Option* option) {
  return option != nullptr && option->get_items_expected_max() != 0;
}

/// Is it a one-letter option, alone or with a number as its value: `-h`, `-n`, `-n5`?
bool is_short_option(const std::string& word, const CLI::App* verb) {
  if (word == "-h") return true;
  if (verb == nullptr || !takes_value(verb->get_option_no_throw(word.substr(0, 2)))) return false;
  return std::all_of(word.begin() + 2, word.end(), ascii::is_digit);
}

}  // namespace

void mark_dashes(std::vector<std::string>& words, const CLI::App* verb) {
  const auto end = std::find(words.begin(), words.end(), "--");
  for (auto word = words.begin(); word != end; ++word) {
    const bool is_short = word->size() > 1 && (*word)[0] == '-' && (*word)[1] != '-';
    if (!is_short || is_short_option(*word, verb)) continue;
    const bool is_value = verb != nullptr && word != words.begin() &&
                          takes_value(verb->get_option_no_throw(*std::prev(word)));
    if (is_value) continue;
    if (verb != nullptr && verb->get_option_no_throw("-" + *word) != nullptr) {
      const std::string name = word->substr(1);
      throw Error(Code::Usage,
                  fmt::format("-{} would leave out articles with the word {}", name, name),
                  fmt::format("write --{} for the option, or NOT {} for the word", name, name));
    }
    if (verb != nullptr && word->size() == 2 && ascii::is_letter((*word)[1])) {
      throw Error(
          Code::Usage,
          fmt::format("there is no option {}, and to leave out a letter is rarely meant", *word),
          fmt::format("write NOT {} to leave out articles with it; see: dateline-search {} "
                      "--help",
                      word->substr(1), verb->get_name()));
    }
    (*word)[0] = kDash;
  }
  if (end == words.end()) return;
  for (auto word = words.erase(end); word != words.end(); ++word) {
    if (word->starts_with('-')) (*word)[0] = kDash;
  }
}

void unmark_dash(std::string& word) {
  if (word.starts_with(kDash)) word[0] = '-';
}

}  // namespace dateline
