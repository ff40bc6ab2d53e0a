// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/verbs/alert/saved_name.h"

#include "common/errors/errors.h"

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

}  // namespace dateline
