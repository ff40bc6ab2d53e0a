// SPDX-License-Identifier: GPL-2.0-or-later
// Pages are cursors; going back asks again.
#include "searcher/interactive/results.h"

namespace dateline::interactive {
namespace {

SearchResult search_page(SearchRequest request, Searcher& searcher, std::size_t limit,
                         const std::string& page) {
  request.limit = limit;
  request.collapse = true;
  request.partly = Partly::Shown;
  request.stories = true;
  request.suggest = true;
  request.page = page;
  return searcher.search(request);
}

}  // namespace

const Hit* Results::shown(std::size_t rank) const {
  const auto found = shown_.find(rank);
  return found == shown_.end() ? nullptr : &found->second;
}

void Results::take(SearchResult result) {
  result_ = std::move(result);
  for (const Hit& hit : result_.hits) shown_[hit.rank] = hit;
}

void Results::ask(const SearchRequest& request, Searcher& searcher, std::size_t limit) {
  SearchResult result = search_page(request, searcher, limit, "");
  request_ = request;
  pages_ = {""};
  shown_.clear();
  take(std::move(result));
}

void Results::next(Searcher& searcher, std::size_t limit) {
  const std::string cursor = result_.next_page;
  take(search_page(request_, searcher, limit, cursor));
  pages_.push_back(cursor);
}

void Results::previous(Searcher& searcher, std::size_t limit) {
  take(search_page(request_, searcher, limit, pages_.at(pages_.size() - 2)));
  pages_.pop_back();
}

}  // namespace dateline::interactive
