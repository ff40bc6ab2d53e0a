// SPDX-License-Identifier: GPL-2.0-or-later
// The same articles in a database made by libxapian, and the same plans answered by Enquire: the
// reference for our own building and matching.
#pragma once

#include "common/engine/plan/plan.h"
#include "common/fields/article.h"
#include "tests/unit/temporary.h"

#include <map>
#include <string>
#include <vector>

#include <xapian.h>

namespace reference {

/// Adds the words of an article, at their positions.
void add_words(Xapian::Document& document, const dateline::Article& article);

class Reference {
 public:
  explicit Reference(const std::vector<dateline::Article>& articles);

  /// Score by id of every article that matches.
  std::map<std::string, double> scores(const dateline::query::Plan& plan);

 private:
  test::Temporary directory_;
  Xapian::WritableDatabase database_;
};

}  // namespace reference
