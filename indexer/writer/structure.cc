// SPDX-License-Identifier: GPL-2.0-or-later
// Xapian::Database::check trusts the numbers it reads.
#include "indexer/writer/structure.h"

#include "common/disk/damaged.h"
#include "common/process/child.h"

#include <chrono>
#include <sstream>

#include <fmt/format.h>
#include <xapian.h>

namespace dateline {
namespace {

/// No database takes this long.
constexpr std::chrono::hours kLongestCheck{24};

void look(const std::filesystem::path& path) {
  std::ostringstream details;
  try {
    const std::size_t errors = Xapian::Database::check(path.string(), 0, &details);
    if (errors == 0) return;
    throw disk::Damaged(fmt::format("{} structural errors: {}", errors, details.str()));
  } catch (const Xapian::Error& e) {
    throw disk::Damaged(e.get_msg());
  }
}

}  // namespace

void check_structure(const std::filesystem::path& path) {
  try {
    if (run_apart([&] { look(path); }, kLongestCheck)) return;
  } catch (const Error& e) {
    throw disk::Damaged(fmt::format("libxapian cannot read it: {}", e.what()));
  }
  throw disk::Damaged("libxapian does not finish reading it");
}

}  // namespace dateline
