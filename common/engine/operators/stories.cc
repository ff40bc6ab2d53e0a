// SPDX-License-Identifier: GPL-2.0-or-later
// `story:8c1f0e2b7a665d90`, and `first:yes` for the first article of each story.
#include "common/archive/story_lookup.h"
#include "common/engine/operators/listed.h"
#include "common/engine/plan/planner.h"
#include "common/engine/query/canonical.h"
#include "common/engine/query/operator.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>

#include <fmt/format.h>

namespace dateline::query {
namespace {

/// Articles here, anywhere in the archive.
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

class Story final : public Operator {
 public:
  std::string_view kind() const override { return "story"; }
  std::string in_words(const Node& node) const override {
    return fmt::format("of story {}", node.text);
  }
  std::string canonical(const Node& node) const override { return in_field(node, node.text); }
  Step plan(const Node& node, Planner& planner) const override {
    if (planner.only_asks()) return listed(node, nullptr);
    std::uint64_t number = 0;
    std::from_chars(node.text.data(), node.text.data() + node.text.size(), number, 16);
    const Archive& archive = planner.archive();
    return here(node, archive, ArchiveStories(archive).articles(number));
  }
};

class First final : public Operator {
 public:
  std::string_view kind() const override { return "first"; }
  std::string in_words(const Node& /*node*/) const override {
    return "the first article of its story";
  }
  std::string canonical(const Node& node) const override { return in_field(node, "yes"); }
  Step plan(const Node& node, Planner& planner) const override {
    if (planner.only_asks()) return listed(node, nullptr);
    const ArchiveStories stories(planner.archive());
    std::unordered_map<std::uint64_t, StoryArticle> firsts;
    for (std::size_t i = 0; i < stories.tables(); ++i) {
      stories.use_table(i, [&](const segment::Stories& table) {
        const auto published = table.published();
        const segment::Instants instants = table.instants();
        for (std::uint32_t docid = 1; docid <= published.size(); ++docid) {
          if (stories.hides(i, docid)) continue;
          const StoryArticle article{i, docid, published[docid - 1], instants[docid]};
          const auto [first, is_new] = firsts.try_emplace(stories.number(i, docid), article);
          if (!is_new && stories.comes_before(article, first->second)) first->second = article;
        }
      });
    }
    std::vector<StoryArticle> articles;
    articles.reserve(firsts.size());
    for (const auto& [number, first] : firsts) articles.push_back(first);
    return here(node, planner.archive(), articles);
  }
};

}  // namespace

const Operator& story_operator() {
  static const Story story;
  return story;
}

const Operator& first_operator() {
  static const First first;
  return first;
}

}  // namespace dateline::query
