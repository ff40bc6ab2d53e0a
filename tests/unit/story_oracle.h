// SPDX-License-Identifier: GPL-2.0-or-later
// Which articles belong to one story, by docs/articles.md: each text is compared with every other,
// without fingerprints, regardless of arrival.
#pragma once

#include "common/fields/article.h"

#include <cstddef>
#include <string>
#include <vector>

namespace oracle {

class Stories {
 public:
  Stories() = default;
  /// `bodies` are the words of the articles, as stems. Throws std::logic_error if copies of one
  /// article are not copies of each other, so that stories would depend on the order of arrival.
  Stories(const std::vector<dateline::Article>& articles,
          const std::vector<std::vector<std::string>>& bodies);

  [[nodiscard]] std::size_t count() const { return members_.size(); }
  /// The number of an article's story.
  [[nodiscard]] std::size_t of(std::size_t article) const { return story_[article]; }
  [[nodiscard]] std::size_t articles(std::size_t story) const { return members_[story]; }
  [[nodiscard]] bool is_first(std::size_t article) const {
    return first_[story_[article]] == article;
  }

 private:
  std::vector<std::size_t> story_;    ///< by article
  std::vector<std::size_t> members_;  ///< their number, by story
  std::vector<std::size_t> first_;    ///< an article, by story
};

}  // namespace oracle
