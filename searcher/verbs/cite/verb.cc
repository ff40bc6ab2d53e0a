// SPDX-License-Identifier: GPL-2.0-or-later
// cite.
#include "common/cli/program.h"
#include "searcher/render/counts.h"
#include "searcher/verbs/cite/cite.h"
#include "searcher/verbs/options.h"
#include "searcher/verbs/verbs.h"

namespace dateline {
namespace {

constexpr std::array<Format<ArchiveFlags, Citation>, 2> kCiteFormats = {
    {{"text", [](const ArchiveFlags& /*flags*/,
                 const Citation& citation) { return render_text(citation); }},
     {"json", [](const ArchiveFlags& /*flags*/, const Citation& citation) {
        return render_json(citation);
      }}}};

Exit run_cite(ArchiveFlags& flags) {
  const Citation citation = cite(flags.request);
  print(rendered(kCiteFormats, flags, citation));
  const bool found = citation.articles != 0;
  complain_of(citation.missing);
  give_hints(flags.request, found);
  return found ? Exit::Ok : Exit::NothingFound;
}

void offer_cite(CLI::App& verb, ArchiveFlags& flags) {
  offer_query(verb, flags);
  offer_formats(verb, flags, kCiteFormats);
  offer_servers(verb, flags);
}

}  // namespace

cli::Verb cite_verb() {
  return archive_verb<ArchiveFlags>(
      "cite", kTakeAway,
      "Say what a query finds today so that others can check it: count and digest",
      {"dateline-search cite news 'flood date:2013'",
       "dateline-search cite news 'flood date:2013' --format json"},
      offer_cite, run_cite);
}

}  // namespace dateline
