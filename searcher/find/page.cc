// SPDX-License-Identifier: GPL-2.0-or-later
// Matches are taken in order, a few more than a page needs; if too many of these are copies or from
// one source, more are found. The first few are the same however many are found, so pages do not
// overlap.
#include "searcher/find/page.h"

#include "common/archive/story_lookup.h"
#include "searcher/find/served.h"
#include "searcher/find/spellings.h"
#include "searcher/find/story_count.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace dateline {
namespace {

/// How many matches are first found for each one to show, and in addition; and how many more each
/// time.
constexpr std::size_t kFirstShare = 2;
constexpr std::size_t kFirstSpare = 10;
constexpr std::size_t kGrowth = 4;

/// What matches on servers have in the slot of sources; it also lists the matches.
class ServedSources {
 public:
  ServedSources(const Archive& archive, const query::Plan& plan) {
    if (archive.served().empty()) return;
    for (ServedContents& shard : ask_contents(archive, plan, schema::kSource)) {
      for (auto& [docid, source] : shard.matches) {
        sources_.emplace(std::pair{shard.segment, docid}, std::move(source));
      }
    }
  }

  void count(StoryCount& stories) const {
    for (const auto& [where, source] : sources_) stories.add(where.first, where.second);
  }
  [[nodiscard]] const std::string& of(const Match& match) const {
    return sources_.at({match.segment, match.docid});
  }
  [[nodiscard]] bool has(const Located& article) const {
    return sources_.contains({static_cast<std::uint32_t>(article.segment), article.docid});
  }

 private:
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> sources_;
};

/// What was taken so far, from the plan and from the rest; for pages of stories, or with a limit
/// per source.
struct Taken {
  std::vector<Shown> chosen;
  std::unordered_set<std::uint64_t> stories;
  std::unordered_map<std::string, std::size_t> of_source;
};

bool is_folded(const PageRequest& request) {
  return request.collapse || request.per_source.has_value() || !request.without.empty();
}

class PageFinder {
 public:
  PageFinder(const Archive& archive, const query::Plan& plan, const PageRequest& request,
             match::Workspace& workspace, Taken& taken, bool of_rest)
      : archive_(archive),
        plan_(plan),
        request_(request),
        workspace_(workspace),
        stories_(archive),
        counter_(archive),
        taken_(taken),
        of_rest_(of_rest),
        // One more shows whether anything follows.
        wanted_(request.limit == 0 ? 0 : request.offset + request.limit + 1) {}

  Page run() {
    const bool folded = is_folded(request_);
    const bool counts_stories = request_.stories || request_.collapse;
    const bool looks_at_all = counts_stories || !request_.without.empty();
    // A page beyond the last article requests no more than there are.
    std::size_t keep = std::min<std::uint64_t>(
        folded ? kFirstShare * wanted_ + kFirstSpare : request_.offset + request_.limit,
        archive_.documents());
    if (request_.limit == 0) keep = 0;
    Wanted wanted;
    wanted.sort = request_.sort;
    wanted.keep = keep;
    wanted.count = request_.count || looks_at_all;
    wanted.facets = request_.facets;
    if (looks_at_all) {
      wanted.on_window = [&](std::uint32_t s, const match::Window& w) {
        if (counts_stories) counter_.add(s, w);
        note_without(s, w);
      };
    }
    Matches matches = find(wanted);
    knows_stories_ =
        counts_stories && matches.total - counter_.matches() <= request_.served_stories;
    if (knows_stories_ || !request_.without.empty() || request_.per_source) {
      served_.emplace(archive_, plan_);
      note_without_on_servers();
    }
    Page page;
    page.total = matches.total - without_.size();
    if (knows_stories_) {
      served_->count(counter_);
      counter_.finish();
      page.stories = counter_.stories() - whole_stories_without();
    }
    if (!folded) {
      const std::size_t begin = std::min(request_.offset, matches.best.size());
      for (std::size_t i = begin; i < matches.best.size(); ++i) {
        page.shown.push_back({matches.best[i], of_rest_, 0});
      }
      page.more = request_.offset + page.shown.size() < matches.total;
      return page;
    }
    Wanted again;
    again.sort = request_.sort;
    again.count = false;
    while (!take(matches.best) && matches.best.size() == keep && keep < archive_.documents()) {
      again.keep = keep = std::min<std::uint64_t>(kGrowth * keep, archive_.documents());
      matches = find(again);
    }
    std::vector<Shown>& chosen = taken_.chosen;
    page.more = wanted_ != 0 && chosen.size() == wanted_;
    if (page.more) chosen.pop_back();
    const std::size_t begin = std::min(request_.offset, chosen.size());
    page.shown.assign(chosen.begin() + static_cast<std::ptrdiff_t>(begin), chosen.end());
    return page;
  }

 private:
  /// As find_matches, but what is to come last does.
  Matches find(Wanted wanted) {
    if (request_.last == nullptr || wanted.keep == 0) {
      return find_matches(archive_, plan_, wanted, workspace_);
    }
    if (!last_) {
      Wanted all;
      all.sort = request_.sort;
      all.keep = archive_.documents();
      last_ = find_matches(archive_, *request_.last, all, workspace_).best;
    }
    std::set<std::pair<std::uint32_t, std::uint32_t>> last;
    for (const Match& match : *last_) last.emplace(match.segment, match.docid);
    const std::size_t keep = wanted.keep;
    wanted.keep = std::min<std::uint64_t>(keep + last_->size(), archive_.documents());
    Matches found = find_matches(archive_, plan_, wanted, workspace_);
    std::erase_if(found.best, [&](const Match& match) {
      return last.contains({match.segment, match.docid});
    });
    found.best.insert(found.best.end(), last_->begin(), last_->end());
    found.best.resize(std::min(found.best.size(), keep));
    return found;
  }

  /// Continues where it ended among fewer matches. True if there are enough to show.
  bool take(const std::vector<Match>& matches) {
    std::vector<Shown>& chosen = taken_.chosen;
    for (; at_ < matches.size() && chosen.size() < wanted_; ++at_) {
      const Match& match = matches[at_];
      if (without_.contains({match.segment, match.docid})) continue;
      const std::uint64_t story = stories_.number(match.segment, match.docid);
      if (request_.collapse && taken_.stories.contains(story)) continue;
      if (request_.per_source && !has_room(match)) continue;
      if (request_.collapse) taken_.stories.insert(story);
      const bool counts = request_.collapse && knows_stories_;
      chosen.push_back({match, of_rest_, counts ? copies_of(story) : 0});
    }
    return chosen.size() >= wanted_;
  }

  /// Matches of the story besides the one shown.
  [[nodiscard]] std::uint64_t copies_of(std::uint64_t story) const {
    const auto without = stories_without_.find(story);
    return counter_.articles(story) - 1 - (without == stories_without_.end() ? 0 : without->second);
  }

  /// Records which of the unwanted articles match.
  void note_without(std::uint32_t segment, const match::Window& window) {
    for (const Located& each : request_.without) {
      if (each.segment == segment && each.docid >= window.first &&
          each.docid - window.first < match::kWindow &&
          window.matches.test(each.docid - window.first)) {
        note_without(each);
      }
    }
  }
  void note_without_on_servers() {
    for (const Located& each : request_.without) {
      if (served_->has(each)) note_without(each);
    }
  }
  void note_without(const Located& article) {
    const auto segment = static_cast<std::uint32_t>(article.segment);
    if (!without_.emplace(segment, article.docid).second) return;
    ++stories_without_[stories_.number(segment, article.docid)];
  }
  /// Stories with nothing left.
  [[nodiscard]] std::uint64_t whole_stories_without() const {
    return static_cast<std::uint64_t>(std::count_if(
        stories_without_.begin(), stories_without_.end(),
        [&](const auto& story) { return story.second == counter_.articles(story.first); }));
  }

  /// Counts the article, if its source is still below the limit.
  bool has_room(const Match& match) {
    const std::string source = name_key({schema::kSource}, source_of(match));
    std::size_t& shown = taken_.of_source[source];
    if (shown == *request_.per_source) return false;
    // Articles without a source have nothing in common.
    if (!source.empty()) ++shown;
    return true;
  }

  [[nodiscard]] std::string source_of(const Match& match) const {
    if (match.segment >= archive_.segments().size()) return served_->of(match);
    return archive_.segments()[match.segment].use([&](const segment::Reader& reader) {
      const auto& column = reader.forward().column(schema::kSource);
      return std::string(column.value(column.ordinal(match.docid)));
    });
  }

  const Archive& archive_;
  const query::Plan& plan_;
  const PageRequest& request_;
  match::Workspace& workspace_;
  ArchiveStories stories_;
  StoryCount counter_;
  std::optional<ServedSources> served_;
  bool knows_stories_ = false;
  Taken& taken_;
  bool of_rest_;
  std::size_t wanted_;
  std::optional<std::vector<Match>> last_;                     ///< what comes last, in order
  std::size_t at_ = 0;                                         ///< the next match to take
  std::set<std::pair<std::uint32_t, std::uint32_t>> without_;  ///< matches that are not wanted
  std::map<std::uint64_t, std::uint64_t> stories_without_;     ///< their number, by story
};

}  // namespace

Page find_page(const Archive& archive, const query::Plan& plan, const PageRequest& request,
               match::Workspace& workspace) {
  Taken taken;
  Page page = PageFinder(archive, plan, request, workspace, taken, false).run();
  if (request.rest == nullptr) return page;
  PageRequest rest = request;
  rest.facets = {};
  rest.stories = false;
  if (!request.show_rest || page.more) {
    rest.limit = 0;
    rest.collapse = false;
    rest.per_source.reset();
  } else if (!is_folded(request)) {
    rest.offset = request.offset - std::min<std::uint64_t>(request.offset, page.total);
    rest.limit = request.limit - page.shown.size();
  }
  const Page after = PageFinder(archive, *request.rest, rest, workspace, taken, true).run();
  page.rest = after.total;
  if (rest.limit == 0) {
    page.more = page.more || (request.show_rest && request.limit != 0 && after.total != 0);
    return page;
  }
  if (is_folded(request)) page.shown.clear();
  page.shown.insert(page.shown.end(), after.shown.begin(), after.shown.end());
  page.more = after.more;
  return page;
}

}  // namespace dateline
