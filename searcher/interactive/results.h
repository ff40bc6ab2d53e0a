// SPDX-License-Identifier: GPL-2.0-or-later
// The answer that a session is looking at: which query, which page, which articles were shown.
#pragma once

#include "searcher/find/search.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace dateline::interactive {

class Results {
 public:
  explicit Results(SearchRequest request) : request_(std::move(request)) {}

  /// The request; its page and limit are ignored.
  [[nodiscard]] const SearchRequest& request() const noexcept { return request_; }
  [[nodiscard]] bool has_page() const noexcept { return !pages_.empty(); }
  [[nodiscard]] bool is_first_page() const noexcept { return pages_.size() <= 1; }
  [[nodiscard]] const SearchResult& page() const noexcept { return result_; }
  /// An article that was shown, or nothing.
  [[nodiscard]] const Hit* shown(std::size_t rank) const;

  /// Asks for the first page of `request`. If that throws, nothing changes; the same for the next.
  void ask(const SearchRequest& request, Searcher& searcher, std::size_t limit);
  /// The page after this one, which there is, and the one before.
  void next(Searcher& searcher, std::size_t limit);
  void previous(Searcher& searcher, std::size_t limit);

 private:
  void take(SearchResult result);

  SearchRequest request_;
  std::vector<std::string> pages_;  ///< cursors from the first page to this one
  SearchResult result_;
  std::map<std::size_t, Hit> shown_;  ///< by rank
};

}  // namespace dateline::interactive
