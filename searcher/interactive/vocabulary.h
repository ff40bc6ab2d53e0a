// SPDX-License-Identifier: GPL-2.0-or-later
// The values that articles have in each field, looked up when they are first asked for.
#pragma once

#include "searcher/find/search.h"

#include <map>
#include <string>
#include <vector>

namespace dateline::interactive {

class Vocabulary {
 public:
  /// `searcher` outlives it. `request` says what to leave out and how long to wait.
  Vocabulary(Searcher& searcher, const SearchRequest& request)
      : searcher_(searcher), request_(request) {}

  /// Most frequent first; nothing for fields whose values cannot be listed.
  const std::vector<std::string>& values(query::Field field);

 private:
  std::vector<std::string> look_up(query::Field field);

  Searcher& searcher_;
  SearchRequest request_;
  std::map<query::Field, std::vector<std::string>> values_;
};

}  // namespace dateline::interactive
