// SPDX-License-Identifier: GPL-2.0-or-later
// trust: its flags.
#include "common/archive/trust.h"
#include "common/cli/program.h"
#include "common/errors/errors.h"
#include "indexer/commands/options.h"
#include "indexer/commands/trust/trust.h"
#include "indexer/commands/verbs.h"

#include <fmt/format.h>

namespace dateline::commands {
namespace {

struct TrustFlags : ArchiveFlags {
  bool forget = false;
};

Exit run_trust(const TrustFlags& flags) {
  if (flags.archive.empty()) {
    if (flags.forget) throw Error(Code::Usage, "say which archive to forget", "give its directory");
    const std::string lines = trusted_lines();
    print(lines);
    if (!lines.empty()) return Exit::Ok;
    complain("no archive is trusted");
    return Exit::NothingFound;
  }
  if (!flags.forget) {
    print(trust_archive(flags.archive));
    return Exit::Ok;
  }
  if (forget_trust(flags.archive)) return Exit::Ok;
  complain(fmt::format("{} was not trusted", flags.archive));
  return Exit::NothingFound;
}

void offer_trust(CLI::App& verb, TrustFlags& flags) {
  verb.get_option("ARCHIVE")->required(false);
  verb.add_flag("--forget", flags.forget, "Trust it no longer");
}

}  // namespace

cli::Verb trust_verb() {
  return archive_verb<TrustFlags>(
      "trust", kKeep,
      "Let an archive that you were given deliver its alerts and ask its servers; without "
      "one, list the trusted archives",
      {"dateline-index trust news", "dateline-index trust"}, offer_trust, run_trust);
}

}  // namespace dateline::commands
