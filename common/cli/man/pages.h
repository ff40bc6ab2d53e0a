// SPDX-License-Identifier: GPL-2.0-or-later
// Hidden verbs that print what is generated from the program's own tables: completions and man
// pages. The build runs them; see cmake's target `pages`.
#pragma once

#include "common/cli/describe.h"
#include "common/cli/exit.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::cli {

/// A documentation page in Markdown that is also a man page.
struct Topic {
  std::string name;       ///< "query"
  std::string page;       ///< "dateline-query"
  std::string_view text;  ///< Markdown
};

class Pages {
 public:
  /// Adds the verbs, and `--format-version`, which prints `format_version`.
  Pages(CLI::App& app, int format_version);

  std::string implied_verb;           ///< the verb that may be left out
  std::vector<std::string> see_also;  ///< "dateline-index(1)"
  std::optional<Topic> topic;

  /// Prints what was asked for, if anything was.
  std::optional<Exit> run();

  /// True when these arguments, without the program's name, ask for one of the verbs. `man` alone
  /// does, but `man bites dog` is a search. So is `man foo` if there may be an archive for it.
  static bool are_asked_for(const std::vector<std::string>& arguments);

 private:
  CLI::App& app_;
  CLI::App* completion_;
  CLI::App* man_;
  std::string shell_;
  std::string about_;
};

}  // namespace dateline::cli
