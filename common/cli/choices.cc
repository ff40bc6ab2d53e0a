// SPDX-License-Identifier: GPL-2.0-or-later
// CLI11 offers no way to ask a check for its words, and shows the check's description in --help,
// where the option's own says more; so its name, which is never shown, holds them.
#include "common/cli/choices.h"

#include "common/text/language.h"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dateline::cli {
namespace {

constexpr std::string_view kMark = "words: ";

}  // namespace

std::string not_among(const std::string& word, const std::vector<std::string>& words) {
  return fmt::format("'{}' is not one of {}", word, fmt::join(words, ", "));
}

CLI::Validator suggest(const std::vector<std::string>& words) {
  return {[](std::string&) { return std::string(); }, "",
          fmt::format("{}{}", kMark, fmt::join(words, " "))};
}

CLI::Validator one_of(const std::vector<std::string>& words) {
  return {[words](std::string& word) {
            const bool is_one = std::find(words.begin(), words.end(), word) != words.end();
            return is_one ? std::string() : not_among(word, words);
          },
          "", suggest(words).get_name()};
}

CLI::Validator not_empty() {
  return {[](std::string& value) {
            return value.empty() ? "it is empty; give a value, or leave the option out" : "";
          },
          ""};
}

CLI::Validator language() {
  return {[](std::string& name) {
            const std::string code = name == "und" ? name : language_code(name);
            if (code.empty()) {
              return fmt::format("'{}' is not the code or the name of a language: en, English",
                                 name);
            }
            name = code;
            return std::string();
          },
          ""};
}

CLI::Option* repeated(CLI::Option* option) {
  return option->expected(1)->take_all()->allow_extra_args(false);
}

std::vector<std::string> choices_of(CLI::Option& option) {
  std::vector<std::string> words;
  try {
    for (int i = 0;; ++i) {
      const std::string& name = option.get_validator(i)->get_name();
      if (!name.starts_with(kMark)) continue;
      std::istringstream in(name.substr(kMark.size()));
      for (std::string word; in >> word;) words.push_back(word);
    }
  } catch (const CLI::OptionNotFound&) {
    // There are no other checks.
  }
  return words;
}

}  // namespace dateline::cli
