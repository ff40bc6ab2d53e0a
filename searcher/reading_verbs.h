// SPDX-License-Identifier: GPL-2.0-or-later
// Verbs that look into the texts of articles: story, kwic, similar, keyness, compare.
#pragma once

#include "common/errors.h"
#include "searcher/report/compare.h"
#include "searcher/report/keyness.h"
#include "searcher/report/kwic.h"
#include "searcher/report/similar.h"
#include "searcher/verbs.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace dateline {

/// Flags of these verbs, beside those that all verbs share.
struct ReadingFlags {
  bool diff = false;
  bool explain = false;
  KwicRequest kwic;                  ///< but for its search
  std::optional<std::size_t> width;  ///< of a line of a concordance
  KeynessRequest keyness;            ///< but for its search
  CompareRequest compare;            ///< but for its search and period
  SimilarRequest similar;            ///< but for its search, id and text
};

class ReadingVerbs {
 public:
  using AddOptions = void (*)(CLI::App* verb, Flags& flags);

  /// Adds the verbs. `add_query` gives a verb what all have that take a query. `flags` outlives
  /// this object.
  ReadingVerbs(CLI::App& app, Flags& flags, AddOptions add_query);

  [[nodiscard]] const std::vector<CLI::App*>& verbs() const { return verbs_; }
  /// Runs the one that was named; nothing when it was none of these.
  std::optional<Exit> run();

 private:
  CLI::App* add(CLI::App& app, const std::string& name, const std::string& description);
  void add_format(CLI::App* verb, const std::vector<std::string>& formats);
  void add_story(CLI::App& app);
  void add_kwic(CLI::App& app, AddOptions add_query);
  void add_similar(CLI::App& app, AddOptions add_query);
  void add_keyness(CLI::App& app, AddOptions add_query);
  void add_compare(CLI::App& app, AddOptions add_query);
  Exit run_story();
  Exit run_kwic();
  Exit run_similar();
  Exit run_keyness();
  Exit run_compare();

  Flags& flags_;
  ReadingFlags reading_;
  std::vector<CLI::App*> verbs_;
};

}  // namespace dateline
