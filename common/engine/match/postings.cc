// SPDX-License-Identifier: GPL-2.0-or-later
// Decoding, and evicting the least recently used.
#include "common/engine/match/postings.h"

#include "common/engine/plan/plan.h"
#include "common/fields/schema.h"
#include "common/text/language.h"

#include <algorithm>
#include <bit>
#include <iterator>
#include <span>

namespace dateline::match {
namespace {

/// A bitmap takes less room than docids where a term is in one article of these.
constexpr std::uint32_t kFrequent = 16;

class Decoder {
 public:
  Decoder(const segment::Reader& segment, bool scored, double average_length)
      : lengths_(segment.forward().lengths()),
        languages_(segment.forward().column(schema::kLanguage)),
        main_language_(scored ? segment::main_language(segment) : 0),
        scored_(scored),
        per_length_(static_cast<float>(1 / average_length)) {
    const std::string_view main = counted_as(languages_.value(main_language_));
    for (std::uint32_t i = 0; main_language_ != 0 && i < languages_.values(); ++i) {
      is_main_.push_back(counted_as(languages_.value(i)) == main);
    }
  }

  Postings decode(glass::PostingList& list) {
    all_.count = list.frequency();
    const auto documents = static_cast<std::uint32_t>(lengths_.size());
    const bool frequent = all_.count > documents / kFrequent;
    if (frequent) {
      all_.bitmap.resize(ranges_of(documents));
    } else {
      all_.docids.reserve(all_.count);
    }
    if (scored_) {
      all_.wdfs.reserve(all_.count);
      all_.best_parts.assign(ranges_of(documents), kNoMatch);
      if (main_language_ != 0) all_.main_parts.assign(ranges_of(documents), kNoMatch);
    }
    std::uint32_t found = 0;
    do {
      const auto postings = list.rest();
      frequent ? add_bits(postings) : add_docids(postings);
      if (scored_) add_scores(postings);
      found += static_cast<std::uint32_t>(postings.size());
    } while (list.next_chunk());
    if (found != all_.count) {
      throw disk::Damaged(glass::kPostlistFile, "a term does not have as many postings as it says");
    }
    std::uint32_t sum = 0;
    for (const std::uint64_t word : all_.bitmap) {
      all_.before.push_back(sum);
      sum += static_cast<std::uint32_t>(std::popcount(word));
    }
    return std::move(all_);
  }

 private:
  void add_bits(std::span<const glass::Posting> postings) {
    for (const glass::Posting posting : postings) {
      const std::uint32_t i = posting.docid - 1;
      all_.bitmap[i / kRange] |= std::uint64_t{1} << (i % kRange);
    }
  }

  void add_docids(std::span<const glass::Posting> postings) {
    for (const glass::Posting posting : postings) all_.docids.push_back(posting.docid);
  }

  void add_scores(std::span<const glass::Posting> postings) {
    const std::size_t before = all_.wdfs.size();
    all_.wdfs.resize(before + postings.size());
    std::uint8_t* to = all_.wdfs.data() + before;
    for (const glass::Posting posting : postings) {
      *to = static_cast<std::uint8_t>(std::min<std::uint32_t>(posting.wdf, Postings::kManyTimes));
      if (*to == Postings::kManyTimes) {
        all_.many.emplace_back(static_cast<std::uint32_t>(to - all_.wdfs.data()), posting.wdf);
      }
      ++to;
      const std::uint32_t range = (posting.docid - 1) / kRange;
      const float own = part(static_cast<float>(posting.wdf), lengths_[posting.docid - 1]);
      all_.best_parts[range] = std::max(all_.best_parts[range], own);
      if (main_language_ != 0) add_by_language(posting.docid, range, own);
    }
  }

  void add_by_language(std::uint32_t docid, std::uint32_t range, float part) {
    const std::uint32_t language = languages_.ordinal(docid);
    if (is_main_[language]) {
      all_.main_parts[range] = std::max(all_.main_parts[range], part);
      return;
    }
    if (!all_.other_parts.empty()) {
      Postings::Other& last = all_.other_parts.back();
      if (last.range == range && last.language == language) {
        last.part = std::max(last.part, part);
        return;
      }
    }
    all_.other_parts.push_back({range, language, part});
  }

  /// As exact as a bound must be, and faster than common/query/plan.h, which see.
  [[nodiscard]] float part(float wdf, std::uint32_t length) const {
    constexpr auto kByLength = static_cast<float>(query::kBm25K1 * query::kBm25B);
    constexpr auto kFixed = static_cast<float>(query::kBm25K1 * (1 - query::kBm25B));
    return wdf / (wdf + static_cast<float>(length) * per_length_ * kByLength + kFixed);
  }

  std::span<const std::uint32_t> lengths_;
  segment::Forward::Column languages_;
  std::uint32_t main_language_;
  std::vector<bool> is_main_;  ///< by number of the language; empty if there is only one
  bool scored_;
  float per_length_;
  Postings all_;
};

Postings decoded(const segment::Reader& segment, const std::string& term, bool scored,
                 double average_length) {
  glass::PostingList list = segment.postings();
  if (!list.open(term)) return {};
  return Decoder(segment, scored, average_length).decode(list);
}

}  // namespace

std::uint32_t Postings::large_wdf(std::size_t posting) const {
  return std::lower_bound(many.begin(), many.end(),
                          std::pair{static_cast<std::uint32_t>(posting), std::uint32_t{0}})
      ->second;
}

std::size_t Postings::bytes() const {
  return sizeof *this + docids.capacity() * sizeof docids[0] +
         bitmap.capacity() * sizeof bitmap[0] + before.capacity() * sizeof before[0] +
         wdfs.capacity() + many.capacity() * sizeof many[0] +
         best_parts.capacity() * sizeof best_parts[0] +
         main_parts.capacity() * sizeof main_parts[0] +
         other_parts.capacity() * sizeof other_parts[0];
}

void PostingsCache::forget(std::list<Entry>::iterator entry) {
  bytes_ -= entry->postings->bytes();
  known_.erase(entry->key);
  entries_.erase(entry);
}

std::shared_ptr<const Postings> PostingsCache::get(const segment::Reader& segment,
                                                   const std::string& term, bool scored,
                                                   double average_length) {
  const Key key(&segment, average_length, term);
  std::unique_lock lock(mutex_);
  if (const auto it = known_.find(key); it != known_.end()) {
    const auto postings = it->second->postings;
    if (!scored || postings->wdfs.size() == postings->count) {
      entries_.splice(entries_.begin(), entries_, it->second);
      return postings;
    }
  }
  lock.unlock();
  auto postings = std::make_shared<Postings>(decoded(segment, term, scored, average_length));
  lock.lock();
  // Those without their parts, or from a thread that decoded them in the meantime.
  if (const auto it = known_.find(key); it != known_.end()) forget(it->second);
  bytes_ += postings->bytes();
  entries_.push_front({key, postings});
  known_[key] = entries_.begin();
  while (bytes_ > most_bytes_ && !entries_.empty()) forget(std::prev(entries_.end()));
  return postings;
}

}  // namespace dateline::match
