// SPDX-License-Identifier: GPL-2.0-or-later
// One Enquire for each shard. Servers do not know the archive: its statistics are in the query and
// the weighting scheme sent to them.
#include "searcher/find/served.h"

#include "common/archive/story_lookup.h"
#include "common/engine/plan/xapian_query.h"
#include "common/segment/forward.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

#include <xapian.h>

namespace dateline {
namespace {

/// Requested beyond the page. A server orders by unrounded scores, so a match that belongs on the
/// page may come slightly after it.
constexpr std::size_t kSpare = 20;

/// The order of comes_before, by clocks in place of instants, and without the rounding of scores.
void order(Xapian::Enquire& enquire, Sort sort) {
  enquire.set_docid_order(Xapian::Enquire::DESCENDING);
  switch (sort) {
    case Sort::Relevance:
      enquire.set_sort_by_relevance_then_value(schema::kPublished, /*reverse=*/true);
      break;
    case Sort::Newest:
      enquire.set_sort_by_value_then_relevance(schema::kPublished, /*reverse=*/true);
      break;
    case Sort::Oldest:
      enquire.set_sort_by_value_then_relevance(schema::kOldestFirst, /*reverse=*/false);
      break;
  }
}

/// The date in a sort key, as segment::date_number.
std::uint64_t date_in(const std::string& sort_key) {
  return from_sortable(sort_key) ? segment::date_number(sort_key) : 0;
}

/// `step` is the plan's question for that shard.
Xapian::Enquire enquire_for(const query::Plan& plan, const query::Step& step, ServedShard& shard,
                            const Xapian::Database& database) {
  const query::ShardStatistics own = {
      database.get_doccount(), database.get_avlength(),
      [&](const std::string& term) { return shard.frequency(database, term); }};
  Xapian::Enquire enquire(database);
  const Served& served = shard.served();
  enquire.set_query(query::without_hidden(
      query::xapian_query(plan, step, own, years_between(served.first, served.last)), served));
  enquire.set_weighting_scheme(query::xapian_weight(plan, own));
  return enquire;
}

/// Calls `each` with the docid and the date of every article that is shown, as kPublished has it.
template <typename Each>
void each_date(const ServedShard& shard, Each each) {
  shard.use_stories([&](const segment::Stories& stories) {
    std::uint32_t docid = 0;
    for (const std::uint64_t published : stories.published()) {
      if (!shard.hides(++docid)) each(docid, segment::checked_sortable_of(published));
    }
  });
}

/// How many articles that are shown have each content of the slot kSource.
std::map<std::string, std::uint64_t> known_sources(const ServedShard& shard) {
  return shard.use_facts([&](const ServedFacts& facts) {
    const auto counts = facts.sources([&](std::uint32_t docid) { return shard.hides(docid); });
    std::map<std::string, std::uint64_t> known;
    for (const auto& [source, articles] : counts) {
      if (articles != 0 && !source.empty()) known.emplace(source, articles);
    }
    return known;
  });
}

/// What all articles of the shard that are shown have in that slot, if what is kept of it tells;
/// otherwise nothing.
std::optional<std::vector<std::pair<std::uint32_t, std::string>>> known_contents(
    const ServedShard& shard, schema::Slot slot) {
  std::vector<std::pair<std::uint32_t, std::string>> known;
  if (slot == schema::kPublished) {
    each_date(shard, [&](std::uint32_t docid, std::string date) {
      known.emplace_back(docid, std::move(date));
    });
  } else if (slot == schema::kSource && shard.has_facts()) {
    shard.use_facts([&](const ServedFacts& facts) {
      for (std::uint32_t docid = 1; docid <= facts.documents(); ++docid) {
        if (!shard.hides(docid)) known.emplace_back(docid, facts.source(docid));
      }
    });
  } else {
    return std::nullopt;
  }
  return known;
}

/// What the shard's server would find, the best matches apart, if what is kept of it tells.
std::optional<ServedMatches> known_matches(const ServedShard& shard, const query::Step& step,
                                           std::span<const schema::Slot> slots) {
  if (!shard.has_facts()) return std::nullopt;
  const auto hidden = shard.served().hidden.size();
  ServedMatches known;
  if (step.kind == query::StepKind::Term && slots.empty() && hidden == 0) {
    known.total = shard.known_frequency(step.term).value();
    return known;
  }
  if (step.kind != query::StepKind::Everything) return std::nullopt;
  known.total = shard.served().articles - hidden;
  for (const schema::Slot slot : slots) {
    auto& contents = known.contents.emplace_back();
    if (slot == schema::kSource) {
      contents = known_sources(shard);
    } else if (slot == schema::kPublished) {
      each_date(shard, [&](std::uint32_t, const std::string& date) {
        if (!date.empty()) ++contents[date];
      });
    } else {
      return std::nullopt;
    }
  }
  return known;
}

/// Served shards that may have a match of which more must be known, with the numbers that their
/// matches get.
struct Asked {
  ServedShards shards;
  std::vector<const query::Step*> steps;
  std::vector<std::uint32_t> segments;
};

template <typename IsKnown>
Asked to_be_asked(const Archive& archive, const query::Plan& plan, IsKnown is_known) {
  Asked asked;
  for (std::size_t i = 0; i < archive.served().size(); ++i) {
    if (plan.served[i].kind == query::StepKind::Nothing) continue;
    if (is_known(i, *archive.served()[i])) continue;
    asked.shards.push_back(archive.served()[i]);
    asked.steps.push_back(&plan.served[i]);
    asked.segments.push_back(static_cast<std::uint32_t>(archive.segments().size() + i));
  }
  return asked;
}

class Question {
 public:
  Question(const Archive& archive, const query::Plan& plan, Sort sort, std::size_t keep,
           std::span<const schema::Slot> slots)
      : plan_(plan), sort_(sort), keep_(keep), slots_(slots), stories_(archive) {}

  /// Shard `i` of those.
  ServedMatches put_to(const Asked& asked, std::size_t i, const Xapian::Database& database) const {
    ServedShard& shard = *asked.shards[i];
    const std::size_t all = shard.served().articles;
    for (std::size_t want = keep_ == 0 ? 0 : keep_ + kSpare;; want *= 2) {
      ServedMatches found = first(asked, i, database, want);
      if (keep_ == 0 || want >= all || found.best.size() < want ||
          is_whole(found.best, asked.segments[i])) {
        return found;
      }
    }
  }

 private:
  ServedMatches first(const Asked& asked, std::size_t i, const Xapian::Database& database,
                      std::size_t want) const {
    Xapian::Enquire enquire = enquire_for(plan_, *asked.steps[i], *asked.shards[i], database);
    order(enquire, sort_);
    std::vector<std::unique_ptr<Xapian::ValueCountMatchSpy>> spies;
    for (const schema::Slot slot : slots_) {
      spies.push_back(std::make_unique<Xapian::ValueCountMatchSpy>(slot));
      enquire.add_matchspy(spies.back().get());
    }
    // Everything is looked at, so that counts are exact.
    const Xapian::MSet matches =
        enquire.get_mset(0, static_cast<Xapian::doccount>(want), database.get_doccount());
    ServedMatches found;
    found.total = matches.get_matches_estimated();
    for (auto match = matches.begin(); match != matches.end(); ++match) {
      found.best.push_back({asked.segments[i], *match, rounded_score(match.get_weight()),
                            date_in(match.get_sort_key()),
                            stories_.instant(asked.segments[i], *match)});
    }
    for (const auto& spy : spies) {
      auto& contents = found.contents.emplace_back();
      for (auto value = spy->values_begin(); value != spy->values_end(); ++value) {
        contents[*value] = value.get_termfreq();
      }
    }
    return found;
  }

  /// True if nothing after the last match can be among the first `keep_`.
  [[nodiscard]] bool is_whole(std::vector<Match> best, std::uint32_t segment) const {
    const Match last = best.back();
    const auto kept = best.begin() + static_cast<std::ptrdiff_t>(keep_ - 1);
    std::nth_element(best.begin(), kept, best.end(),
                     [&](const Match& a, const Match& b) { return comes_before(a, b, sort_); });
    if (sort_ == Sort::Relevance) return last.score < kept->score;
    const std::uint64_t greatest = stories_.use_table(segment, [&](const segment::Stories& table) {
      return greatest_key(table.instants(), last.published, sort_);
    });
    const std::uint64_t key = date_key(kept->instant, sort_);
    return greatest < key || (greatest == key && last.score < kept->score);
  }

  const query::Plan& plan_;
  Sort sort_;
  std::size_t keep_;
  std::span<const schema::Slot> slots_;
  ArchiveStories stories_;  ///< know instants
};

}  // namespace

std::vector<ServedMatches> ask_servers(const Archive& archive, const query::Plan& plan, Sort sort,
                                       std::size_t keep, std::span<const schema::Slot> slots) {
  std::vector<ServedMatches> known;
  const Asked asked = to_be_asked(archive, plan, [&](std::size_t i, const ServedShard& shard) {
    if (keep != 0) return false;
    auto matches = known_matches(shard, plan.served[i], slots);
    if (!matches) return false;
    known.push_back(std::move(*matches));
    return true;
  });
  const Question question(archive, plan, sort, keep, slots);
  std::vector<ServedMatches> found(asked.shards.size());
  ask(asked.shards, [&](std::size_t i, const Xapian::Database& database) {
    found[i] = question.put_to(asked, i, database);
  });
  found.insert(found.end(), known.begin(), known.end());
  return found;
}

std::vector<ServedContents> ask_contents(const Archive& archive, const query::Plan& plan,
                                         schema::Slot slot) {
  std::vector<ServedContents> known;
  const Asked asked = to_be_asked(archive, plan, [&](std::size_t i, const ServedShard& shard) {
    if (plan.served[i].kind != query::StepKind::Everything) return false;
    auto contents = known_contents(shard, slot);
    if (!contents) return false;
    known.push_back(
        {static_cast<std::uint32_t>(archive.segments().size() + i), std::move(*contents)});
    return true;
  });
  std::vector<ServedContents> found(asked.shards.size());
  ask(asked.shards, [&](std::size_t i, const Xapian::Database& database) {
    Xapian::Enquire enquire = enquire_for(plan, *asked.steps[i], *asked.shards[i], database);
    // The sort key of a match is sent with it: the content, without asking for each document.
    enquire.set_sort_by_value(slot, /*reverse=*/false);
    const Xapian::MSet matches = enquire.get_mset(0, database.get_doccount());
    ServedContents& contents = found[i];
    // A server that failed midway may already have been asked.
    contents = {asked.segments[i], {}};
    for (auto match = matches.begin(); match != matches.end(); ++match) {
      contents.matches.emplace_back(*match, match.get_sort_key());
    }
  });
  found.insert(found.end(), std::make_move_iterator(known.begin()),
               std::make_move_iterator(known.end()));
  return found;
}

}  // namespace dateline
