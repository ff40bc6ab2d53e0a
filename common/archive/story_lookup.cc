// SPDX-License-Identifier: GPL-2.0-or-later
// A story is looked up in the table of each part of the archive.
#include "common/archive/story_lookup.h"

#include <algorithm>
#include <span>

#include <fmt/format.h>

namespace dateline {
namespace {

[[noreturn]] void lacks_documents() {
  throw disk::Damaged(segment::kStoriesName, "it does not have all documents");
}

std::uint64_t of_document(std::span<const std::uint64_t> numbers, std::uint32_t docid) {
  if (docid == 0 || docid > numbers.size()) lacks_documents();
  return numbers[docid - 1];
}

std::uint64_t instant_of(const segment::Instants& instants, std::uint32_t docid) {
  if (docid == 0 || docid > instants.size()) lacks_documents();
  return instants[docid];
}

}  // namespace

std::size_t ArchiveStories::tables() const {
  return archive_.segments().size() + archive_.served().size();
}

bool ArchiveStories::hides(std::size_t segment, std::uint32_t docid) const {
  const std::size_t here = archive_.segments().size();
  return segment >= here && archive_.served()[segment - here]->hides(docid);
}

std::uint64_t ArchiveStories::number(std::size_t segment, std::uint32_t docid) const {
  return archive_.united_stories().whole(use_table(
      segment, [&](const segment::Stories& table) { return of_document(table.numbers(), docid); }));
}

std::uint64_t ArchiveStories::published(std::size_t segment, std::uint32_t docid) const {
  return use_table(segment, [&](const segment::Stories& table) {
    return of_document(table.published(), docid);
  });
}

std::uint64_t ArchiveStories::instant(std::size_t segment, std::uint32_t docid) const {
  return use_table(
      segment, [&](const segment::Stories& table) { return instant_of(table.instants(), docid); });
}

std::vector<StoryArticle> ArchiveStories::articles(std::uint64_t number) const {
  std::vector<StoryArticle> all;
  for (const std::uint64_t part : archive_.united_stories().parts(number)) {
    for (std::size_t i = 0; i < tables(); ++i) {
      use_table(i, [&](const segment::Stories& table) {
        for (const std::uint32_t docid : table.articles(part)) {
          if (hides(i, docid)) continue;
          all.push_back({i, docid, of_document(table.published(), docid),
                         instant_of(table.instants(), docid)});
        }
      });
    }
  }
  std::stable_sort(all.begin(), all.end(), [&](const StoryArticle& a, const StoryArticle& b) {
    return comes_before(a, b);
  });
  return all;
}

std::vector<StoryArticle> ArchiveStories::articles_with(std::size_t segment,
                                                        std::uint32_t docid) const {
  std::vector<StoryArticle> all = articles(number(segment, docid));
  const bool is_one = std::any_of(all.begin(), all.end(), [&](const StoryArticle& article) {
    return article.segment == segment && article.docid == docid;
  });
  if (!is_one) {
    use_table(segment, [](const segment::Stories& /*table*/) {
      throw disk::Damaged(segment::kStoriesName, "a story lacks an article that belongs to it");
    });
  }
  return all;
}

bool ArchiveStories::comes_before(const StoryArticle& a, const StoryArticle& b) const {
  // 0, which means no date, becomes the greatest.
  if (a.instant != b.instant) return a.instant - 1 < b.instant - 1;
  const auto& here = archive_.segments();
  if (b.segment >= here.size()) return false;
  if (a.segment >= here.size()) return true;
  // Ids are in files that stay open.
  const auto rank = [&](const StoryArticle& article) {
    return here[article.segment].use(
        [&](const segment::Reader& reader) { return rank_at_one_time(reader, article.docid); });
  };
  return rank(a) < rank(b);
}

std::pair<std::uint32_t, std::string_view> rank_at_one_time(const segment::Reader& reader,
                                                            std::uint32_t docid) {
  return {~reader.wording().body_words()[docid - 1], reader.forward().id(docid)};
}

std::string story_id(std::uint64_t number) {
  return fmt::format("{:016x}", number);
}

}  // namespace dateline
