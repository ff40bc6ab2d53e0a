// SPDX-License-Identifier: GPL-2.0-or-later
// cite.
#include "common/cli/program.h"
#include "common/disk/file.h"
#include "searcher/render/counts.h"
#include "searcher/verbs/cite/cite.h"
#include "searcher/verbs/options.h"
#include "searcher/verbs/verbs.h"

namespace dateline {
namespace {

struct CiteFlags : ArchiveFlags {
  std::string manifest;  ///< to write
  std::string since;     ///< to compare with
};

constexpr std::array<Format<CiteFlags, Citation>, 2> kCiteFormats = {
    {{"text",
      [](const CiteFlags& /*flags*/, const Citation& citation) { return render_text(citation); }},
     {"json",
      [](const CiteFlags& /*flags*/, const Citation& citation) { return render_json(citation); }}}};

Exit run_cite(CiteFlags& flags) {
  std::optional<EarlierSet> earlier;
  if (!flags.since.empty()) {
    earlier = read_earlier_set(flags.since);
    if (flags.words.empty()) flags.request.query = earlier->query;
  }
  Citation citation = cite(flags.request, earlier || !flags.manifest.empty());
  if (earlier) {
    const bool is_same = earlier->archive == citation.archive;
    Changes found = changes(earlier->articles, citation.list);
    citation.since = Since{*std::move(earlier), is_same, std::move(found)};
  }
  if (!flags.manifest.empty()) disk::replace_file(flags.manifest, manifest_of(citation));
  print(rendered(kCiteFormats, flags, citation));
  const bool found = citation.articles != 0;
  complain_of(citation.missing);
  give_hints(flags.request, found);
  return found ? Exit::Ok : Exit::NothingFound;
}

void offer_cite(CLI::App& verb, CiteFlags& flags) {
  offer_query(verb, flags);
  verb.add_option("--manifest", flags.manifest,
                  "Also write the citation, and the ids of all articles, to this file")
      ->type_name("FILE");
  verb.add_option("--since", flags.since,
                  "Say which articles came, went and changed since this manifest of cite or export "
                  "was written; without QUERY, ask its query")
      ->type_name("FILE");
  offer_formats(verb, flags, kCiteFormats);
  offer_servers(verb, flags);
}

}  // namespace

cli::Verb cite_verb() {
  return archive_verb<CiteFlags>(
      "cite", kTakeAway,
      "Say what a query finds today so that others can check it: count and digest",
      {"dateline-search cite news 'flood date:2013'",
       "dateline-search cite news --since floods.json"},
      offer_cite, run_cite);
}

}  // namespace dateline
