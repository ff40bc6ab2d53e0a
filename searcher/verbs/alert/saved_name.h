// SPDX-License-Identifier: GPL-2.0-or-later
// Options of verbs on a saved search.
#pragma once

#include "searcher/verbs/options.h"

namespace dateline {

struct SavedNameFlags : ArchiveFlags {
  std::optional<std::string> second;  ///< the word after ARCHIVE
  std::string name;                   ///< once settled, of the saved search
};

/// Takes the name from its word, or, if the environment named the archive, from the one before.
/// Throws Error (Usage) if there is none.
void settle_saved_name(SavedNameFlags& flags);

/// Is there a search of that name? If not, says so on stderr.
bool is_saved(const SavedNameFlags& flags);

/// A verb on a saved search, which ARCHIVE NAME names. `Flags` is a SavedNameFlags.
template <typename Flags>
cli::Verb saved_name_verb(std::string name, std::string group, std::string about,
                          std::vector<std::string> examples, void (*offer)(CLI::App&, Flags&),
                          Exit (*run)(Flags&)) {
  return cli::verb<Flags>(
      std::move(name), std::move(group), std::move(about), std::move(examples),
      [offer](CLI::App& app, Flags& flags) {
        offer_archive(app, flags);
        app.add_option("NAME", flags.second, "Name of the saved search")->type_name("");
        offer(app, flags);
      },
      [run](Flags& flags) {
        settle_saved_name(flags);
        settle_request(flags);
        return run(flags);
      });
}

}  // namespace dateline
