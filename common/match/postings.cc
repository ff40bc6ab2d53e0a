// SPDX-License-Identifier: GPL-2.0-or-later
// Decoding, and forgetting what was not used for longest.
#include "common/match/postings.h"

#include "common/query/plan.h"

namespace dateline::match {
namespace {

Postings decoded(const segment::Reader& segment, const std::string& term, bool scored,
                 double average_length) {
  Postings all;
  glass::PostingList list = segment.postings();
  if (!list.open(term)) return all;
  all.docids.reserve(list.frequency());
  if (scored) all.parts.reserve(list.frequency());
  const auto lengths = segment.forward().lengths();
  do {
    const auto postings = list.rest();
    const std::size_t before = all.docids.size();
    all.docids.resize(before + postings.size());
    std::uint32_t* docid = all.docids.data() + before;
    for (const glass::Posting posting : postings) *docid++ = posting.docid;
    if (!scored) continue;
    all.parts.resize(before + postings.size());
    float* part = all.parts.data() + before;
    for (const glass::Posting posting : postings) {
      const double wdf = posting.wdf;
      *part++ = static_cast<float>(
          wdf / (wdf + query::length_part(lengths[posting.docid - 1], average_length)));
    }
  } while (list.next_chunk());
  return all;
}

}  // namespace

std::shared_ptr<const Postings> PostingsCache::get(const segment::Reader& segment,
                                                   const std::string& term, bool scored,
                                                   double average_length) {
  const Key key(&segment, term);
  const auto it = known_.find(key);
  if (it != known_.end()) {
    const auto postings = it->second->postings;
    if (!scored || postings->parts.size() == postings->docids.size()) {
      entries_.splice(entries_.begin(), entries_, it->second);
      return postings;
    }
    bytes_ -= postings->bytes();
    entries_.erase(it->second);
    known_.erase(it);
  }
  auto postings = std::make_shared<Postings>(decoded(segment, term, scored, average_length));
  bytes_ += postings->bytes();
  entries_.push_front({key, postings});
  known_[key] = entries_.begin();
  while (bytes_ > most_bytes_ && !entries_.empty()) {
    bytes_ -= entries_.back().postings->bytes();
    known_.erase(entries_.back().key);
    entries_.pop_back();
  }
  return postings;
}

}  // namespace dateline::match
