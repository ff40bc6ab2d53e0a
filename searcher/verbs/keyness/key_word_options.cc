// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/verbs/keyness/key_word_options.h"

#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dateline {

void offer_key_words(CLI::App& verb, KeyWordRequest& words) {
  verb.add_option("--top", words.top, "Words to show (default 25)")
      ->check(CLI::Range(std::size_t{1}, std::size_t{10'000}).description(""))
      ->type_name("N");
  verb.add_option("--min", words.min, "Only words that occur at least N times (default 5)")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000'000}).description(""))
      ->type_name("N");
  cli::repeated(
      verb.add_option_function<std::vector<std::string>>(
          "--stop-list",
          [&words](const std::vector<std::string>& names) {
            for (const std::string& name : names) words.stop.add(name);
          },
          fmt::format(
              "Leave out the frequent words of a language ({}), or of a file; once for each",
              fmt::join(stop_list_languages(), ", "))))
      ->check(cli::suggest(stop_list_languages()))
      ->type_name("LIST");
}

void tell_what_is_shown(const ArchiveFlags& flags, const KeyWords& words) {
  const std::string shown = shown_of(words);
  if (is_table(flags) && !shown.empty()) complain("these are " + shown);
}

}  // namespace dateline
