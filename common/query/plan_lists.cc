// SPDX-License-Identifier: GPL-2.0-or-later
// Planning what no term knows: length, stories, dates other than that of publication. Each becomes
// a list of documents.
#include "common/archive/stories.h"
#include "common/query/planner.h"
#include "common/segment/values.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>

namespace dateline::query {
namespace {

/// Asked for by `node`.
Step listed(const Node& node, std::shared_ptr<Listed> documents) {
  Step step;
  step.op = Step::Op::Given;
  step.span = node.span;
  step.listed = std::move(documents);
  return step;
}

/// Articles here, wherever in the archive they are.
Step here(const Node& node, const Archive& archive, const std::vector<StoryArticle>& articles) {
  auto documents = std::make_shared<Listed>();
  const auto& segments = archive.segments();
  for (const StoryArticle& article : articles) {
    if (article.segment >= segments.size()) continue;
    segments[article.segment].use(
        [&](const segment::Reader& reader) { (*documents)[&reader].push_back(article.docid); });
  }
  for (auto& [reader, list] : *documents) std::sort(list.begin(), list.end());
  return listed(node, std::move(documents));
}

/// Documents of each segment that `choose`, made of its reader, is true of.
template <typename MakeChoice>
Step chosen(const Node& node, const Archive& archive, const MakeChoice& make_choice) {
  auto documents = std::make_shared<Listed>();
  for (const OpenSegment& open : archive.segments()) {
    open.use([&](const segment::Reader& reader) {
      std::vector<std::uint32_t>& list = (*documents)[&reader];
      auto choose = make_choice(reader);
      for (std::uint32_t docid = 1; docid <= reader.documents(); ++docid) {
        if (choose(docid)) list.push_back(docid);
      }
    });
  }
  return listed(node, std::move(documents));
}

}  // namespace

Step Planner::length(const Node& node) {
  if (asked_ != nullptr) return listed(node, nullptr);  // no term is named
  return chosen(node, archive_, [&](const segment::Reader& reader) {
    const auto lengths = reader.wording().body_words();
    return [&node, lengths](std::uint32_t docid) {
      return lengths[docid - 1] >= node.least && lengths[docid - 1] <= node.most;
    };
  });
}

Step Planner::story(const Node& node) {
  if (asked_ != nullptr) return listed(node, nullptr);  // no term is named
  std::uint64_t number = 0;
  std::from_chars(node.text.data(), node.text.data() + node.text.size(), number, 16);
  return here(node, archive_, ArchiveStories(archive_).articles(number));
}

Step Planner::first_of_stories(const Node& node) {
  if (asked_ != nullptr) return listed(node, nullptr);  // no term is named
  const ArchiveStories stories(archive_);
  std::unordered_map<std::uint64_t, StoryArticle> firsts;
  for (std::size_t i = 0; i < stories.tables(); ++i) {
    stories.use_table(i, [&](const segment::Stories& table) {
      const auto published = table.published();
      for (std::uint32_t docid = 1; docid <= published.size(); ++docid) {
        const StoryArticle article{i, docid, published[docid - 1]};
        const auto [first, is_new] = firsts.try_emplace(stories.number(i, docid), article);
        if (!is_new && stories.comes_before(article, first->second)) first->second = article;
      }
    });
  }
  std::vector<StoryArticle> articles;
  for (const auto& [number, first] : firsts) articles.push_back(first);
  return here(node, archive_, articles);
}

Step Planner::dates_of(const Node& node, schema::Slot slot) {
  if (asked_ != nullptr) return listed(node, nullptr);  // no term is named
  return chosen(node, archive_, [&](const segment::Reader& reader) {
    return [&node, values = segment::Values(reader, slot)](std::uint32_t docid) mutable {
      const auto date = from_sortable(values.of(docid));
      if (!date) return false;
      const DateRange period = whole_period(*date);
      return node.dates.first_day <= period.first_day && period.last_day <= node.dates.last_day;
    };
  });
}

}  // namespace dateline::query
