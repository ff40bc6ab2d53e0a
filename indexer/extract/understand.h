// SPDX-License-Identifier: GPL-2.0-or-later
// From what a file states to an article: dates with evidence, place, agencies, language, flags.
#pragma once

#include "common/fields/article.h"
#include "common/fields/outlets.h"
#include "indexer/readers/base/reader.h"

#include <memory>
#include <string>

namespace dateline {

/// A longer body is cut and flagged, unless the user says otherwise.
inline constexpr std::size_t kMaxBodyBytes = std::size_t{4} << 20U;

/// Defaults for what an article does not state, and limits.
struct Defaults {
  std::string source = {};
  std::string language = {};                             ///< ISO 639-1; empty means: detect
  std::shared_ptr<const SourceTable> sources = nullptr;  ///< null: SourceTable::built_in()
  DateOrder date_order = DateOrder::Unknown;  ///< of 02/03/2019; not known means: by other dates
  std::size_t max_body_bytes = kMaxBodyBytes;

  [[nodiscard]] const SourceTable& source_table() const {
    return sources ? *sources : SourceTable::built_in();
  }
};

/// Completes `raw`. `now` is the UTC time of the run. `shown_order` is what other dates of the file
/// show (DateOrderGate). The result has an id. An article without headline and body keeps both
/// empty; the caller rejects it.
Article understand(const RawArticle& raw, const Defaults& defaults, const Date& now,
                   DateOrder shown_order = DateOrder::Unknown);

}  // namespace dateline
