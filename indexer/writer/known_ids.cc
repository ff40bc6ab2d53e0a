// SPDX-License-Identifier: GPL-2.0-or-later
// The smallest segments first: each of them saves a lookup in its posting lists for every id.
#include "indexer/writer/known_ids.h"

#include <algorithm>
#include <numeric>

namespace dateline {
namespace {

/// Reading more ids takes longer than looking some up in the segment.
constexpr std::uint64_t kFewArticles = 1'000;
constexpr std::size_t kMostKept = 1'000'000;

}  // namespace

KnownIds::KnownIds(const Archive& archive) : archive_(archive), others_(archive.segments().size()) {
  std::iota(others_.begin(), others_.end(), std::size_t{0});
  std::sort(others_.begin(), others_.end(), [&](std::size_t a, std::size_t b) {
    return archive.segments()[a].segment.articles > archive.segments()[b].segment.articles;
  });
  for (; !others_.empty(); others_.pop_back()) {
    const OpenSegment& open = archive.segments()[others_.back()];
    const std::uint64_t articles = open.segment.articles;
    if (articles > kFewArticles || kept_.size() + articles > kMostKept) break;
    open.use([&](const segment::Reader& reader) {
      for (std::uint32_t docid = 1; docid <= reader.documents(); ++docid) {
        kept_.emplace(hash_of_id(reader.forward().id(docid)), Located{others_.back(), docid});
      }
    });
  }
}

std::optional<Located> KnownIds::locate(const std::string& id) const {
  const auto kept = kept_.find(hash_of_id(id));
  if (kept != kept_.end()) return kept->second;
  return dateline::locate(archive_, id, others_);
}

}  // namespace dateline
