// SPDX-License-Identifier: GPL-2.0-or-later
// The verbs of a program: how each is declared, and what it does.
#pragma once

#include "common/cli/exit.h"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

namespace dateline::cli {

/// Does the verb's work, once its options are read. Throws Error.
using Run = std::function<Exit()>;

/// One verb, or a word before several, as `shard` in `shard move`.
struct Verb {
  std::string name;
  std::string group;                  ///< heading in --help, if it has its own
  std::string about;                  ///< what it does, in the imperative: "Make an empty archive"
  std::vector<std::string> examples;  ///< whole command lines
  std::function<Run(CLI::App&)> offer;  ///< adds the options; Run owns what they are read into
  std::string notes = {};               ///< paragraphs below the examples
  std::vector<Verb> verbs = {};         ///< below this one, which then does nothing itself
};

/// The verb of that name, unless it is hidden; or null.
const CLI::App* find_verb(const CLI::App& app, const std::string& name);

/// The visible verb whose name is most like `name`, which is none; empty if none is.
std::string verb_like(const CLI::App& app, const std::string& name);

/// Throws Error (Usage) if `words` begin with a verb of `other`, which is the other program and has
/// `verbs`.
void expect_not_of(std::string_view other, std::span<const std::string_view> verbs,
                   const std::vector<std::string>& words);

/// A verb whose options are read into `Flags`: `offer(app, flags)` adds them, `run(flags)` does the
/// verb's work.
template <typename Flags, typename Offer, typename Work>
Verb verb(std::string name, std::string group, std::string about, std::vector<std::string> examples,
          Offer offer, Work run) {
  return {std::move(name), std::move(group), std::move(about), std::move(examples),
          [offer, run](CLI::App& app) -> Run {
            const auto flags = std::make_shared<Flags>();
            offer(app, *flags);
            return [flags, run] { return run(*flags); };
          }};
}

/// The verbs, added to a program's App.
class VerbTable {
 public:
  /// `footer` follows the --help of each verb. `app` outlives the table.
  VerbTable(CLI::App& app, const std::vector<Verb>& verbs, const std::string& footer);

  /// Runs the verb that was named. Throws Error.
  [[nodiscard]] Exit run() const;

 private:
  void add(CLI::App& above, const Verb& verb, const std::string& footer);

  std::vector<std::pair<const CLI::App*, Run>> runs_;
};

}  // namespace dateline::cli
