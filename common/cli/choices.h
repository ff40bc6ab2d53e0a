// SPDX-License-Identifier: GPL-2.0-or-later
// Checks of values. What is checked of options that take one of a few words, and what a shell
// completes, is one table.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

namespace dateline::cli {

/// For `check`: any word is taken, and these are what a shell offers. For words that are checked
/// elsewhere.
CLI::Validator suggest(const std::vector<std::string>& words);

/// For `check`: takes these words only.
CLI::Validator one_of(const std::vector<std::string>& words);

/// For `transform`: takes these words only, in any case, each for its value. CLI11's own checks
/// take and tell the numbers of values too.
template <typename Value>
CLI::Validator one_of(const std::map<std::string, Value>& words) {
  std::vector<std::string> names;
  names.reserve(words.size());
  for (const auto& [name, value] : words) names.push_back(name);
  const auto value_of = [words, names](std::string& word) {
    const auto found = words.find(CLI::detail::to_lower(word));
    if (found == words.end()) return CLI::IsMember(names)(word);
    word = std::to_string(static_cast<int>(found->second));
    return std::string();
  };
  return {value_of, "", suggest(names).get_name()};
}

/// For `check`: takes anything but nothing, which a shell makes of a variable that is not set.
CLI::Validator not_empty();

/// The words of an option that was given one of the above; else none.
std::vector<std::string> choices_of(CLI::Option& option);

}  // namespace dateline::cli
