// SPDX-License-Identifier: GPL-2.0-or-later
// show.
#include "common/cli/program.h"
#include "common/fields/json_format.h"
#include "common/fields/record.h"
#include "searcher/render/counts.h"
#include "searcher/render/style.h"
#include "searcher/verbs/options.h"
#include "searcher/verbs/show/render.h"
#include "searcher/verbs/show/show.h"
#include "searcher/verbs/verbs.h"

#include <nlohmann/json.hpp>

namespace dateline {
namespace {

using Articles = std::vector<FoundArticle>;

/// Of one article; or one document for all of them.
std::string show_json(const ArchiveFlags& flags, const Articles& found) {
  Json json = {{"format_version", kJsonFormatVersion}};
  if (flags.words.size() > 1) {
    json["articles"] = Json::array();
    for (const FoundArticle& each : found) json["articles"].push_back(render_article_json(each));
  } else if (found.empty()) {
    return "";
  } else {
    json.update(render_article_json(found.front()));
  }
  return dump_pretty(json);
}

std::string show_json_lines(const ArchiveFlags& /*flags*/, const Articles& found) {
  std::string out;
  for (const FoundArticle& each : found) out += dump(render_article_json(each)) + "\n";
  return out;
}

std::string show_text(const ArchiveFlags& flags, const Articles& found) {
  std::string out;
  for (const FoundArticle& each : found) {
    if (!out.empty()) out += "\n" + std::string(40, '-') + "\n\n";
    out += render_article(each, style_of_stdout(flags.context.color));
  }
  return out;
}

constexpr std::array<Format<ArchiveFlags, Articles>, 3> kShowFormats = {
    {{"text", show_text}, {"json", show_json}, {"jsonl", show_json_lines}}};

Exit run_show(ArchiveFlags& flags) {
  const std::vector<std::string>& listed = flags.request.ids->confine_to;
  flags.words.insert(flags.words.end(), listed.begin(), listed.end());
  flags.request.ids->named.clear();  // what is missing is said below
  if (flags.words.empty()) {
    throw Error(Code::Usage, "no article is named", "give the ids that search prints");
  }
  Searcher searcher(flags.request.archive, flags.request.open);
  Articles articles;
  for (const std::string& id : flags.words) {
    auto found = find_article(searcher, id);
    if (found) {
      articles.push_back(std::move(*found));
    } else {
      complain(unknown_id(id));
    }
  }
  print(rendered(kShowFormats, flags, articles));
  complain_of(searcher.archive().missing());
  return articles.size() == flags.words.size() ? Exit::Ok : Exit::NothingFound;
}

void offer_show(CLI::App& verb, ArchiveFlags& flags) {
  offer_words(verb, flags, "ID", "Ids of articles");
  offer_ids(verb, flags, "Articles whose ids are in this file, one a line");
  offer_formats(verb, flags, kShowFormats);
  offer_color(verb, flags);
  offer_servers(verb, flags);
}

}  // namespace

cli::Verb show_verb() {
  return archive_verb<ArchiveFlags>("show", kRead, "Show articles in full",
                                    {"dateline-search show news 2019-12-13-0042",
                                     "dateline-search show news 2019-12-13-0042 --format json"},
                                    offer_show, run_show);
}

}  // namespace dateline
