// SPDX-License-Identifier: GPL-2.0-or-later
// The terms of a segment, one after another.
#pragma once

#include "common/segment/reader.h"

#include <string>

namespace dateline::segment {

/// Steps through the terms in order of their bytes. All functions throw disk::Damaged.
class Terms {
 public:
  explicit Terms(const Reader& segment);

  [[nodiscard]] bool more() const { return more_; }
  /// Valid until `next`.
  [[nodiscard]] const std::string& term() const { return term_; }
  void next();

 private:
  void skip_what_is_no_term();

  glass::Table::Cursor cursor_;
  bool more_ = false;
  std::string term_;
  std::string before_;
};

}  // namespace dateline::segment
