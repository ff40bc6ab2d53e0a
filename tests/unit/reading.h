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

/// Reads `content` in the format of that name, or in the one that its content is recognised as.
Reading read(std::string_view content, std::string_view format_name = "",
             const dateline::Mapping* mapping = nullptr);

/// What is left of `input`, read in the format of that name.
Reading read(dateline::Input& input, std::string_view format_name);

/// Of processor time used so far, which a busy machine does not stretch.
double processor_seconds();

/// What reading a hostile file may take of it. Generous, as a slow or shared processor counts more
/// of it; what takes time by the square of such a file's size takes far longer.
inline constexpr double kAtOnce = 30;

}  // namespace test
