// SPDX-License-Identifier: GPL-2.0-or-later
// Whether words stand together in an article, by its token stream.
#pragma once

#include "common/query/plan.h"
#include "common/segment/forward.h"

#include <cstdint>
#include <memory>

namespace dateline::match {

/// Asked of documents that hold all the words.
class Positions {
 public:
  Positions() = default;
  Positions(const Positions&) = delete;
  Positions& operator=(const Positions&) = delete;
  virtual ~Positions() = default;
  /// Throws glass::Damaged.
  [[nodiscard]] virtual bool stand(std::uint32_t docid) = 0;
};

/// For a step that is a Phrase.
std::unique_ptr<Positions> make_phrase(const query::Step& step, const segment::Forward& forward);

}  // namespace dateline::match
