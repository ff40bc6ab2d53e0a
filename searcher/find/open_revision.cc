// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/find/open_revision.h"

#include <utility>

namespace dateline {

OpenRevision::OpenRevision(Archive archive, bool is_partial,
                           std::shared_ptr<match::PostingsCache> postings,
                           std::shared_ptr<const OpenRevision> whole)
    : whole_(std::move(whole)),
      archive_(std::move(archive)),
      is_partial_(is_partial),
      postings_(std::move(postings)),
      facet_names_(archive_) {}

std::shared_ptr<const OpenRevision> OpenRevision::open(const std::filesystem::path& directory,
                                                       const OpenOptions& options,
                                                       std::size_t cache_bytes) {
  return std::shared_ptr<const OpenRevision>(
      new OpenRevision(Archive::open(directory, options), options.partial,
                       std::make_shared<match::PostingsCache>(cache_bytes), nullptr));
}

std::shared_ptr<const OpenRevision> OpenRevision::without(const ShardDown& down) const {
  return std::shared_ptr<const OpenRevision>(
      new OpenRevision(archive_.without(down), is_partial_, postings_, shared_from_this()));
}

}  // namespace dateline
