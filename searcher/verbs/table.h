// SPDX-License-Identifier: GPL-2.0-or-later
// The verbs of the program.
#pragma once

#include "common/errors.h"
#include "searcher/verbs/flags.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

namespace dateline {

class VerbTable {
 public:
  /// Does what a verb is for, once its options are read.
  using Run = std::function<Exit(Flags& flags)>;

  /// Does a verb need an archive, named by its first word or by the environment, and behind it the
  /// name of a saved search?
  enum class Needs { Archive, SavedName, Nothing };

  /// `app` and `flags` outlive the table.
  VerbTable(CLI::App& app, Flags& flags) : app_(app), flags_(flags) {}

  /// Adds a verb; its options are for the caller to add.
  CLI::App* add(const std::string& name, const std::string& about, Run run,
                Needs needs = Needs::Archive);

  [[nodiscard]] Flags& flags() const { return flags_; }
  /// The verb of that name, or null.
  [[nodiscard]] const CLI::App* find(std::string_view name) const;
  /// Runs the verb that was named. Throws Error.
  Exit run() const;

 private:
  struct Verb {
    CLI::App* app;
    Run run;
    Needs needs;
  };

  CLI::App& app_;
  Flags& flags_;
  std::vector<Verb> verbs_;
};

/// Takes the archive off the front of the words, or out of the environment. Throws Error (Usage)
/// where it is in neither.
void settle_archive(Flags& flags);

/// Takes the name of a saved search off the front of the words. Throws Error (Usage).
void settle_saved_name(Flags& flags);

/// Each adds the verbs of one kind.
void add_search_verbs(VerbTable& table);   ///< search, show, explain
void add_count_verbs(VerbTable& table);    ///< facets, timeline, sources and their like
void add_reading_verbs(VerbTable& table);  ///< story, kwic, similar, keyness, compare
void add_export_verbs(VerbTable& table);   ///< export, cite
void add_alert_verbs(VerbTable& table);    ///< save, saved, forget, alert, deliver
void add_eval_verb(VerbTable& table);
void add_help_verb(VerbTable& table);

}  // namespace dateline
