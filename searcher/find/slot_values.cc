// SPDX-License-Identifier: GPL-2.0-or-later
// The matches are found once, and looked up in the forward index for each slot.
#include "searcher/find/slot_values.h"

#include "common/engine/match/near.h"
#include "common/segment/values.h"
#include "searcher/find/ranking.h"
#include "searcher/find/served.h"

#include <algorithm>
#include <optional>

namespace dateline {
namespace {

struct Found {
  std::uint32_t segment = 0;
  std::uint32_t docid = 0;
};

std::vector<Found> find_here(const Archive& archive, const query::Plan& plan,
                             match::Workspace& workspace) {
  std::vector<Found> all;
  Wanted wanted;
  wanted.here_only = true;
  wanted.on_window = [&](std::uint32_t segment, const match::Window& window) {
    window.matches.each([&](std::uint32_t i) { all.push_back({segment, window.first + i}); });
  };
  find_matches(archive, plan, wanted, workspace);
  return all;
}

/// Contents of one slot of one segment, numbered on first use.
class Numbers {
 public:
  Numbers(const segment::Reader& reader, schema::Slot slot, text::StringTable& contents)
      : forward_(reader.forward()), slot_(slot), contents_(contents) {
    const std::vector<schema::Slot>& stored = schema::segment_slots();
    if (std::find(stored.begin(), stored.end(), slot) != stored.end()) {
      values_.emplace(reader, slot);
    } else if (slot != schema::kPublished) {
      known_.resize(forward_.column(slot).values(), kUnknown);
    }
  }

  /// Docids rise from call to call.
  std::uint32_t of(std::uint32_t docid) {
    if (slot_ == schema::kPublished) return of_date(forward_.published()[docid - 1]);
    if (values_) return contents_.insert(values_->of(docid)).first;
    const segment::Forward::Column& column = forward_.column(slot_);
    const std::uint32_t ordinal = column.ordinal(docid);
    std::uint32_t& number = known_[ordinal];
    if (number == kUnknown) number = contents_.insert(column.value(ordinal)).first;
    return number;
  }

 private:
  static constexpr std::uint32_t kUnknown = ~std::uint32_t{0};

  /// Articles of the same date follow each other.
  std::uint32_t of_date(std::uint64_t date) {
    if (date_ != date) {
      date_ = date;
      date_number_ = contents_.insert(segment::checked_sortable_of(date)).first;
    }
    return date_number_;
  }

  const segment::Forward& forward_;
  schema::Slot slot_;
  text::StringTable& contents_;
  std::vector<std::uint32_t> known_;       ///< by ordinal
  std::optional<segment::Values> values_;  ///< of a slot that is no column
  std::optional<std::uint64_t> date_;
  std::uint32_t date_number_ = 0;
};

}  // namespace

std::vector<SlotHoldings> find_holdings(const Archive& archive, const query::Plan& plan,
                                        const std::vector<schema::Slot>& slots,
                                        match::Workspace& workspace) {
  const std::vector<Found> here = find_here(archive, plan, workspace);
  match::Tries looks(workspace.deadline);
  std::vector<SlotHoldings> all;
  for (const schema::Slot slot : slots) {
    SlotHoldings& holdings = all.emplace_back();
    holdings.matches.reserve(here.size());
    for (auto at = here.begin(); at != here.end();) {
      const auto end = std::find_if(
          at, here.end(), [&](const Found& match) { return match.segment != at->segment; });
      archive.segments()[at->segment].use([&](const segment::Reader& reader) {
        Numbers numbers(reader, slot, holdings.contents);
        for (; at != end; ++at) {
          looks.count();
          holdings.matches.push_back({at->segment, at->docid, numbers.of(at->docid)});
        }
      });
    }
    if (archive.served().empty()) continue;
    for (const ServedContents& shard : ask_contents(archive, plan, slot)) {
      for (const auto& [docid, content] : shard.matches) {
        holdings.matches.push_back({shard.segment, docid, holdings.contents.insert(content).first});
      }
    }
  }
  return all;
}

}  // namespace dateline
