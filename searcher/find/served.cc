// SPDX-License-Identifier: GPL-2.0-or-later
// One Enquire for each shard. Servers do not know the archive: its statistics are in the query and
// the weighting scheme sent to them.
#include "searcher/find/served.h"

#include "common/engine/plan/xapian_query.h"
#include "common/segment/forward.h"

#include <memory>
#include <optional>

#include <xapian.h>

namespace dateline {
namespace {

/// Requested beyond the page. A server orders by unrounded scores, so a match that belongs on the
/// page may come slightly after it.
constexpr std::size_t kSpare = 20;

/// The order of comes_before, without the rounding of scores.
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

/// Served shards that may have a match, with the numbers that their matches get.
struct Asked {
  ServedShards shards;
  std::vector<const query::Step*> steps;
  std::vector<std::uint32_t> segments;
};

Asked to_be_asked(const Archive& archive, const query::Plan& plan) {
  Asked asked;
  for (std::size_t i = 0; i < archive.served().size(); ++i) {
    if (plan.served[i].kind == query::StepKind::Nothing) continue;
    asked.shards.push_back(archive.served()[i]);
    asked.steps.push_back(&plan.served[i]);
    asked.segments.push_back(static_cast<std::uint32_t>(archive.segments().size() + i));
  }
  return asked;
}

class Question {
 public:
  Question(const query::Plan& plan, Sort sort, std::size_t keep,
           std::span<const schema::Slot> slots)
      : plan_(plan), sort_(sort), keep_(keep), slots_(slots) {}

  /// Shard `i` of those.
  ServedMatches put_to(const Asked& asked, std::size_t i, const Xapian::Database& database) const {
    ServedShard& shard = *asked.shards[i];
    const std::size_t all = shard.served().articles;
    for (std::size_t want = keep_ == 0 ? 0 : keep_ + kSpare;; want *= 2) {
      ServedMatches found = first(asked, i, database, want);
      if (keep_ == 0 || want >= all || found.best.size() < want || is_whole(found.best)) {
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
                            date_in(match.get_sort_key())});
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
  [[nodiscard]] bool is_whole(const std::vector<Match>& best) const {
    const Match& kept = best[keep_ - 1];
    const Match& last = best.back();
    return last.score < kept.score ||
           (sort_ != Sort::Relevance && last.published != kept.published);
  }

  const query::Plan& plan_;
  Sort sort_;
  std::size_t keep_;
  std::span<const schema::Slot> slots_;
};

}  // namespace

std::vector<ServedMatches> ask_servers(const Archive& archive, const query::Plan& plan, Sort sort,
                                       std::size_t keep, std::span<const schema::Slot> slots) {
  const Asked asked = to_be_asked(archive, plan);
  const Question question(plan, sort, keep, slots);
  std::vector<ServedMatches> found(asked.shards.size());
  ask(asked.shards, [&](std::size_t i, const Xapian::Database& database) {
    found[i] = question.put_to(asked, i, database);
  });
  return found;
}

std::vector<ServedContents> ask_contents(const Archive& archive, const query::Plan& plan,
                                         schema::Slot slot) {
  const Asked asked = to_be_asked(archive, plan);
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
  return found;
}

}  // namespace dateline
