// SPDX-License-Identifier: GPL-2.0-or-later
// story.
#include "common/cli/program.h"
#include "searcher/render/counts.h"
#include "searcher/verbs/options.h"
#include "searcher/verbs/story/render.h"
#include "searcher/verbs/story/story.h"
#include "searcher/verbs/verbs.h"

namespace dateline {
namespace {

struct StoryFlags : ArchiveFlags {
  bool diff = false;
};

constexpr std::array<Format<StoryFlags, StoryReport>, 3> kStoryFormats = {
    {{"text",
      [](const StoryFlags& flags, const StoryReport& report) {
        return render_story_text(report, flags.diff, style_of_stdout(flags.context.color));
      }},
     {"json", [](const StoryFlags& flags,
                 const StoryReport& report) { return render_story_json(report, flags.diff); }},
     {"csv", [](const StoryFlags& /*flags*/, const StoryReport& report) {
        return render_story_csv(report);
      }}}};

Exit run_story(StoryFlags& flags) {
  if (flags.words.size() != 1) {
    throw Error(Code::Usage, "story takes the id of one article", "give an id that search prints");
  }
  Searcher searcher(flags.request.archive, flags.request.open);
  const StoryReport report = report_story(searcher, flags.words.front());
  complain_of(report.missing);
  if (report.id.empty()) {
    complain(unknown_id(flags.words.front()));
    return Exit::NothingFound;
  }
  print(rendered(kStoryFormats, flags, report));
  return Exit::Ok;
}

void offer_story(CLI::App& verb, StoryFlags& flags) {
  offer_words(verb, flags, "ID", "Id of any article of the story");
  verb.add_flag("--diff", flags.diff,
                "Show what each article removed from and added to the first one's text");
  offer_formats(verb, flags, kStoryFormats);
  offer_color(verb, flags);
  offer_servers(verb, flags);
}

}  // namespace

cli::Verb story_verb() {
  return archive_verb<StoryFlags>("story", kRead,
                                  "Show who ran a story, when, and what each changed",
                                  {"dateline-search story news 2019-12-13-0042",
                                   "dateline-search story news 2019-12-13-0042 --diff"},
                                  offer_story, run_story);
}

}  // namespace dateline
