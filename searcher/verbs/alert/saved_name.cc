// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/verbs/alert/saved_name.h"

#include "common/archive/saved_searches.h"
#include "common/cli/failure_text.h"
#include "common/cli/program.h"
#include "common/errors/errors.h"
#include "common/errors/failure.h"

#include <algorithm>

namespace dateline {

void settle_saved_name(SavedNameFlags& flags) {
  if (flags.second) flags.words.insert(flags.words.begin(), *flags.second);
  settle_archive(flags);
  if (flags.words.empty()) {
    throw Error(Code::Usage, "no saved search is named", "give its name after the archive");
  }
  flags.name = flags.words.front();
  flags.words.erase(flags.words.begin());
}

bool is_saved(const SavedNameFlags& flags) {
  const std::filesystem::path& archive = flags.request.archive;
  read_manifest(archive);  // a clear error if there is none
  const std::filesystem::path home = home_of(archive, flags.name);
  const std::vector<std::string> names = saved_names(home);
  if (!is_saved_name(flags.name) ||
      std::find(names.begin(), names.end(), flags.name) != names.end()) {
    return true;
  }
  const auto failure = failure_of([&] { (void)read_saved(home, flags.name); });
  if (failure) complain(cli::one_line_of(*failure));
  return !failure;
}

}  // namespace dateline
