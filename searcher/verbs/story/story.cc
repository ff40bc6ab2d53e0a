// SPDX-License-Identifier: GPL-2.0-or-later
// The articles of a story are read one after the other.
#include "searcher/verbs/story/story.h"

#include "common/archive/lookup.h"
#include "common/fields/record.h"

namespace dateline {
namespace {

StoryReport read_story(const Archive& archive, const std::string& id,
                       const query::Deadline& deadline) {
  StoryReport report;
  report.archive_uuid = archive.manifest().uuid;
  report.revision = archive.manifest().revision;
  report.missing = archive.missing();
  const auto asked = locate(archive, id);
  if (!asked) return report;
  report.id = story_id(ArchiveStories(archive).number(asked->segment, asked->docid));
  for (const StoryArticle& each : articles_of_story(archive, *asked)) {
    deadline.check();
    StoryCopy& copy = report.copies.emplace_back();
    copy.article = article_of(archive, {each.segment, each.docid});
    copy.is_asked_for = each.segment == asked->segment && each.docid == asked->docid;
    if (report.copies.size() > 1) {
      copy.diff = diff_words(report.copies.front().article.body, copy.article.body);
    }
  }
  return report;
}

}  // namespace

StoryReport report_story(Searcher& searcher, const std::string& id,
                         const query::Deadline& deadline) {
  return searcher.consistently([&] { return read_story(searcher.archive(), id, deadline); });
}

}  // namespace dateline
