// SPDX-License-Identifier: GPL-2.0-or-later
// One revision of an archive, open for many callers.
#pragma once

#include "common/archive/archive.h"
#include "common/engine/match/postings.h"
#include "searcher/find/facets.h"

#include <cstddef>
#include <filesystem>
#include <memory>

namespace dateline {

/// An archive, and what earlier requests cached about it. Safe to share between threads: each uses
/// its own Searcher.
class OpenRevision : public std::enable_shared_from_this<OpenRevision> {
 public:
  /// Memory for decoded posting lists, which are kept for later requests.
  static constexpr std::size_t kCacheBytes = std::size_t{256} << 20U;

  /// Throws as Archive::open does.
  static std::shared_ptr<const OpenRevision> open(const std::filesystem::path& directory,
                                                  const OpenOptions& options = {},
                                                  std::size_t cache_bytes = kCacheBytes);
  /// The same without that shard; it shares the postings, and keeps this one open.
  [[nodiscard]] std::shared_ptr<const OpenRevision> without(const ShardDown& down) const;

  [[nodiscard]] const Archive& archive() const noexcept { return archive_; }
  /// May shards be left out?
  [[nodiscard]] bool is_partial() const noexcept { return is_partial_; }
  [[nodiscard]] const std::shared_ptr<match::PostingsCache>& postings() const noexcept {
    return postings_;
  }
  [[nodiscard]] const FacetNames& facet_names() const noexcept { return facet_names_; }

 private:
  OpenRevision(Archive archive, bool is_partial, std::shared_ptr<match::PostingsCache> postings,
               std::shared_ptr<const OpenRevision> whole);

  std::shared_ptr<const OpenRevision> whole_;  ///< of which this is a part, or null
  Archive archive_;
  bool is_partial_;
  std::shared_ptr<match::PostingsCache> postings_;
  FacetNames facet_names_;
};

}  // namespace dateline
