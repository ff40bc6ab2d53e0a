// SPDX-License-Identifier: GPL-2.0-or-later
// Checks of values, and how many there may be. What an option with a few allowed words accepts, and
// what a shell completes, is one table.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

namespace dateline::cli {

/// For `check`: takes any word; a shell offers these. For words that are checked elsewhere.
CLI::Validator suggest(const std::vector<std::string>& words);

/// What is wrong with a word that is none of these.
std::string not_among(const std::string& word, const std::vector<std::string>& words);

/// For `check`: takes only these words.
CLI::Validator one_of(const std::vector<std::string>& words);

/// For `transform`: takes only these words, in any case, and gives the value of each. CLI11's own
/// checks also accept and show the values' numbers.
template <typename Value>
CLI::Validator one_of(const std::map<std::string, Value>& words) {
  std::vector<std::string> names;
  names.reserve(words.size());
  for (const auto& [name, value] : words) names.push_back(name);
  const auto value_of = [words, names](std::string& word) {
    const auto found = words.find(CLI::detail::to_lower(word));
    if (found == words.end()) return not_among(word, names);
    word = std::to_string(static_cast<int>(found->second));
    return std::string();
  };
  return {value_of, "", suggest(names).get_name()};
}

/// For `check`: takes anything but the empty text, which a shell makes of an unset variable.
CLI::Validator not_empty();

/// For `transform`: takes the code or the name of a language, and gives its code; or "und", of
/// articles whose language is not known.
CLI::Validator language();

/// The option may be given several times, with one value each.
CLI::Option* repeated(CLI::Option* option);

/// The words of an option with one of the above checks; otherwise none.
std::vector<std::string> choices_of(CLI::Option& option);

}  // namespace dateline::cli
