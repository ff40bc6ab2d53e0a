// SPDX-License-Identifier: GPL-2.0-or-later
// A served copy is a merged segment whose token streams have become positions.
#include "indexer/build/served.h"

#include "common/errors.h"
#include "common/glass/pack.h"
#include "indexer/build/merge.h"
#include "indexer/build/position_table.h"

#include <vector>

#include <fmt/format.h>

namespace dateline {
namespace fs = std::filesystem;

std::uint64_t write_served(std::span<const fs::path> segments, const fs::path& output) {
  std::vector<MergeInput> inputs;
  for (const fs::path& segment : segments) inputs.push_back({segment, {}});
  const std::uint64_t articles = merge_segments(inputs, output);
  if (articles == 0) return 0;
  try {
    glass::Version version = glass::read_version(output);
    version.roots[glass::kPosition] = write_position_table(segment::Reader(output), output);
    glass::write_version(output, version);
  } catch (const glass::Damaged& e) {
    throw Error(Exit::MachineFailed,
                fmt::format("{} is not as it was just written: {}", output.string(), e.what()),
                "check the disk");
  }
  fs::remove(output / segment::kForwardName);
  return articles;
}

}  // namespace dateline
