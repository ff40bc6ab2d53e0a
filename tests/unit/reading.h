// SPDX-License-Identifier: GPL-2.0-or-later
// Reads a text as if it were a file.
#pragma once

#include "indexer/readers/base/mapping.h"
#include "indexer/readers/base/reader.h"

#include <string_view>
#include <vector>

namespace test {

struct Reading {
  std::vector<dateline::RawArticle> articles;
  std::vector<dateline::Reject> rejects;
  std::string_view format;  ///< empty when it was not recognised
};

/// Reads `content` in the format of that name, or in the recognised one.
Reading read(std::string_view content, std::string_view format_name = "",
             const dateline::Mapping* mapping = nullptr);

/// What is left of `input`, read in the format of that name.
Reading read(dateline::Input& input, std::string_view format_name);

/// Processor time used so far, which a busy machine does not affect.
double processor_seconds();

/// The most that reading a hostile file may take. Generous, for a slow or shared processor;
/// quadratic time for such a file is far longer.
inline constexpr double kAtOnce = 30;

}  // namespace test
